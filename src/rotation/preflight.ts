import type { Ahead } from './ahead.ts'
import type { Known } from './effects.ts'
import { planNewKey } from './new-key.ts'
import { currentGeneration, lagging, type Observation } from './observation.ts'
import type { Policy } from './policy.ts'
import { NOTHING_TO_ROLL_OVER } from './issue.ts'
import type { BlindIssuer, IssuerLimits, Problem } from './ports.ts'
import { rolloverSource } from './rollover-source.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

/**
 * Checks, before anything is changed, all that the planned steps need. What cannot be checked is said, and is no
 * problem.
 * @param ahead what was asked already
 * @returns every problem at once; none where the run may begin
 */
export async function preflight(
  world: World,
  policy: Policy,
  known: Known,
  steps: readonly Step[],
  ahead?: Ahead,
): Promise<readonly Problem[]> {
  const { observation } = known
  const makes = steps.some(({ kind }) => kind === 'make')
  const stores = makes || steps.some(({ kind }) => kind === 'roll-back')
  const writes = new Set(
    steps.flatMap((step) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])),
  )
  advise(world, policy, observation, makes)
  adviseOnEnds(world, policy, observation, steps)
  const [targets, limits] = await Promise.all([
    ahead !== undefined && sameSet(ahead.ids, writes) ? ahead.problems : world.targets.prepare([...writes]),
    makes && world.issuer.kind === 'listing' ? (ahead?.limits ?? world.issuer.limits()) : undefined,
  ])
  const room = stores ? roomProblems(world, observation, steps) : []
  return [
    ...targets,
    ...room,
    ...(limits === undefined ? [] : limitProblems(world, policy, observation, steps, limits)),
    ...(makes && world.issuer.kind === 'blind'
      ? issueProblems(world, world.issuer, policy, observation)
      : []),
  ]
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item))
}

/** What keeps a blind issuer from making a key, as far as it shows beforehand. */
function issueProblems(
  world: World,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
): readonly Problem[] {
  const source = rolloverSource(observation) ?? issuer.first
  const missing = policy.command === 'rollover' && source === undefined ? [NOTHING_TO_ROLL_OVER] : []
  return [...issuer.problems(world.clock.now()), ...missing]
}

function roomProblems(world: World, observation: Observation, steps: readonly Step[]): readonly Problem[] {
  const { capacity } = world.store
  const freed = steps.filter(({ kind }) => kind === 'prune').length
  const there = observation.versions.filter(
    ({ status }) => status === 'enabled' || status === 'disabled',
  ).length
  const going = observation.versions.filter(({ status }) => status === 'scheduled_for_deletion').length
  if (there - freed < capacity) {
    // Whether versions that are being deleted count is nowhere said; the store itself will tell.
    if (there + going >= capacity) {
      const why = `${going} versions are being deleted, which may count towards the limit of ${capacity} for seven days`
      world.tell({ kind: 'unchecked', what: 'the room left in the secret', why })
    }
    return []
  }
  return [
    {
      about: 'secret-name',
      problem: `the secret has ${there} versions of at most ${capacity}, and none of them is of a dead key that this action made`,
      remedy: 'Delete versions that nobody needs any more, or name another secret',
    },
  ]
}

function limitProblems(
  world: World,
  policy: Policy,
  observation: Observation,
  steps: readonly Step[],
  limits: IssuerLimits,
): readonly Problem[] {
  const problems: Problem[] = []
  const { keysLeft, maxLifetimeMs } = limits
  const at = world.clock.now()
  const { expiresAt } = planNewKey(observation, policy, world.signIn.accessKey, at)

  const ended = steps.filter(
    (step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete'),
  )
  if (!keysLeft.known) world.tell({ kind: 'unchecked', what: 'the quota of API keys', why: keysLeft.why })
  else if (keysLeft.value !== undefined && keysLeft.value + ended.length < 1) {
    problems.push({
      about: 'quota',
      problem: "the organization's quota of API keys is full",
      remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
    })
  }

  if (!maxLifetimeMs.known) {
    world.tell({
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
      })
    } else if (expiresAt.getTime() - at.getTime() > maxLifetimeMs.value) {
      problems.push({
        about: 'expiry',
        problem: `the new key would live until ${expiresAt.toISOString()}, longer than the organization allows (at most ${days})`,
        remedy: `Set expiry to at most ${days}`,
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

/** Says what is allowed, and not wise. */
function advise(world: World, policy: Policy, observation: Observation, makes: boolean): void {
  const self = observation.keys.has(world.signIn.accessKey)
  const wide = observation.targets.length > 1 || observation.targets.some(({ open }) => open)
  if (self && wide) {
    world.tell({
      kind: 'advice',
      text:
        'This key can make keys, and it is given to more than one protected environment. Keep it in one, and let it ' +
        'rotate a key of an application with small permissions (application-id) for everybody else.',
    })
  }
  const current = currentGeneration(observation)
  if (current?.record.unproven === true) {
    world.tell({
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
    const first = self ? world.signIn.accessKey : planNewKey(observation, policy, '', observation.at).replaces
    const line =
      first === undefined ? 'replaces-access-key: <its access key>' : `replaces-access-key: ${first}`
    world.tell({
      kind: 'advice',
      text:
        'The key that was used until now goes on working: this action did not make it, and cannot know where else it ' +
        `stands. To have it retired after the grace period, add this line to the step: ${line}`,
    })
  }
}

/** Says what a person may not expect of how keys end. */
function adviseOnEnds(world: World, policy: Policy, observation: Observation, steps: readonly Step[]): void {
  const current = currentGeneration(observation)
  const lag = current === undefined ? [] : lagging(observation, current).map(({ label }) => label)
  const named = observation.keys.get(policy.replacesAccessKey ?? '')
  if (policy.command === 'retire' && lag.length > 0 && steps.some(({ kind }) => kind === 'retire')) {
    world.tell({
      kind: 'advice',
      text: `These targets may still hold a key that is ended now: ${lag.join('; ')}. Rotate to bring them to the current key.`,
    })
  }
  if (policy.command === 'rollover' && current !== undefined && observation.issuer === 'listing') {
    const key = observation.keys.get(current.record.accessKey)
    if (key !== undefined && key.expiresAt === undefined) {
      world.tell({
        kind: 'advice',
        text:
          `The current key ${key.accessKey} never expires, so rollover never replaces it. Use rotate with max-age, or ` +
          'rotate once with force and an expiry.',
      })
    }
  }
  if (named?.mark !== undefined && named.mark.secretId !== observation.secretId) {
    world.tell({
      kind: 'advice',
      text:
        `replaces-access-key names ${named.accessKey}, which another secret (${named.mark.secretId}) looks after, so it ` +
        'is left alone. If that secret is gone, remove the mark [key-rotation …] from the description of the key.',
    })
  }
}

function formatDays(milliseconds: number): string {
  const days = milliseconds / 86_400_000
  return Number.isInteger(days) ? `${days}d` : `${Math.floor(milliseconds / 1000)}s`
}
