import { recordText } from '../model/record-digest.ts'
import { withRolloverStarted, withoutRolloverStarted } from '../model/in-doubt.ts'
import { newestRevision, type Generation, type Observation } from '../model/observation.ts'
import { rereadVersions } from '../observe/observe.ts'
import type { Policy } from '../model/policy.ts'
import {
  AmbiguousResult,
  RunProblems,
  type BlindIssuer,
  type Credential,
  type NewKey,
  type Problem,
  type RolloverAnswer,
  type RolloverSource,
} from '../model/ports.ts'
import type { VersionRecord } from '../model/record.ts'
import { rolloverSource } from '../decide/rollover-source.ts'
import type { Halt } from '../model/steps.ts'
import { LOOK_AGAIN_AFTER_MS, LOOKS } from './store-pending.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'

/** What came of asking an issuer for a key that it shows once. */
export type RolloverResult =
  | {
      readonly kind: 'created'
      readonly key: NewKey
      /** The access key that it replaces, as far as it is known. */
      readonly replaces: string | undefined
    }
  /** Another run rolled the key over first, and made this one: what stands now says the rest. */
  | { readonly kind: 'overtaken'; readonly by: string }
  /** No key was made, or it went astray. `source`: the generation that was to be rolled over. */
  | { readonly kind: 'halted'; readonly because: Halt; readonly source: Generation | undefined }

/** What to roll over where nothing is on record. */
export const NOTHING_TO_ROLL_OVER: Problem = {
  about: 'keys-api-key',
  problem: 'the store holds no key that can be read and rolled over',
  remedy:
    'For the first run, give the key that you use now as keys-api-key, or its id as keys-api-expired-key-id; or make ' +
    'a new one with command: rotate',
}

/** How often a rollover is asked for, the second time after it was looked for. */
const ATTEMPTS = 2

/**
 * Has the newest key rolled over. Its version says so beforehand, so that every later run knows that it may be dead;
 * a request without an answer is settled by looking at the key, and only then sent again.
 * @param read reads the key of a generation from the store
 */
export async function rollOver(
  context: RotationContext,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
  secretId: string,
  read: (generation: Generation) => Promise<Credential>,
): Promise<RolloverResult> {
  const generation = rolloverSource(observation)
  const credential = generation && (await read(generation))
  const source: RolloverSource | undefined = credential === undefined ? issuer.first : { credential }
  if (source === undefined) throw new RunProblems([NOTHING_TO_ROLL_OVER])
  const accessKey = 'credential' in source ? source.credential.accessKey : undefined
  const halted = (because: Halt): RolloverResult => ({ kind: 'halted', because, source: generation })
  const lost = (certain: boolean, why: string, earlier = false): RolloverResult =>
    halted({ kind: 'answer-lost', replaced: { accessKey }, certain, earlier, why })

  const note = async (change: (record: VersionRecord) => VersionRecord): Promise<void> => {
    if (generation === undefined) return
    const text = recordText(change(generation.record), observation.targets)
    await context.store.describe(secretId, generation.revision, text)
  }

  await note((record) => withRolloverStarted(record, context.clock.now(), context.run))
  if (context.stopping()) {
    // Two requests have gone by since this step was begun.
    await note((record) => record)
    throw new Interrupted(
      'the run was asked to end before the key was rolled over; the next run goes on from here',
    )
  }
  for (let attempt = 1; ; attempt += 1) {
    let answer: RolloverAnswer
    try {
      answer = await issuer.rollOver(source)
    } catch (error) {
      if (!(error instanceof AmbiguousResult)) throw error
      const fate = await keyStateAfterLostAnswer(context, issuer, observation, source)
      if (fate === 'deleted') {
        const by = await keyFromConcurrentRun(context, observation, secretId, accessKey)
        return by === undefined ? lost(true, error.message) : { kind: 'overtaken', by }
      }
      const last = attempt === ATTEMPTS || context.stopping()
      // It works, and may still be ended by a request that is under way: the doubt on record stays.
      if (last && fate === 'works') {
        const seen = 'The key was seen to work after that, so it was probably not rolled over'
        throw new AmbiguousResult(`${error.message}. ${seen}`, { cause: error.cause })
      }
      if (last) return lost(false, error.message)
      continue
    }
    if (answer.kind === 'created') return { kind: 'created', key: answer.key, replaces: accessKey }
    if (answer.kind === 'not-yet') {
      await note(withoutRolloverStarted)
      const end = generation?.record.expires
      const until = end && new Date(end.getTime() - issuer.rollsOverWithinMs)
      if (generation !== undefined && !observation.keys.has(generation.record.accessKey)) {
        const text =
          'The key that stands in the store is refused at keys-api-verify-url, and yet the service says that it is ' +
          'there: look whether keys-api-verify-url and keys-api-verify-header ask the right thing.'
        context.report({ kind: 'advice', text })
      }
      return halted({ kind: 'not-yet', accessKey, until, forced: policy.force })
    }
    if (answer.kind === 'refused') {
      // Nobody knows what became of the first request; this one only could not be asked.
      if (attempt > 1) return lost(false, answer.problem.problem)
      await note((record) => record) // what was in doubt before still is
      throw new RunProblems([answer.problem])
    }
    const by = await keyFromConcurrentRun(context, observation, secretId, accessKey)
    if (by !== undefined) return { kind: 'overtaken', by }
    // Asked for a second time, that is what became of the first. A key that is not in the store may never have been known
    // to the service, or be somebody else's.
    if (attempt > 1) return lost(generation !== undefined, answer.problem.problem)
    if (generation?.record.replacing !== undefined) {
      // The service says the same of a key that is somebody else's: only one that was refused is dead for certain.
      return lost(!observation.keys.has(generation.record.accessKey), answer.problem.problem, true)
    }
    throw new RunProblems([answer.problem])
  }
}

/** What became of a key whose rollover has no answer. Only one that was seen to work before tells anything. */
async function keyStateAfterLostAnswer(
  { clock }: RotationContext,
  { probe }: BlindIssuer,
  observation: Observation,
  source: RolloverSource,
): Promise<'works' | 'deleted' | 'unknown'> {
  if (probe === undefined || !('credential' in source)) return 'unknown'
  if (observation.keys.get(source.credential.accessKey)?.works !== true) return 'unknown'
  let last = 'unclear'
  for (let look = 1; look <= LOOKS; look += 1) {
    await clock.sleep(LOOK_AGAIN_AFTER_MS)
    last = await probe(source.credential)
    if (last === 'denied') return 'deleted'
  }
  return last === 'unclear' ? 'unknown' : 'works'
}

/**
 * The key that another run has rolled this one over to since everything was observed. It stores at once, so this is soon
 * clear. A version with a key of another origin says nothing of a lost answer.
 * @param replaced the key that was rolled over; undefined where only its id is known
 */
async function keyFromConcurrentRun(
  context: RotationContext,
  observation: Observation,
  secretId: string,
  replaced: string | undefined,
): Promise<string | undefined> {
  const newest = newestRevision(observation)
  const isFromIt = (record: VersionRecord): boolean =>
    record.rolledOver === true && (replaced === undefined || record.replaces === replaced)
  for (let look = 1; look <= LOOKS; look += 1) {
    const versions = await rereadVersions(context, secretId)
    const found = versions.findLast(
      ({ revision, record }) => revision > newest && record !== undefined && isFromIt(record),
    )
    if (found?.record !== undefined) return found.record.accessKey
    if (look < LOOKS) await context.clock.sleep(LOOK_AGAIN_AFTER_MS)
  }
  return undefined
}
