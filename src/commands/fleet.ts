import type { FleetKey, RotateInputs } from '../inputs/types.ts'
import { createLog, type LogCore } from '../report/log.ts'
import type { Redact } from '../report/clean.ts'
import type { KeyResult } from '../report/fleet.ts'
import { sideBySide } from '../rotation/side-by-side.ts'
import { openGithub } from './github.ts'
import { policyOf, runRotate } from './rotate.ts'
import type { Surroundings } from './surroundings.ts'

/** How many keys are looked after at once: most of a rotation is waiting, for proofs and for answers. */
const SIDE_BY_SIDE = 8

/**
 * Looks after several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param core what the lines of each key's log go to
 * @param ended called with what became of each key, as soon as it is known
 * @returns the results in the order of the file
 */
export async function runFleet(
  keys: readonly FleetKey<RotateInputs>[],
  surroundings: Surroundings,
  core: LogCore,
  redact: Redact,
  ended: (result: KeyResult, done: number) => void,
): Promise<readonly KeyResult[]> {
  const [first] = keys
  if (first === undefined) return []
  const results = new Map<string, KeyResult>()
  const forAll = createLog({ core, redact, dryRun: first.inputs.dryRun })
  // Every key of a file has the step's own credentials, and all of them share what those are allowed.
  const access = openGithub(first.inputs.github, surroundings, forAll.tell)
  const run = async ({ name, inputs }: FleetKey<RotateInputs>): Promise<void> => {
    const policy = policyOf(inputs)
    const log = createLog({ core: namedLog(core, name), redact, dryRun: inputs.dryRun })
    const outcome = await runRotate(inputs, policy, surroundings, log.tell, { github: access })
    const verdict = log.finish(outcome, policy)
    const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes } }
    results.set(name, result)
    ended(result, results.size)
  }
  // The key that signs in may be ended by its own rotation (a grace period of nothing), so it comes last, alone.
  const signsIn = ({ inputs }: FleetKey<RotateInputs>): boolean =>
    inputs.keysApi === undefined && inputs.key.applicationId === undefined
  await sideBySide(
    SIDE_BY_SIDE,
    keys.filter((key) => !signsIn(key)),
    run,
  )
  for (const key of keys.filter(signsIn)) await run(key)
  for (const text of await access.close()) core.warning(text, { title: 'GitHub App' })
  return keys.flatMap(({ name }) => results.get(name) ?? [])
}

/** A log for one key among many: no groups, since the lines of several come in between each other, and its name in front. */
function namedLog(core: LogCore, name: string): LogCore {
  const say = (message: string): string => `${name}: ${message.trimStart()}`
  const titled = ({ title }: { readonly title: string }) => ({ title: `${name}: ${title}` })
  return {
    startGroup: (phase) => {
      core.debug(say(phase))
    },
    endGroup: () => undefined,
    info: (message) => {
      core.info(say(message))
    },
    debug: (message) => {
      core.debug(say(message))
    },
    notice: (message, properties) => {
      core.notice(say(message), titled(properties))
    },
    warning: (message, properties) => {
      core.warning(say(message), titled(properties))
    },
    error: (message, properties) => {
      core.error(say(message), titled(properties))
    },
  }
}
