import { dead, inDoubt, withoutDoubt } from './doubt.ts'
import { identitiesAfter } from './identities.ts'
import { keysOnRecord, proven } from './keys-on-record.ts'
import type { RunMemory } from './memory.ts'
import {
  currentGeneration,
  generationAt,
  type Generation,
  type Key,
  type Observation,
  type Version,
} from './observation.ts'
import type { Identity, TargetEntry, WriteSpan } from './ports.ts'
import { secretTag, type VersionRecord } from './record.ts'
import { stepName, type Action, type Halt, type Step } from './steps.ts'

/** What only the services can tell of a step that was carried out. */
export interface Facts {
  /** The services' time when it was. */
  readonly at: Date
  /** The run that carried it out, as records name it. */
  readonly run: string
  /** For `create-secret`. */
  readonly secretId?: string
  /** For `make`. */
  readonly made?: { readonly key: Key; readonly version: Generation }
  /** For `prove`: false where the key did not work in time. */
  readonly works?: boolean
  /** For `roll-back`: the revision of the new version. */
  readonly restored?: number
  /** For `publish` and `repair`: when each secret (by name) of each target (by id) was written. */
  readonly written?: ReadonlyMap<string, ReadonlyMap<string, WriteSpan>>
  /** For `publish` and `repair`: who each target (by id) is. */
  readonly identities?: ReadonlyMap<string, readonly Identity[]>
  /** For `publish` and `repair`: the targets (by id) that could not be written. */
  readonly failed?: readonly string[]
}

/** What stands in the cloud, and what the run knows beyond it. */
export interface Known {
  readonly observation: Observation
  readonly memory: RunMemory
}

/**
 * What is known after a step, given what was known before it. The interpreter writes to the services what this says,
 * a dry run only says it, and the exploration of the state space steps through it: they cannot disagree.
 */
export function after(known: Known, step: Action, facts: Facts): Known {
  const { observation, memory } = known
  switch (step.kind) {
    case 'take-over': {
      const { revision, accessKey } = step
      const versions = observation.versions.map((version) =>
        version.revision === revision && accessKey !== undefined
          ? { ...version, record: adoptedRecord(accessKey, facts) }
          : version,
      )
      return { observation: { ...observation, takeOver: undefined, versions }, memory }
    }
    case 'discard': {
      const keys = without(observation.keys, step.accessKey)
      const versions = step.revisions.reduce(
        (all, revision) => setStage(disabled(all, revision), revision, 'abandoned', facts),
        observation.versions,
      )
      return { observation: { ...observation, keys, versions }, memory }
    }
    case 'give-up': {
      const versions = setStage(
        disabled(observation.versions, step.revision),
        step.revision,
        'abandoned',
        facts,
      )
      if (step.reason !== 'rolled-back') return { observation: { ...observation, versions }, memory }
      // Somebody goes back to the current key, so automatic rotation rests as after any rollback.
      const current = currentGeneration(observation)?.revision
      const resting = changeRecord(versions, current, (record) => ({ ...record, rolledBack: true }))
      return { observation: { ...observation, versions: resting }, memory: { ...memory, rolledBack: true } }
    }
    case 'mark-previous': {
      const versions = setStage(observation.versions, step.revision, 'previous', { ...facts, at: step.since })
      return {
        observation: { ...observation, versions },
        memory: { ...memory, resumed: memory.resumed || !memory.promoted },
      }
    }
    case 'close': {
      const versions = changeRecord(disabled(observation.versions, step.revision), step.revision, (record) =>
        record.stage === 'previous' || record.stage === 'pending' ? ended(record, facts) : record,
      )
      return { observation: { ...observation, versions }, memory }
    }
    case 'retire': {
      const { revision, how, accessKey } = step
      const retired = changeRecord(observation.versions, revision, (record) => ended(record, facts))
      const versions = revision === undefined || how === 'let-go' ? retired : disabled(retired, revision)
      const keys =
        how === 'delete' ? without(observation.keys, accessKey) : unmarked(observation.keys, accessKey)
      return { observation: { ...observation, versions, keys }, memory }
    }
    case 'prune': {
      const versions = observation.versions.map((version) =>
        version.revision === step.revision
          ? { ...version, status: 'scheduled_for_deletion' as const }
          : version,
      )
      return { observation: { ...observation, versions }, memory }
    }
    case 'mark-stored': {
      const keys = marked(observation.keys, step.accessKey)
      return { observation: { ...observation, keys }, memory }
    }
    case 'prove': {
      const { accessKey, revision } = step
      if (facts.works !== false) {
        const versions = changeRecord(observation.versions, revision, proven)
        const known = { ...memory, proven: new Set([...memory.proven, accessKey]) }
        return { observation: { ...observation, versions }, memory: known }
      }
      const versions = changeRecord(observation.versions, revision, (record) =>
        observation.issuer === 'blind' ? { ...record, unproven: true } : record,
      )
      return { observation: { ...observation, versions }, memory: { ...memory, unproven: accessKey } }
    }
    case 'publish':
    case 'repair':
      return written(known, step.revision, step.accessKey, facts)
    case 'promote': {
      const current = setStage(observation.versions, step.revision, 'current', facts)
      const versions = changeRecord(current, step.revision, (record) => ({ ...record, promoted: facts.at }))
      const resumed = memory.resumed || memory.made !== step.accessKey
      return { observation: { ...observation, versions }, memory: { ...memory, promoted: true, resumed } }
    }
    case 'create-secret':
      return { observation: { ...observation, secretId: facts.secretId }, memory }
    case 'make': {
      const { made } = facts
      /* c8 ignore next -- whoever makes a key says what was made */
      if (made === undefined) return known
      const { rolledOver, replaces } = made.version.record
      const left =
        rolledOver && replaces !== undefined ? without(observation.keys, replaces) : observation.keys
      const keys = new Map(left).set(made.key.accessKey, made.key)
      const versions = [...observation.versions, made.version]
      return {
        observation: { ...observation, keys, versions },
        memory: { ...memory, made: made.key.accessKey },
      }
    }
    case 'roll-back': {
      const { restored } = facts
      /* c8 ignore next -- whoever stores a version says which */
      if (restored === undefined) return known
      const source = generationAt(observation, step.revision)
      const record = rolledBackRecord(observation, source, facts)
      const versions = [...observation.versions, { revision: restored, status: 'enabled' as const, record }]
      return { observation: { ...observation, versions }, memory: { ...memory, made: step.accessKey } }
    }
  }
}

/** What is known after a step that failed and is left to the next run. */
export function afterFailure(known: Known, step: Step): Known {
  const failedSteps = new Set([...known.memory.failedSteps, stepName(step)])
  return { ...known, memory: { ...known.memory, failedSteps } }
}

/**
 * What is known after an issuer was asked for a key, and the run got none that it could store.
 * @param source the generation that was to be rolled over
 */
export function afterHalt(known: Known, because: Halt, source: Generation | undefined): Known {
  const memory = { ...known.memory, halted: because }
  const { observation } = known
  if (source === undefined) return { observation, memory }
  const { accessKey } = source.record
  switch (because.kind) {
    case 'not-yet': {
      // So the issuer knows it, and it lives, even where it could not be seen to work.
      const settled = withoutDoubt(observation, source.revision)
      const key = settled.keys.get(accessKey) ?? keysOnRecord(settled).get(accessKey)
      const keys = key === undefined ? settled.keys : new Map(settled.keys).set(accessKey, key)
      return { observation: { ...settled, keys }, memory }
    }
    case 'answer-lost': {
      const certain = because.certain ? dead(observation, accessKey) : inDoubt(observation, accessKey)
      return { observation: certain, memory }
    }
    case 'unstored':
      return { observation: because.rolledOver ? dead(observation, accessKey) : observation, memory }
  }
}

/** The record of a version; undefined where it has none. */
export function recordOf(observation: Observation, revision: number): VersionRecord | undefined {
  return observation.versions.find((version) => version.revision === revision)?.record
}

function written({ observation, memory }: Known, revision: number, accessKey: string, facts: Facts): Known {
  const writes = new Map(facts.written)
  const wrote = [...writes.keys()].map((id) => facts.identities?.get(id) ?? [])
  const identities = identitiesAfter(observation, revision, wrote)
  const versions = changeRecord(observation.versions, revision, (record) => {
    // Only declared secrets are worth remembering; what is no longer declared is no longer looked at.
    const declared = new Set(
      observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => secretTag(id, name))),
    )
    const all = new Map([...record.written].filter(([tag]) => declared.has(tag)))
    for (const [id, names] of writes) for (const [name, span] of names) all.set(secretTag(id, name), span)
    const known = identities.size === 0 ? {} : { identities }
    return { ...record, written: all, ...known, run: facts.run }
  })
  const targets = observation.targets.map((target) => {
    const names = writes.get(target.id)
    if (names === undefined) return target
    const secrets = target.secrets.map((secret) => afterWrite(secret, names.get(secret.name), accessKey))
    return { ...target, secrets }
  })
  const failedTargets = new Set([...memory.failedTargets, ...(facts.failed ?? [])])
  return { observation: { ...observation, versions, targets }, memory: { ...memory, failedTargets } }
}

function afterWrite(secret: TargetEntry, span: WriteSpan | undefined, accessKey: string): TargetEntry {
  if (span === undefined) return secret
  const { name, value } = secret
  return { name, updatedAt: span.to, ...(value !== undefined && { value: accessKey }) }
}

/**
 * The record of a version that brings a replaced key back: its key is long since stored, so it may be published.
 * @param source the replaced generation
 */
export function rolledBackRecord(
  observation: Observation,
  source: Generation,
  facts: Pick<Facts, 'at' | 'run'>,
): VersionRecord {
  const replaced = currentGeneration(observation)?.record.accessKey
  const { accessKey, issued, madeBy, expires, text } = source.record
  return {
    stage: 'pending',
    accessKey,
    since: facts.at,
    ...(replaced === undefined ? {} : { replaces: replaced }),
    rolledBack: true,
    ...(issued === undefined ? {} : { issued }),
    ...(madeBy === undefined ? {} : { madeBy }),
    ...(expires === undefined ? {} : { expires }),
    run: facts.run,
    text,
    written: new Map(),
  }
}

function adoptedRecord(accessKey: string, facts: Facts): VersionRecord {
  return {
    stage: 'current',
    accessKey,
    since: facts.at,
    adopted: true,
    run: facts.run,
    text: '',
    written: new Map(),
  }
}

/**
 * A record that says `retired`. It keeps when its key was replaced, so that a key that was taken for dead and comes
 * back, or whose retirement is cut, still has its grace period.
 */
function ended(record: VersionRecord, facts: Facts): VersionRecord {
  return { ...record, stage: 'retired', retired: facts.at, run: facts.run }
}

function setStage(
  versions: readonly Version[],
  revision: number,
  stage: VersionRecord['stage'],
  facts: Facts,
): readonly Version[] {
  return changeRecord(versions, revision, (record) => ({ ...record, stage, since: facts.at, run: facts.run }))
}

function changeRecord(
  versions: readonly Version[],
  revision: number | undefined,
  change: (record: VersionRecord) => VersionRecord,
): readonly Version[] {
  return versions.map((version) =>
    version.revision === revision
      ? { ...version, record: version.record && change(version.record) }
      : version,
  )
}

function disabled(versions: readonly Version[], revision: number): readonly Version[] {
  return versions.map((version) =>
    version.revision === revision && version.status === 'enabled'
      ? { ...version, status: 'disabled' }
      : version,
  )
}

function without(keys: ReadonlyMap<string, Key>, accessKey: string): ReadonlyMap<string, Key> {
  return new Map([...keys].filter(([name]) => name !== accessKey))
}

function changeKey(
  keys: ReadonlyMap<string, Key>,
  accessKey: string,
  change: (key: Key) => Key,
): ReadonlyMap<string, Key> {
  return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]))
}

function unmarked(keys: ReadonlyMap<string, Key>, accessKey: string): ReadonlyMap<string, Key> {
  return changeKey(keys, accessKey, (key) => ({ ...key, mark: undefined }))
}

function marked(keys: ReadonlyMap<string, Key>, accessKey: string): ReadonlyMap<string, Key> {
  return changeKey(keys, accessKey, (key) => ({ ...key, mark: key.mark && { ...key.mark, phase: 'stored' } }))
}
