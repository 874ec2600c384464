import { readDescription, type Mark } from '../../../src/rotation/model/mark.ts'
import type { Credential, ProbeAnswer, VersionStatus } from '../../../src/rotation/model/ports.ts'

/** An API key as the model's IAM has it. */
export interface ModelKey {
  readonly accessKey: string
  readonly secret: string
  description: string
  /** Milliseconds since 1970, like every time of the model. */
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly project: string | undefined
  /** Whether a run made it. */
  readonly ours: boolean
  /** It belongs to another bearer. */
  readonly foreign?: true
}

export interface ModelVersion {
  readonly revision: number
  status: VersionStatus
  description: string
  readonly payload: Credential | undefined
  /** Set where no run is to blame for what is read here: somebody else added or enabled it. */
  forged?: true
}

export interface ModelSecret {
  readonly id: string
  tags: readonly string[]
  locked: boolean
  readonly versions: ModelVersion[]
}

/** A target: what each of its names holds, and whose writes it refuses. */
export interface ModelTarget {
  readonly id: string
  readonly values: Map<string, { readonly value: string; readonly updatedAt: number }>
  /** Names whose PUT is refused. */
  readonly refuses: Set<string>
}

/** All that stands in the tiny cloud. Tests may change anything in it: that is what a person does. */
export interface Cloud {
  now: number
  keys: Map<string, ModelKey>
  secret: ModelSecret | undefined
  readonly targets: readonly ModelTarget[]
  /** How many keys were made by runs so far. */
  made: number
  /** How many secrets were made so far. */
  secrets: number
  /** How IAM answers somebody who signs in; undefined means as things stand. */
  probe: (credential: Credential) => ProbeAnswer | undefined
  /** What a list of keys shows; a stale one shows something older. */
  listed: (keys: ReadonlyMap<string, ModelKey>) => ReadonlyMap<string, ModelKey>
  /** Whether IAM finds a key when it is asked for it by name; it may fail to for a moment. */
  found: (accessKey: string) => boolean
  /** What a list of versions shows. */
  listedVersions: (versions: readonly ModelVersion[]) => readonly ModelVersion[]
  /** Somebody enabled or disabled versions, or added one with a key of ours: what readers get is up to him. */
  readersDenied: boolean
  /** How many more keys the organization may have; undefined where that is no limit. */
  keysLeft: number | undefined
  /** Keys whose end nobody can blame on a run: a person deleted them. */
  readonly endedByPerson: Set<string>
}

/** The names that every target of the model has: the two halves of a pair. */
export const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'] as const

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE

/** An empty cloud with targets that hold nothing yet. */
export function createCloud(targets: readonly string[]): Cloud {
  return {
    now: Date.UTC(2030, 0, 1),
    keys: new Map(),
    secret: undefined,
    targets: targets.map((id) => ({ id, values: new Map(), refuses: new Set() })),
    made: 0,
    secrets: 0,
    probe: () => undefined,
    listed: (keys) => keys,
    found: () => true,
    listedVersions: (versions) => versions,
    readersDenied: false,
    keysLeft: undefined,
    endedByPerson: new Set(),
  }
}

/** Makes a key that no run made. */
export function handMade(cloud: Cloud, accessKey: string, rest: Partial<ModelKey> = {}): Credential {
  const credential = { accessKey, secret: secretOf(accessKey) }
  const key = {
    description: 'made by hand',
    createdAt: cloud.now,
    expiresAt: undefined,
    project: 'project-1',
  }
  cloud.keys.set(accessKey, { ...credential, ...key, ours: false, ...rest })
  return credential
}

/** A person writes a pair to a target. */
export function writeByHand(cloud: Cloud, id: string, credential: Credential): void {
  cloud.now += SECOND
  for (const name of NAMES)
    targetOf(cloud, id).values.set(name, { value: valueFor(name, credential), updatedAt: cloud.now })
  cloud.now += SECOND
}

/** A person deletes a key. */
export function deleteByHand(cloud: Cloud, accessKey: string): void {
  cloud.keys.delete(accessKey)
  cloud.endedByPerson.add(accessKey)
}

export function targetOf(cloud: Cloud, id: string): ModelTarget {
  const target = cloud.targets.find((one) => one.id === id)
  if (target === undefined) throw new Error(`the model has no target ${id}`)
  return target
}

export function valueFor(name: string, { accessKey, secret }: Credential): string {
  return name === 'SCW_ACCESS_KEY' ? accessKey : secret
}

/** The secret key of an access key; the model needs no randomness. */
export function secretOf(accessKey: string): string {
  return `secret-of-${accessKey}`
}

/** The access key of the key that a value belongs to, whichever half of the pair it is. */
export function ownerOf(value: string): string {
  return value.replace(/^secret-of-/, '')
}

export function isAliveIn(cloud: Cloud, accessKey: string): boolean {
  const key = cloud.keys.get(accessKey)
  return key !== undefined && (key.expiresAt === undefined || key.expiresAt > cloud.now)
}

/** The key that a target holds: undefined where it holds nothing, `mixed` where its halves do not match. */
export function holdsIn(cloud: Cloud, id: string): string | undefined {
  const owners = new Set(
    NAMES.map((name) => targetOf(cloud, id).values.get(name)?.value).map((v) => v && ownerOf(v)),
  )
  return owners.size > 1 ? 'mixed' : [...owners][0]
}

/** What a key's mark says. */
export function readMark({ description }: ModelKey): Mark['phase'] | undefined {
  return readDescription(description).mark?.phase
}
