import type { FleetInputs, FleetKey, RotateInputs } from '../config/types.ts'
import { createLog, type LogCore } from '../report/rotation/log.ts'
import type { Redact } from '../report/text/clean.ts'
import { createKeyFileLog } from '../report/key-file/log.ts'
import type { KeyResult } from '../report/key-file/summary.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { resolveFleet } from './key-file-targets.ts'
import { openGithub } from './github.ts'
import { policyOf, runRotate } from './rotate.ts'
import type { Runtime } from './runtime.ts'

/** How many keys are processed at once: a rotation mostly waits for answers. */
const SIDE_BY_SIDE = 8

/**
 * Runs several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param report.core receives the log lines of each key
 * @param report.page the URL of the troubleshooting page
 * @param ended called with the result of each key as soon as it is known
 * @returns the results in the order of the file
 */
export async function runFleet(
  { keys, others }: Pick<FleetInputs, 'keys' | 'others'>,
  runtime: Runtime,
  { core, redact, page }: { readonly core: LogCore; readonly redact: Redact; readonly page: string },
  ended: (result: KeyResult, done: number) => void,
): Promise<readonly KeyResult[]> {
  const [first] = keys
  /* c8 ignore next -- a key file has at least one key */
  if (first === undefined) return []
  const results: KeyResult[] = []
  const fleetLog = createKeyFileLog(core)
  const forAll = createLog({ core: fleetLog.shared, redact, dryRun: first.inputs.dryRun, page })
  // All keys of a file use the credentials of the step, and share their rate limits.
  const access = openGithub(first.inputs.github, runtime, forAll.report)
  const resolve = await resolveFleet(access, keys, others)
  const migrations = { started: 0 }
  const run = async ({ name, inputs }: FleetKey<RotateInputs>): Promise<void> => {
    const policy = policyOf(inputs)
    const log = createLog({ core: fleetLog.forKey(name), redact, dryRun: inputs.dryRun, page })
    const fleet = { access, resolve: () => resolve(name), migrations }
    const outcome = await runRotate(inputs, policy, runtime, log.report, { fleet })
    const verdict = log.finish(outcome, policy)
    const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes, page } }
    results.push(result)
    ended(result, results.length)
  }
  // The rotation of the run's own credentials may delete them (`grace-period: 0`), so it runs last, alone.
  const isOwnKey = ({ inputs }: FleetKey<RotateInputs>): boolean =>
    inputs.keysApi === undefined && inputs.key.applicationId === undefined
  await mapConcurrent(
    SIDE_BY_SIDE,
    keys.filter((key) => !isOwnKey(key)),
    run,
  )
  for (const key of keys.filter(isOwnKey)) await run(key)
  for (const text of await access.close()) fleetLog.shared.warning(text, { title: 'GitHub App' })
  const inOrder = keys.flatMap(({ name }) => results.filter((result) => result.name === name))
  fleetLog.finish(inOrder)
  return inOrder
}
