import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from '../../sandbox/server/service.ts'
import { refuseBrokenContracts } from '../contracts/validate.ts'
import { findLeaks, findUnmasked } from './leaks.ts'
import { parseFileCommands, readStepOutput, type Command } from './runner-format.ts'
import {
  findNode24,
  prepareStep,
  projectRoot,
  type Step,
  type StepOptions,
  type StepServices,
} from './step.ts'

/** The part of a sandbox that the harness uses. */
export interface HarnessSandbox extends StepServices {
  readonly exchanges: readonly Exchange[]
  onExchange(listener: (exchange: Exchange) => void): () => void
  secretValues(): readonly string[]
}

export interface RunOptions extends StepOptions {
  readonly sandbox: HarnessSandbox
  /** The process is killed and the run throws after this many milliseconds; 120,000 by default. */
  readonly timeoutMs?: number
  /** `outputs` if secrets are expected in GITHUB_OUTPUT and GITHUB_ENV (`retrieve`); they must still be masked. */
  readonly expectLeaks?: 'outputs'
  /** Set if another run uses the sandbox at the same time: then it is not checked whether secrets in responses were masked. */
  readonly sharesSandbox?: boolean
}

/** One finished run. */
export interface Run {
  /** Undefined if a signal ended the process. */
  readonly exitCode: number | undefined
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
  /** The log as GitHub shows it. */
  readonly log: string
  readonly commands: readonly Command[]
  readonly masks: readonly string[]
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
  readonly errors: readonly string[]
  readonly groups: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  readonly exportedEnv: Readonly<Record<string, string>>
  readonly summary: string
  /** The files in RUNNER_TEMP, by path. */
  readonly leftBehind: Readonly<Record<string, string>>
  /** The requests to the sandbox while the process ran, in order. */
  readonly exchanges: readonly Exchange[]
  readonly durationMs: number
}

/** A run that has started. */
export interface StartedRun {
  readonly pid: number
  /** Sends the process a signal, as the runner does to a cancelled job. */
  kill(signal: NodeJS.Signals): void
  /** Resolves with the first exchange of this run that matches, including past ones; rejects if the run ends without it. */
  waitForRequest(fits: (exchange: Exchange) => boolean): Promise<Exchange>
  /** Resolves when the process has printed this text; rejects if the run ends without it. */
  waitForOutput(text: string): Promise<void>
  /** Rejects if a secret leaked, an exchange does not match the vendors' API descriptions, or the run timed out. */
  readonly result: Promise<Run>
}

/** Inputs that hold a secret; their values must not appear either. */
const secretInputs = [
  'scw-secret-key',
  'github-token',
  'github-app-private-key',
  'keys-api-token',
  'keys-api-key',
]

/** Throws an error that lists every secret in an unexpected place. */
function refuseLeaks(
  step: Step,
  options: RunOptions,
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  bodies: readonly unknown[],
): void {
  const inputs = secretInputs.map((name) => options.inputs?.[name] ?? '')
  const meant = { GITHUB_OUTPUT: step.read('GITHUB_OUTPUT'), GITHUB_ENV: step.read('GITHUB_ENV') }
  const others = {
    GITHUB_STEP_SUMMARY: step.read('GITHUB_STEP_SUMMARY'),
    GITHUB_STATE: step.read('GITHUB_STATE'),
    GITHUB_PATH: step.read('GITHUB_PATH'),
    ...step.leftBehind(),
  }
  const traces =
    options.expectLeaks === 'outputs'
      ? { stdout, stderr, files: others, secretFiles: meant }
      : { stdout, stderr, files: { ...others, ...meant }, secretFiles: {} }
  const secrets = options.sandbox.secretValues()
  const leaks = [...findLeaks(traces, [...secrets, ...inputs]), ...findUnmasked(stdout, bodies, secrets)]
  if (leaks.length > 0) throw new Error(`The run leaked secrets:\n- ${leaks.join('\n- ')}`)
}

/** The folder for V8's coverage data (`npm run coverage`); else undefined. */
const coverage = process.env['NODE_V8_COVERAGE']

/** The bundle; the sources if coverage is measured, because it cannot be mapped back from a bundle. */
function entryOf(actionFolder: string | undefined): string {
  if (coverage !== undefined && actionFolder === undefined) return join(projectRoot, 'src', 'index.ts')
  return join(actionFolder ?? projectRoot, 'dist', 'index.js')
}

/**
 * Starts the action as GitHub's runner would. Two simultaneous runs on one sandbox see each other's exchanges.
 * @throws Error if an input is not declared or the bundle has not been built
 */
export function startAction(options: RunOptions): StartedRun {
  const entry = entryOf(options.actionFolder)
  if (!existsSync(entry)) throw new Error(`${entry} does not exist. Run \`npm run build\` first.`)
  const step = prepareStep(options.sandbox, options)
  const { sandbox } = options
  const before = sandbox.exchanges.at(-1)?.number ?? 0
  const ownExchanges = () => sandbox.exchanges.filter(({ number }) => number > before)
  const started = performance.now()
  const child = spawn(findNode24(), [entry], {
    cwd: step.workspace,
    env: coverage === undefined ? step.env : { ...step.env, NODE_V8_COVERAGE: coverage },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8')
    child[stream].on('data', (text: string) => {
      output[stream] += text
    })
  }

  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal })
    })
  })

  const finish = async (): Promise<Run> => {
    const timeoutMs = options.timeoutMs ?? 120_000
    const timeout = { passed: false }
    const timer = setTimeout(() => {
      timeout.passed = true
      child.kill('SIGKILL')
    }, timeoutMs)
    try {
      const { exitCode, signal } = await ended
      const durationMs = performance.now() - started
      const exchanges = ownExchanges()
      // A process that was killed may not have processed the last response.
      const answered = signal === null && options.sharesSandbox !== true ? exchanges : []
      refuseLeaks(
        step,
        options,
        output,
        answered.filter(({ fault }) => fault === undefined).map(({ responseBody }) => responseBody),
      )
      const { commands, log } = readStepOutput(output.stdout)
      if (timeout.passed)
        throw new Error(`The run did not end within ${timeoutMs} ms. Its log so far:\n${log}`)
      refuseBrokenContracts(exchanges)
      const dataOf = (name: string) =>
        commands.filter((command) => command.name === name).map(({ data }) => data)
      return {
        exitCode: exitCode ?? undefined,
        signal: signal ?? undefined,
        ...output,
        log,
        commands,
        masks: dataOf('add-mask'),
        notices: dataOf('notice'),
        warnings: dataOf('warning'),
        errors: dataOf('error'),
        groups: dataOf('group'),
        outputs: parseFileCommands(step.read('GITHUB_OUTPUT')),
        exportedEnv: parseFileCommands(step.read('GITHUB_ENV')),
        summary: step.read('GITHUB_STEP_SUMMARY'),
        leftBehind: step.leftBehind(),
        exchanges,
        durationMs,
      }
    } finally {
      clearTimeout(timer)
      step.remove()
    }
  }

  const result = finish()
  // The caller that awaits the result gets its rejection; before that, it must not count as unhandled.
  result.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    kill(signal) {
      child.kill(signal)
    },
    waitForRequest: (fits) =>
      new Promise((resolve, reject) => {
        const past = ownExchanges().find(fits)
        if (past !== undefined) {
          resolve(past)
          return
        }
        const unsubscribe = sandbox.onExchange((exchange) => {
          if (fits(exchange)) resolve(exchange)
        })
        ended.then(() => {
          unsubscribe()
          reject(new Error('The run ended without the expected request'))
        }, reject)
      }),
    waitForOutput: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.stdout.includes(text)) resolve()
        }
        look()
        child.stdout.on('data', look)
        ended.then(() => {
          reject(new Error(`The run ended without the expected output: ${text}`))
        }, reject)
      }),
    result,
  }
}

/** Runs the action as GitHub's runner would and waits for its end. See `StartedRun.result` for what it throws. */
export function runAction(options: RunOptions): Promise<Run> {
  return startAction(options).result
}
