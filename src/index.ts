import { readFileSync } from 'node:fs'
import * as core from '@actions/core'
import { policyOf, runRotate } from './commands/rotate.ts'
import { runRetrieve } from './commands/retrieve.ts'
import type { Surroundings } from './commands/surroundings.ts'
import { createStopSignal } from './commands/stop-signal.ts'
import { readInputs, SECRET_VARIABLES, unknownInputs } from './inputs/index.ts'
import type { RetrieveInputs, RotateInputs } from './inputs/types.ts'
import type { RotationEvent, Tell } from './rotation/events.ts'
import { createFetch } from './services/proxy.ts'
import { createMasker } from './trust/masks.ts'

const { mask, redact } = createMasker(core.setSecret)

/**
 * Reads what the run was told, runs the command, reports. The only code that runs when this file is loaded. What a
 * command does not need is not loaded, and what it needs later is loaded while it waits for its first answers.
 */
async function main(): Promise<void> {
  // Before anything else, malformed values included: a secret in the wrong input is still a secret.
  for (const name of SECRET_VARIABLES) mask(process.env[name] ?? '')
  const given = readInputs({ input: (name) => core.getInput(name), env: process.env, event: readEvent() })
  // Nothing that is started or loaded later needs to find them here.
  for (const name of SECRET_VARIABLES) Reflect.deleteProperty(process.env, name)
  for (const name of unknownInputs(process.env)) core.warning(`Unknown input: ${name}`, { title: 'Inputs' })

  if (!given.ok) {
    for (const { input, problem, remedy } of given.problems) {
      core.error(redact(`${input}: ${problem}. Right would be: ${remedy}`), { title: `Input ${input}` })
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
    debug: (line) => {
      core.debug(redact(line))
    },
    sleep: stop.sleep,
    stopping: stop.stopping,
  }
  const { inputs } = given
  await (inputs.command === 'retrieve' ? retrieve(inputs, surroundings) : rotate(inputs, surroundings))
}

async function rotate(inputs: RotateInputs, surroundings: Surroundings): Promise<void> {
  const policy = policyOf(inputs)
  const early: RotationEvent[] = []
  let tell: Tell = (event) => {
    early.push(event)
  }
  const running = runRotate(inputs, policy, surroundings, (event) => {
    tell(event)
  })
  const { createLog, isFailure, renderSummary, rotationOutputs } = await import('./report/index.ts')
  const log = createLog({ core, redact, dryRun: inputs.dryRun })
  for (const event of early) log.tell(event)
  tell = log.tell
  const outcome = await running
  const verdict = log.finish(outcome, policy)
  const context = { redact, notes: log.notes }
  for (const [name, value] of Object.entries(rotationOutputs(outcome, policy, context)))
    core.setOutput(name, value)
  try {
    await core.summary.addRaw(renderSummary(outcome, policy, context)).write()
  } catch (error) {
    // The rotation is what it is; only the page about it is missing.
    await tellUnexpected(error, (line) => {
      core.warning(line, { title: 'Job summary' })
    })
  }
  if (isFailure(outcome.kind)) core.setFailed(verdict)
  else core.info(verdict)
}

async function retrieve(inputs: RetrieveInputs, surroundings: Surroundings): Promise<void> {
  const found = await runRetrieve(inputs, surroundings)
  const { exportedVariables, retrieveOutputs } = await import('./report/index.ts')
  for (const [name, value] of Object.entries(retrieveOutputs(found, inputs.issuer, mask)))
    core.setOutput(name, value)
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
