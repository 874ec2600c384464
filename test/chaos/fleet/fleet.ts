import { smallGithubTokens } from '../../../sandbox/index.ts'
import {
  API,
  APPLICATION,
  deploy,
  PAIR,
  PRODUCTION,
  projectId,
  reader,
  rotator,
  SHOP,
  type Inputs,
  type Rotation,
} from '../scaleway/rotation.ts'
import { ADDRESSES } from '../scaleway/cloud.ts'
import { ROTATE, type KeyRotation } from '../keys-api/rotation.ts'
import { FILE_TEXT } from '../subject.ts'

/** The keys of one file, processed by one run. */
export interface Fleet {
  /** Scaleway keys, by their names in the file. */
  readonly keys: Readonly<Record<string, Rotation>>
  /** Keys of a keys API. */
  readonly apiKeys?: Readonly<Record<string, KeyRotation>>
}

export function keyRotationsOf({ apiKeys = {} }: Fleet): readonly KeyRotation[] {
  return Object.values(apiKeys)
}

export function rotationsOf({ keys }: Fleet): readonly Rotation[] {
  return Object.values(keys)
}

/** Every kind of secret of a repository, each with the whole pair, and a variable for the access key. */
const kinds: Rotation = {
  ...APPLICATION,
  secretName: 'kinds',
  places: (['actions', 'dependabot', 'codespaces', 'agents'] as const).map((kind) => ({ ...SHOP, kind })),
  names: { accessKey: [], secretKey: [], bundle: ['SCW_KEY'], variable: ['SCW_KEY_ID'] },
}

/** An environment, and an organization whose secrets are for selected repositories. */
const around: Rotation = {
  ...APPLICATION,
  secretName: 'around',
  bearer: reader.applicationId,
  places: [PRODUCTION, { organization: 'acme' }],
  names: { ...PAIR, variable: ['READER_ID'] },
  selected: ['acme/shop', 'acme/api'],
}

/** Another key of the first key's bearer, in a target of the first and in one of its own. */
const second: Rotation = {
  ...APPLICATION,
  secretName: 'second',
  places: [SHOP, API],
  names: { accessKey: ['SECOND_KEY'], secretKey: ['SECOND_SECRET'], bundle: [] },
}

/** Every kind of target. Two keys have the same bearer, and two are in the same repository. */
export const EVERY_KIND: Fleet = { keys: { kinds, around, second } }

/** Two keys of one bearer in the same targets. */
export const PAIRS: Fleet = {
  keys: { first: { ...APPLICATION, secretName: 'first', places: [SHOP, API] }, second },
}

/** A Scaleway key, and a keys API key in the same repository. */
export const BOTH_ISSUERS: Fleet = {
  keys: { second },
  apiKeys: { api: ROTATE },
}

/** The manually created first pair of the keys. */
export function handMade({ bearer }: Rotation): { readonly accessKey: string; readonly secretKey: string } {
  return bearer === reader.applicationId ? reader : deploy
}

/** The inputs of a scheduled run for a file. @param token the JWT of the login to the keys API before it */
export function inputsOf({ keys, apiKeys = {} }: Fleet, token: string): Inputs {
  return {
    'scw-access-key': rotator.accessKey,
    'scw-secret-key': rotator.secretKey,
    'scw-project-id': projectId,
    'scw-region': 'fr-par',
    'github-token': smallGithubTokens.writer,
    ...keysApiInputs(Object.values(apiKeys), token),
    config: 'keys.yml',
    [FILE_TEXT]: [
      'keys:',
      ...Object.entries(keys).flatMap(([name, key]) => [`  ${name}:`, ...linesOf(key)]),
      ...Object.entries(apiKeys).flatMap(([name, key]) => [`  ${name}:`, ...apiLinesOf(key)]),
    ].join('\n'),
  }
}

/** The inputs for keys of a keys API: a file contains neither credentials nor addresses. */
function keysApiInputs([first]: readonly KeyRotation[], token: string): Inputs {
  if (first === undefined) return {}
  const known: Inputs =
    'key' in first.first ? { 'keys-api-key': first.first.key } : { 'keys-api-expired-key-id': first.first.id }
  return {
    'keys-api-token': token,
    'keys-api-url': ADDRESSES['keys-api'],
    'keys-api-verify-url': '/wallet/balance',
    ...known,
  }
}

function apiLinesOf({ secretName, places, names, inputs = {} }: KeyRotation): readonly string[] {
  const repositories = places.flatMap((place) => ('repository' in place ? [place.repository] : []))
  const lines = [
    'issuer: keys-api',
    `secret-name: ${secretName}`,
    `repositories: [${repositories.join(', ')}]`,
    `api-key-secret: [${names.join(', ')}]`,
    'keys-api-name: Production API',
    'keys-api-permissions: [read, deposit, transfer]',
    ...Object.entries(inputs).map(([name, value]) => `${name}: ${value}`),
  ]
  return lines.map((line) => `    ${line}`)
}

function linesOf({
  secretName,
  bearer,
  places,
  names,
  selected,
  grace,
  oldKey,
}: Rotation): readonly string[] {
  const repositories = places.flatMap((place) =>
    'repository' in place && place.environment === undefined ? [place.repository] : [],
  )
  const environments = places.flatMap((place) =>
    'repository' in place && place.environment !== undefined
      ? [`${place.repository}/${place.environment}`]
      : [],
  )
  const organizations = places.flatMap((place) => ('repository' in place ? [] : [place.organization]))
  const kindsOf = places.map(({ kind }) => kind ?? 'actions')
  const list = (name: string, texts: readonly string[], none: readonly string[] = []): readonly string[] =>
    texts.length === 0 ? none : [`${name}: [${[...new Set(texts)].join(', ')}]`]
  const lines = [
    `secret-name: ${secretName}`,
    `application-id: ${bearer}`,
    'max-age: 30d',
    `grace-period: ${grace}d`,
    `old-key: ${oldKey}`,
    ...list('repositories', repositories),
    ...list('environments', environments),
    ...organizations.map((name) => `organization: ${name}`),
    ...(selected === undefined ? [] : ['visibility: selected', ...list('selected-repositories', selected)]),
    ...list('kinds', kindsOf),
    ...list('access-key-secret', names.accessKey, ['access-key-secret: none']),
    ...list('secret-key-secret', names.secretKey, ['secret-key-secret: none']),
    ...list('bundle-secret', names.bundle),
    ...list('access-key-variable', names.variable ?? []),
  ]
  return lines.map((line) => `    ${line}`)
}
