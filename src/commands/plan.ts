import { leastSeconds, pointsOf, spread, type Load, type Share } from '../github/job-plan.ts'
import type { PlanInputs } from '../config/types.ts'
import type { Outcome } from '../rotation/decide/outcome.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { resolveFleet } from './key-file-targets.ts'
import { openGithub } from './github.ts'
import { policyOf, runRotate } from './rotate.ts'
import type { Runtime } from './runtime.ts'

/** How many keys are looked at at once. */
const SIDE_BY_SIDE = 8

/** How the keys of a file are spread over jobs. */
export interface FleetPlan {
  readonly shares: readonly Share[]
  /** How long all of it takes at least under GitHub's limits, in seconds. */
  readonly seconds: number
  /** Keys that could not be looked at, with why: their jobs will say it again. */
  readonly unknown: readonly { readonly name: string; readonly outcome: Outcome }[]
}

/** Looks what each key of a file needs now, and spreads them over jobs. Changes nothing. */
export async function runPlan(
  { keys: given, others, jobs }: PlanInputs,
  surroundings: Runtime,
): Promise<FleetPlan> {
  const keys = given.map(({ name, inputs }) => ({ name, inputs: { ...inputs, dryRun: true } }))
  const [first] = keys
  /* c8 ignore next -- a file has a key at least */
  if (first === undefined) return { shares: [], seconds: 0, unknown: [] }
  const access = openGithub(first.inputs.github, surroundings, () => undefined)
  const resolve = await resolveFleet(access, keys, others)
  const looked = await mapConcurrent(SIDE_BY_SIDE, keys, async ({ name, inputs }) => {
    const fleet = { access, resolve: () => resolve(name) }
    const silent = (): void => undefined
    return { name, outcome: await runRotate(inputs, policyOf(inputs), surroundings, silent, { fleet }) }
  })
  await access.close()
  const loads = looked.map(({ name, outcome }) => loadOf(name, outcome))
  const points = loads.reduce((sum, load) => sum + pointsOf(load), 0)
  return {
    shares: spread(loads, jobs),
    seconds: leastSeconds(points),
    unknown: looked.filter(({ outcome }) => outcome.known === undefined),
  }
}

/** What a run of a key asks of GitHub: each target is listed, and each that is written gives its public key first. */
function loadOf(name: string, { known, steps }: Outcome): Load {
  if (known === undefined) return { name, writes: 0, reads: 1 }
  const { targets } = known.observation
  const written = new Set(
    steps.flatMap(({ step }) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])),
  )
  const writes = targets
    .filter(({ id }) => written.has(id))
    .reduce((sum, { secrets }) => sum + secrets.length, 0)
  // The second line of a target's id is its repository or organization, whose ID is read once for all of its places.
  const repositories = new Set([...written].map((id) => id.split('\n')[1]))
  return { name, writes, reads: targets.length + written.size + repositories.size }
}
