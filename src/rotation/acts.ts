import { after, afterHalt, recordOf, type Facts, type Known } from './effects.ts'
import { issue } from './issue.ts'
import { keysOnRecord } from './keys-on-record.ts'
import { shorten, writeDescription } from './mark.ts'
import { make, type Made } from './make.ts'
import { planNewKey, type NewKeyPlan } from './new-key.ts'
import {
  currentGeneration,
  generations,
  holds,
  isAlive,
  isInUse,
  isMade,
  type Generation,
} from './observation.ts'
import { lookAgain, observe, withMark } from './observe.ts'
import { RUN_DEADLINE_MS, type Policy } from './policy.ts'
import { NoAnswer, type Credential, type ListingIssuer, type TargetState } from './ports.ts'
import { look, prove, type Look, type Probe } from './prove.ts'
import { rollBack } from './roll-back.ts'
import { publish } from './publish.ts'
import { writeRecord, type VersionRecord } from './record.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>

/** Carries steps out. One for each run: it holds the secrets that the run has seen, so that none is read twice. */
export interface Actor {
  /** Carries a step out and returns what is known after it. Throws where it could not be carried out. */
  act(known: Known, step: Step): Promise<Known>
}

export function createActor(world: World, policy: Policy): Actor {
  const { issuer, store, clock } = world
  // Only what this run made or read from the store. What it signs in with may be a mixed pair (only the secret counts
  // there), and must never be taken for the pair that its access key names.
  const held = new Map<string, Credential>()
  /** What was asked with a new key while it was stored. */
  const early = new Map<string, Look>()

  /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
  function listingIssuer(): ListingIssuer {
    if (issuer.kind !== 'listing') throw new Error('the issuer keeps no list of its keys; this is a bug')
    return issuer
  }

  const facts = (): Facts => ({ at: clock.now(), run: world.run })

  function secretIdOf({ observation }: Known): string {
    if (observation.secretId === undefined) throw new Error('there is no secret yet; this is a bug')
    return observation.secretId
  }

  /** The key of a generation: what this run holds already, else what the store has. */
  async function credentialOf(known: Known, { revision, record }: Generation): Promise<Credential> {
    const { accessKey } = record
    const own = held.get(accessKey)
    if (own !== undefined) return own
    const read = await store.read(secretIdOf(known), revision)
    if (read?.accessKey !== accessKey) {
      throw new Error(
        `version ${revision} of the secret does not hold the key ${accessKey} that its record names; somebody changed it by hand`,
      )
    }
    held.set(accessKey, read)
    return read
  }

  /** Writes the record that a version has in `next`. */
  async function saveRecord(next: Known, revision: number): Promise<void> {
    const record = recordOf(next.observation, revision)
    if (record === undefined) throw new Error(`version ${revision} has no record; this is a bug`)
    await store.describe(secretIdOf(next), revision, writeRecord(record))
  }

  /** Disables a version that is disabled in `next` and was not before. */
  async function saveStatus(known: Known, next: Known, revision: number): Promise<void> {
    const status = (state: Known) => state.observation.versions.find((v) => v.revision === revision)?.status
    if (status(known) === 'enabled' && status(next) === 'disabled')
      await store.disable(secretIdOf(known), revision)
  }

  function generationOf(known: Known, revision: number): Generation {
    const found = generations(known.observation).find((generation) => generation.revision === revision)
    if (found === undefined) throw new Error(`version ${revision} is not known; this is a bug`)
    return found
  }

  async function takeOver(known: Known, step: StepOf<'take-over'>): Promise<Known> {
    const id = secretIdOf(known)
    const next = after(known, step, facts())
    // The tag comes last: a run that dies before it takes over anew.
    if (step.revision !== undefined && step.accessKey !== undefined) {
      const key = known.observation.keys.get(step.accessKey)
      await saveRecord(next, step.revision)
      const mark = { phase: 'stored', secretId: id, attempt: world.newAttempt() } as const
      if (issuer.kind === 'listing')
        await issuer.describe(step.accessKey, writeDescription(mark, key?.text ?? ''))
    }
    await store.tag(id, [...(known.observation.takeOver?.otherTags ?? []), world.rotatorTag])
    await lookAgain(world, id) // another rotator may have tagged it in the same moment
    return next
  }

  async function discard(known: Known, step: StepOf<'discard'>): Promise<Known> {
    const issuer = listingIssuer()
    const key = await issuer.key(step.accessKey)
    if (key !== undefined && !isMade(known.observation, withMark(key))) {
      throw new Error(
        `the key ${step.accessKey} is no longer unfinished: somebody marked it stored; it is left alone`,
      )
    }
    await issuer.delete(step.accessKey)
    const next = after(known, step, facts())
    for (const revision of step.revisions) {
      await saveRecord(next, revision)
      await saveStatus(known, next, revision)
    }
    return next
  }

  async function giveUp(known: Known, step: StepOf<'give-up'>): Promise<Known> {
    const versions = await lookAgain(world, secretIdOf(known))
    const now = versions.find((version) => version.revision === step.revision)
    if (now?.record?.stage !== 'pending') {
      throw new Error(
        `version ${step.revision} was finished by another run in the meantime; it is left alone`,
      )
    }
    const next = after(known, step, facts())
    const current = currentGeneration(known.observation)
    await saveRecord(next, step.revision)
    await saveStatus(known, next, step.revision)
    if (step.reason === 'rolled-back' && current !== undefined) await saveRecord(next, current.revision)
    return next
  }

  /** For the steps that only say something of one version. */
  async function note(
    known: Known,
    step: StepOf<'close'> | StepOf<'mark-previous'> | StepOf<'promote'>,
  ): Promise<Known> {
    const next = after(known, step, facts())
    await saveRecord(next, step.revision)
    await saveStatus(known, next, step.revision)
    return next
  }

  /**
   * Ends a replaced key. The version says `retired` first, and then everything is looked at again: whoever takes the
   * key back into use writes first and looks afterwards too, so that one of the two sees the other.
   */
  async function retire(known: Known, step: StepOf<'retire'>): Promise<Known> {
    const { accessKey, revision, how } = step
    const next = after(known, step, facts())
    if (revision !== undefined) await saveRecord(next, revision)
    const versions = await lookAgain(world, secretIdOf(known))
    const seen = { ...known.observation, versions }
    const current = currentGeneration(seen)
    if (isInUse(seen, accessKey)) {
      throw new Error(`the key ${accessKey} was taken back into use in the meantime; it is left alone`)
    }
    if (current?.status !== 'enabled') {
      throw new Error(`what replaced the key ${accessKey} can no longer be read; it is left alone`)
    }
    if (issuer.kind === 'listing' && known.observation.keys.has(issuer.signedInAs())) {
      // The bearer rotates itself: a key that deletes itself could not say afterwards that it did. Which key signs in
      // is not certain (its access key may be of one pair and its secret of another), the current one is.
      issuer.signIn(await credentialOf(known, current))
    }
    if (how === 'delete') {
      await listingIssuer().delete(accessKey)
    } else {
      const key = known.observation.keys.get(accessKey)
      if (key?.mark?.secretId === known.observation.secretId)
        await listingIssuer().describe(accessKey, shorten(key?.text ?? ''))
    }
    if (revision !== undefined) await saveStatus(known, next, revision)
    return next
  }

  async function prune(known: Known, step: StepOf<'prune'>): Promise<Known> {
    await store.remove(secretIdOf(known), step.revision)
    return after(known, step, facts())
  }

  async function markStored(known: Known, step: StepOf<'mark-stored'>): Promise<Known> {
    const next = after(known, step, facts())
    const key = next.observation.keys.get(step.accessKey)
    if (key?.mark === undefined) throw new Error(`the key ${step.accessKey} has no mark; this is a bug`)
    if (clock.now().getTime() - key.createdAt.getTime() >= RUN_DEADLINE_MS) {
      throw new Error(`the key ${step.accessKey} is too old to be marked stored; a later run deletes it`)
    }
    await listingIssuer().describe(step.accessKey, writeDescription(key.mark, key.text))
    return next
  }

  async function proveKey(known: Known, step: StepOf<'prove'>): Promise<Known> {
    const generation = generationOf(known, step.revision)
    const candidate = await credentialOf(known, generation)
    const { probe } = issuer
    if (probe === undefined) {
      const why = 'there is no keys-api-verify-url, so nobody knows what to ask'
      const { accessKey } = step
      world.tell({ kind: 'unchecked', what: 'whether the new key works', why, accessKey })
      return after(known, step, { ...facts(), works: true })
    }
    const reference = await replacedCredential(known, generation.record)
    const { propagationTimeoutMs } = policy
    const asked = early.get(candidate.accessKey)
    const works = await prove(world, probe, candidate, reference, propagationTimeoutMs, asked)
    if (works && generation.record.rolledOver === true) await seeEnded(known, probe, generation)
    if (!works) {
      const seconds = Math.round(policy.propagationTimeoutMs / 1000)
      world.tell({ kind: 'unproven', accessKey: step.accessKey, seconds })
    }
    return after(known, step, { ...facts(), works })
  }

  /** Says so where a key still works that the issuer should have ended when it was rolled over. */
  async function seeEnded(known: Known, probe: Probe, { record }: Generation): Promise<void> {
    const generation = generations(known.observation).findLast(
      ({ record: { accessKey }, status }) => accessKey === record.replaces && status === 'enabled',
    )
    const first = issuer.kind === 'blind' && issuer.first !== undefined ? issuer.first : undefined
    const given = first !== undefined && 'credential' in first ? first.credential : undefined
    const old = generation === undefined ? given : await credentialOf(known, generation)
    if (old === undefined || old.accessKey !== record.replaces || (await probe(old)) !== 'accepted') return
    const text =
      `The replaced key ${old.accessKey} still works, although the service said that it was rolled over. ` +
      'Ask whoever runs it; the new key works as well.'
    world.tell({ kind: 'advice', text })
  }

  /** The key that the new one is compared with: the current one, or our own where the bearer rotates itself. */
  async function replacedCredential(
    known: Known,
    { rolledOver }: Pick<VersionRecord, 'rolledOver'>,
  ): Promise<Credential | undefined> {
    const current = currentGeneration(known.observation)
    if (rolledOver === true) return undefined // what it replaced is dead
    if (current?.status === 'enabled' && known.observation.keys.has(current.record.accessKey)) {
      return credentialOf(known, current)
    }
    return known.observation.keys.has(world.signIn.accessKey) ? world.signIn : undefined
  }

  async function writeTargets(known: Known, step: StepOf<'publish'> | StepOf<'repair'>): Promise<Known> {
    const generation = generationOf(known, step.revision)
    const credential = await credentialOf(known, generation)
    if (issuer.kind === 'blind') await seeAlive(known, generation)
    const states = known.observation.targets.filter(({ id }) => step.targets.includes(id))
    const result = await publish(world, states, credential, (state) => heldBy(known, state))
    const next = after(known, step, { ...facts(), ...result })
    // A complete publication is recorded by the promotion that follows it.
    const complete = result.written?.size === states.length
    if (step.kind === 'repair' || (!complete && (result.written?.size ?? 0) > 0))
      await saveRecord(next, step.revision)
    return next
  }

  /** Whoever rolls a key over ends it at once, so just before it is written somewhere everything is looked at again. */
  async function seeAlive(known: Known, { revision, record: { accessKey } }: Generation): Promise<void> {
    const versions = await lookAgain(world, secretIdOf(known))
    const now = versions.find((version) => version.revision === revision)
    if (now?.status !== 'enabled' || now.record?.stage === 'abandoned' || now.record?.stage === 'retired') {
      throw new Error(
        `version ${revision} was given up by another run in the meantime; its key is written nowhere any more`,
      )
    }
    const key = keysOnRecord({ ...known.observation, versions }).get(accessKey)
    if (key !== undefined && (key.inDoubt !== true || isLeftOver(known, now.record))) return
    throw new Error(
      `another run rolls the key ${accessKey} over at this moment; it is written nowhere any more`,
    )
  }

  /** How to read the living key that a target holds for certain: of a readable generation that it was left with. */
  function heldBy(known: Known, state: TargetState): (() => Promise<Credential>) | undefined {
    const generation = generations(known.observation).findLast(
      (candidate) =>
        candidate.status === 'enabled' &&
        isAlive(known.observation, candidate.record.accessKey) &&
        holds(state, candidate),
    )
    return generation && (() => credentialOf(known, generation))
  }

  async function createSecret(known: Known, step: StepOf<'create-secret'>): Promise<Known> {
    const id = await store.create([world.rotatorTag]).then(
      (secret) => secret.id,
      async (error: unknown) => {
        const found = error instanceof NoAnswer ? await store.find() : undefined
        if (found?.tags.includes(world.rotatorTag)) return found.id
        throw error
      },
    )
    return after(known, step, { ...facts(), secretId: id })
  }

  /** Makes a key, and asks a first time whether it works while it is stored. */
  async function makeListed(
    known: Known,
    issuer: ListingIssuer,
    secretId: string,
    plan: NewKeyPlan,
  ): Promise<Made> {
    let asked: Promise<void> | undefined
    try {
      return await make(world, issuer, known.observation, secretId, plan, (credential) => {
        asked = look(issuer.probe, credential, () => replacedCredential(known, {})).then(
          (answers) => void early.set(credential.accessKey, answers),
          // The proof asks again, and then a failure counts.
          () => undefined,
        )
      })
    } finally {
      await asked
    }
  }

  async function makeKey(known: Known, step: StepOf<'make'>): Promise<Known> {
    const { observation, memory } = known
    const plan = planNewKey(observation, policy, world.signIn.accessKey, clock.now())
    const id = secretIdOf(known)
    const made =
      issuer.kind === 'listing'
        ? await makeListed(known, issuer, id, plan)
        : await issue(world, issuer, policy, observation, id, plan, (generation) =>
            credentialOf(known, generation),
          )
    if (made.kind === 'halted') return afterHalt(known, made.because, made.source)
    if (made.kind === 'overtaken') {
      world.tell({ kind: 'overtaken', accessKey: made.by, by: made.by })
      return { observation: await observe(world, policy), memory: { ...memory, made: made.by } }
    }
    if (made.kind !== 'stored') {
      const seen = await observe(world, policy)
      return {
        observation: seen,
        memory: { ...memory, made: made.accessKey, helped: made.kind === 'helped' },
      }
    }
    held.set(made.credential.accessKey, made.credential)
    return after(known, step, { ...facts(), made })
  }

  return {
    async act(known, step) {
      switch (step.kind) {
        case 'take-over':
          return takeOver(known, step)
        case 'discard':
          return discard(known, step)
        case 'give-up':
          return giveUp(known, step)
        case 'mark-previous':
        case 'close':
        case 'promote':
          return note(known, step)
        case 'retire':
          return retire(known, step)
        case 'prune':
          return prune(known, step)
        case 'mark-stored':
          return markStored(known, step)
        case 'prove':
          return proveKey(known, step)
        case 'publish':
        case 'repair':
          return writeTargets(known, step)
        case 'create-secret':
          return createSecret(known, step)
        case 'make':
          return makeKey(known, step)
        case 'roll-back': {
          const credential = await credentialOf(known, generationOf(known, step.revision))
          const id = secretIdOf(known)
          const restored = await rollBack(world, known.observation, id, step.revision, credential)
          return after(known, step, { ...facts(), restored })
        }
        case 'stop':
          return known
      }
    },
  }
}

/** Whether a doubt on record was left there by a run that is over, and this run has seen the key work since. */
function isLeftOver({ observation, memory }: Known, record: VersionRecord | undefined): boolean {
  if (record?.replacing === undefined || observation.keys.get(record.accessKey)?.works !== true) return false
  return record.replacing.getTime() + RUN_DEADLINE_MS < memory.startedAt.getTime()
}
