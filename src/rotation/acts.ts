import { createCredentials, secretIdOf } from './credentials.ts'
import { after, afterHalt, type Facts, type Known } from './effects.ts'
import { issue } from './issue.ts'
import { shorten, writeDescription } from './mark.ts'
import { planNewKey } from './new-key.ts'
import { currentGeneration, generationAt, isInUse, isMade } from './observation.ts'
import { lookAgain, observe, withMark } from './observe.ts'
import { RUN_DEADLINE_MS, type Policy } from './policy.ts'
import { NoAnswer, type ListingIssuer } from './ports.ts'
import { createProver } from './prove-key.ts'
import { rollBack } from './roll-back.ts'
import { saveRecord, saveStatus } from './save.ts'
import type { Action } from './steps.ts'
import type { World } from './world.ts'
import { createWriter } from './write-targets.ts'

type StepOf<K extends Action['kind']> = Extract<Action, { kind: K }>

/** Carries steps out. One for each run: it holds the secrets that the run has seen, so that none is read twice. */
export interface Actor {
  /** Carries a step out and returns what is known after it. Throws where it could not be carried out. */
  act(known: Known, step: Action): Promise<Known>
}

export function createActor(world: World, policy: Policy): Actor {
  const { issuer, store, clock } = world
  const credentials = createCredentials(store)
  const prover = createProver(world, policy, credentials)
  const writeTargets = createWriter(world, credentials)

  /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
  function listingIssuer(): ListingIssuer {
    /* c8 ignore next -- such a step is decided only for an issuer that keeps a list */
    if (issuer.kind !== 'listing') throw new Error('the issuer keeps no list of its keys; this is a bug')
    return issuer
  }

  const facts = (): Facts => ({ at: clock.now(), run: world.run })

  async function takeOver(known: Known, step: StepOf<'take-over'>): Promise<Known> {
    const id = secretIdOf(known)
    const next = after(known, step, facts())
    // The tag comes last: a run that dies before it takes over anew.
    if (step.revision !== undefined && step.accessKey !== undefined) {
      const key = known.observation.keys.get(step.accessKey)
      await saveRecord(store, next, step.revision)
      const mark = { phase: 'stored', secretId: id, attempt: world.newAttempt() } as const
      if (issuer.kind === 'listing' && key !== undefined)
        await issuer.describe(key.accessKey, writeDescription(mark, key.text))
    }
    /* c8 ignore next -- the step is decided only where there is something to take over */
    const otherTags = known.observation.takeOver?.otherTags ?? []
    await store.tag(id, [...otherTags, world.rotatorTag])
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
      await saveRecord(store, next, revision)
      await saveStatus(store, known, next, revision)
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
    await saveRecord(store, next, step.revision)
    await saveStatus(store, known, next, step.revision)
    if (step.reason === 'rolled-back' && current !== undefined)
      await saveRecord(store, next, current.revision)
    return next
  }

  /** For the steps that only say something of one version. */
  async function note(
    known: Known,
    step: StepOf<'close'> | StepOf<'mark-previous'> | StepOf<'promote'>,
  ): Promise<Known> {
    const next = after(known, step, facts())
    await saveRecord(store, next, step.revision)
    await saveStatus(store, known, next, step.revision)
    return next
  }

  /**
   * Ends a replaced key. The version says `retired` first, and then everything is looked at again: whoever takes the
   * key back into use writes first and looks afterwards too, so that one of the two sees the other.
   */
  async function retire(known: Known, step: StepOf<'retire'>): Promise<Known> {
    const { accessKey, revision, how } = step
    const next = after(known, step, facts())
    if (revision !== undefined) await saveRecord(store, next, revision)
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
      issuer.signIn(await credentials.of(known, current))
    }
    if (how === 'delete') {
      await listingIssuer().delete(accessKey)
    } else {
      const key = known.observation.keys.get(accessKey)
      if (key?.mark?.secretId === secretIdOf(known))
        await listingIssuer().describe(accessKey, shorten(key.text))
    }
    if (revision !== undefined) await saveStatus(store, known, next, revision)
    return next
  }

  async function prune(known: Known, step: StepOf<'prune'>): Promise<Known> {
    await store.remove(secretIdOf(known), step.revision)
    return after(known, step, facts())
  }

  async function markStored(known: Known, step: StepOf<'mark-stored'>): Promise<Known> {
    const next = after(known, step, facts())
    const key = next.observation.keys.get(step.accessKey)
    /* c8 ignore next -- the step is decided only for a key with a mark */
    if (key?.mark === undefined) throw new Error(`the key ${step.accessKey} has no mark; this is a bug`)
    if (clock.now().getTime() - key.createdAt.getTime() >= RUN_DEADLINE_MS) {
      throw new Error(`the key ${step.accessKey} is too old to be marked stored; a later run deletes it`)
    }
    await listingIssuer().describe(step.accessKey, writeDescription(key.mark, key.text))
    return next
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

  async function makeKey(known: Known, step: StepOf<'make'>): Promise<Known> {
    const { observation, memory } = known
    const plan = planNewKey(observation, policy, world.signIn.accessKey, clock.now())
    const id = secretIdOf(known)
    const made =
      issuer.kind === 'listing'
        ? await prover.makeListed(known, issuer, id, plan)
        : await issue(world, issuer, policy, observation, id, plan, (generation) =>
            credentials.of(known, generation),
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
    credentials.hold(made.credential)
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
          return prover.proveKey(known, step)
        case 'publish':
        case 'repair':
          return writeTargets(known, step)
        case 'create-secret':
          return createSecret(known, step)
        case 'make':
          return makeKey(known, step)
        case 'roll-back': {
          const credential = await credentials.of(known, generationAt(known.observation, step.revision))
          const id = secretIdOf(known)
          const restored = await rollBack(world, known.observation, id, step.revision, credential)
          return after(known, step, { ...facts(), restored })
        }
      }
    },
  }
}
