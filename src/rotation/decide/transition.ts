import { changeKey, changeRecord, withoutKey } from '../model/changes.ts'
import { deactivated, inDoubt, withoutDoubt } from '../model/in-doubt.ts'
import { identitiesAfter } from '../model/target-identities.ts'
import {
  currentGeneration,
  generationAt,
  generations,
  holds,
  isContradiction,
  ownMark,
  versionState,
  type Generation,
  type Key,
  type Observation,
  type Version,
} from '../model/observation.ts'
import { shortDigest, wholeSecond, type Mark } from '../model/mark.ts'
import type { Identity, TargetEntry, TargetState, WriteSpan } from '../model/ports.ts'
import { secretTag, type VersionRecord } from '../model/record.ts'
import { stepName, type Action, type Halt, type Step } from '../model/steps.ts'
import type { RunState } from '../model/run-state.ts'
import { recordedKeys, asVerified } from '../model/recorded-keys.ts'

/** What only the services can tell of a step that was carried out. */
export interface StepFacts {
  /** The services' time when it was. */
  readonly at: Date
  /** The run that carried it out, as records name it. */
  readonly run: string
  /** For `create-secret`. */
  readonly secretId?: string
  /** For `make`. */
  readonly issued?: { readonly key: Key; readonly version: Generation }
  /** For `verify`: false if the key was not accepted in time. */
  readonly works?: boolean
  /** For `roll-back`: the revision of the new version. */
  readonly restored?: number
  /** For `take-over` and `replace`: names the attempt in a mark that a key did not have before. */
  readonly attempt?: string
  /** For `publish` and `repair`: when each secret (by name) of each target (by id) was written. */
  readonly written?: ReadonlyMap<string, ReadonlyMap<string, WriteSpan>>
  /** For `publish` and `repair`: who each target (by id) is. */
  readonly identities?: ReadonlyMap<string, readonly Identity[]>
  /** For `publish` and `repair`: the targets (by id) that could not be written. */
  readonly failed?: readonly string[]
}

type WriteStep = StepOf<'publish' | 'repair'>

type StepOf<K extends Action['kind']> = Extract<Action, { kind: K }>

/**
 * The state after a step, given the state before it. The executor writes this to the services, a dry run reports it,
 * and the exploration of the state space steps through it, so that they cannot differ.
 */
export function applyStep(known: RunState, step: Action, facts: StepFacts): RunState {
  const { observation, memory } = known
  switch (step.kind) {
    case 'take-over':
      return takenOver(known, step, facts)
    case 'discard':
      return { observation: { ...observation, keys: withoutKey(observation.keys, step.accessKey) }, memory }
    case 'give-up':
      return givenUp(known, step, facts)
    case 'replace':
      return replaced(known, step, facts)
    case 'mark-previous': {
      const versions = setStage(observation.versions, step.revision, 'previous', { ...facts, at: step.since })
      return {
        observation: { ...observation, versions },
        memory: { ...memory, resumed: memory.resumed || !memory.promoted },
      }
    }
    case 'close':
      return closedFor(known, step, facts)
    case 'retire':
      return retired(known, step, facts)
    case 'prune': {
      const versions = observation.versions.map((version) =>
        version.revision === step.revision
          ? { ...version, status: 'scheduled_for_deletion' as const }
          : version,
      )
      return { observation: { ...observation, versions }, memory }
    }
    case 'verify':
      return probed(known, step, facts)
    case 'publish':
    case 'repair':
      return written(known, step, facts)
    case 'promote':
      return promoted(known, step, facts)
    case 'create-secret':
      return { observation: { ...observation, secretId: facts.secretId }, memory }
    case 'issue':
      return issued(known, step, facts)
    case 'roll-back':
      return rolledBack(known, step, facts)
  }
}

/** The newest usable version becomes the current generation, and its key is marked `found`. */
function takenOver({ observation, memory }: RunState, step: StepOf<'take-over'>, facts: StepFacts): RunState {
  const { revision, accessKey } = step
  const versions = observation.versions.map((version) =>
    version.revision === revision && accessKey !== undefined
      ? { ...version, record: takenOverRecord(accessKey, facts) }
      : version,
  )
  const keys = changeKey(observation.keys, accessKey, (key) => ({
    ...key,
    mark: newMark(observation, 'found', facts),
  }))
  const listed = observation.issuer === 'listing' ? keys : observation.keys
  return { observation: { ...observation, takeOver: undefined, versions, keys: listed }, memory }
}

/** A pending version is closed. */
function givenUp({ observation, memory }: RunState, step: StepOf<'give-up'>, facts: StepFacts): RunState {
  const versions = closed(observation.versions, step.revision, facts)
  if (step.reason !== 'rolled-back') return { observation: { ...observation, versions }, memory }
  // Somebody goes back to the current key, so automatic rotation is paused as after any rollback.
  const current = currentGeneration(observation)?.revision
  const paused = changeRecord(versions, current, (record) => ({
    ...record,
    rolledBack: true,
    rolledBackAt: facts.at,
  }))
  return { observation: { ...observation, versions: paused }, memory: { ...memory, rolledBack: true } }
}

/** A key is marked `replaced`, or released. */
function replaced({ observation, memory }: RunState, step: StepOf<'replace'>, facts: StepFacts): RunState {
  const { accessKey, how } = step
  const keys = changeKey(observation.keys, accessKey, (key) => ({
    ...key,
    mark: how === 'mark' ? replacedMark(observation, key, facts) : undefined,
  }))
  const versions =
    how === 'mark'
      ? observation.versions
      : recordsEnded(observation, releasedVersions(observation, step), facts)
  return {
    observation: { ...observation, keys, versions },
    memory: { ...memory, resumed: memory.resumed || !memory.promoted },
  }
}

/** A version is disabled and retired. */
function closedFor({ observation, memory }: RunState, step: StepOf<'close'>, facts: StepFacts): RunState {
  const forged = isContradiction(step.because)
  const versions = changeRecord(
    closed(observation.versions, step.revision, facts),
    step.revision,
    (record) => (forged ? { ...record, forged: true } : record),
  )
  return { observation: { ...observation, versions }, memory }
}

/** A replaced key is deleted or released, and its versions are retired. */
function retired({ observation, memory }: RunState, step: StepOf<'retire'>, facts: StepFacts): RunState {
  const { how, accessKey } = step
  const over = observation.versions.filter(
    ({ record }) => record?.accessKey === accessKey && record.stage !== 'retired',
  )
  const versions = over.reduce(
    (all, { revision }) =>
      how === 'release'
        ? changeRecord(all, revision, (record) => retiredRecord(record, facts))
        : closed(all, revision, facts),
    how === 'release' ? observation.versions : disabledHolders(observation.versions, accessKey),
  )
  const keys =
    how === 'delete'
      ? withoutKey(observation.keys, accessKey)
      : changeKey(observation.keys, accessKey, (key) => ({ ...key, mark: undefined }))
  return { observation: { ...observation, versions, keys }, memory }
}

/** A key was accepted, or not in time. */
function probed({ observation, memory }: RunState, step: StepOf<'verify'>, facts: StepFacts): RunState {
  const { accessKey, revision } = step
  if (facts.works !== false) {
    const versions = changeRecord(observation.versions, revision, asVerified)
    const known = { ...memory, verified: new Set([...memory.verified, accessKey]) }
    return { observation: { ...observation, versions }, memory: known }
  }
  const versions = changeRecord(observation.versions, revision, (record) =>
    observation.issuer === 'blind' ? { ...record, unproven: true } : record,
  )
  return { observation: { ...observation, versions }, memory: { ...memory, unverified: accessKey } }
}

/** A version becomes the current one. */
function promoted({ observation, memory }: RunState, step: StepOf<'promote'>, facts: StepFacts): RunState {
  const current = setStage(observation.versions, step.revision, 'current', facts)
  const versions = changeRecord(current, step.revision, (record) => ({ ...record, promoted: facts.at }))
  const resumed = memory.resumed || memory.issued !== step.accessKey
  return {
    observation: { ...observation, versions, keys: published(observation, step, facts, []) },
    memory: { ...memory, promoted: true, resumed },
  }
}

/** A key was created and stored. */
function issued(known: RunState, _step: StepOf<'issue'>, facts: StepFacts): RunState {
  const { observation, memory } = known
  const { issued } = facts
  /* c8 ignore next -- whoever makes a key says what was made */
  if (issued === undefined) return known
  const { rolledOver, replaces } = issued.version.record
  const left =
    rolledOver && replaces !== undefined ? withoutKey(observation.keys, replaces) : observation.keys
  const keys = new Map(left).set(issued.key.accessKey, issued.key)
  const versions = [...observation.versions, issued.version]
  return {
    observation: { ...observation, keys, versions },
    memory: { ...memory, issued: issued.key.accessKey },
  }
}

/** A replaced key is stored again, as a new pending version. */
function rolledBack(known: RunState, step: StepOf<'roll-back'>, facts: StepFacts): RunState {
  const { observation, memory } = known
  const { restored } = facts
  /* c8 ignore next -- whoever stores a version says which */
  if (restored === undefined) return known
  const source = generationAt(observation, step.revision)
  const record = rolledBackRecord(observation, source, facts)
  const versions = [...observation.versions, { revision: restored, status: 'enabled' as const, record }]
  const keys = changeKey(observation.keys, step.accessKey, (key) => ({
    ...key,
    mark: key.mark && storedMark(key.mark, key.mark.digest, facts),
  }))
  return {
    observation: { ...observation, versions, keys },
    memory: { ...memory, issued: step.accessKey },
  }
}

/** The revisions whose records a released key leaves behind: without its mark they would seem to contradict IAM. */
export function releasedVersions(
  observation: Observation,
  { accessKey }: { readonly accessKey: string },
): readonly number[] {
  return generations(observation)
    .filter((generation) => {
      const { record } = generation
      const isOver = record.stage === 'retired' || isContradiction(versionState(observation, generation))
      return record.accessKey === accessKey && !isOver
    })
    .map(({ revision }) => revision)
}

/** What is known once a stored payload turned out not to be the key that its record names. */
export function afterMismatch({ observation, memory }: RunState, revision: number): RunState {
  const mismatched = new Set([...observation.mismatched, revision])
  return { observation: { ...observation, mismatched }, memory }
}

/** A mark for a key that had none for this secret. */
export function newMark(
  { secretId }: Pick<Observation, 'secretId'>,
  phase: Mark['phase'],
  { at, attempt = '0' }: Pick<StepFacts, 'at' | 'attempt'>,
): Mark {
  /* c8 ignore next -- there is a secret before there is a mark for it */
  return { phase, secretId: secretId ?? '', attempt, at: wholeSecond(at) }
}

/** The mark of a key that was verified, and that is about to be stored. */
export function storedMark(
  { secretId, attempt }: Mark,
  digest: string | undefined,
  { at }: Pick<StepFacts, 'at'>,
): Mark {
  return { phase: 'stored', secretId, attempt, at, ...(digest !== undefined && { digest }) }
}

function replacedMark(observation: Observation, { accessKey }: Key, facts: StepFacts): Mark {
  const mark = ownMark(observation, accessKey)
  return mark === undefined
    ? newMark(observation, 'replaced', facts)
    : { ...mark, phase: 'replaced', at: wholeSecond(facts.at) }
}

/**
 * The mark of a key that targets were written with (protocol, rule 9).
 * @param table the digest of the table of writes in the record
 */
export function publishedMark(mark: Mark, revision: number, table: string, at: Date): Mark {
  return { ...mark, published: { revision, table, at: wholeSecond(at) } }
}

/**
 * The keys after a publication. The digest of the table is known when it is written; nothing is decided by it.
 * @param targets those that were written, as they were before; none where nothing was left to write
 */
function published(
  observation: Observation,
  { accessKey, revision }: { readonly accessKey: string; readonly revision: number },
  { at }: Pick<StepFacts, 'at'>,
  targets: readonly TargetState[],
): ReadonlyMap<string, Key> {
  const current = currentGeneration(observation)
  const before = current && ownMark(observation, current.record.accessKey)?.published?.at
  const known = before !== undefined && current !== undefined && targets.every((one) => holds(one, current))
  return changeKey(observation.keys, accessKey, ({ mark, ...key }) => {
    if (mark === undefined) return { ...key, mark }
    // Grace periods count from the last time at which a target may have held an older key than the current one. A
    // target that held just that does not move it; otherwise frequent rotations would never let a grace period end.
    const candidates = [mark.published?.at, known ? before : at].filter((date) => date !== undefined)
    const latest = candidates.reduce((a, b) => (b > a ? b : a))
    return { ...key, mark: publishedMark(mark, revision, mark.published?.table ?? shortDigest(''), latest) }
  })
}

/** What is known after a step that failed and is left to the next run. */
export function applyFailure(known: RunState, step: Step): RunState {
  const failedSteps = new Set([...known.memory.failedSteps, stepName(step)])
  return { ...known, memory: { ...known.memory, failedSteps } }
}

/**
 * What is known after an issuer was asked for a key, and the run got none that it could store.
 * @param source the generation that was to be rolled over
 */
export function applyHalt(known: RunState, because: Halt, source: Generation | undefined): RunState {
  const memory = { ...known.memory, halted: because }
  const { observation } = known
  if (source === undefined) return { observation, memory }
  const { accessKey } = source.record
  switch (because.kind) {
    case 'not-yet': {
      // So the issuer knows it, and it lives, even where it could not be seen to work.
      const settled = withoutDoubt(observation, source.revision)
      const key = settled.keys.get(accessKey) ?? recordedKeys(settled).get(accessKey)
      const keys = key === undefined ? settled.keys : new Map(settled.keys).set(accessKey, key)
      return { observation: { ...settled, keys }, memory }
    }
    case 'answer-lost': {
      const certain = because.certain ? deactivated(observation, accessKey) : inDoubt(observation, accessKey)
      return { observation: certain, memory }
    }
    case 'unstored':
      return { observation: because.rolledOver ? deactivated(observation, accessKey) : observation, memory }
  }
}

/** The record of a version; undefined where it has none. */
export function recordOf(observation: Observation, revision: number): VersionRecord | undefined {
  return observation.versions.find((version) => version.revision === revision)?.record
}

function written({ observation, memory }: RunState, step: WriteStep, facts: StepFacts): RunState {
  const { kind, revision, accessKey } = step
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
    // Whatever its record says: only a promotion makes a version current.
    const stage = kind === 'publish' ? 'pending' : record.stage
    return { ...record, stage, written: all, ...known, run: facts.run }
  })
  const targets = observation.targets.map((target) => {
    const names = writes.get(target.id)
    if (names === undefined) return target
    const secrets = target.secrets.map((secret) => afterWrite(secret, names.get(secret.name), accessKey))
    return { ...target, secrets }
  })
  const failedTargets = new Set([...memory.failedTargets, ...(facts.failed ?? [])])
  const before = observation.targets.filter(({ id }) => writes.has(id))
  const keys =
    writes.size === 0 ? observation.keys : published(observation, { accessKey, revision }, facts, before)
  return { observation: { ...observation, versions, targets, keys }, memory: { ...memory, failedTargets } }
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
  facts: Pick<StepFacts, 'at' | 'run'>,
): VersionRecord {
  const replaced = currentGeneration(observation)?.record.accessKey
  const { accessKey, issued, madeBy, expires, text } = source.record
  return {
    stage: 'pending',
    accessKey,
    since: facts.at,
    ...(replaced === undefined ? {} : { replaces: replaced }),
    rolledBack: true,
    rolledBackAt: facts.at,
    ...(issued === undefined ? {} : { issued }),
    ...(madeBy === undefined ? {} : { madeBy }),
    ...(expires === undefined ? {} : { expires }),
    run: facts.run,
    text,
    written: new Map(),
  }
}

function takenOverRecord(accessKey: string, facts: StepFacts): VersionRecord {
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
function retiredRecord(record: VersionRecord, facts: StepFacts): VersionRecord {
  return { ...record, stage: 'retired', retired: facts.at, run: facts.run }
}

function recordsEnded(
  { versions }: Observation,
  revisions: readonly number[],
  facts: StepFacts,
): readonly Version[] {
  return revisions.reduce(
    (all, revision) => changeRecord(all, revision, (record) => retiredRecord(record, facts)),
    versions,
  )
}

function setStage(
  versions: readonly Version[],
  revision: number,
  stage: VersionRecord['stage'],
  facts: StepFacts,
): readonly Version[] {
  return changeRecord(versions, revision, (record) => ({ ...record, stage, since: facts.at, run: facts.run }))
}

/** A version that is disabled, and whose record says `retired`. */
function closed(versions: readonly Version[], revision: number, facts: StepFacts): readonly Version[] {
  return changeRecord(disabled(versions, revision), revision, (record) =>
    record.stage === 'retired' ? record : retiredRecord(record, facts),
  )
}

function disabledHolders(versions: readonly Version[], accessKey: string): readonly Version[] {
  return versions.reduce(
    (all, { revision, record }) => (record?.accessKey === accessKey ? disabled(all, revision) : all),
    versions,
  )
}

function disabled(versions: readonly Version[], revision: number): readonly Version[] {
  return versions.map((version) =>
    version.revision === revision && version.status === 'enabled'
      ? { ...version, status: 'disabled' }
      : version,
  )
}
