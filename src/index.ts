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
/** Prints everything; `core` itself is used for masks and outputs only. */
const printer = sanitizeCore(core, redact)

/**
 * Reads the inputs, runs the command, and reports. Modules that a command does not need are not loaded, and those that it
 * needs later are loaded while it waits for the first answers.
 */
async function main(): Promise<void> {
  // Before anything else, also malformed values: a secret in the wrong input is still a secret.
  for (const name of SECRET_VARIABLES) mask(process.env[name] ?? '')
  const source = {
    input: (name: string) => core.getInput(name),
    env: process.env,
    event: readEvent(),
    redact,
  }
  const given = await readAll(source)
  // Code that is loaded later has no need to read them.
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
  const runtime: Runtime = {
    fetch: await createFetch(process.env),
    mask,
    // There may be thousands of lines, which the runner hides unless debugging is enabled.
    debug: core.isDebug()
      ? (line) => {
          printer.debug(line)
        }
      : () => undefined,
    sleep: stop.sleep,
    stopping: stop.stopping,
  }
  const { inputs } = given
  if (inputs.command === 'retrieve') await retrieve(inputs, runtime)
  else if (inputs.command === 'fleet') await fleet(inputs, runtime)
  else if (inputs.command === 'plan') await plan(inputs, runtime)
  else if (inputs.command === 'check') await check(inputs, runtime)
  else await rotate(inputs, runtime)
}

/** Reads the inputs, and the key file if `config` is set; its parser is loaded only then. */
async function readAll(source: InputSource): Promise<InputsResult> {
  const path = source.input('config').trim()
  if (path === '') return readInputs(source)
  const loaded = loadConfig(path, process.env['GITHUB_WORKSPACE'])
  if (!loaded.ok) return { ok: false, problems: [loaded.problem] }
  const { parseConfig } = await import('./config/file/parse.ts')
  return readInputs(source, { path, content: parseConfig(loaded.text, path) })
}

async function rotate(inputs: RotateInputs, runtime: Runtime): Promise<void> {
  // Most of the action is loaded while this request is answered.
  const scaleway = prefetchSecret(openScaleway(inputs, runtime))
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
    runtime,
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
  // The run began with the process.
  const log = createLog({ core: annotations, redact, dryRun: inputs.dryRun, page, began: 0 })
  for (const event of early) log.report(event)
  tell = log.report
  const outcome = await running
  const verdict = log.finish(outcome, policy)
  annotations.finish()
  const context = { redact, notes: log.notes, page }
  setOutputs(rotationOutputs(outcome, policy, context))
  await writeSummary(() => renderSummary(outcome, policy, context))
  await end(verdict, outcome.kind)
}

async function fleet(inputs: FleetInputs, runtime: Runtime): Promise<void> {
  const { runFleet } = await import('./commands/key-file.ts')
  const { keyFileOutcome, keyFileOutputs, keyFileVerdict, renderKeyFileSummary, troubleshootingPage } =
    await import('./report/index.ts')
  const page = troubleshootingPage(process.env)
  const results = await runFleet(
    inputs,
    runtime,
    { core: printer, redact, page },
    ({ name, verdict }, done) => {
      printer.info(`${name}: ${verdict} (${done} of ${inputs.keys.length} keys)`)
    },
  )
  setOutputs(keyFileOutputs(results))
  await writeSummary(() => renderKeyFileSummary(results))
  await end(keyFileVerdict(results), keyFileOutcome(results))
}

async function plan(inputs: PlanInputs, runtime: Runtime): Promise<void> {
  const { runPlan } = await import('./commands/plan.ts')
  const planned = await runPlan(inputs, runtime)
  const { errorText, matrixOf, planVerdict, renderPlan } = await import('./report/index.ts')
  for (const { name, outcome } of planned.unknown) {
    const text = errorText(outcome.error, redact).join(' ')
    printer.warning(`The state of ${name} could not be read; its job will report this again. ${text}`, {
      title: name,
    })
  }
  setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) })
  await writeSummary(() => renderPlan(planned))
  printer.info(planVerdict(planned))
}

async function check(inputs: CheckInputs, runtime: Runtime): Promise<void> {
  const { runCheck } = await import('./commands/check.ts')
  const { checkFails, checkOutputs, checkVerdict, createCheckLog, renderCheckSummary, saveReport } =
    await import('./report/index.ts')
  const { failOn } = inputs
  const log = createCheckLog({ core: printer, redact })
  const results = await runCheck(inputs, runtime, log.report)
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
    // Only the summary is missing; the result of the rotation is not affected.
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

/** Fails the step like `setFailed` of the toolkit, which does not accept a title. */
function fail(message: string, title: string): void {
  process.exitCode = core.ExitCode.Failure
  printer.error(message, { title })
}

async function retrieve(inputs: RetrieveInputs, runtime: Runtime): Promise<void> {
  const found = await runRetrieve(inputs, runtime)
  const { exportedVariables, retrieveOutputs } = await import('./report/index.ts')
  setOutputs(retrieveOutputs(found, inputs.issuer, mask))
  if (inputs.exportEnv) {
    for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
      core.exportVariable(name, value)
  }
  printer.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`)
}

/** The event that triggered the workflow; undefined where it cannot be read. Only `workflow_run` needs it. */
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

/** Reports an unexpected error, and fails the step. */
async function failed(error: unknown): Promise<void> {
  const { printError, troubleshootingPage } = await import('./report/index.ts')
  printError(
    printer,
    error,
    'The run stopped because of an unexpected error',
    redact,
    troubleshootingPage(process.env),
  )
  core.setOutput('outcome', 'failed')
  fail('The run failed; see the errors above.', 'Key rotation: failed')
}

// Node itself would print the error unsanitized, and it can contain text from other systems.
process.on('uncaughtException', (error) => {
  void failed(error).finally(() => process.exit(core.ExitCode.Failure))
})

try {
  await main()
} catch (error) {
  await failed(error)
}
