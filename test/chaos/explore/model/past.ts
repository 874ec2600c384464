import { readDescription } from '../../../../src/rotation/model/mark.ts'
import { readRecord } from '../../../../src/rotation/model/record.ts'
import {
  createCloud,
  NAMES,
  ownerOf,
  type Cloud,
  type ModelKey,
  type ModelVersion,
} from '../../../rotation/simulation/cloud.ts'

/** Facts of the past that rules need and the cloud no longer shows. */
export interface Past {
  /** When a key was last in a target or readable in the secret; without those that still are. */
  readonly heldUntil: Map<string, number>
  /** The locations (target and name) that a run wrote a key to since the key was last stored, by access key. */
  readonly given: Map<string, ReadonlySet<string>>
  /** Somebody else changed which versions are enabled: the runs are not responsible for what readers get. */
  statusTouched: boolean
  /** Somebody else changed records: the runs are not responsible for what they say. */
  recordsTouched: boolean
  /** The lists before their last change; undefined if no list is stale. */
  earlier: Earlier | undefined
}

/** The content of a stale list. */
export interface Earlier {
  readonly keys: readonly ModelKey[]
  readonly versions: readonly ModelVersion[]
}

/** A cloud with its past. */
export interface CloudWithPast extends Cloud {
  past: Past
}

/** An empty cloud without a past. */
export function createCloudWithPast(targets: readonly string[]): CloudWithPast {
  return { ...createCloud(targets), past: createPast() }
}

export function createPast(): Past {
  return {
    heldUntil: new Map(),
    given: new Map(),
    statusTouched: false,
    recordsTouched: false,
    earlier: undefined,
  }
}

/**
 * The past of a cloud that runs of the model created, as far as the cloud shows it.
 * @param stale whether lists may be stale
 */
export function pastOf(cloud: Cloud, stale: boolean): Past {
  const past = createPast()
  const held = heldKeys({ ...cloud, past })
  for (const { accessKey, description } of cloud.keys.values()) {
    const { mark } = readDescription(description)
    if (mark?.phase === 'replaced' && mark.at !== undefined && !held.has(accessKey))
      past.heldUntil.set(accessKey, Math.min(mark.at.getTime(), cloud.now))
  }
  for (const { id, values } of cloud.targets)
    for (const [name, { value }] of values) addGiven(past, ownerOf(value), `${id} ${name}`)
  return { ...past, earlier: stale ? listsOf(cloud) : undefined }
}

/** Records one change. Called with the cloud as it was before. */
export function follow(cloud: CloudWithPast, before: Moment): void {
  const { past, now } = cloud
  const held = heldKeys(cloud)
  for (const accessKey of before.held) if (!held.has(accessKey)) past.heldUntil.set(accessKey, now)
  for (const accessKey of [...past.heldUntil.keys()])
    if (held.has(accessKey) || !cloud.keys.has(accessKey)) past.heldUntil.delete(accessKey)
  for (const accessKey of [...past.given.keys()]) if (!cloud.keys.has(accessKey)) past.given.delete(accessKey)
  const versions = cloud.secret?.versions ?? []
  const pending = new Set(versions.slice(0, before.versions).filter(isPending).map(keyIn))
  for (const version of versions.slice(before.versions)) {
    // A version that is stored again after a lost response may already be published.
    if (version.forged !== true && !pending.has(keyIn(version))) past.given.delete(keyIn(version))
  }
  if (past.earlier === undefined) return
  const latest = listsOf(cloud)
  const { lists } = before
  const isAlike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  past.earlier = {
    keys: isAlike(latest.keys, lists.keys) ? past.earlier.keys : lists.keys,
    versions: isAlike(latest.versions, lists.versions) ? past.earlier.versions : lists.versions,
  }
}

function keyIn({ payload }: ModelVersion): string {
  return payload?.accessKey ?? ''
}

function isPending({ description }: ModelVersion): boolean {
  const reading = readRecord(description)
  return reading.kind === 'ours' && reading.record.stage === 'pending'
}

/** The state that {@link follow} compares with. */
export interface Moment {
  readonly held: ReadonlySet<string>
  readonly versions: number
  readonly lists: Earlier
}

export function momentOf(cloud: CloudWithPast): Moment {
  const lists = cloud.past.earlier === undefined ? { keys: [], versions: [] } : listsOf(cloud)
  return { held: heldKeys(cloud), versions: cloud.secret?.versions.length ?? 0, lists }
}

/** Records that a run wrote a key to a location. */
export function addGiven({ given }: Past, accessKey: string, place: string): void {
  given.set(accessKey, new Set([...(given.get(accessKey) ?? []), place].sort()))
}

/** Whether every location got a key since it was last stored. */
export function isGivenEverywhere({ past, targets }: CloudWithPast, accessKey: string): boolean {
  const given = past.given.get(accessKey)
  return targets.every(({ id }) => NAMES.every((name) => given?.has(`${id} ${name}`) === true))
}

/** The access keys that may be in use: in targets, and readable in the secret. */
export function heldKeys(cloud: CloudWithPast): ReadonlySet<string> {
  const held = new Set<string>()
  for (const { values } of cloud.targets) for (const { value } of values.values()) held.add(ownerOf(value))
  for (const accessKey of readKeys(cloud)) held.add(accessKey)
  return held
}

/**
 * What readers get: the newest enabled version, and the newest enabled one whose record has the stage
 * `current`.
 */
export function readKeys({ secret, past }: CloudWithPast): readonly string[] {
  if (past.statusTouched) return []
  const enabled = secret?.versions.filter(({ status, forged }) => status === 'enabled' && forged !== true)
  const current = enabled?.findLast(({ description }) => {
    const reading = readRecord(description)
    return reading.kind === 'ours' && reading.record.stage === 'current'
  })
  const read = [enabled?.at(-1), past.recordsTouched ? undefined : current]
  return read.flatMap((version) => version?.payload?.accessKey ?? [])
}

function listsOf(cloud: Cloud): Earlier {
  return {
    keys: [...cloud.keys.values()].map((key) => ({ ...key })),
    versions: (cloud.secret?.versions ?? []).map((version) => ({ ...version })),
  }
}
