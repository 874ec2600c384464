import { createCredentials } from '../publish/credentials.ts'
import { applyStep, applyHalt, releasedVersions, type StepFacts } from '../decide/transition.ts'
import { issueBlind } from '../issue/issue-blind.ts'
import { withNamedKeys } from '../issue/issue-listed.ts'
import { unmarkedDescription, writeDescription } from '../model/mark.ts'
import { planNewKey } from '../decide/new-key-settings.ts'
import {
  currentGeneration,
  generationAt,
  generations,
  isInUse,
  isMade,
  isPublishable,
  lagging,
  versionState,
  type Generation,
  type Key,
  type Observation,
} from '../model/observation.ts'
import { rereadVersions, observe, readVersions, parseKey } from '../observe/observe.ts'
import type { Policy } from '../model/policy.ts'
import { AmbiguousResult, RunProblems, type ListingIssuer } from '../model/ports.ts'
import { createKeyVerifier } from './key-verifier.ts'
import { rollBack } from '../issue/roll-back.ts'
import { savePublication, saveRecord, saveStatus } from '../publish/save.ts'
import type { Action } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'
import { createWriter } from '../publish/write-targets.ts'
import type { RunState } from '../model/run-state.ts'
import { secretIdOf } from '../model/run-state.ts'

type StepOf<K extends Action['kind']> = Extract<Action, { kind: K }>

/** Carries steps out. One for each run: it holds the secrets that the run has seen, so that none is read twice. */
export interface Executor {
  /** Carries a step out and returns what is known after it. Throws where it could not be carried out. */
  execute(known: RunState, step: Action): Promise<RunState>
}

export function createExecutor(context: RotationContext, policy: Policy): Executor {
  const { issuer, store, clock } = context
  const credentials = createCredentials(store)
  const keyVerifier = createKeyVerifier(context, policy, credentials)
  const writeTargets = createWriter(context, credentials)
  /** What was written was read once more in this run. */
  let targetsConfirmed = false

  /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
  function listingIssuer(): ListingIssuer {
    /* c8 ignore next -- such a step is decided only for an issuer that keeps a list */
    if (issuer.kind !== 'listing') throw new Error('the issuer keeps no list of its keys; this is a bug')
    return issuer
  }

  const facts = (): StepFacts => ({ at: clock.now(), run: context.run })

  /** Writes the description that a key has in `next`. */
  async function saveMark(next: RunState, accessKey: string): Promise<void> {
    const key = next.observation.keys.get(accessKey)
    /* c8 ignore next -- steps are decided only for keys that were observed */
    if (key === undefined) throw new Error(`the key ${accessKey} is not known; this is a bug`)
    const { mark, text } = key
    await listingIssuer().describe(
      accessKey,
      mark === undefined ? unmarkedDescription(text) : writeDescription(mark, text),
    )
  }

  /** The key as it is now. Lists may be old; the mark that is read by name decides. */
  async function freshKey(accessKey: string): Promise<Key | undefined> {
    const answer = await listingIssuer().key(accessKey)
    return answer.kind === 'own' ? parseKey(answer.key) : undefined
  }

  async function takeOver(known: RunState, step: StepOf<'take-over'>): Promise<RunState> {
    const id = secretIdOf(known)
    const next = applyStep(known, step, { ...facts(), attempt: context.newAttempt() })
    // The tag comes last: a run that dies before it takes over anew.
    if (step.revision !== undefined && step.accessKey !== undefined) {
      if (issuer.kind === 'listing') await saveMark(next, step.accessKey)
      await saveRecord(store, next, step.revision)
    }
    /* c8 ignore next -- the step is decided only where there is something to take over */
    const otherTags = known.observation.takeOver?.otherTags ?? []
    await store.tag(id, [...otherTags, context.rotatorTag])
    await rereadVersions(context, id) // another rotator may have tagged it in the same moment
    return next
  }

  async function discard(known: RunState, step: StepOf<'discard'>): Promise<RunState> {
    const key = await freshKey(step.accessKey)
    if (key !== undefined && !isMade(known.observation, key)) {
      throw new Error(
        `the key ${step.accessKey} is no longer an orphan, because another run marked it; it is not deleted`,
      )
    }
    if (key !== undefined) await listingIssuer().delete(step.accessKey)
    return applyStep(known, step, facts())
  }

  async function giveUp(known: RunState, step: StepOf<'give-up'>): Promise<RunState> {
    const versions = await rereadVersions(context, secretIdOf(known))
    const now = versions.find((version) => version.revision === step.revision)
    const before = generationAt(known.observation, step.revision)
    if (now?.record?.stage !== before.record.stage || now.record.accessKey !== before.record.accessKey) {
      throw new Error(
        `version ${step.revision} was completed by another run during this run; it is not given up`,
      )
    }
    const next = applyStep(known, step, facts())
    const current = currentGeneration(known.observation)
    await saveStatus(store, known, step.revision)
    if (issuer.kind === 'listing') {
      await undoIfPublished(known, step)
      if (step.reason === 'rolled-back' && current !== undefined)
        await undoIfReplaced(known, step, current.record.accessKey)
    }
    await saveRecord(store, next, step.revision)
    if (step.reason === 'rolled-back' && current !== undefined) {
      await saveRecord(store, next, current.revision)
      await refuseIfReplaced(known, current.revision)
    }
    return next
  }

  /** A rollback goes back to what it saw as current; another run may have rotated since. */
  async function refuseIfReplaced(known: RunState, revision: number): Promise<void> {
    const versions = await rereadVersions(context, secretIdOf(known))
    const newer = currentGeneration(await withKeysOfNewer(known.observation, versions, revision))
    if (newer === undefined || newer.revision <= revision) return
    throw new Error(
      `another run made version ${newer.revision} current during this run; wait until that run has ended, then roll back`,
    )
  }

  /**
   * Another run may be promoting the version at this moment. It changes the mark first and then looks at the version,
   * and this one disables the version first and then looks at the mark, so that one of the two sees the other.
   */
  async function undoIfPublished(known: RunState, { revision, accessKey }: StepOf<'give-up'>): Promise<void> {
    const before = known.observation.keys.get(accessKey)?.mark?.published
    const now = (await freshKey(accessKey))?.mark?.published
    if (now === undefined || (before?.revision === now.revision && before.table === now.table)) return
    await enableAgain(known, revision)
    throw new Error(`another run publishes version ${revision} at this moment; it is left alone`)
  }

  /** Another run may have completed the version since it was observed, and replaced the key that was current. */
  async function undoIfReplaced(
    known: RunState,
    { revision }: StepOf<'give-up'>,
    currentKey: string,
  ): Promise<void> {
    if ((await freshKey(currentKey))?.mark?.phase !== 'replaced') return
    await enableAgain(known, revision)
    throw new Error(`another run replaced the key ${currentKey} in the meantime; run again to roll back`)
  }

  async function enableAgain(known: RunState, revision: number): Promise<void> {
    const status = known.observation.versions.find((version) => version.revision === revision)?.status
    if (status === 'enabled') await store.enable(secretIdOf(known), revision)
  }

  /** Disables a version before its record says so: at every moment, what can be read works (protocol, rule 13). */
  async function close(known: RunState, step: StepOf<'close'>): Promise<RunState> {
    await refuseIfConfirmed(known, step)
    const next = applyStep(known, step, facts())
    await saveStatus(store, known, step.revision)
    if (step.accessKey !== undefined) await saveRecord(store, next, step.revision)
    return next
  }

  /** What was listed may be old: a version is closed only where the key that it names still says so. */
  async function refuseIfConfirmed(known: RunState, step: StepOf<'close'>): Promise<void> {
    const { observation } = known
    if (step.accessKey === undefined || issuer.kind !== 'listing') return
    const { versions } = await readVersions(context, { id: secretIdOf(known) })
    const seen = generations({ ...observation, versions }).find(({ revision }) => revision === step.revision)
    const before = versionState(observation, generationAt(observation, step.revision))
    const now = seen && versionState(await withNamedKeys(context, { ...observation, versions }, [seen]), seen)
    if (now !== before || seen?.record.accessKey !== step.accessKey) {
      throw new Error(
        `what version ${step.revision} is changed while this run was at work (${before}, now ${now ?? 'gone'}); it is left alone`,
      )
    }
  }

  async function markPrevious(known: RunState, step: StepOf<'mark-previous'>): Promise<RunState> {
    const next = applyStep(known, step, facts())
    await saveRecord(store, next, step.revision)
    return next
  }

  /** Makes a version current: looked at again, nothing newer is, and its key is still on its way (protocol, rule 9). */
  async function promote(known: RunState, step: StepOf<'promote'>): Promise<RunState> {
    const { revision, accessKey } = step
    const next = applyStep(known, step, facts())
    if (issuer.kind === 'blind') return savePublication(context, next, revision)
    const key = await freshKey(accessKey)
    if (key?.mark?.phase !== 'stored' || key.mark.secretId !== secretIdOf(known))
      throw new Error(`the key ${accessKey} was replaced or deleted during this run`)
    // Whoever gives the version up disables it first and reads the mark last; this is the other way round.
    return savePublication(context, next, revision, async () => {
      const { versions } = await readVersions(context, { id: secretIdOf(known) })
      const own = versions.find((version) => version.revision === revision)
      // A list that does not show it yet is old, and says nothing of it.
      if (own !== undefined && own.status !== 'enabled')
        throw new Error(`version ${revision} was disabled or deleted during this run`)
      const newer = currentGeneration(await withKeysOfNewer(known.observation, versions, revision))
      if (newer !== undefined && newer.revision > revision)
        throw new Error(`another run made version ${newer.revision} current in the meantime`)
    })
  }

  /** The current state of versions above one, with the keys of those that say that they are current. */
  async function withKeysOfNewer(
    observation: Observation,
    versions: Observation['versions'],
    revision: number,
  ): Promise<Observation> {
    const seen = { ...observation, versions }
    const newer = generations(seen).filter(
      (other) => other.revision > revision && other.record.stage === 'current',
    )
    return withNamedKeys(context, seen, newer)
  }

  /** Changes the mark of a key that is no longer current, unless another run took it back into use. */
  async function replace(known: RunState, step: StepOf<'replace'>): Promise<RunState> {
    const mark = known.observation.keys.get(step.accessKey)?.mark
    if (!known.memory.promoted) {
      // What an earlier run left behind may have been taken back into use since the keys were listed.
      const now = await freshKey(step.accessKey)
      if (
        now === undefined ||
        now.mark?.phase !== mark?.phase ||
        now.mark?.at?.getTime() !== mark?.at?.getTime()
      )
        throw new Error(
          `the key ${step.accessKey} was marked by another run during this run; it is not changed`,
        )
    }
    const next = applyStep(known, step, { ...facts(), attempt: context.newAttempt() })
    if (step.how === 'release')
      for (const revision of releasedVersions(known.observation, step))
        await saveRecord(store, next, revision)
    await saveMark(next, step.accessKey)
    if (step.how === 'mark' && known.memory.promoted) await undoIfRolledBack(known, step.accessKey)
    return next
  }

  /**
   * A rollback may restore the key while this run replaces it. The rollback changes the versions first and reads the
   * mark last, and this run does the opposite, so that one of them notices the other and undoes its change.
   */
  async function undoIfRolledBack(known: RunState, accessKey: string): Promise<void> {
    const { versions } = await readVersions(context, { id: secretIdOf(known) })
    const promoted = currentGeneration(known.observation)?.revision ?? 0
    const isGivenUp = versions.some(({ revision, status }) => revision === promoted && status !== 'enabled')
    const isRestored = versions.some(
      ({ revision, status, record }) =>
        revision > promoted &&
        status === 'enabled' &&
        record?.rolledBack === true &&
        record.accessKey === accessKey,
    )
    if (!isGivenUp && !isRestored) return
    await saveMark(known, accessKey)
    throw new Error(`a rollback restored the key ${accessKey} in the meantime; it stays in use`)
  }

  /**
   * Ends a replaced key (protocol, rule 11). Its versions are disabled first, and its mark is read last: whoever takes
   * the key back into use marks it first and looks at the versions last, so that one of the two sees the other.
   */
  async function retire(known: RunState, step: StepOf<'retire'>): Promise<RunState> {
    const { accessKey, how } = step
    const next = applyStep(known, step, facts())
    const holders = holdersOf(known.observation, accessKey)
    if (issuer.kind === 'listing') {
      await confirmTargets(known)
      // The list of keys may be old: a version that another run stored since with a key in use stays enabled.
      refuseIfTakenBack(known, accessKey, await freshKey(accessKey))
      if (how === 'delete') for (const { revision } of holders) await saveStatus(store, known, revision)
      await refuseIfInUse(known, accessKey)
      if (how === 'release') await saveMark(next, accessKey)
      else await deleteKey(known, accessKey)
    }
    for (const { revision, record } of holders)
      if (record.stage !== 'retired') await saveRecord(store, next, revision)
    return next
  }

  /**
   * A key that is retired in the run that wrote its successor may still be in a target whose answer was not the
   * service's own, or that somebody has written since: what was written is read once more.
   */
  async function confirmTargets({ observation }: RunState): Promise<void> {
    const isForced = policy.command === 'retire' && policy.force
    if (!policy.grace.none || isForced || targetsConfirmed) return
    const { states, problems } = await context.targets.observe()
    if (problems.length > 0) throw new RunProblems(problems)
    const current = currentGeneration(observation)
    const late = current === undefined ? [] : lagging({ ...observation, targets: states }, current)
    if (late.length > 0) {
      const labels = late.map(({ label }) => label).join(', ')
      throw new Error(
        `these targets do not hold the current key, so the replaced key is not retired: ${labels}`,
      )
    }
    targetsConfirmed = true
  }

  function refuseIfTakenBack(known: RunState, accessKey: string, key: Key | undefined): void {
    if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== secretIdOf(known)))
      throw new Error(`the key ${accessKey} was restored during this run; it is not retired`)
  }

  async function refuseIfInUse(known: RunState, accessKey: string): Promise<void> {
    const [versions, key] = await Promise.all([
      rereadVersions(context, secretIdOf(known)),
      freshKey(accessKey),
    ])
    const seen = { ...known.observation, versions }
    const current = currentGeneration(seen)
    refuseIfTakenBack(known, accessKey, key)
    if (current?.status !== 'enabled' || isInUse(seen, accessKey))
      throw new Error(
        `the version that replaced the key ${accessKey} can no longer be read, so the key is not retired`,
      )
  }

  async function deleteKey(known: RunState, accessKey: string): Promise<void> {
    const { observation } = known
    const current = currentGeneration(observation)
    if (observation.keys.has(listingIssuer().authenticatedAs()) && current !== undefined) {
      if (!isPublishable(observation, current.record.accessKey))
        throw new Error(`the mark of the current key has no digest, so ${accessKey} is not deleted`)
      // The bearer rotates itself: a key that deletes itself could not say afterwards that it did. Which key signs in
      // is not certain (its access key may be of one pair and its secret of another), the current one is.
      listingIssuer().useCredentials(await credentials.of(known, current))
    }
    await listingIssuer().delete(accessKey)
  }

  async function prune(known: RunState, step: StepOf<'prune'>): Promise<RunState> {
    await store.remove(secretIdOf(known), step.revision)
    return applyStep(known, step, facts())
  }

  async function createSecret(known: RunState, step: StepOf<'create-secret'>): Promise<RunState> {
    const id = await store.create([context.rotatorTag]).then(
      (secret) => secret.id,
      async (error: unknown) => {
        const found = error instanceof AmbiguousResult ? await store.find() : undefined
        if (found?.tags.includes(context.rotatorTag)) return found.id
        throw error
      },
    )
    return applyStep(known, step, { ...facts(), secretId: id })
  }

  async function issueKey(known: RunState, step: StepOf<'issue'>): Promise<RunState> {
    const { observation, memory } = known
    const plan = planNewKey(observation, policy, context.runCredentials.accessKey, clock.now())
    const id = secretIdOf(known)
    const made =
      issuer.kind === 'listing'
        ? await keyVerifier.issueVerified(known, issuer, id, plan)
        : await issueBlind(context, issuer, {
            policy,
            observation,
            secretId: id,
            plan,
            read: (generation) => credentials.of(known, generation),
          })
    if (made.kind === 'halted') return applyHalt(known, made.because, made.source)
    if (made.kind === 'overtaken') {
      context.report({ kind: 'overtaken', accessKey: made.by, by: made.by })
      return { observation: await observe(context, policy), memory: { ...memory, issued: made.by } }
    }
    if (made.kind === 'unverified') return { observation, memory: { ...memory, unverified: made.accessKey } }
    if (made.kind !== 'stored') {
      const seen = await observe(context, policy)
      return {
        observation: seen,
        // How the targets were left was seen of another current version than there may be now.
        memory: {
          ...memory,
          targetsUnchanged: false,
          issued: made.accessKey,
          helped: made.kind === 'helped',
        },
      }
    }
    credentials.remember(made.credential)
    return applyStep(known, step, { ...facts(), issued: made })
  }

  return {
    async execute(known, step) {
      switch (step.kind) {
        case 'take-over':
          return takeOver(known, step)
        case 'discard':
          return discard(known, step)
        case 'give-up':
          return giveUp(known, step)
        case 'mark-previous':
          return markPrevious(known, step)
        case 'close':
          return close(known, step)
        case 'promote':
          return promote(known, step)
        case 'replace':
          return replace(known, step)
        case 'retire':
          return retire(known, step)
        case 'prune':
          return prune(known, step)
        case 'verify':
          return keyVerifier.verifyKey(known, step)
        case 'publish':
        case 'repair':
          return writeTargets(known, step)
        case 'create-secret':
          return createSecret(known, step)
        case 'issue':
          return issueKey(known, step)
        case 'roll-back': {
          const credential = await credentials.of(known, generationAt(known.observation, step.revision))
          const id = secretIdOf(known)
          const restored = await rollBack(context, known.observation, id, step.revision, credential)
          if (restored !== undefined) return applyStep(known, step, { ...facts(), restored })
          const memory = { ...known.memory, targetsUnchanged: false, issued: step.accessKey, helped: true }
          return { observation: await observe(context, policy), memory }
        }
      }
    },
  }
}

/** The versions that hold a replaced key. */
function holdersOf(observation: Observation, accessKey: string): readonly Generation[] {
  return generations(observation).filter(({ record }) => record.accessKey === accessKey)
}
