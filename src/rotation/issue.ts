import { beginDoubt, endDoubt } from './doubt.ts'
import type { NewKeyPlan } from './new-key.ts'
import { newestRevision, type Generation, type Key, type Observation, type Version } from './observation.ts'
import { lookAgain } from './observe.ts'
import type { Policy } from './policy.ts'
import {
  NoAnswer,
  RunProblems,
  TargetError,
  type BlindIssuer,
  type Credential,
  type NewKey,
  type Problem,
  type RolloverSource,
  type Targets,
} from './ports.ts'
import { publish } from './publish.ts'
import { writeRecord, type VersionRecord } from './record.ts'
import { rolloverSource } from './rollover-source.ts'
import type { StopReason } from './steps.ts'
import { LOOK_AGAIN_AFTER_MS, LOOKS, storePending } from './store-pending.ts'
import { Interrupted, type World } from './world.ts'

/** What became of an attempt to have a key made by an issuer that shows it once. */
export type Issued =
  | { readonly kind: 'stored'; readonly key: Key; readonly version: Version; readonly credential: Credential }
  /** Another run rolled the key over first, and made this one: what stands now says the rest. */
  | { readonly kind: 'overtaken'; readonly by: string }
  /** No key was made, or it went astray. `source`: the generation that was to be rolled over. */
  | { readonly kind: 'halted'; readonly because: StopReason; readonly source: Generation | undefined }

type Asked = Exclude<Issued, { kind: 'stored' }> | Made
interface Made {
  readonly kind: 'made'
  readonly key: NewKey
  /** The access key that stopped working in that moment, as far as it is known. */
  readonly replaces: string | undefined
}

/** How often a rollover is asked for, the second time after it was looked for. */
const ATTEMPTS = 2
/** How often a key that nobody could get again is stored, and the waits in between in milliseconds. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000]
/** For how long: a store that hangs must leave time for the targets, which hold a dead key meanwhile. */
const STORE_PATIENCE_MS = 3 * 60_000

/** What to roll over where nothing is on record. */
export const NOTHING_TO_ROLL_OVER: Problem = {
  about: 'keys-api-key',
  problem: 'the store holds no key that can be read and rolled over',
  remedy:
    'For the first run, give the key that you use now as keys-api-key, or its id as keys-api-expired-key-id; or make ' +
    'a new one with command: rotate',
}

/**
 * Has a key made and stores it. Nothing comes between the answer and the store, because the answer is the only place
 * where the key is ever shown; and if it was rolled over, the old one is dead from then on.
 * @param read reads the key of a generation from the store
 */
export async function issue(
  world: World,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
  secretId: string,
  plan: NewKeyPlan,
  read: (generation: Generation) => Promise<Credential>,
): Promise<Issued> {
  const rollsOver = policy.command === 'rollover'
  const asked = rollsOver
    ? await rollOver(world, issuer, policy, observation, secretId, read)
    : await create(issuer, plan)
  if (asked.kind !== 'made') return asked
  const { credential } = asked.key
  const { accessKey } = credential
  const at = world.clock.now()
  // A key that was made a moment ago has not ended yet: whoever says so has said nothing.
  const expiresAt = asked.key.expiresAt && asked.key.expiresAt > at ? asked.key.expiresAt : undefined
  const record: VersionRecord = {
    stage: 'pending',
    accessKey,
    since: at,
    ...(asked.replaces === undefined ? {} : { replaces: asked.replaces }),
    issued: at,
    madeBy: world.run,
    ...(expiresAt === undefined ? {} : { expires: expiresAt }),
    ...(rollsOver ? { rolledOver: true as const } : {}),
    run: world.run,
    text: '',
    written: new Map(),
  }
  const stored = await storePatiently(world, secretId, credential, record, newestRevision(observation))
  world.tell({ kind: 'key-made', accessKey, expiresAt })
  if (!stored.ok) {
    const because = await saveOtherwise(world, observation, credential, rollsOver, stored.error)
    return { kind: 'halted', because, source: rolloverSource(observation) }
  }
  world.tell({ kind: 'key-stored', accessKey, revision: stored.revision })
  const key: Key = {
    accessKey,
    description: '',
    createdAt: at,
    expiresAt,
    defaultProjectId: undefined,
    mark: undefined,
    text: '',
  }
  return {
    kind: 'stored',
    key,
    version: { revision: stored.revision, status: 'enabled', record },
    credential,
  }
}

/** Has another key made. Asked once: one that was made by a request without an answer could never be found. */
async function create(issuer: BlindIssuer, plan: NewKeyPlan): Promise<Asked> {
  try {
    return { kind: 'made', key: await issuer.create(), replaces: plan.replaces }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const because = {
      kind: 'answer-lost',
      replaced: undefined,
      certain: false,
      earlier: false,
      why: error.message,
    } as const
    return { kind: 'halted', because, source: undefined }
  }
}

async function rollOver(
  world: World,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
  secretId: string,
  read: (generation: Generation) => Promise<Credential>,
): Promise<Asked> {
  const generation = rolloverSource(observation)
  const credential = generation && (await read(generation))
  const source: RolloverSource | undefined = credential === undefined ? issuer.first : { credential }
  if (source === undefined) throw new RunProblems([NOTHING_TO_ROLL_OVER])
  const accessKey = 'credential' in source ? source.credential.accessKey : undefined
  const halted = (because: StopReason): Asked => ({ kind: 'halted', because, source: generation })
  const lost = (certain: boolean, why: string, earlier = false): Asked =>
    halted({ kind: 'answer-lost', replaced: { accessKey }, certain, earlier, why })

  const note = async (change: (record: VersionRecord) => VersionRecord): Promise<void> => {
    if (generation === undefined) return
    await world.store.describe(secretId, generation.revision, writeRecord(change(generation.record)))
  }

  await note((record) => beginDoubt(record, world.clock.now(), world.run))
  if (world.stopping()) {
    // Two requests have gone by since this step was begun.
    await note((record) => record)
    throw new Interrupted(
      'the run was asked to end before the key was rolled over; the next run goes on from here',
    )
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await issuer.rollOver(source)
      if (answer.kind === 'made') return { kind: 'made', key: answer.key, replaces: accessKey }
      if (answer.kind === 'not-yet') {
        await note(endDoubt)
        const end = generation?.record.expires
        const until = end && new Date(end.getTime() - issuer.rollsOverWithinMs)
        if (generation !== undefined && !observation.keys.has(generation.record.accessKey)) {
          const text =
            'The key that stands in the store is refused at keys-api-verify-url, and yet the service says that it is ' +
            'there: look whether keys-api-verify-url and keys-api-verify-header ask the right thing.'
          world.tell({ kind: 'advice', text })
        }
        return halted({ kind: 'not-yet', accessKey, until, forced: policy.force })
      }
      if (answer.kind === 'refused') {
        // Nobody knows what became of the first request; this one only could not be asked.
        if (attempt > 1) return lost(false, answer.problem.problem)
        await note((record) => record) // what was in doubt before still is
        throw new RunProblems([answer.problem])
      }
      const by = await madeMeanwhile(world, observation, secretId)
      if (by !== undefined) return { kind: 'overtaken', by }
      // Asked for a second time, that is what became of the first.
      if (attempt > 1) return lost(true, answer.problem.problem)
      if (generation?.record.replacing !== undefined) {
        // The service says the same of a key that is somebody else's: only one that was refused is dead for certain.
        return lost(!observation.keys.has(generation.record.accessKey), answer.problem.problem, true)
      }
      throw new RunProblems([answer.problem])
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      const fate = await fateOf(world, issuer, observation, source)
      if (fate === 'dead') {
        const by = await madeMeanwhile(world, observation, secretId)
        return by === undefined ? lost(true, error.message) : { kind: 'overtaken', by }
      }
      const last = attempt === ATTEMPTS || world.stopping()
      // It works, and may still be ended by a request that is under way: the doubt on record stays.
      if (last && fate === 'works') throw error
      if (last) return lost(false, error.message)
    }
  }
}

/** What became of a key whose rollover has no answer. Only one that was seen to work before tells anything. */
async function fateOf(
  { clock }: World,
  { probe }: BlindIssuer,
  observation: Observation,
  source: RolloverSource,
): Promise<'works' | 'dead' | 'unknown'> {
  if (probe === undefined || !('credential' in source)) return 'unknown'
  if (observation.keys.get(source.credential.accessKey)?.works !== true) return 'unknown'
  let last = 'unclear'
  for (let look = 1; look <= LOOKS; look += 1) {
    await clock.sleep(LOOK_AGAIN_AFTER_MS)
    last = await probe(source.credential)
    if (last === 'denied') return 'dead'
  }
  return last === 'unclear' ? 'unknown' : 'works'
}

/** The key that another run has stored since everything was observed. It stores at once, so this is soon clear. */
async function madeMeanwhile(
  world: World,
  observation: Observation,
  secretId: string,
): Promise<string | undefined> {
  const newest = newestRevision(observation)
  for (let look = 1; look <= LOOKS; look += 1) {
    const versions = await lookAgain(world, secretId)
    const found = versions.findLast(({ revision, record }) => revision > newest && record !== undefined)
    if (found?.record !== undefined) return found.record.accessKey
    if (look < LOOKS) await world.clock.sleep(LOOK_AGAIN_AFTER_MS)
  }
  return undefined
}

async function storePatiently(
  world: World,
  secretId: string,
  credential: Credential,
  record: VersionRecord,
  newest: number,
): Promise<
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly error: unknown }
> {
  const began = world.clock.stamp()
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { ok: true, revision: await storePending(world, secretId, credential, record, newest) }
    } catch (error) {
      const wait = STORE_WAITS_MS[attempt]
      const elapsed = world.clock.now().getTime() - began().getTime()
      if (wait === undefined || elapsed > STORE_PATIENCE_MS) return { ok: false, error }
      await world.clock.sleep(wait)
    }
  }
}

/**
 * What is left to do with a key that the store does not take: sealed for whoever holds the recovery key, and, where
 * the old one is dead, given to the targets.
 */
async function saveOtherwise(
  world: World,
  observation: Observation,
  credential: Credential,
  rolledOver: boolean,
  error: unknown,
): Promise<StopReason> {
  const { accessKey } = credential
  const why = [messageOf(error)]
  // First of all, because it is done in an instant; whatever comes of it, the targets still get the key.
  if (world.sealForRecovery !== undefined) {
    try {
      world.tell({ kind: 'sealed', accessKey, box: await world.sealForRecovery(credential.secret) })
    } catch (inner) {
      why.push(`it could not be sealed either: ${messageOf(inner)}`)
    }
  }
  const left = new Set(observation.targets.map(({ id }) => id))
  if (rolledOver) {
    // Even where the run was asked to end: no later run could do it.
    const insisting = { ...world, stopping: () => false, targets: eachByItself(world.targets) }
    const { written } = await publish(insisting, observation.targets, credential, () => undefined)
    for (const id of written?.keys() ?? []) left.delete(id)
  }
  return { kind: 'unstored', accessKey, rolledOver, targets: [...left], why: [...new Set(why)].join('; ') }
}

/** The same targets, but whatever keeps one from being written is that one's failure, and ends no other write. */
function eachByItself(targets: Targets): Targets {
  return {
    ...targets,
    async write(id, credential, fallback) {
      try {
        return await targets.write(id, credential, fallback, true)
      } catch (error) {
        if (error instanceof TargetError) throw error
        throw new TargetError(messageOf(error), 'unknown', 'Run once with command: rotate', { cause: error })
      }
    },
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
