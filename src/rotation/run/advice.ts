import {
  newlyMatched,
  recordedIdentities,
  replacedIdentities,
  replacedProblem,
} from '../model/target-identities.ts'
import { currentGeneration, generations, isValid, lagging, type Observation } from '../model/observation.ts'
import { forgedRecordTexts } from '../decide/forged-records.ts'
import { pauseOf } from '../decide/pause.ts'
import type { Policy } from '../model/policy.ts'
import { errorMessage } from '../../lib/error-message.ts'
import type { Identity } from '../model/ports.ts'
import { secretTag } from '../model/record.ts'
import type { Step } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'

/** Says what a person should know of a run that is about to begin: what is allowed and not wise, and what ends when. */
export function advise(
  context: RotationContext,
  policy: Policy,
  observation: Observation,
  steps: readonly Step[],
): void {
  const makes = steps.some(({ kind }) => kind === 'issue')
  adviseOnKeys(context, policy, observation, makes)
  adviseOnPause(context, policy, observation, makes)
  for (const text of forgedRecordTexts(observation)) context.report({ kind: 'advice', text })
  adviseOnEnds(context, policy, observation, steps)
  adviseOnUndeclared(context, policy, observation)
}

/** Says until when no key is replaced because of its age. A new key ends the pause after a rollback. */
function adviseOnPause(
  context: RotationContext,
  policy: Policy,
  observation: Observation,
  makes: boolean,
): void {
  const pause = pauseOf(observation, policy)
  if (pause === undefined || (makes && pause.because === 'rollback')) return
  const why = pause.because === 'rollback' ? 'after a rollback' : 'by pause-until'
  context.report({
    kind: 'advice',
    text:
      `Automatic rotation is paused ${why} until ${pause.until.toISOString()}. Repairs go on. To rotate before that ` +
      'date, run with force: true.',
  })
}

/**
 * Warns where the credentials of the run are stored beside keys of others: a policy that lets somebody read one of
 * those often covers the whole Project. One request, for runs that store such a key.
 */
export async function adviseOnNeighbors(
  { store, runCredentials, report }: RotationContext,
  observation: Observation,
): Promise<void> {
  if (store.neighbors === undefined || !observation.keys.has(runCredentials.accessKey)) return
  try {
    const names = await store.neighbors()
    if (names.length === 0) return
    report({
      kind: 'advice',
      text:
        'This key belongs to the application or user whose credentials this run uses, and it is stored in the same ' +
        `Project and under the same path as keys of others (${inShort(names)}). Whoever may read secrets there may ` +
        'read it, and use it to create keys. Store it in a Project of its own: set scw-project-id for this key.',
    })
  } catch (error) {
    const what = 'whether keys of others are stored in the same Project and under the same path'
    report({ kind: 'unchecked', what, why: errorMessage(error) })
  }
}

/** How many names a message has room for. */
const SHOWN_NAMES = 5

function inShort(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES
  return [...names.slice(0, SHOWN_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** Says what is allowed, and not wise. */
function adviseOnKeys(
  context: RotationContext,
  policy: Policy,
  observation: Observation,
  makes: boolean,
): void {
  const self = observation.keys.has(context.runCredentials.accessKey)
  const wide = observation.targets.length > 1 || observation.targets.some(({ open }) => open)
  if (self && wide) {
    context.report({
      kind: 'advice',
      text:
        'This key can make keys, and it is given to more than one protected environment. Keep it in one, and let it ' +
        'rotate a key of an application with small permissions (application-id) for everybody else.',
    })
  }
  const current = currentGeneration(observation)
  if (current?.record.unproven === true) {
    context.report({
      kind: 'advice',
      text:
        `The current key ${current.record.accessKey} was given to the targets although it could not be seen to work, ` +
        'and still it cannot. Look whether it works, and whether keys-api-verify-url and keys-api-verify-header ask ' +
        'the right thing; to replace it, run with command: rotate and force: true.',
    })
  }
  // What a blind issuer's rollover replaces is dead, and what it leaves alive it cannot end.
  if (observation.issuer === 'blind') return
  if (makes && currentGeneration(observation) === undefined && policy.replacesAccessKey === undefined) {
    const line = `replaces-access-key: ${self ? context.runCredentials.accessKey : '<its access key>'}`
    context.report({
      kind: 'advice',
      text:
        'The key that was used until now goes on working: this action did not make it, and cannot know where else it ' +
        `stands. To have it retired after the grace period, add this line to the step: ${line}`,
    })
  }
}

/**
 * Says where a replaced key stands that nobody will bring up to date: in targets, or under names, that were declared
 * when it was written and are not any more.
 */
function adviseOnUndeclared(context: RotationContext, policy: Policy, observation: Observation): void {
  const declared = new Set(
    observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => secretTag(id, name))),
  )
  const current = currentGeneration(observation)
  for (const { revision, record } of generations(observation)) {
    const isCurrent = revision === current?.revision
    if (!isCurrent && record.stage !== 'previous') continue
    const left = [...record.written.keys()].filter((tag) => !declared.has(tag)).length
    if (left === 0 || !isValid(observation, record.accessKey)) continue
    const end =
      policy.oldKey === 'keep'
        ? 'Nobody ends it'
        : isCurrent
          ? `It ends ${policy.grace.text} after it is replaced`
          : `It ends on ${policy.grace.after(record.since).toISOString()}`
    context.report({
      kind: 'advice',
      text:
        `${left} GitHub ${left === 1 ? 'secret was' : 'secrets were'} given ${record.accessKey} (v${revision}) and ` +
        `${left === 1 ? 'is' : 'are'} no longer declared as targets, so that no run brings them up to date. ${end}: ` +
        'declare them again, or see to it that nobody uses them.',
    })
  }
}

/** Says what a person may not expect of how keys end. */
function adviseOnEnds(
  context: RotationContext,
  policy: Policy,
  observation: Observation,
  steps: readonly Step[],
): void {
  const current = currentGeneration(observation)
  const lag = current === undefined ? [] : lagging(observation, current).map(({ label }) => label)
  const named = observation.keys.get(policy.replacesAccessKey ?? '')
  if (policy.command === 'retire' && lag.length > 0 && steps.some(({ kind }) => kind === 'retire')) {
    context.report({
      kind: 'advice',
      text: `These targets may still hold a key that is ended now: ${lag.join('; ')}. Rotate to bring them to the current key.`,
    })
  }
  if (policy.command === 'rollover' && current !== undefined && observation.issuer === 'listing') {
    const key = observation.keys.get(current.record.accessKey)
    if (key !== undefined && key.expiresAt === undefined) {
      context.report({
        kind: 'advice',
        text:
          `The current key ${key.accessKey} never expires, so rollover never replaces it. Use rotate with max-age, or ` +
          'rotate once with force and an expiry.',
      })
    }
  }
  if (named?.mark !== undefined && named.mark.secretId !== observation.secretId) {
    context.report({
      kind: 'advice',
      text:
        `replaces-access-key names ${named.accessKey}, which another secret (${named.mark.secretId}) looks after, so it ` +
        'is left alone. If that secret is gone, remove the mark [key-rotation …] from the description of the key.',
    })
  }
}

/** How many names a message lists. */
const MOST_LISTED = 10

/**
 * Says which targets are new because a pattern matches them now, which are not written because another repository has
 * their name, and that an input for one run is set.
 * @param identities who the targets are that the steps write
 */
export function adviseOnIdentities(
  { report, accepted }: Pick<RotationContext, 'report' | 'accepted'>,
  observation: Observation,
  steps: readonly Step[],
  identities: ReadonlyMap<string, readonly Identity[]>,
): void {
  for (const step of steps) {
    if (step.kind !== 'publish' && step.kind !== 'repair') continue
    const targets = observation.targets.filter(({ id }) => step.targets.includes(id))
    for (const [pattern, repositories] of newlyMatched(observation, step.revision, targets)) {
      const more = repositories.length - MOST_LISTED
      const listed = repositories.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
      report({
        kind: 'advice',
        text: `Newly matched by ${pattern}: ${listed}. Whatever it matches gets the key.`,
      })
    }
    const recorded = recordedIdentities(observation, step.revision)
    for (const { id, label } of targets) {
      const replaced = replacedIdentities(recorded, identities.get(id) ?? [])
      const [first] = replaced.filter(({ name }) => !accepted.has(name.toLowerCase()))
      if (first !== undefined) report({ kind: 'advice', text: `${replacedProblem(label, first).problem}.` })
    }
  }
  if (accepted.size === 0) return
  report({
    kind: 'advice',
    text:
      `accept-repositories is set (${[...accepted].join(', ')}). Remove it after this run: while it is set, any ` +
      'repository with such a name gets the key.',
  })
}
