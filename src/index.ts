import { readFileSync } from 'node:fs'
import * as core from '@actions/core'
import { runRetrieve } from './commands/retrieve.ts'
import { prefetchSecret, openScaleway } from './commands/scaleway.ts'
import type { Runtime } from './commands/runtime.ts'
import { createStopSignal } from './commands/stop-signal.ts'
import { loadConfig } from './config/file/load.ts'
import { readInputs, SECRET_VARIABLES, unknownInputs, type InputsResult } from './config/read-inputs.ts'
import type {
  CheckInputs,
  FleetInputs,
  InputSource,
  PlanInputs,
  RetrieveInputs,
  RotateInputs,
} from './config/types.ts'
import { sanitizeCore } from './report/text/sanitized-core.ts'
import type { RotationEvent, ReportEvent } from './rotation/model/events.ts'
import type { OutcomeKind } from './rotation/decide/outcome.ts'
import { yieldToEventLoop } from './lib/yield-to-event-loop.ts'
import { createFetch } from './http/proxy.ts'
import { createMasker } from './trust/masks.ts'

const { mask, redact } = createMasker(core.setSecret)
/** Everything that is printed goes through this; `core` itself prints nothing but masks. */
const printer = sanitizeCore(core, redact)

/**
 * Reads what the run was told, runs the command, reports. The only code that runs when this file is loaded. What a
 * command does not need is not loaded, and what is needed later is loaded while the first answers are waited for.
 */
async function main(): Promise<void> {
  // Before anything else, malformed values included: a secret in the wrong input is still a secret.
  for (const name of SECRET_VARIABLES) mask(process.env[name] ?? '')
  const source = {
    input: (name: string) => core.getInput(name),
    env: process.env,
    event: readEvent(),
    redact,
  }
  const given = await readAll(source)
  // Nothing that is started or loaded later needs to find them here.
  for (const name of SECRET_VARIABLES) Reflect.deleteProperty(process.env, name)
  for (const name of unknownInputs(process.env))
    printer.warning(`Unknown input: ${name}`, { title: 'Inputs' })

  if (!given.ok) {
    const { printProblems } = await import('./report/index.ts')
    printProblems(printer, given.problems, redact)
    core.setOutput('outcome', 'failed')
    core.setOutput('changed', 'false')
    const count = given.problems.length === 1 ? '1 problem' : `${given.problems.length} problems`
    fail(`Nothing was changed: ${count} with the inputs, listed above.`, 'Key rotation: failed')
    return
  }
  const stop = createStopSignal()
  const surroundings: Runtime = {
    fetch: await createFetch(process.env),
    mask,
    // The runner hides such lines unless somebody debugs, and there may be thousands.
    debug: core.isDebug()
      ? (line) => {
          printer.debug(line)
        }
      : () => undefined,
    sleep: stop.sleep,
    stopping: stop.stopping,
  }
  const { inputs } = given
  if (inputs.command === 'retrieve') await retrieve(inputs, surroundings)
  else if (inputs.command === 'fleet') await fleet(inputs, surroundings)
  else if (inputs.command === 'plan') await plan(inputs, surroundings)
  else if (inputs.command === 'check') await check(inputs, surroundings)
  else await rotate(inputs, surroundings)
}

/** Reads the inputs, and the file of keys where one is named; what can read that one is loaded only then. */
async function readAll(source: InputSource): Promise<InputsResult> {
  const path = source.input('config').trim()
  if (path === '') return readInputs(source)
  const loaded = loadConfig(path, process.env['GITHUB_WORKSPACE'])
  if (!loaded.ok) return { ok: false, problems: [loaded.problem] }
  const { parseConfig } = await import('./config/file/parse.ts')
  return readInputs(source, { path, content: parseConfig(loaded.text, path) })
}

async function rotate(inputs: RotateInputs, surroundings: Runtime): Promise<void> {
  // Most of the action is loaded while this is answered.
  const scaleway = prefetchSecret(openScaleway(inputs, surroundings))
  await yieldToEventLoop()
  const { policyOf, runRotate } = await import('./commands/rotate.ts')
  const policy = policyOf(inputs)
  const early: RotationEvent[] = []
  let tell: ReportEvent = (event) => {
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
  await yieldToEventLoop()
  const { createLog, limitAnnotations, renderSummary, rotationOutputs, troubleshootingPage } =
    await import('./report/index.ts')
  const page = troubleshootingPage(process.env)
  const annotations = limitAnnotations(printer)
  // The clock began with the process, and so did the run.
  const log = createLog({ core: annotations, redact, dryRun: inputs.dryRun, page, began: 0 })
  for (const event of early) log.tell(event)
  tell = log.tell
  const outcome = await running
  const verdict = log.finish(outcome, policy)
  annotations.finish()
  const context = { redact, notes: log.notes, page }
  setOutputs(rotationOutputs(outcome, policy, context))
  await writeSummary(() => renderSummary(outcome, policy, context))
  await end(verdict, outcome.kind)
}

async function fleet(inputs: FleetInputs, surroundings: Runtime): Promise<void> {
  const { runFleet } = await import('./commands/key-file.ts')
  const { fleetOutcome, fleetOutputs, fleetVerdict, renderFleetSummary, troubleshootingPage } =
    await import('./report/index.ts')
  const page = troubleshootingPage(process.env)
  const results = await runFleet(inputs, surroundings, printer, redact, page, ({ name, verdict }, done) => {
    printer.info(`${name}: ${verdict} (${done} of ${inputs.keys.length} keys)`)
  })
  setOutputs(fleetOutputs(results))
  await writeSummary(() => renderFleetSummary(results))
  await end(fleetVerdict(results), fleetOutcome(results))
}

async function plan(inputs: PlanInputs, surroundings: Runtime): Promise<void> {
  const { runPlan } = await import('./commands/plan.ts')
  const planned = await runPlan(inputs, surroundings)
  const { errorText, matrixOf, planVerdict, renderPlan } = await import('./report/index.ts')
  for (const { name, outcome } of planned.unknown) {
    const words = errorText(outcome.error, redact).join(' ')
    printer.warning(`${name} could not be looked at; its job will say so again. ${words}`, { title: name })
  }
  setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) })
  await writeSummary(() => renderPlan(planned))
  printer.info(planVerdict(planned))
}

async function check(inputs: CheckInputs, surroundings: Runtime): Promise<void> {
  const { runCheck } = await import('./commands/check.ts')
  const { checkFails, checkOutputs, checkVerdict, createCheckLog, renderCheckSummary, saveReport } =
    await import('./report/index.ts')
  const { failOn } = inputs
  const log = createCheckLog({ core: printer, redact })
  const results = await runCheck(inputs, surroundings, log.tell)
  log.print(results, failOn)
  const { outputs, whole } = checkOutputs(results, failOn, redact)
  setOutputs({ ...outputs, 'report-file': saveReport(whole, process.env['RUNNER_TEMP']) })
  await writeSummary(() => renderCheckSummary(results, failOn, redact))
  const verdict = checkVerdict(results, failOn, redact)
  if (checkFails(results, failOn)) fail(verdict, 'Key check')
  else printer.info(verdict)
}

function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

async function writeSummary(render: () => string): Promise<void> {
  try {
    await core.summary.addRaw(redact(render())).write()
  } catch (error) {
    // The rotation is what it is; only the page about it is missing.
    const { errorText } = await import('./report/index.ts')
    printer.warning(errorText(error, redact).join('\n'), { title: 'Job summary' })
  }
}

/** The last line of the log. */
async function end(verdict: string, kind: OutcomeKind): Promise<void> {
  const { isFailure } = await import('./report/index.ts')
  if (isFailure(kind)) fail(verdict, `Key rotation: ${kind}`)
  else printer.info(verdict)
}

/** Fails the step, as the toolkit's own `setFailed` does, which knows no title. */
function fail(message: string, title: string): void {
  process.exitCode = core.ExitCode.Failure
  printer.error(message, { title })
}

async function retrieve(inputs: RetrieveInputs, surroundings: Runtime): Promise<void> {
  const found = await runRetrieve(inputs, surroundings)
  const { exportedVariables, retrieveOutputs } = await import('./report/index.ts')
  setOutputs(retrieveOutputs(found, inputs.issuer, mask))
  if (inputs.exportEnv) {
    for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
      core.exportVariable(name, value)
  }
  printer.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`)
}

/** The event that started the workflow; undefined where there is none to read. Only `workflow_run` needs it. */
function readEvent(): unknown {
  const path = process.env['GITHUB_EVENT_PATH']
  if (path === undefined || path === '') return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch (error) {
    printer.debug(`The event at GITHUB_EVENT_PATH cannot be read: ${String(error)}`)
    return undefined
  }
}

/** Reports what no command expects, and fails the step. */
async function failed(error: unknown): Promise<void> {
  const { printError, troubleshootingPage } = await import('./report/index.ts')
  printError(printer, error, 'The run could not go on', redact, troubleshootingPage(process.env))
  core.setOutput('outcome', 'failed')
  fail('The run failed; see the errors above.', 'Key rotation: failed')
}

// Node itself would print the error as it is, and it can hold text from elsewhere.
process.on('uncaughtException', (error) => {
  void failed(error).finally(() => process.exit(core.ExitCode.Failure))
})

try {
  await main()
} catch (error) {
  await failed(error)
}
