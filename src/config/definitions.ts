/** What the code knows of an input; `action.yml` says the same to the runner (a test compares them). */
interface Definition {
  /** What counts where neither the input nor its variable is given. */
  readonly default?: string
  /** The environment variable of the Scaleway ecosystem that is used where the input is empty. */
  readonly variable?: string
  /** The value is never shown in a problem, and its variables leave the environment. */
  readonly secret?: true
}

/** The value of `access-key-secret` and `secret-key-secret` that stands for no name at all. */
export const NO_NAME = 'none'

export const INPUTS = {
  command: { default: 'rotate' },
  config: {},
  key: {},
  jobs: {},
  issuer: { default: 'scaleway' },

  'scw-access-key': { variable: 'SCW_ACCESS_KEY' },
  'scw-secret-key': { variable: 'SCW_SECRET_KEY', secret: true },
  'scw-organization-id': { variable: 'SCW_DEFAULT_ORGANIZATION_ID' },
  'scw-project-id': { variable: 'SCW_DEFAULT_PROJECT_ID' },
  'scw-region': { variable: 'SCW_DEFAULT_REGION' },
  'scw-api-url': { variable: 'SCW_API_URL' },
  'github-token': { secret: true },
  'github-app-id': {},
  'github-app-private-key': { secret: true },
  'github-budget': { default: '1' },

  'keys-api-url': {},
  'keys-api-token': { secret: true },
  'keys-api-key': { secret: true },
  'keys-api-expired-key-id': {},
  'keys-api-name': {},
  'keys-api-permissions': {},
  'keys-api-verify-url': {},
  'keys-api-verify-header': { default: 'x-api-key' },
  'keys-api-verify-origin': {},
  'recovery-public-key': {},
  'record-key': { secret: true },

  'application-id': {},
  description: {},
  expiry: {},
  'max-age': {},
  'rollover-window': { default: '7d' },
  'pause-until': {},
  force: { default: 'false' },
  'replaces-access-key': {},
  'take-over': { default: 'false' },
  'propagation-timeout': { default: '2m' },

  'secret-name': {},
  'secret-path': { default: '/' },
  'secret-id': {},
  'keep-versions': { default: '5' },

  repositories: {},
  environments: {},
  organization: {},
  visibility: {},
  'selected-repositories': {},
  kinds: { default: 'actions' },
  'access-key-secret': { default: 'SCW_ACCESS_KEY' },
  'secret-key-secret': { default: 'SCW_SECRET_KEY' },
  'bundle-secret': {},
  'api-key-secret': { default: 'API_KEY' },
  'access-key-variable': {},
  'on-unreachable': { default: 'fail' },
  'public-repositories': {},
  'accept-repositories': {},

  'old-key': {},
  'grace-period': { default: '7d' },
  'overdue-after': { default: '2d' },
  'fail-on': {},
  'rotator-repository': {},
  'dry-run': { default: 'false' },
  'export-env': { default: 'false' },
} as const satisfies Readonly<Record<string, Definition>>

export type InputName = keyof typeof INPUTS

/** Every input that the action has. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

export function definitionOf(name: InputName): Definition {
  return INPUTS[name]
}

/**
 * The environment variables that hold secret inputs, for whoever removes them once they are read: the runner's
 * `INPUT_…` and the ecosystem's own.
 */
export const SECRET_VARIABLES: readonly string[] = INPUT_NAMES.filter(
  (name) => definitionOf(name).secret,
).flatMap((name) => [inputVariable(name), definitionOf(name).variable ?? []].flat())

/**
 * The inputs that a workflow gives and the action does not have (misspelt ones, mostly), in lower case. The runner
 * hands each over as `INPUT_NAME` and only warns.
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
