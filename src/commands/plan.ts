import { leastSeconds, pointsOf, spread, type Load, type Share } from '../github/job-plan.ts'
import type { PlanInputs } from '../config/types.ts'
import type { Outcome } from '../rotation/decide/outcome.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { resolveFleet } from './key-file-targets.ts'
import { openGithub } from './github.ts'
import { policyOf, runRotate } from './rotate.ts'
import type { Runtime } from './runtime.ts'

/** How many keys are read at once. */
const SIDE_BY_SIDE = 8

/** How the keys of a file are distributed over jobs. */
export interface FleetPlan {
  readonly shares: readonly Share[]
  /** How long it takes at least under GitHub's rate limits, in seconds. */
  readonly seconds: number
  /** Keys whose state could not be read, with the reason; their jobs will report it too. */
  readonly unknown: readonly { readonly name: string; readonly outcome: Outcome }[]
}

/** Finds what each key of a file needs now, and distributes the keys over jobs. Changes nothing. */
export async function runPlan(
  { keys: given, others, jobs }: PlanInputs,
  runtime: Runtime,
): Promise<FleetPlan> {
  const keys = given.map(({ name, inputs }) => ({ name, inputs: { ...inputs, dryRun: true } }))
  const [first] = keys
  /* c8 ignore next -- a file has a key at least */
  if (first === undefined) return { shares: [], seconds: 0, unknown: [] }
  const access = openGithub(first.inputs.github, runtime, () => undefined)
  const resolve = await resolveFleet(access, keys, others)
  const results = await mapConcurrent(SIDE_BY_SIDE, keys, async ({ name, inputs }) => {
    const fleet = { access, resolve: () => resolve(name) }
    const silent = (): void => undefined
    return { name, outcome: await runRotate(inputs, policyOf(inputs), runtime, silent, { fleet }) }
  })
  await access.close()
  const loads = results.map(({ name, outcome }) => loadOf(name, outcome))
  const points = loads.reduce((sum, load) => sum + pointsOf(load), 0)
  return {
    shares: spread(loads, jobs),
    seconds: leastSeconds(points),
    unknown: results.filter(({ outcome }) => outcome.known === undefined),
  }
}

/** The requests of a key's run to GitHub: each target is listed, and the public key of each written target is read. */
function loadOf(name: string, { known, steps }: Outcome): Load {
  if (known === undefined) return { name, writes: 0, reads: 1 }
  const { targets } = known.observation
  const written = new Set(
    steps.flatMap(({ step }) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])),
  )
  const writes = targets
    .filter(({ id }) => written.has(id))
    .reduce((sum, { secrets }) => sum + secrets.length, 0)
  // The second line of a target's ID is its repository or organization, whose GitHub ID is read once.
  const repositories = new Set([...written].map((id) => id.split('\n')[1]))
  return { name, writes, reads: targets.length + written.size + repositories.size }
}
