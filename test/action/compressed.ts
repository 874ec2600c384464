import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Run, RunOptions } from '../harness/run-action.ts'

/** A run whose clocks, and the sandbox's, ran faster than the machine's. */
export interface CompressedRun extends Run {
  /** The most memory that the process had. */
  readonly peakBytes: number
}

/**
 * Lets a run and the sandbox live so many times as fast as the machine, so that GitHub's minutes pass in seconds.
 * @param begin starts it with these options
 */
export async function compressed(
  { clock }: Sandbox,
  speed: number,
  begin: (options: Pick<RunOptions, 'env' | 'timeoutMs'>) => Promise<Run>,
): Promise<CompressedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'skr-peak-'))
  const probe = join(folder, 'peak')
  const preload = (name: string): string => `--import=${new URL(`../../bench/${name}`, import.meta.url).href}`
  const env = {
    NODE_OPTIONS: ['memory-probe.ts', 'compressed-time.ts'].map(preload).join(' '),
    BENCH_SPEED: String(speed),
    BENCH_PROBE: probe,
  }
  clock.setSpeed(speed)
  try {
    const run = await begin({ env, timeoutMs: 240_000 })
    return { ...run, peakBytes: Number(readFileSync(probe, 'utf8')) }
  } finally {
    clock.setSpeed(1)
    rmSync(folder, { recursive: true, force: true })
  }
}
