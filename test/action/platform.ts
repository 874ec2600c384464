import { smallGithub, smallScaleway, type Place, type SandboxOptions } from '../../sandbox/index.ts'

// A platform team: thirty keys of one file in two hundred repositories, every kind of secret mixed.

export const FILE = '.github/key-rotation.yml'
export const REPOSITORIES = Array.from(
  { length: 200 },
  (_, index) => `acme/service-${String(index + 1).padStart(3, '0')}`,
)

/** A key of the file, and where what it says ought to stand. */
export interface PlatformKey {
  readonly name: string
  readonly applicationId: string
  /** The names of secrets that get the pair: both as one JSON, or each for itself. */
  readonly names: { readonly bundle: string } | { readonly accessKey: string; readonly secretKey: string }
  readonly places: readonly Place[]
  /** The name of a variable in the same places. */
  readonly variable?: string
  /** Its lines in the file. */
  readonly lines: readonly string[]
}

type Kind = 'actions' | 'dependabot' | 'codespaces' | 'agents'

/** So many repositories from the n-th on. */
const some = (from: number, count = 10): readonly string[] => REPOSITORIES.slice(from, from + count)

function applicationOf(index: number): string {
  return `00000000-0000-4000-8000-000000001${String(index).padStart(3, '0')}`
}

/** One key; its bearer has its number. */
function key(
  index: number,
  pair: 'pair' | 'bundle',
  places: readonly Place[],
  where: readonly string[],
  rest: { readonly variable?: string; readonly bearer?: number } = {},
): PlatformKey {
  const name = `key-${String(index).padStart(2, '0')}`
  const upper = `KEY_${index}`
  const applicationId = applicationOf(rest.bearer ?? index)
  const names =
    pair === 'pair' ? { accessKey: `${upper}_ID`, secretKey: `${upper}_SECRET` } : { bundle: upper }
  const named =
    'bundle' in names
      ? ['access-key-secret: none', 'secret-key-secret: none', `bundle-secret: ${names.bundle}`]
      : [`access-key-secret: ${names.accessKey}`, `secret-key-secret: ${names.secretKey}`]
  const variable = rest.variable === undefined ? {} : { variable: rest.variable }
  const asVariable = rest.variable === undefined ? [] : [`access-key-variable: ${rest.variable}`]
  const lines = [`application-id: ${applicationId}`, ...named, ...asVariable, ...where]
  return { name, applicationId, names, places, ...variable, lines }
}

/** Ten repositories by their names, in these kinds of secrets. */
function inRepositories(
  index: number,
  pair: 'pair' | 'bundle',
  repositories: readonly string[],
  kinds: readonly Kind[],
  rest: { readonly bearer?: number } = {},
): PlatformKey {
  const places = repositories.flatMap((repository) => kinds.map((kind): Place => ({ repository, kind })))
  const where = [`repositories: [${repositories.join(', ')}]`, `kinds: [${kinds.join(', ')}]`]
  return key(index, pair, places, where, rest)
}

function inEnvironments(index: number, repositories: readonly string[]): PlatformKey {
  const places = repositories.map((repository): Place => ({ repository, environment: 'production' }))
  const names = repositories.map((repository) => `${repository}/production`)
  return key(index, 'bundle', places, [`environments: [${names.join(', ')}]`])
}

function inOrganization(index: number, kind: Kind, more: readonly string[], variable?: string): PlatformKey {
  const where = ['organization: acme', `kinds: ${kind}`, ...more]
  return key(index, 'pair', [{ organization: 'acme', kind }], where, variable ? { variable } : {})
}

function byPattern(
  index: number,
  pattern: string,
  repositories: readonly string[],
  variable?: string,
): PlatformKey {
  const places = repositories.map((repository): Place => ({ repository }))
  return key(index, 'bundle', places, [`repositories: ${pattern}`], variable ? { variable } : {})
}

/** A repository of two keys. */
export const SHARED = REPOSITORIES[6] ?? ''

export const KEYS: readonly PlatformKey[] = [
  ...Array.from({ length: 20 }, (_, group) => {
    const mix: readonly (readonly ['pair' | 'bundle', readonly Kind[]])[] = [
      ['pair', ['actions']],
      ['bundle', ['actions', 'dependabot']],
      ['bundle', ['codespaces']],
      ['bundle', ['agents']],
    ]
    const [pair, kinds] = mix[group % mix.length] ?? ['pair', ['actions']]
    return inRepositories(group + 1, pair, some(group * 10), kinds)
  }),
  inEnvironments(21, some(0)),
  inEnvironments(22, some(10)),
  inEnvironments(23, some(20)),
  inOrganization(24, 'actions', [
    'visibility: selected',
    'selected-repositories: [service-001, service-100]',
  ]),
  inOrganization(25, 'dependabot', ['visibility: private']),
  inOrganization(26, 'actions', ['visibility: all'], 'PLATFORM_KEY'),
  byPattern(27, 'acme/topic:scaleway', some(40, 20)),
  byPattern(28, 'acme/service-19*', some(189, 10), 'KEY_28'),
  // One bearer has two keys.
  inRepositories(29, 'pair', some(0), ['actions']),
  inRepositories(30, 'pair', some(100), ['dependabot'], { bearer: 29 }),
]

/** Where a key stands, one line for each secret and variable, as the sandbox's history names them. */
export function secretsOf({ names }: PlatformKey): readonly string[] {
  return 'bundle' in names ? [names.bundle] : [names.accessKey, names.secretKey]
}

export const file = `defaults:
  max-age: 30d
  on-unreachable: continue
keys:
${KEYS.map(({ name, lines }) => [`  ${name}:`, ...lines.map((line) => `    ${line}`)].join('\n')).join('\n')}
`

/** The sandbox in which all of it exists, and nothing was rotated yet. */
export function platform(): SandboxOptions {
  const [scaleway, github] = [smallScaleway(new Date()), smallGithub()]
  const ids = [...new Set(KEYS.map(({ applicationId }) => applicationId))]
  const topics = new Set(some(40, 20))
  return {
    scaleway: {
      ...scaleway,
      applications: [
        ...(scaleway.applications ?? []),
        ...ids.map((id, index) => ({ id, name: `platform-${index + 1}`, permissions: [] })),
      ],
    },
    github: {
      ...github,
      repositories: [
        ...(github.repositories ?? []),
        ...REPOSITORIES.map((name) => ({
          name,
          environments: ['production'],
          ...(topics.has(name) && { topics: ['scaleway'] }),
        })),
      ],
    },
  }
}
