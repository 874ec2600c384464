import type { FleetInputs, FleetKey, RotateInputs } from '../config/types.ts'
import { createLog, type LogCore } from '../report/rotation/log.ts'
import type { Redact } from '../report/text/clean.ts'
import { createFleetLog } from '../report/fleet/log.ts'
import type { KeyResult } from '../report/fleet/summary.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { resolveFleet } from './key-file-targets.ts'
import { openGithub } from './github.ts'
import { policyOf, runRotate } from './rotate.ts'
import type { Runtime } from './runtime.ts'

/** How many keys are looked after at once: most of a rotation is waiting, for proofs and for answers. */
const SIDE_BY_SIDE = 8

/**
 * Looks after several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param core what the lines of each key's log go to
 * @param ended called with what became of each key, as soon as it is known
 * @param page where known causes are explained
 * @returns the results in the order of the file
 */
export async function runFleet(
  { keys, others }: Pick<FleetInputs, 'keys' | 'others'>,
  surroundings: Runtime,
  core: LogCore,
  redact: Redact,
  page: string,
  ended: (result: KeyResult, done: number) => void,
): Promise<readonly KeyResult[]> {
  const [first] = keys
  /* c8 ignore next -- a file has a key at least */
  if (first === undefined) return []
  const results: KeyResult[] = []
  const fleetLog = createFleetLog(core)
  const forAll = createLog({ core: fleetLog.forAll, redact, dryRun: first.inputs.dryRun, page })
  // Every key of a file has the step's own credentials, and all of them share what those are allowed.
  const access = openGithub(first.inputs.github, surroundings, forAll.tell)
  const resolve = await resolveFleet(access, keys, others)
  const migrations = { started: 0 }
  const run = async ({ name, inputs }: FleetKey<RotateInputs>): Promise<void> => {
    const policy = policyOf(inputs)
    const log = createLog({ core: fleetLog.of(name), redact, dryRun: inputs.dryRun, page })
    const fleet = { access, resolve: () => resolve(name), migrations }
    const outcome = await runRotate(inputs, policy, surroundings, log.tell, { fleet })
    const verdict = log.finish(outcome, policy)
    const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes, page } }
    results.push(result)
    ended(result, results.length)
  }
  // The key that signs in may be ended by its own rotation (a grace period of nothing), so it comes last, alone.
  const signsIn = ({ inputs }: FleetKey<RotateInputs>): boolean =>
    inputs.keysApi === undefined && inputs.key.applicationId === undefined
  await mapConcurrent(
    SIDE_BY_SIDE,
    keys.filter((key) => !signsIn(key)),
    run,
  )
  for (const key of keys.filter(signsIn)) await run(key)
  for (const text of await access.close()) fleetLog.forAll.warning(text, { title: 'GitHub App' })
  const inOrder = keys.flatMap(({ name }) => results.filter((result) => result.name === name))
  fleetLog.finish(inOrder)
  return inOrder
}
