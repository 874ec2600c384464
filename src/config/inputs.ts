import { FINDING_KINDS } from '../check/findings.ts'
import { MOST_JOBS } from '../github/job-plan.ts'
import { SECRET_KINDS, VISIBILITIES } from '../github/places/places.ts'
import { REGIONS } from '../scaleway/regions.ts'
import {
  ACCEPTED,
  ENVIRONMENT_OF_REPOSITORY,
  GITHUB_SECRET,
  ORGANIZATION,
  REPOSITORIES,
  REPOSITORY,
  STORE_NAME,
  STORE_PATH,
} from './names.ts'
import { BOOLEAN, duration, matching, oneOf, TEXT, uuid, wholeNumber, type Rule } from './rules.ts'
import {
  ACCESS_KEY,
  BUDGET,
  DATE,
  DESCRIPTION,
  EXPIRY,
  KEY_NAME,
  MAX_AGE,
  PRIVATE_KEY,
  PROPAGATION_TIMEOUT,
} from './values.ts'

/** Every command, in the order of the documentation. */
export const COMMANDS = ['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback', 'plan'] as const
export type Command = (typeof COMMANDS)[number]

/** What creates the keys. */
export const ISSUERS = ['scaleway', 'keys-api'] as const
export type IssuerName = (typeof ISSUERS)[number]

/** All of an input but its description, which is in `action.yml` (a test compares the names and the defaults). */
export interface InputDefinition<T> {
  /** How its value is read; of a list, how each entry is. */
  readonly rule: Rule<T>
  /** Several values, separated by commas or line breaks. */
  readonly list?: true
  readonly default?: string
  /** Neither the input nor its variable may be empty, in every command that reads it. */
  readonly required?: true
  /** The environment variable of the Scaleway ecosystem that is used where the input is empty. */
  readonly variable?: string
  /** The value is never shown in a problem, and its variables are removed from the environment. */
  readonly secret?: true
  /** The only issuer that it has a meaning for. */
  readonly issuer?: IssuerName
  /**
   * `allowed`: a key of the key file may set it. `refused`: it decides where credentials and keys are sent, or who can
   * read a key, so that whoever can change the file must not set it. Otherwise it is unknown there.
   */
  readonly keyFile?: 'allowed' | 'refused'
}

/** The entry of `fail-on` that means every finding. */
export const ANY_FINDING = 'any'
/** The value of `access-key-secret` and `secret-key-secret` that means no secret at all. */
export const NO_NAME = 'none'
// Secret Manager allows 20 versions of a secret: the others are for the pending, the current and disabled ones.
const MOST_KEPT_VERSIONS = 15

/** Every input of the action, in the order of `action.yml`. */
export const INPUTS = {
  command: { rule: oneOf(COMMANDS, 'a command'), default: 'rotate' },
  config: { rule: TEXT },
  key: { rule: TEXT, list: true },
  jobs: { rule: wholeNumber(1, MOST_JOBS) },
  issuer: { rule: oneOf(ISSUERS, 'an issuer'), default: 'scaleway', keyFile: 'allowed' },

  'scw-access-key': { rule: ACCESS_KEY, variable: 'SCW_ACCESS_KEY', required: true },
  'scw-secret-key': {
    rule: uuid('a secret key', 'the secret key that belongs to the access key'),
    variable: 'SCW_SECRET_KEY',
    required: true,
    secret: true,
  },
  'scw-organization-id': {
    rule: uuid('an organization ID', 'the ID of your organization'),
    variable: 'SCW_DEFAULT_ORGANIZATION_ID',
  },
  'scw-project-id': {
    rule: uuid('a Project ID', 'the ID of the Project that holds the secret in Secret Manager'),
    variable: 'SCW_DEFAULT_PROJECT_ID',
    required: true,
    keyFile: 'allowed',
  },
  'scw-region': {
    rule: oneOf(REGIONS, 'a region of Secret Manager'),
    variable: 'SCW_DEFAULT_REGION',
    required: true,
    keyFile: 'allowed',
  },
  'scw-api-url': { rule: TEXT, variable: 'SCW_API_URL', keyFile: 'refused' },

  'github-token': {
    rule: matching(/^\S+$/, {
      what: 'a token: it contains white space',
      remedy:
        'a token that can write secrets: an installation token of a GitHub App (permission Secrets: write; for ' +
        'environments also Environments: write) or a fine-grained personal access token, for example ' +
        '${{ steps.app-token.outputs.token }}. GITHUB_TOKEN cannot write secrets',
    }),
    secret: true,
  },
  'github-app-id': {
    rule: matching(/^(\d{1,20}|Iv[A-Za-z0-9._-]{6,60})$/, {
      what: 'the ID of a GitHub App',
      remedy: "the App ID or the client ID from the App's settings (General), for example 123456",
      hidden: true,
    }),
    required: true,
  },
  'github-app-private-key': { rule: PRIVATE_KEY, secret: true, required: true },
  'github-budget': { rule: BUDGET, default: '1' },

  'keys-api-url': { rule: TEXT, issuer: 'keys-api', keyFile: 'refused' },
  // The token and the keys become headers: printable ASCII characters without white space.
  'keys-api-token': {
    rule: matching(/^[\x21-\x7e]+$/, {
      what: 'a token: it contains white space or a special character',
      remedy: 'the JWT that the login of the keys API returns, for example ${{ steps.login.outputs.token }}',
    }),
    secret: true,
    required: true,
    issuer: 'keys-api',
  },
  'keys-api-key': {
    rule: matching(/^[\x21-\x7e]{8,4096}$/, {
      what: 'a key of a keys API',
      remedy: 'the complete key (sk_live_…), for example ${{ secrets.API_KEY }}',
    }),
    secret: true,
    issuer: 'keys-api',
  },
  'keys-api-expired-key-id': {
    rule: uuid('the ID of a key', "the ID from the service's list of keys"),
    issuer: 'keys-api',
  },
  'keys-api-name': { rule: KEY_NAME, issuer: 'keys-api', keyFile: 'allowed' },
  'keys-api-permissions': {
    rule: matching(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/, {
      what: 'a permission',
      remedy: 'permissions of the service, for example read, deposit, transfer',
    }),
    list: true,
    issuer: 'keys-api',
    keyFile: 'allowed',
  },
  'keys-api-verify-url': { rule: TEXT, issuer: 'keys-api', keyFile: 'refused' },
  'keys-api-verify-header': {
    rule: matching(/^[A-Za-z0-9-]{1,100}$/, {
      what: 'a header name',
      remedy: 'letters, digits and hyphens, for example x-api-key',
    }),
    default: 'x-api-key',
    keyFile: 'allowed',
  },
  'keys-api-verify-origin': { rule: TEXT, issuer: 'keys-api', keyFile: 'refused' },
  'recovery-public-key': {
    rule: matching(/^[A-Za-z0-9+/]{43}=$/, {
      what: 'a public key',
      remedy: '32 bytes in base64, as printed by `npm run recovery -- new FILE` in a checkout of this action',
    }),
    issuer: 'keys-api',
    keyFile: 'refused',
  },
  // It signs records with HMAC-SHA-256, so it must be too long to be guessed.
  'record-key': {
    rule: matching(/^[\x21-\x7e]{32,4096}$/, {
      what: 'a record key: at least 32 characters, without white space or special characters',
      remedy: 'the output of `openssl rand -base64 32`, kept in a GitHub secret',
    }),
    secret: true,
    issuer: 'keys-api',
  },

  'application-id': {
    rule: uuid('an application ID', 'the ID of an IAM application'),
    issuer: 'scaleway',
    keyFile: 'allowed',
  },
  description: { rule: DESCRIPTION, issuer: 'scaleway', keyFile: 'allowed' },
  expiry: { rule: EXPIRY, keyFile: 'allowed' },
  'max-age': { rule: MAX_AGE, keyFile: 'allowed' },
  'rollover-window': { rule: duration('7d'), default: '7d', keyFile: 'allowed' },
  'pause-until': { rule: DATE, keyFile: 'allowed' },
  force: { rule: BOOLEAN, default: 'false' },
  'replaces-access-key': { rule: ACCESS_KEY, issuer: 'scaleway', keyFile: 'allowed' },
  'take-over': { rule: BOOLEAN, default: 'false', keyFile: 'allowed' },
  'propagation-timeout': { rule: PROPAGATION_TIMEOUT, default: '2m', keyFile: 'allowed' },

  'secret-name': { rule: STORE_NAME, keyFile: 'allowed' },
  'secret-path': { rule: STORE_PATH, default: '/', keyFile: 'allowed' },
  'secret-id': {
    rule: uuid('the ID of a secret', "the ID of the secret in Secret Manager, from the rotation's report"),
  },
  'keep-versions': { rule: wholeNumber(1, MOST_KEPT_VERSIONS), default: '5', keyFile: 'allowed' },

  repositories: { rule: REPOSITORIES, list: true, keyFile: 'allowed' },
  environments: { rule: ENVIRONMENT_OF_REPOSITORY, list: true, keyFile: 'allowed' },
  organization: { rule: ORGANIZATION, keyFile: 'allowed' },
  visibility: { rule: oneOf(VISIBILITIES, 'a visibility'), keyFile: 'allowed' },
  // Its rule depends on `organization`.
  'selected-repositories': { rule: TEXT, list: true, keyFile: 'allowed' },
  kinds: {
    rule: oneOf(SECRET_KINDS, 'a kind of secret'),
    list: true,
    default: 'actions',
    keyFile: 'allowed',
  },
  'access-key-secret': { rule: GITHUB_SECRET, list: true, default: 'SCW_ACCESS_KEY', keyFile: 'allowed' },
  'secret-key-secret': { rule: GITHUB_SECRET, list: true, default: 'SCW_SECRET_KEY', keyFile: 'allowed' },
  'bundle-secret': { rule: GITHUB_SECRET, list: true, issuer: 'scaleway', keyFile: 'allowed' },
  'api-key-secret': { rule: GITHUB_SECRET, list: true, default: 'API_KEY', keyFile: 'allowed' },
  'access-key-variable': { rule: GITHUB_SECRET, list: true, issuer: 'scaleway', keyFile: 'allowed' },
  'on-unreachable': {
    rule: oneOf(['fail', 'continue'], 'a supported value'),
    default: 'fail',
    keyFile: 'allowed',
  },
  'public-repositories': {
    rule: oneOf(['include', 'exclude'], 'a supported value'),
    keyFile: 'allowed',
  },
  'accept-repositories': { rule: ACCEPTED, list: true },

  'old-key': { rule: oneOf(['delete', 'keep'], 'a supported value'), keyFile: 'allowed' },
  'grace-period': { rule: duration('7d'), default: '7d', keyFile: 'allowed' },
  'overdue-after': { rule: duration('2d'), default: '2d', keyFile: 'allowed' },
  'fail-on': { rule: oneOf([...FINDING_KINDS, ANY_FINDING], 'a finding'), list: true },
  'rotator-repository': { rule: REPOSITORY },
  'dry-run': { rule: BOOLEAN, default: 'false' },
  'export-env': { rule: BOOLEAN, default: 'false' },
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

type Inputs = typeof INPUTS
export type InputName = keyof Inputs

/** What the text of an input, or an entry of its list, is read to. */
export type InputValue<N extends InputName> = Inputs[N]['rule'] extends Rule<infer T> ? T : never

/** The inputs that have a value in every run that reads them. */
export type RequiredInput = {
  [N in InputName]: Inputs[N] extends { readonly default: string } | { readonly required: true } ? N : never
}[InputName]

/** Every input that the action has. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

export function definitionOf<N extends InputName>(name: N): InputDefinition<InputValue<N>> {
  return INPUTS[name] as InputDefinition<unknown> as InputDefinition<InputValue<N>>
}

/** The inputs that the key file may set, or that it is refused. */
export function keyFileInputs(keyFile: 'allowed' | 'refused'): readonly InputName[] {
  return INPUT_NAMES.filter((name) => definitionOf(name).keyFile === keyFile)
}

/**
 * The environment variables that hold secret inputs, to be removed once they are read: the runner's `INPUT_…` and the
 * ecosystem's own.
 */
export const SECRET_VARIABLES: readonly string[] = INPUT_NAMES.filter(
  (name) => definitionOf(name).secret,
).flatMap((name) => [inputVariable(name), definitionOf(name).variable ?? []].flat())

/**
 * The inputs that a workflow sets and the action does not have (mostly misspelled ones), in lower case. The runner
 * passes each as `INPUT_NAME` and only warns.
 */
export function unknownInputs(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = new Set(INPUT_NAMES.map(inputVariable))
  return Object.keys(env)
    .filter((variable) => variable.startsWith('INPUT_') && !known.has(variable))
    .map((variable) => variable.slice('INPUT_'.length).toLowerCase())
    .sort()
}

function inputVariable(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}
