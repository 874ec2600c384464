import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import { parseFileCommands } from '../test/harness/runner-format.ts'
import { findNode24, prepareStep, projectRoot } from '../test/harness/step.ts'
import type { Request } from './timeline.ts'

/** The shipped bundle. */
export const BUNDLE = join(projectRoot, 'dist', 'index.js')

/** One run of the bundle as a process, measured from outside. */
export interface Measured {
  /** From the start of the process to its end, in milliseconds. */
  readonly wallMs: number
  readonly requests: readonly Request[]
  readonly outcome: string
  readonly log: string
  /** The peak memory of the process, in bytes; undefined unless it was requested. */
  readonly peakBytes: number | undefined
}

export interface MeasureOptions {
  /** Measures memory too, which takes some time at the start. */
  readonly memory?: boolean
  /** The speed of the process's clocks relative to the machine's. The sandbox's is set to the same. */
  readonly speed?: number
}

/** Throws if the bundle was not built. */
export function requireBundle(): void {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} does not exist: run \`npm run build\` first`)
}

/**
 * Runs the action against a sandbox.
 * @throws if the process fails
 */
export async function measure(
  sandbox: Sandbox,
  inputs: Readonly<Record<string, string>>,
  { memory = false, speed = 1 }: MeasureOptions = {},
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'skr-bench-'))
  const probe = join(folder, 'peak')
  const step = prepareStep(sandbox, { inputs })
  const preloads = [
    ...(memory ? ['memory-probe.ts'] : []),
    ...(speed === 1 ? [] : ['compressed-time.ts']),
  ].flatMap((name) => ['--import', new URL(name, import.meta.url).href])
  const signedIn = inputs['scw-secret-key']
  const begun = new Map<number, number>()
  const requests: Request[] = []
  const tried = new Set<string>()
  let started = 0
  sandbox.clock.setSpeed(speed)
  sandbox.beforeRequest((request) => {
    begun.set(request.number, performance.now() - started)
    return Promise.resolve(undefined)
  })
  const forget = sandbox.onExchange(({ number, service, method, url, status, requestHeaders }) => {
    const token = requestHeaders['x-auth-token'] ?? ''
    const proves = service === 'scaleway' && token !== signedIn
    requests.push({
      service,
      method,
      path: inShort(url),
      status,
      from: begun.get(number) ?? 0,
      to: performance.now() - started,
      furtherProof: proves && tried.has(token),
    })
    if (proves) tried.add(token)
  })
  try {
    started = performance.now()
    const child = spawn(findNode24(), [...preloads, BUNDLE], {
      cwd: step.workspace,
      env: { ...step.env, BENCH_PROBE: probe, BENCH_SPEED: String(speed) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let log = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text))
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    const wallMs = performance.now() - started
    if (code !== 0) throw new Error(`the action ended with exit code ${String(code)}:\n${log}`)
    const outcome = parseFileCommands(step.read('GITHUB_OUTPUT'))['outcome'] ?? ''
    const peakBytes = memory ? Number(readFileSync(probe, 'utf8')) : undefined
    return { wallMs, requests, outcome, log, peakBytes }
  } finally {
    forget()
    sandbox.beforeRequest(undefined)
    step.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

function inShort(url: string): string {
  return (url.split('?')[0] ?? '')
    .replace(/^\/(iam|secret-manager)\/v\w+(\/regions\/[\w-]+)?/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '<id>')
    .replaceAll(/\bSCW[A-Z0-9]{17}\b/g, '<key>')
}
