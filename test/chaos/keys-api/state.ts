import { createHash } from 'node:crypto'
import type { ApiKeyRecord } from '../../../sandbox/index.ts'
import type { KeysApiCloud } from '../scaleway/cloud.ts'
import { label } from '../scaleway/state.ts'
import { projectId } from '../scaleway/rotation.ts'
import { firstKey, type KeyRotation } from './rotation.ts'

// Reads the state of the sandbox. Shares no code with the code under test.

/** The id of the key that a user created (see manual-changes.ts). */
export const HAND_ID = '00000000-0000-4000-8000-0000000000e1'

/** A version of the secret. */
export interface KeyVersion {
  readonly revision: number
  readonly status: string
  /** From its description; undefined if the action did not write it. */
  readonly stage: string | undefined
  /** The name of the key in its description. */
  readonly name: string | undefined
  /** The id of the key in its payload. */
  readonly held: string | undefined
  /** Its record says that the key is about to be rolled over. */
  readonly inDoubt: boolean
  /** When its stage began, in milliseconds. */
  readonly since: number
}

/** One GitHub secret. */
export interface Target {
  /** For example `acme/shop production`. */
  readonly place: string
  readonly name: string
  /** The id of its key; undefined if the service never created it. */
  readonly held: string | undefined
}

export interface KeysMoment {
  /** Every key that the service knows, by id. */
  readonly keys: ReadonlyMap<string, ApiKeyRecord>
  /** The ids of the keys that are neither deactivated nor expired. */
  readonly working: ReadonlySet<string>
  /** The versions of each rotation's secret, oldest first, without deleted ones. */
  readonly versions: ReadonlyMap<KeyRotation, readonly KeyVersion[]>
  readonly targets: ReadonlyMap<KeyRotation, readonly Target[]>
}

/** Reads the whole state. */
export function look(cloud: KeysApiCloud, rotations: readonly KeyRotation[]): KeysMoment {
  const { keysApi } = cloud
  const all = keysApi.keys()
  const byKey = new Map(all.map(({ key, id }) => [key, id]))
  const working = all.filter((key) => key.deactivatedAt === null && !keysApi.isExpired(key))
  return {
    keys: new Map(all.map((key) => [key.id, key])),
    working: new Set(working.map(({ id }) => id)),
    versions: new Map(rotations.map((rotation) => [rotation, versionsOf(cloud, rotation, byKey)])),
    targets: new Map(rotations.map((rotation) => [rotation, targetsOf(cloud, rotation, byKey)])),
  }
}

function versionsOf(
  { scaleway }: KeysApiCloud,
  { secretName }: KeyRotation,
  byKey: ReadonlyMap<string, string>,
): readonly KeyVersion[] {
  const secret = scaleway.secrets.secretNamed(secretName, { projectId })
  return (secret?.versions ?? [])
    .filter(({ status }) => status === 'enabled' || status === 'disabled')
    .map(({ revision, status, description, payload }) => {
      const record = fields(description)
      const ours = typeof record?.['key-rotation'] === 'number'
      const held = fields(payload.toString('utf8'))?.['API_KEY']
      return {
        revision,
        status,
        stage: ours ? text(record['stage']) : undefined,
        name: ours ? text(record['key']) : undefined,
        held: typeof held === 'string' ? byKey.get(held) : undefined,
        inDoubt: ours && record['replacing'] !== undefined,
        since: ours ? Date.parse(text(record['since']) ?? '') : Number.NaN,
      }
    })
}

function targetsOf(
  { github }: KeysApiCloud,
  { places, names }: KeyRotation,
  byKey: ReadonlyMap<string, string>,
): readonly Target[] {
  return places.flatMap((place) =>
    names.map((name) => {
      const value = github.secret(place, name)
      return { place: label(place), name, held: value === undefined ? undefined : byKey.get(value) }
    }),
  )
}

/** Whether the stage of a version says that its key is no longer needed. */
export function isOver({ stage }: Pick<KeyVersion, 'stage'>): boolean {
  return stage === 'retired' || stage === 'abandoned'
}

/** Whether the key of a version may still be needed, and is readable. */
export function isReadable(version: Pick<KeyVersion, 'stage' | 'status'>): boolean {
  return version.status === 'enabled' && !isOver(version)
}

/** The newest version with the stage `current`. */
export function currentOf(moment: KeysMoment, rotation: KeyRotation): KeyVersion | undefined {
  return moment.versions.get(rotation)?.findLast(({ stage }) => stage === 'current')
}

/** The action's name of a key: the beginning of its SHA-256. */
export function nameOf({ key }: Pick<ApiKeyRecord, 'key'>): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

/**
 * Whether no rollover can succeed any more: the service has deactivated every key that one could start from
 * (the current and pending ones), and no version holds a successor. `rotate` recovers from this.
 */
export function isAstray(cloud: KeysApiCloud, moment: KeysMoment, rotation: KeyRotation): boolean {
  const versions = moment.versions.get(rotation) ?? []
  const current = currentOf(moment, rotation)
  const sources = versions.filter(
    ({ stage, revision, status }) =>
      status === 'enabled' &&
      (revision === current?.revision || (stage === 'pending' && revision > (current?.revision ?? 0))),
  )
  const ids = sources.length > 0 ? sources.map(({ held }) => held) : [firstKey(cloud, rotation).id]
  return ids.every((id) => id === undefined || moment.keys.get(id)?.deactivatedAt !== null)
}

/** Whether the key from before the first run works and is in every target that no user has overwritten. */
export function firstKeyStands(cloud: KeysApiCloud, moment: KeysMoment, rotation: KeyRotation): boolean {
  const { id } = firstKey(cloud, rotation)
  const targets = moment.targets.get(rotation) ?? []
  return moment.working.has(id) && targets.every(({ held }) => held === id || held === HAND_ID)
}

/** The whole state in a few lines, for debugging a violation. */
export function describe(moment: KeysMoment, rotations: readonly KeyRotation[]): readonly string[] {
  const named = (id: string | undefined): string => {
    const key = moment.keys.get(id ?? '')
    if (key === undefined) return 'no key'
    const state = moment.working.has(key.id)
      ? 'works'
      : key.deactivatedAt === null
        ? 'expired'
        : 'deactivated'
    return `${nameOf(key)} (${state})`
  }
  return rotations.flatMap((rotation) => [
    ...(moment.versions.get(rotation) ?? []).map(
      ({ revision, status, stage, held, inDoubt }) =>
        `${rotation.secretName} v${revision} ${status} ${stage ?? 'foreign'} ${named(held)}${inDoubt ? ', in doubt' : ''}`,
    ),
    ...(moment.targets.get(rotation) ?? []).map(
      ({ place, name, held }) => `${place}: ${name} = ${named(held)}`,
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
