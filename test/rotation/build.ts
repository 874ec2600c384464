import {
  currentGeneration,
  lagging,
  recordedCurrent,
  type Key,
  type Observation,
  type Version,
} from '../../src/rotation/model/observation.ts'
import { secretDigest, type Mark } from '../../src/rotation/model/mark.ts'
import type { Credential, TargetState, VersionStatus } from '../../src/rotation/model/ports.ts'
import {
  secretTag,
  tableDigest,
  writeRecord,
  type Stage,
  type VersionRecord,
} from '../../src/rotation/model/record.ts'
import type { Step } from '../../src/rotation/model/steps.ts'
import { DAY } from './simulation/cloud.ts'
import type { RunState, RunMemory } from '../../src/rotation/model/run-state.ts'

/** What the tables of the heart are made of: states of the cloud in a few words. */

/** The moment of every observation in a table. */
export const NOW = new Date('2030-06-15T12:00:00Z')
export const SECRET_ID = '11111111-2222-4333-8444-555555555555'
const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'] as const
const TARGETS = ['T1', 'T2']

/** So many days before {@link NOW}; fractions are fine. */
export function ago(days: number): Date {
  return new Date(NOW.getTime() - days * DAY)
}

/** When a version of this revision was written to its targets. */
function writtenAt(revision: number): Date {
  return new Date(Date.UTC(2030, 0, revision))
}

export interface VersionOptions {
  readonly status?: VersionStatus
  /** How many days ago its stage began. */
  readonly days?: number
  readonly adopted?: boolean
  /** What else its record says. */
  readonly record?: Partial<VersionRecord>
}

/** A version of a key, as the store would show it. It was written to every target at a time of its own. */
export function version(
  revision: number,
  stage: Stage,
  accessKey: string,
  options: VersionOptions = {},
): Version {
  const span = { from: writtenAt(revision), to: writtenAt(revision) }
  const written = new Map(TARGETS.flatMap((id) => NAMES.map((name) => [secretTag(id, name), span] as const)))
  const { status = 'enabled', days = 1, adopted = false } = options
  const record = { stage, accessKey, since: ago(days), run: 'earlier', text: '', written, ...options.record }
  return { revision, status, record: adopted ? { ...record, adopted } : record }
}

/** A version that is not ours. */
export function foreignVersion(revision: number): Version {
  return { revision, status: 'enabled', record: undefined }
}

export interface KeyOptions {
  /** How many days ago it was made. */
  readonly days?: number
  /** In how many days it expires. */
  readonly expires?: number
  /** Undefined: what the newest version that names it makes likely. `legacy`: `stored`, of format 1. */
  readonly mark?: Mark['phase'] | 'legacy' | 'none'
  /** How many days ago the phase of its mark began; as long as it exists where undefined. */
  readonly marked?: number
  /** The revision that it was published with. */
  readonly published?: number
  readonly secretId?: string
  readonly text?: string
  readonly project?: string
  /** Of a blind issuer. */
  readonly inDoubt?: true
  readonly works?: true
}

/** The digest of a table that no record has. */
const NO_TABLE = 'DigestDigest'

/** A key with a secret of its own. */
export function credentialOf(accessKey: string): Credential {
  return { accessKey, secret: `FAKE-${accessKey}` }
}

/** The digest of that secret, as the key's mark has it. */
function digestOf(accessKey: string): string {
  return secretDigest(SECRET_ID, credentialOf(accessKey))
}

/** A key of the bearer, with a mark for the secret unless told otherwise. */
export function key(accessKey: string, options: KeyOptions = {}): Key {
  const { days = 1, expires, text = '', project } = options
  return {
    accessKey,
    description: text,
    createdAt: ago(days),
    expiresAt: expires === undefined ? undefined : ago(-expires),
    defaultProjectId: project,
    mark: options.mark === undefined && options.secretId === undefined ? LIKELY : markOf(accessKey, options),
    text,
    ...(options.inDoubt && { inDoubt: true }),
    ...(options.works && { works: true }),
  }
}

/** Stands for the mark that the newest version that names the key makes likely. */
const LIKELY: Mark = { phase: 'stored', secretId: SECRET_ID, attempt: 'likely', at: undefined }

function markOf(
  accessKey: string,
  { mark = 'stored', marked, days = 1, secretId = SECRET_ID, published }: KeyOptions,
): Mark | undefined {
  if (mark === 'none') return undefined
  const common = { secretId, attempt: 'a1' }
  if (mark === 'legacy') return { ...common, phase: 'stored', at: undefined }
  const at = ago(marked ?? days)
  return {
    ...common,
    phase: mark,
    at,
    ...((mark === 'stored' || mark === 'replaced') && { digest: digestOf(accessKey) }),
    ...(published !== undefined && { published: { revision: published, table: NO_TABLE, at } }),
  }
}

/** A key with the mark that runs without a failure would have left. */
function likely(one: Key, versions: readonly Version[], issuer: Observation['issuer']): Key {
  if (one.mark !== LIKELY) return one
  return { ...one, mark: issuer === 'blind' ? undefined : likelyMark(one, versions, SECRET_ID) }
}

/** The mark that runs without a failure would have left on a key, by the newest version that names it. */
export function likelyMark(
  { accessKey, createdAt }: Pick<Key, 'accessKey' | 'createdAt'>,
  versions: readonly Version[],
  secretId: string,
): Mark {
  const version = versions.findLast(({ record }) => record?.accessKey === accessKey)
  const record = version?.record
  const mark: Mark = { phase: 'stored', secretId, attempt: 'a1', at: createdAt, digest: digestOf(accessKey) }
  if (record === undefined || record.stage === 'pending') return mark
  if (record.stage !== 'current') return { ...mark, phase: 'replaced', at: record.since }
  const table = tableDigest(writeRecord(record)) ?? NO_TABLE
  return { ...mark, published: { revision: version?.revision ?? 0, table, at: record.since } }
}

/** What a target holds: the generation of a revision, something that somebody else wrote, or nothing. */
export type Held = number | 'foreign' | 'nothing'

export interface State {
  readonly versions?: readonly Version[]
  readonly keys?: readonly Key[]
  /** For T1 and T2; the current generation where undefined. */
  readonly held?: readonly [Held, Held]
  readonly takeOver?: Observation['takeOver']
  readonly noSecret?: boolean
  /** `blind` for a keys API. */
  readonly issuer?: Observation['issuer']
  /** Access keys that are another bearer's. */
  readonly foreign?: readonly string[]
}

/** A state of the cloud as a run observes it at {@link NOW}. */
export function observed({
  versions = [],
  keys = [],
  held,
  takeOver,
  noSecret = false,
  issuer = 'listing',
  foreign = [],
}: State): Observation {
  const observation: Observation = {
    at: NOW,
    issuer,
    secretId: noSecret ? undefined : SECRET_ID,
    takeOver,
    versions,
    keys: new Map(keys.map((one) => [one.accessKey, likely(one, versions, issuer)])),
    foreign: new Set(foreign),
    mismatched: new Set(),
    targets: [],
    targetsReadAt: NOW,
  }
  const current = recordedCurrent(observation)?.revision ?? 'nothing'
  const [first, second] = held ?? [current, current]
  return { ...observation, targets: [target('T1', first), target('T2', second)] }
}

function target(id: string, held: Held): TargetState {
  const when = { nothing: undefined, foreign: ago(0.5) }
  const updatedAt = typeof held === 'number' ? writtenAt(held) : when[held]
  return { id, label: `repository ${id}`, open: false, secrets: NAMES.map((name) => ({ name, updatedAt })) }
}

/** What a run knows that has just begun, at {@link NOW}. */
export function freshMemory(observation: Observation, rest: Partial<RunMemory> = {}): RunMemory {
  const current = currentGeneration(observation)
  return {
    startedAt: NOW,
    targetsReadAt: NOW,
    targetsUnchanged: current !== undefined && lagging(observation, current).length === 0,
    issued: undefined,
    resumed: false,
    migrationPostponed: false,
    promoted: false,
    rolledBack: false,
    helped: false,
    unverified: undefined,
    halted: undefined,
    verified: new Set(),
    failedTargets: new Set(),
    failedSteps: new Set(),
    ...rest,
  }
}

/** What such a run knows. */
export function knownOf(observation: Observation, rest: Partial<RunMemory> = {}): RunState {
  return { observation, memory: freshMemory(observation, rest) }
}

/** A step in a few words, for tables: `retire K1 v1 delete`. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'take-over':
      return `take-over ${step.accessKey ?? 'nothing'}`
    case 'discard':
      return `discard ${step.accessKey}`
    case 'replace':
      return `replace ${step.accessKey} ${step.how}`
    case 'give-up':
      return `give-up ${step.accessKey} v${step.revision} ${step.reason}`
    case 'retire':
      return `retire ${step.accessKey} ${step.how}`
    case 'prune':
      return `prune v${step.revision}`
    case 'publish':
    case 'repair':
      return `${step.kind} ${step.accessKey} ${step.targets.join(' ')}`
    case 'create-secret':
      return step.kind
    case 'issue':
      return `issue ${step.because.kind}`
    case 'stop':
      return `stop ${step.because.kind}`
    case 'close':
      return `close ${step.accessKey ?? 'nothing'} v${step.revision} ${step.because}`
    case 'mark-previous':
    case 'verify':
    case 'promote':
    case 'roll-back':
      return `${step.kind} ${step.accessKey} v${step.revision}`
  }
}
