import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { runFleet } from '../../src/commands/key-file.ts'
import type { runRetrieve } from '../../src/commands/retrieve.ts'
import type { policyOf, runRotate } from '../../src/commands/rotate.ts'
import type { Runtime } from '../../src/commands/runtime.ts'
import type { parseConfig } from '../../src/config/file/parse.ts'
import type { readInputs } from '../../src/config/read-inputs.ts'
import type { FleetInputs, RotateInputs } from '../../src/config/types.ts'
import type { keyFileOutcome } from '../../src/report/key-file/summary.ts'
import type { createLog, LogCore } from '../../src/report/rotation/log.ts'
import type { RotationEvent } from '../../src/rotation/model/events.ts'
import { RUNNER, type Inputs } from './scaleway/rotation.ts'

/** The key under which the content of the file of keys is passed. No input has this name. */
export const FILE_TEXT = 'content of the file'

/** The outcome of a run, as far as the tests check it. */
export interface Outcome {
  readonly kind: string
  readonly error: unknown
  /** The unmasked job log, with the result in the last line. Kept for keys API runs and files of keys only. */
  readonly printed: readonly string[]
  /** The key that `retrieve` returned. */
  readonly retrieved?: string
}

/** The code under test: one run of the action with the inputs of a workflow. */
export interface Subject {
  /**
   * @param runId the run id of the workflow
   * @param printed receives each line of the log
   */
  readonly run: (
    inputs: Inputs,
    runId: number,
    surroundings: Runtime,
    printed: string[],
    tell: (event: RotationEvent) => void,
  ) => Promise<Outcome>
}

/**
 * Loads the action's code.
 * @param folder the folder `src`, or a copy with a mutant
 */
export async function loadSubject(folder: string): Promise<Subject> {
  const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(folder, path)).href)
  // The action loads these on demand. Loading them here keeps the first run the same as the others.
  await Promise.all([import('@octokit/core'), import('libsodium-wrappers')])
  const inputsRoom = (await load('config/read-inputs.ts')) as { readInputs: typeof readInputs }
  const rotateRoom = (await load('commands/rotate.ts')) as {
    runRotate: typeof runRotate
    policyOf: typeof policyOf
  }
  const retrieveRoom = (await load('commands/retrieve.ts')) as { runRetrieve: typeof runRetrieve }
  const logRoom = (await load('report/rotation/log.ts')) as { createLog: typeof createLog }
  const fleetRoom = (await load('commands/key-file.ts')) as { runFleet: typeof runFleet }
  const configRoom = (await load('config/file/parse.ts')) as { parseConfig: typeof parseConfig }
  const reportRoom = (await load('report/key-file/summary.ts')) as { keyFileOutcome: typeof keyFileOutcome }

  /** A run whose log is kept, to check what a user would see. */
  async function logged(
    inputs: RotateInputs,
    surroundings: Runtime,
    printed: string[],
    tell: (event: RotationEvent) => void,
  ): Promise<Outcome> {
    const policy = rotateRoom.policyOf(inputs)
    const log = logRoom.createLog({ core: printTo(printed), redact: (text) => text, dryRun: inputs.dryRun })
    const both = (event: RotationEvent): void => {
      log.report(event)
      tell(event)
    }
    const outcome = await rotateRoom.runRotate(inputs, policy, surroundings, both)
    printed.push(log.finish(outcome, policy))
    return { kind: outcome.kind, error: outcome.error, printed }
  }

  /** A run for a file of keys. Each printed line is reported, because some lines have no event of their own. */
  async function fleet(
    inputs: FleetInputs,
    surroundings: Runtime,
    printed: string[],
    tell: (event: RotationEvent) => void,
  ): Promise<Outcome> {
    const core = printTo(printed, (text) => {
      tell({ kind: 'advice', text })
    })
    const results = await fleetRoom.runFleet(
      inputs,
      surroundings,
      { core, redact: (text) => text, page: 'docs/troubleshooting.md' },
      ({ name, verdict }) => {
        core.info(`${name}: ${verdict}`)
      },
    )
    const errors = results.flatMap(({ outcome }) => (outcome.error === undefined ? [] : [outcome.error]))
    return { kind: reportRoom.keyFileOutcome(results), error: errors[0], printed }
  }

  const known = new Map<string, ReturnType<typeof readInputs>>()
  /** Caches parsed inputs: thousands of runs share the same ones. */
  function read(inputs: Inputs, runId: number): ReturnType<typeof readInputs> {
    const told = JSON.stringify([runId, inputs])
    const result =
      known.get(told) ??
      inputsRoom.readInputs(
        {
          input: (name) => inputs[name] ?? '',
          env: { ...RUNNER, GITHUB_RUN_ID: String(runId) },
        },
        fileIn(inputs),
      )
    known.set(told, result)
    return result
  }

  function fileIn({ config: path = '', [FILE_TEXT]: text = '' }: Inputs): Parameters<typeof readInputs>[1] {
    return path === '' ? undefined : { path, content: configRoom.parseConfig(text, path) }
  }

  return {
    async run(inputs, runId, surroundings, printed, tell) {
      const given = read(inputs, runId)
      if (!given.ok) return { kind: 'failed', error: new Error(JSON.stringify(given.problems)), printed }
      const told = given.inputs
      if (told.command === 'plan' || told.command === 'check')
        throw new Error(`no ${told.command} is played here`)
      if (told.command === 'fleet') return fleet(told, surroundings, printed, tell)
      if (told.command === 'retrieve') {
        return retrieveRoom.runRetrieve(told, surroundings).then(
          ({ credential }) => ({
            kind: 'retrieved',
            error: undefined,
            printed,
            retrieved: credential.secret,
          }),
          (error: unknown) => ({ kind: 'failed', error, printed }),
        )
      }
      if (told.keysApi !== undefined) return logged(told, surroundings, printed, tell)
      // All other commands that change something differ in the policy only.
      const { kind, error } = await rotateRoom.runRotate(told, rotateRoom.policyOf(told), surroundings, tell)
      return { kind, error, printed }
    },
  }
}

/** Debug lines are checked too: they must not contain secrets either. */
function printTo(lines: string[], seen: (line: string) => void = () => undefined): LogCore {
  const print = (line: string): void => {
    lines.push(line)
    seen(line)
  }
  return {
    startGroup: print,
    endGroup: () => undefined,
    info: print,
    debug: print,
    notice: print,
    warning: print,
    error: print,
  }
}
