import type { Prefetched } from '../observe/prefetch.ts'
import { leftOutProblems } from '../model/target-identities.ts'
import { errorMessage } from '../../lib/error-message.ts'
import { planNewKey } from '../decide/new-key-settings.ts'
import { advise, adviseOnIdentities, adviseOnNeighbors } from './advice.ts'
import type { Observation } from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'
import { NOTHING_TO_ROLL_OVER } from '../issue/roll-over.ts'
import { wrongLocationProblem } from '../observe/wrong-location.ts'
import type { BlindIssuer, IssuerLimits, Problem } from '../model/ports.ts'
import { rolloverSource } from '../decide/rollover-source.ts'
import type { Step } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'
import type { RunState } from '../model/run-state.ts'

/**
 * Checks, before anything is changed, all that the planned steps need. What cannot be checked is said, and is no
 * problem.
 * @param ahead what was asked already
 * @returns every problem at once; none where the run may begin
 */
export async function preflight(
  context: RotationContext,
  policy: Policy,
  known: RunState,
  steps: readonly Step[],
  ahead?: Prefetched,
): Promise<readonly Problem[]> {
  const { observation } = known
  const makes = steps.some(({ kind }) => kind === 'issue')
  const stores = makes || steps.some(({ kind }) => kind === 'roll-back')
  const writes = new Set(
    steps.flatMap((step) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])),
  )
  advise(context, policy, observation, steps)
  const [prepared, limits, astray] = await Promise.all([
    ahead !== undefined && sameSet(ahead.ids, writes) ? ahead.prepared : context.targets.prepare([...writes]),
    makes && context.issuer.kind === 'listing' ? (ahead?.limits ?? context.issuer.limits()) : undefined,
    observation.secretId === undefined ? placeProblems(context) : [],
    stores ? adviseOnNeighbors(context, observation) : undefined,
  ])
  const room = stores ? roomProblems(context, observation, steps) : []
  const problems = [
    ...timeProblems(context),
    ...prepared.problems,
    ...leftOutProblems(observation),
    ...astray,
    ...room,
    ...(limits === undefined ? [] : limitProblems(context, policy, observation, steps, limits)),
    ...(makes && context.issuer.kind === 'blind'
      ? await issueProblems(context, context.issuer, policy, observation)
      : []),
  ]
  if (problems.length === 0) adviseOnIdentities(context, observation, steps, prepared.identities)
  return problems
}

/** How far the services' clocks may be apart, in milliseconds. A GitHub server of one's own may well be some minutes off. */
const CLOCKS_APART_MS = 60 * 60 * 1000

/**
 * Ages, grace periods and deadlines go by what the services say of the time. Where one of them is far off (a gateway in
 * between that answers with a `Date` of its own), nobody knows what is due, and a key could be retired too early.
 */
function timeProblems({ clock, targets }: RotationContext): readonly Problem[] {
  const [at, there] = [clock.now(), targets.now()]
  if (there === undefined || Math.abs(at.getTime() - there.getTime()) <= CLOCKS_APART_MS) return []
  return [
    {
      about: 'clock',
      problem: `the answers of Scaleway are dated ${at.toISOString()}, and those of GitHub ${there.toISOString()}`,
      remedy:
        'Look at what stands between the runner and the service whose Date is wrong (a proxy, a gateway, a server of your own), and set its clock',
      knownCause: 'clock-off',
    },
  ]
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item))
}

/** What keeps a blind issuer from making a key, as far as it shows beforehand. */
async function issueProblems(
  context: RotationContext,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
): Promise<readonly Problem[]> {
  // What is taken over is on record, and can be rolled over, by then.
  const source = rolloverSource(observation) ?? observation.takeOver?.accessKey ?? issuer.first
  const missing = policy.command === 'rollover' && source === undefined ? [NOTHING_TO_ROLL_OVER] : []
  return [...issuer.problems(context.clock.now()), ...missing, ...(await recoveryProblems(context))]
}

/** What keeps a key from being sealed for its recovery; when that is needed, it is too late to find out. */
async function recoveryProblems({ sealForRecovery }: RotationContext): Promise<readonly Problem[]> {
  try {
    await sealForRecovery?.('a key that is none')
    return []
  } catch (error) {
    return [
      {
        about: 'recovery-public-key',
        problem: `nothing can be sealed to it (${errorMessage(error)})`,
        remedy: 'Make a new pair of keys, and give the public one: npm run recovery -- new FILE',
      },
    ]
  }
}

/** That the secret of this very rotation stands in another place: here it would begin anew, with another key. */
async function placeProblems(context: RotationContext): Promise<readonly Problem[]> {
  const found = (await context.store.wrongLocations?.()) ?? []
  const own = found.find(({ tags }) => tags.includes(context.rotatorTag))
  if (own !== undefined) return [wrongLocationProblem(own)]
  const [other] = found
  if (other !== undefined) {
    context.report({
      kind: 'advice',
      text: `There is no secret of this name here, so this run begins with a new one; ${other.where} has one of the same name and path, which is left alone.`,
    })
  }
  return []
}

function roomProblems(
  context: RotationContext,
  observation: Observation,
  steps: readonly Step[],
): readonly Problem[] {
  const { capacity } = context.store
  const freed = steps.filter(({ kind }) => kind === 'prune').length
  const there = observation.versions.filter(
    ({ status }) => status === 'enabled' || status === 'disabled',
  ).length
  const going = observation.versions.filter(({ status }) => status === 'scheduled_for_deletion').length
  if (there - freed < capacity) {
    // Whether versions that are being deleted count is nowhere said; the store itself will tell.
    if (there + going >= capacity) {
      const why = `with those that are being deleted, or will be by this run, the secret has ${there + going} versions of at most ${capacity}, and whether they count is nowhere said`
      context.report({ kind: 'unchecked', what: 'the room left in the secret', why })
    }
    return []
  }
  return [
    {
      about: 'secret-name',
      problem: `the secret has ${there} versions of at most ${capacity}, and none of them is of a dead key that this action made`,
      remedy: 'Delete versions that nobody needs any more, or name another secret',
      knownCause: 'scaleway-twenty-versions',
    },
  ]
}

function limitProblems(
  context: RotationContext,
  policy: Policy,
  observation: Observation,
  steps: readonly Step[],
  limits: IssuerLimits,
): readonly Problem[] {
  const problems: Problem[] = []
  const { keysLeft, maxLifetimeMs } = limits
  const at = context.clock.now()
  const { expiresAt } = planNewKey(observation, policy, context.runCredentials.accessKey, at)

  const ended = steps.filter(
    (step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete'),
  )
  if (!keysLeft.known) context.report({ kind: 'unchecked', what: 'the quota of API keys', why: keysLeft.why })
  else if (keysLeft.value !== undefined && keysLeft.value + ended.length < 1) {
    problems.push({
      about: 'quota',
      problem: "the organization's quota of API keys is full",
      remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
      knownCause: 'scaleway-api-key-quota-full',
    })
  }

  if (!maxLifetimeMs.known) {
    context.report({
      kind: 'unchecked',
      what: "the organization's maximum API key lifetime",
      why: maxLifetimeMs.why,
    })
  } else if (maxLifetimeMs.value !== undefined && maxLifetimeMs.value > 0) {
    const days = formatDays(maxLifetimeMs.value)
    if (expiresAt === undefined) {
      problems.push({
        about: 'expiry',
        problem: `the organization allows no API key without an expiry (at most ${days})`,
        remedy: `Set expiry to at most ${days}, for example 30d`,
        knownCause: 'scaleway-maximum-api-key-lifetime',
      })
    } else if (expiresAt.getTime() - at.getTime() > maxLifetimeMs.value) {
      problems.push({
        about: 'expiry',
        problem: `the new key would live until ${expiresAt.toISOString()}, longer than the organization allows (at most ${days})`,
        remedy: `Set expiry to at most ${days}`,
        knownCause: 'scaleway-maximum-api-key-lifetime',
      })
    }
  }

  if (policy.expiry.kind === 'inherit' && expiresAt !== undefined && policy.maxAge !== undefined) {
    if (expiresAt < policy.grace.after(policy.maxAge.after(at))) {
      problems.push({
        about: 'expiry',
        problem: `the new key would live as long as the replaced one did, until ${expiresAt.toISOString()}, which is shorter than max-age (${policy.maxAge.text}) plus grace-period (${policy.grace.text})`,
        remedy: 'Set expiry to something longer, for example three times max-age, or a shorter max-age',
      })
    }
  }
  return problems
}

function formatDays(milliseconds: number): string {
  const days = milliseconds / 86_400_000
  return Number.isInteger(days) ? `${days}d` : `${Math.floor(milliseconds / 1000)}s`
}
