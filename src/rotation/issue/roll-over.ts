import { poll } from '../../lib/poll.ts'
import { recordText } from '../model/record-digest.ts'
import { withRolloverStarted, withoutRolloverStarted } from '../model/in-doubt.ts'
import { newestRevision, type Generation } from '../model/observation.ts'
import { rereadVersions } from '../observe/observe.ts'
import {
  AmbiguousResult,
  RunProblems,
  type BlindIssuer,
  type NewKey,
  type Problem,
  type RolloverAnswer,
  type RolloverSource,
} from '../model/ports.ts'
import type { VersionRecord } from '../model/record.ts'
import { rolloverSource } from '../decide/rollover-source.ts'
import type { Halt } from '../model/steps.ts'
import type { BlindIssueRequest } from './issue-request.ts'
import { SEARCH } from './store-pending.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'

/** The result of requesting a key from an issuer that shows it once. */
export type RolloverResult =
  | {
      readonly kind: 'created'
      readonly key: NewKey
      /** The access key that it replaces, if known. */
      readonly replaces: string | undefined
    }
  /** Another run rolled the key over first and got this one; the current state shows the rest. */
  | { readonly kind: 'overtaken'; readonly by: string }
  /** No key was created, or its secret was lost. `source`: the generation that was to be rolled over. */
  | { readonly kind: 'halted'; readonly because: Halt; readonly source: Generation | undefined }

/** No key is stored and none is given. */
export const NOTHING_TO_ROLL_OVER: Problem = {
  about: 'keys-api-key',
  problem: 'the store holds no key that can be read and rolled over',
  remedy:
    'For the first run, set keys-api-key to the key that you use now, or keys-api-expired-key-id to its ID; or create ' +
    'a new key with command: rotate',
}

/** How often a rollover is requested, the second time after the key was probed. */
const ATTEMPTS = 2

/** A key that is to be rolled over, and the version that holds it. */
interface Rollover {
  readonly request: BlindIssueRequest
  readonly source: RolloverSource
  /** Undefined if it is given by an input. */
  readonly generation: Generation | undefined
  /** Undefined if only its ID is known. */
  readonly accessKey: string | undefined
}

/**
 * Has the newest key rolled over. Its version's record says so beforehand, so that every later run knows that the key
 * may be deactivated. After a request without an answer, the key is probed before the request is sent again.
 */
export async function rollOver(
  context: RotationContext,
  issuer: BlindIssuer,
  request: BlindIssueRequest,
): Promise<RolloverResult> {
  const generation = rolloverSource(request.observation)
  const credential = generation && (await request.read(generation))
  const source: RolloverSource | undefined = credential === undefined ? issuer.first : { credential }
  if (source === undefined) throw new RunProblems([NOTHING_TO_ROLL_OVER])
  const accessKey = 'credential' in source ? source.credential.accessKey : undefined
  const rollover: Rollover = { request, source, generation, accessKey }

  await note(context, rollover, (record) => withRolloverStarted(record, context.clock.now(), context.run))
  if (context.stopping()) {
    // Two requests were sent since this step began.
    await note(context, rollover, (record) => record)
    throw new Interrupted('the run was asked to end before the key was rolled over; the next run continues')
  }
  for (let attempt = 1; ; attempt += 1) {
    let answer: RolloverAnswer
    try {
      answer = await issuer.rollOver(source)
    } catch (error) {
      if (!(error instanceof AmbiguousResult)) throw error
      const isLastAttempt = attempt === ATTEMPTS
      const result = await afterLostAnswer(context, issuer, rollover, { error, isLastAttempt })
      if (result === undefined) continue
      return result
    }
    if (answer.kind === 'created') return { kind: 'created', key: answer.key, replaces: accessKey }
    if (answer.kind === 'not-yet') return postponed(context, issuer, rollover)
    return afterRefusal(context, rollover, answer, attempt > 1)
  }
}

/** Writes the record of the version that is rolled over. */
async function note(
  { store }: RotationContext,
  { request: { observation, secretId }, generation }: Rollover,
  change: (record: VersionRecord) => VersionRecord,
): Promise<void> {
  if (generation === undefined) return
  const text = recordText(change(generation.record), observation.targets)
  await store.describe(secretId, generation.revision, text)
}

function halted({ generation }: Rollover, because: Halt): RolloverResult {
  return { kind: 'halted', because, source: generation }
}

function lost(rollover: Rollover, certain: boolean, why: string, earlier = false): RolloverResult {
  const { accessKey } = rollover
  return halted(rollover, { kind: 'answer-lost', replaced: { accessKey }, certain, earlier, why })
}

/** @returns undefined if the request may be sent again */
async function afterLostAnswer(
  context: RotationContext,
  issuer: BlindIssuer,
  rollover: Rollover,
  { error, isLastAttempt }: { readonly error: AmbiguousResult; readonly isLastAttempt: boolean },
): Promise<RolloverResult | undefined> {
  const state = await keyStateAfterLostAnswer(context, issuer, rollover)
  if (state === 'deactivated') {
    const by = await keyFromConcurrentRun(context, rollover)
    return by === undefined ? lost(rollover, true, error.message) : { kind: 'overtaken', by }
  }
  if (!isLastAttempt && !context.stopping()) return undefined
  // A request that is still under way may deactivate the key, so the record keeps saying that it is in doubt.
  if (state === 'valid') {
    const seen = 'The key was accepted after that, so it was probably not rolled over'
    throw new AmbiguousResult(`${error.message}. ${seen}`, { cause: error.cause })
  }
  return lost(rollover, false, error.message)
}

/** The issuer does not roll the key over yet, so the key is valid. */
async function postponed(
  context: RotationContext,
  issuer: BlindIssuer,
  rollover: Rollover,
): Promise<RolloverResult> {
  const { request, generation, accessKey } = rollover
  await note(context, rollover, withoutRolloverStarted)
  const end = generation?.record.expires
  const until = end && new Date(end.getTime() - issuer.rollsOverWithinMs)
  if (generation !== undefined && !request.observation.keys.has(generation.record.accessKey)) {
    const text =
      'The stored key is refused at keys-api-verify-url, but the service says that the key exists. Check ' +
      'keys-api-verify-url and keys-api-verify-header.'
    context.report({ kind: 'advice', text })
  }
  return halted(rollover, { kind: 'not-yet', accessKey, until, forced: request.policy.force })
}

/** @param isRepeated an earlier request of this run got no answer */
async function afterRefusal(
  context: RotationContext,
  rollover: Rollover,
  answer: Extract<RolloverAnswer, { kind: 'refused' | 'unknown-key' }>,
  isRepeated: boolean,
): Promise<RolloverResult> {
  const { problem } = answer.problem
  const { generation, request } = rollover
  if (answer.kind === 'refused') {
    // The result of the first request stays unknown.
    if (isRepeated) return lost(rollover, false, problem)
    await note(context, rollover, (record) => record) // a key that was in doubt before still is
    throw new RunProblems([answer.problem])
  }
  const by = await keyFromConcurrentRun(context, rollover)
  if (by !== undefined) return { kind: 'overtaken', by }
  // The first request took effect. A key that is not in the store may never have been known to the service, or be
  // another user's.
  if (isRepeated) return lost(rollover, generation !== undefined, problem)
  if (generation?.record.replacing !== undefined) {
    // The service gives the same answer for a key of another user: only a key that was refused is certainly deactivated.
    return lost(rollover, !request.observation.keys.has(generation.record.accessKey), problem, true)
  }
  throw new RunProblems([answer.problem])
}

/** The state of a key after a rollover without an answer. A probe says something only if it accepted the key before. */
async function keyStateAfterLostAnswer(
  { clock }: RotationContext,
  { probe }: BlindIssuer,
  { request: { observation }, source }: Rollover,
): Promise<'valid' | 'deactivated' | 'unknown'> {
  if (probe === undefined || !('credential' in source)) return 'unknown'
  const { credential } = source
  if (observation.keys.get(credential.accessKey)?.works !== true) return 'unknown'
  const last = await poll(() => probe(credential), {
    ...SEARCH,
    delayFirst: true,
    clock,
    isFinal: (answer) => answer === 'denied',
  })
  if (last === 'denied') return 'deactivated'
  return last === 'unclear' ? 'unknown' : 'valid'
}

/**
 * The key that another run got by rolling over the same key since the observation. That run stores it at once, so it is
 * found soon. A version with a key of another origin says nothing about the lost answer.
 */
async function keyFromConcurrentRun(
  context: RotationContext,
  { request: { observation, secretId }, accessKey }: Rollover,
): Promise<string | undefined> {
  const newest = newestRevision(observation)
  const isSuccessor = (record: VersionRecord): boolean =>
    record.rolledOver === true && (accessKey === undefined || record.replaces === accessKey)
  const find = async (): Promise<string | undefined> => {
    const versions = await rereadVersions(context, secretId)
    return versions.findLast(
      ({ revision, record }) => revision > newest && record !== undefined && isSuccessor(record),
    )?.record?.accessKey
  }
  return poll(find, { ...SEARCH, clock: context.clock, isFinal: (found) => found !== undefined })
}
