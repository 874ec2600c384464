import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { policyOf, runRotate } from '../../src/commands/rotate.ts'
import type { Surroundings } from '../../src/commands/surroundings.ts'
import type { readInputs } from '../../src/inputs/index.ts'
import type { RotationEvent } from '../../src/rotation/events.ts'
import { RUNNER, type Inputs } from './rotation.ts'

/** What a run came to, as far as the proof looks at it. */
export interface Outcome {
  readonly kind: string
  readonly error: unknown
}

/** The code that is proven: one run of the action with the inputs of a workflow. */
export interface Subject {
  /** @param runId the runner's number of the run */
  readonly run: (
    inputs: Inputs,
    runId: number,
    surroundings: Surroundings,
    tell: (event: RotationEvent) => void,
  ) => Promise<Outcome>
}

/**
 * Loads the action's code.
 * @param folder the folder `src`, or a copy of it that was broken on purpose
 */
export async function loadSubject(folder: string): Promise<Subject> {
  const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(folder, path)).href)
  // Loaded by the action when they are needed: a run would be another one where that is the first time.
  await Promise.all([import('@octokit/core'), import('libsodium-wrappers')])
  const inputsRoom = (await load('inputs/index.ts')) as { readInputs: typeof readInputs }
  const rotateRoom = (await load('commands/rotate.ts')) as {
    runRotate: typeof runRotate
    policyOf: typeof policyOf
  }

  return {
    async run(inputs, runId, surroundings, tell) {
      const read = inputsRoom.readInputs({
        input: (name) => inputs[name] ?? '',
        env: { ...RUNNER, GITHUB_RUN_ID: String(runId) },
      })
      if (!read.ok) return { kind: 'failed', error: new Error(JSON.stringify(read.problems)) }
      // Every command that changes something is one: they differ in the policy.
      if (read.inputs.command === 'retrieve') throw new Error('retrieve changes nothing')
      return rotateRoom.runRotate(read.inputs, rotateRoom.policyOf(read.inputs), surroundings, tell)
    },
  }
}
