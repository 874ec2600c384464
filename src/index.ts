import { readFileSync } from 'node:fs'
import * as core from '@actions/core'
import { runRetrieve } from './commands/retrieve.ts'
import { askAhead, openScaleway } from './commands/scaleway.ts'
import type { Surroundings } from './commands/surroundings.ts'
import { createStopSignal } from './commands/stop-signal.ts'
import { loadConfig } from './config/load.ts'
import { readInputs, SECRET_VARIABLES, unknownInputs, type InputsResult } from './inputs/index.ts'
import type { FleetInputs, InputSource, PlanInputs, RetrieveInputs, RotateInputs } from './inputs/types.ts'
import type { RotationEvent, Tell } from './rotation/events.ts'
import { nextTurn } from './services/next-turn.ts'
import { createFetch } from './services/proxy.ts'
import { createMasker } from './trust/masks.ts'

const { mask, redact } = createMasker(core.setSecret)

/**
 * Reads what the run was told, runs the command, reports. The only code that runs when this file is loaded. What a
 * command does not need is not loaded, and what is needed later is loaded while the first answers are waited for.
 */
async function main(): Promise<void> {
  // Before anything else, malformed values included: a secret in the wrong input is still a secret.
  for (const name of SECRET_VARIABLES) mask(process.env[name] ?? '')
  const source = { input: (name: string) => core.getInput(name), env: process.env, event: readEvent() }
  const given = await readAll(source)
  // Nothing that is started or loaded later needs to find them here.
  for (const name of SECRET_VARIABLES) Reflect.deleteProperty(process.env, name)
  for (const name of unknownInputs(process.env)) core.warning(`Unknown input: ${name}`, { title: 'Inputs' })

  if (!given.ok) {
    for (const { input, problem, remedy, at } of given.problems) {
      const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
      const place = at && { file: at.file, startLine: at.line, startColumn: at.column }
      const words = redact(`${where}${input}: ${problem}. Right would be: ${remedy}`)
      core.error(words, { title: `Input ${input}`, ...place })
    }
    core.setOutput('outcome', 'failed')
    core.setOutput('changed', 'false')
    core.setFailed(`Nothing was changed: ${given.problems.length} problem(s) with the inputs, listed above.`)
    return
  }
  const stop = createStopSignal()
  const surroundings: Surroundings = {
    fetch: await createFetch(process.env),
    mask,
    // The runner hides such lines unless somebody debugs, and there may be thousands.
    debug: core.isDebug()
      ? (line) => {
          core.debug(redact(line))
        }
      : () => undefined,
    sleep: stop.sleep,
    stopping: stop.stopping,
  }
  const { inputs } = given
  if (inputs.command === 'retrieve') await retrieve(inputs, surroundings)
  else if (inputs.command === 'fleet') await fleet(inputs, surroundings)
  else if (inputs.command === 'plan') await plan(inputs, surroundings)
  else await rotate(inputs, surroundings)
}

/** Reads the inputs, and the file of keys where one is named; what can read that one is loaded only then. */
async function readAll(source: InputSource): Promise<InputsResult> {
  const path = source.input('config').trim()
  if (path === '') return readInputs(source)
  const loaded = loadConfig(path, process.env['GITHUB_WORKSPACE'])
  if (!loaded.ok) return { ok: false, problems: [loaded.problem] }
  const { parseConfig } = await import('./config/parse.ts')
  return readInputs(source, { path, content: parseConfig(loaded.text, path) })
}

async function rotate(inputs: RotateInputs, surroundings: Surroundings): Promise<void> {
  // Most of the action is loaded while this is answered.
  const scaleway = askAhead(openScaleway(inputs, surroundings))
  await nextTurn()
  const { policyOf, runRotate } = await import('./commands/rotate.ts')
  const policy = policyOf(inputs)
  const early: RotationEvent[] = []
  let tell: Tell = (event) => {
    early.push(event)
  }
  const running = runRotate(
    inputs,
    policy,
    surroundings,
    (event) => {
      tell(event)
    },
    { scaleway },
  )
  await nextTurn()
  const { createLog, isFailure, renderSummary, rotationOutputs } = await import('./report/index.ts')
  const log = createLog({ core, redact, dryRun: inputs.dryRun })
  for (const event of early) log.tell(event)
  tell = log.tell
  const outcome = await running
  const verdict = log.finish(outcome, policy)
  const context = { redact, notes: log.notes }
  setOutputs(rotationOutputs(outcome, policy, context))
  await writeSummary(() => renderSummary(outcome, policy, context))
  end(verdict, isFailure(outcome.kind))
}

async function fleet({ keys }: FleetInputs, surroundings: Surroundings): Promise<void> {
  const { runFleet } = await import('./commands/fleet.ts')
  const results = await runFleet(keys, surroundings, core, redact, ({ name, verdict }, done) => {
    core.info(`${name}: ${verdict} (${done} of ${keys.length} keys)`)
  })
  const { fleetOutcome, fleetOutputs, fleetVerdict, isFailure, renderFleetSummary } =
    await import('./report/index.ts')
  setOutputs(fleetOutputs(results))
  await writeSummary(() => renderFleetSummary(results))
  end(fleetVerdict(results), isFailure(fleetOutcome(results)))
}

async function plan(inputs: PlanInputs, surroundings: Surroundings): Promise<void> {
  const { runPlan } = await import('./commands/plan.ts')
  const planned = await runPlan(inputs, surroundings)
  const { errorText, matrixOf, planVerdict, renderPlan } = await import('./report/index.ts')
  for (const { name, outcome } of planned.unknown) {
    const words = errorText(outcome.error, redact).join(' ')
    core.warning(`${name} could not be looked at; its job will say so again. ${words}`, { title: name })
  }
  setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) })
  await writeSummary(() => renderPlan(planned))
  core.info(planVerdict(planned))
}

function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

async function writeSummary(render: () => string): Promise<void> {
  try {
    await core.summary.addRaw(render()).write()
  } catch (error) {
    // The rotation is what it is; only the page about it is missing.
    await tellUnexpected(error, (line) => {
      core.warning(line, { title: 'Job summary' })
    })
  }
}

function end(verdict: string, failed: boolean): void {
  if (failed) core.setFailed(verdict)
  else core.info(verdict)
}

async function retrieve(inputs: RetrieveInputs, surroundings: Surroundings): Promise<void> {
  const found = await runRetrieve(inputs, surroundings)
  const { exportedVariables, retrieveOutputs } = await import('./report/index.ts')
  setOutputs(retrieveOutputs(found, inputs.issuer, mask))
  if (inputs.exportEnv) {
    for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
      core.exportVariable(name, value)
  }
  core.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`)
}

/** Says what nobody expected, without the secrets in it. */
async function tellUnexpected(error: unknown, say: (line: string) => void): Promise<void> {
  const { errorText } = await import('./report/index.ts')
  for (const line of errorText(error, redact)) say(line)
}

/** The event that started the workflow; undefined where there is none to read. Only `workflow_run` needs it. */
function readEvent(): unknown {
  const path = process.env['GITHUB_EVENT_PATH']
  if (path === undefined || path === '') return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch (error) {
    core.debug(`The event at GITHUB_EVENT_PATH cannot be read: ${redact(String(error))}`)
    return undefined
  }
}

try {
  await main()
} catch (error) {
  await tellUnexpected(error, (line) => {
    core.error(line, { title: 'Unexpected' })
  })
  core.setOutput('outcome', 'failed')
  core.setFailed('The run failed; see the errors above.')
}
