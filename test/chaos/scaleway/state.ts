import type { KeyRecord } from '../../../sandbox/scaleway/model.ts'
import type { Cloud } from './cloud.ts'
import { projectId, type Rotation } from './rotation.ts'

// Reads the state of the sandbox. Shares no code with the code under test.

/** A version of the secret. */
export interface Version {
  readonly revision: number
  readonly status: string
  /** From its description; undefined if the action did not write it. */
  readonly stage: string | undefined
  /** The access key in its description. */
  readonly key: string | undefined
  /** The access key in its payload. */
  readonly held: string | undefined
  /** The access key of the valid key whose whole pair the payload holds; undefined if there is none. */
  readonly pair: string | undefined
  readonly description: string
}

/** One GitHub secret. */
export interface Half {
  /** For example `actions acme/shop`. */
  readonly place: string
  readonly name: string
  /** The access key of the valid key that the value belongs to; undefined if there is none. */
  readonly key: string | undefined
  /** The value of the secret. */
  readonly value: string | undefined
}

export interface Moment {
  /** The valid keys, by access key, without expired ones. */
  readonly living: ReadonlyMap<string, KeyRecord>
  /** The versions of each rotation's secret, oldest first, without deleted ones. */
  readonly versions: ReadonlyMap<Rotation, readonly Version[]>
  readonly secretIds: ReadonlyMap<Rotation, string | undefined>
  readonly halves: ReadonlyMap<Rotation, readonly Half[]>
}

/** Reads the whole state. */
export function look(cloud: Cloud, rotations: readonly Rotation[]): Moment {
  const { iam, secrets } = cloud.scaleway
  const keys = iam.livingKeys().filter((key) => !iam.isExpired(key))
  const living = new Map(keys.map((key) => [key.accessKey, key]))
  const bySecret = new Map(keys.map((key) => [key.secretKey, key]))
  const versions = new Map<Rotation, readonly Version[]>()
  const secretIds = new Map<Rotation, string | undefined>()
  const halves = new Map<Rotation, readonly Half[]>()
  for (const rotation of rotations) {
    const secret = secrets.secretNamed(rotation.secretName, { projectId })
    secretIds.set(rotation, secret?.id)
    versions.set(
      rotation,
      (secret?.versions ?? [])
        .filter(({ status }) => status === 'enabled' || status === 'disabled')
        .map(({ revision, status, description, payload }) => {
          const record = fields(description)
          const ours = typeof record?.['key-rotation'] === 'number'
          const content = payload.toString('utf8')
          const { API_KEY: held } = fields(content) ?? {}
          return {
            revision,
            status,
            stage: ours ? text(record['stage']) : undefined,
            key: ours ? text(record['key']) : undefined,
            held: text(held),
            pair: pairIn(content, living),
            description,
          }
        }),
    )
    const all = rotation.places.flatMap((place) => {
      const half = (name: string, owner: (value: string) => string | undefined): Half => {
        const value = cloud.github.secret(place, name)
        return { place: label(place), name, key: value === undefined ? undefined : owner(value), value }
      }
      const { accessKey, secretKey, bundle, variable = [] } = rotation.names
      const variables = (place.kind ?? 'actions') === 'actions' ? variable : []
      return [
        ...variables.map((name): Half => {
          const value = cloud.github.variable(place, name)?.value
          const key = living.get(value ?? '')?.accessKey
          return { place: label(place), name: `variable ${name}`, key, value }
        }),
        ...accessKey.map((name) => half(name, (value) => living.get(value)?.accessKey)),
        ...secretKey.map((name) => half(name, (value) => bySecret.get(value)?.accessKey)),
        ...bundle.map((name) => half(name, (value) => pairIn(value, living))),
      ]
    })
    halves.set(rotation, all)
  }
  return { living, versions, secretIds, halves }
}

/** The valid key whose whole pair a bundle holds. */
function pairIn(value: string, living: ReadonlyMap<string, KeyRecord>): string | undefined {
  const { API_KEY: accessKey, SECRET_KEY: secretKey } = fields(value) ?? {}
  const key = living.get(String(accessKey))
  return key?.secretKey === secretKey ? key?.accessKey : undefined
}

export function label(place: Rotation['places'][number]): string {
  const kind = place.kind === undefined || place.kind === 'actions' ? '' : ` ${place.kind}`
  if (!('repository' in place)) return `${place.organization}${kind}`
  return `${place.repository}${place.environment === undefined ? kind : ` ${place.environment}`}`
}

/** The newest version with the stage `current`. */
export function currentOf(moment: Moment, rotation: Rotation): Version | undefined {
  return moment.versions.get(rotation)?.findLast(({ stage }) => stage === 'current')
}

/** The newest readable version, which `latest_enabled` returns. */
export function newestEnabled(versions: readonly Version[] | undefined): Version | undefined {
  return versions?.findLast(({ status }) => status === 'enabled')
}

/** Parses the mark in a key's description: its phase and secret. */
export function markOf(
  key: Pick<KeyRecord, 'description'> | undefined,
): { readonly phase: string; readonly secretId: string } | undefined {
  const [, phase, secretId] =
    /^\[key-rotation (made|stored|replaced|found) ([0-9a-f-]{36})[ \]]/.exec(key?.description ?? '') ?? []
  return phase === undefined || secretId === undefined ? undefined : { phase, secretId }
}

/**
 * Whether a key's mark has the digest of its secret. Marks of format 1 have none, and such keys are never
 * published.
 */
export function hasDigest({ description }: Pick<KeyRecord, 'description'>): boolean {
  return /^\[key-rotation \w+ [0-9a-f-]{36} \w+ \w+ [\w-]{12}[ \]]/.test(description)
}

/** Whether a run created the key. Keys of the seed and of manual changes have recognizable names. */
export function isOurs(accessKey: string): boolean {
  return !/^SCW(FAKE|HAND)/.test(accessKey)
}

/** The whole state in a few lines, for debugging a violation. */
export function describe(moment: Moment, rotations: readonly Rotation[]): readonly string[] {
  return rotations.flatMap((rotation) => [
    ...(moment.versions.get(rotation) ?? []).map(
      ({ revision, status, stage, key, held }) =>
        `${rotation.secretName} v${revision} ${status} ${stage ?? 'foreign'} ${key ?? ''}${held === key ? '' : ` holds ${held ?? 'nothing'}`}`,
    ),
    ...(moment.halves.get(rotation) ?? []).map(
      ({ place, name, key }) => `${place}: ${name} = ${key ?? 'no valid key'}`,
    ),
    ...[...moment.living.values()]
      .filter(({ applicationId }) => applicationId === rotation.bearer)
      .map(
        (key) => `${key.accessKey} ${markOf(key)?.phase ?? 'unmarked'} since ${key.createdAt.toISOString()}`,
      ),
  ])
}

function fields(json: string): Record<string, unknown> | undefined {
  if (!json.startsWith('{')) return undefined
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return undefined // not written by the action
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
