import { inGroups, isLong } from '../model/record-digest.ts'
import { type Credentials } from './credentials.ts'
import { applyStep, recordOf } from '../decide/transition.ts'
import { recordedIdentities, refusalOf } from '../model/target-identities.ts'
import {
  currentGeneration,
  generationAt,
  generations,
  holds,
  isValid,
  isContradiction,
  isPublishable,
  isWithin,
  versionState,
  type Generation,
} from '../model/observation.ts'
import { rereadVersions } from '../observe/observe.ts'
import { RUN_DEADLINE_MS } from '../model/policy.ts'
import type { Credential, TargetState } from '../model/ports.ts'
import { publish } from './publish.ts'
import { secretTag, type VersionRecord } from '../model/record.ts'
import { savePublication } from './save.ts'
import type { Step } from '../model/steps.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'
import type { RunState } from '../model/run-state.ts'
import { secretIdOf } from '../model/run-state.ts'
import { recordedKeys } from '../model/recorded-keys.ts'

type WriteStep = Extract<Step, { kind: 'publish' | 'repair' }>

/** What carries out the steps that write a key to targets. */
export function createWriter(
  context: RotationContext,
  credentials: Credentials,
): (known: RunState, step: WriteStep) => Promise<RunState> {
  const { issuer, clock } = context
  const facts = () => ({ at: clock.now(), run: context.run })

  async function writeTargets(known: RunState, step: WriteStep): Promise<RunState> {
    const generation = generationAt(known.observation, step.revision)
    const credential = await credentials.of(known, generation)
    if (issuer.kind === 'blind') await seeAlive(known, generation)
    const wanted = new Set(step.targets)
    const states = inGroups(known.observation.targets.filter(({ id }) => wanted.has(id)))
    const { identities } = await context.targets.prepare(states.map(({ id }) => id))
    const recorded = recordedIdentities(known.observation, step.revision)
    const result = await publish(context, states, credential, {
      previousCredential: (state) => heldBy(known, state),
      refusal: (state) => refusalOf(state, recorded, identities.get(state.id), context.accepted),
    })
    const done = { ...facts(), ...result, identities }
    const next = await withReadings(applyStep(known, step, done), step.revision)
    // A complete publication is recorded by the promotion that follows it. None follows where somebody wrote `current`
    // into the record already.
    const isPromotedNext = result.written.size === states.length && generation.record.stage === 'pending'
    if (step.kind === 'repair' || (!isPromotedNext && result.written.size > 0))
      return savePublication(context, next, step.revision)
    return next
  }

  /** Reads what was written where too much was to record it all: then a digest of the readings takes its place. */
  async function withReadings(known: RunState, revision: number): Promise<RunState> {
    const record = recordOf(known.observation, revision)
    if (record === undefined || !isLong(record) || context.stopping()) return known
    const { states } = await context.targets.observe().catch((error: unknown) => {
      // What was written is worth recording as it is: what is not known of it is settled by writing again.
      if (error instanceof Interrupted) return { states: [] }
      throw error
    })
    const read = new Map(states.map((state) => [state.id, state]))
    const targets = known.observation.targets.map((target) => {
      const found = new Map(read.get(target.id)?.secrets.map(({ name, updatedAt }) => [name, updatedAt]))
      const secrets = target.secrets.map((secret) => {
        const updatedAt = found.get(secret.name)
        // Anything else is somebody else's write, and is not recorded as ours.
        return isWithin(record.written.get(secretTag(target.id, secret.name)), updatedAt)
          ? { ...secret, updatedAt }
          : secret
      })
      return { ...target, secrets }
    })
    return { ...known, observation: { ...known.observation, targets } }
  }

  /** Whoever rolls a key over ends it at once, so just before it is written somewhere everything is looked at again. */
  async function seeAlive(known: RunState, { revision, record: { accessKey } }: Generation): Promise<void> {
    const versions = await rereadVersions(context, secretIdOf(known))
    const now = versions.find((version) => version.revision === revision)
    if (now?.status !== 'enabled' || now.record?.stage === 'retired') {
      throw new Error(
        `version ${revision} was given up by another run during this run; its key is not written`,
      )
    }
    const current = currentGeneration({ ...known.observation, versions })
    const before = currentGeneration(known.observation)?.revision
    if (current !== undefined && current.revision !== revision && current.revision !== before) {
      throw new Error(
        `another run made version ${current.revision} current during this run, so version ${revision} is not written`,
      )
    }
    const key = recordedKeys({ ...known.observation, versions }).get(accessKey)
    if (key !== undefined && (key.inDoubt !== true || isLeftOver(known, now.record))) return
    throw new Error(`another run rolls the key ${accessKey} over at the same time; the key is not written`)
  }

  /** How to read the living key that a target holds for certain: of a readable generation that it was left with. */
  function heldBy(known: RunState, state: TargetState): (() => Promise<Credential>) | undefined {
    const generation = generations(known.observation).findLast(
      (candidate) =>
        candidate.status === 'enabled' &&
        isValid(known.observation, candidate.record.accessKey) &&
        isPublishable(known.observation, candidate.record.accessKey) &&
        !isContradiction(versionState(known.observation, candidate)) &&
        holds(state, candidate),
    )
    return generation && (() => credentials.of(known, generation))
  }

  return writeTargets
}

/** Whether a doubt on record was left there by a run that is over, and this run has seen the key work since. */
function isLeftOver({ observation, memory }: RunState, record: VersionRecord | undefined): boolean {
  if (record?.replacing === undefined || observation.keys.get(record.accessKey)?.works !== true) return false
  return record.replacing.getTime() + RUN_DEADLINE_MS < memory.startedAt.getTime()
}
