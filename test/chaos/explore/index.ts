import { Worker } from 'node:worker_threads'
import { SCENARIOS } from './scenarios/scenarios.ts'
import type { Explored } from './explored.ts'
import { search } from './search.ts'

export interface ExploreOptions {
  /** Only scenarios whose name contains this. */
  readonly only?: string
  /** The maximum number of states of each search. */
  readonly maxStates?: number
  /** Whether a search stops at the first violation. */
  readonly stop?: boolean
  /** The number of threads that share the scenarios; 0 runs all of them in this one. */
  readonly workers?: number
  /** Called with the result of each scenario. */
  readonly done?: (explored: Explored) => void
}

export interface Report {
  readonly explored: readonly Explored[]
  readonly states: number
  readonly violations: number
  /** Scenarios whose search was truncated. */
  readonly cut: number
  /** Those of them that were expected to be complete. */
  readonly cutTooEarly: number
  readonly seconds: number
}

/** More than any scenario has. A search that reaches it has grown, and is reported as truncated. */
export const MAX_STATES = 20_000_000
/** The memory limit of a thread, in MiB. The largest scenario needs three quarters of it. */
const MOST_MEMORY = 12_000

/**
 * Explores the state space of the protocol with the real code: see {@link search} for what is tried, and
 * scenarios/ for the starting states.
 * @throws if the exploration itself fails, which is a bug in it
 */
export async function explore(options: ExploreOptions = {}): Promise<Report> {
  const { only = '', maxStates = MAX_STATES, stop = false, workers = 2, done } = options
  const began = performance.now()
  const chosen = SCENARIOS.filter(({ name }) => name.includes(only)).map(({ name }) => name)
  if (chosen.length === 0) throw new Error(`no scenario name contains "${only}"`)
  const explored = new Map<string, Explored>()
  const keep = (one: Explored): void => {
    explored.set(one.scenario, one)
    done?.(one)
  }
  const queue = [...chosen]
  if (workers === 0) for (const name of chosen) keep(await exploreOne(name, maxStates, stop))
  else await Promise.all(Array.from({ length: workers }, () => crew(queue, maxStates, stop, keep)))
  const all = chosen.flatMap((name) => explored.get(name) ?? [])
  return {
    explored: all,
    states: all.reduce((sum, { states }) => sum + states, 0),
    cut: all.filter(({ complete }) => !complete).length,
    cutTooEarly: all.filter(({ scenario, complete, states }) => !complete && states !== mostOf(scenario))
      .length,
    violations: all.reduce((sum, { broken }) => sum + broken, 0),
    seconds: (performance.now() - began) / 1000,
  }
}

function mostOf(name: string): number | undefined {
  return SCENARIOS.find((one) => one.name === name)?.most
}

/** Explores one scenario. */
export async function exploreOne(name: string, maxStates: number, stop = false): Promise<Explored> {
  const scenario = SCENARIOS.find((one) => one.name === name)
  if (scenario === undefined) throw new Error(`there is no scenario "${name}"`)
  return search(scenario, Math.min(maxStates, scenario.most ?? maxStates), stop)
}

/** Takes scenarios from the queue until it is empty. */
async function crew(
  queue: string[],
  maxStates: number,
  stop: boolean,
  keep: (one: Explored) => void,
): Promise<void> {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    // A new thread for each scenario, so that its memory is released.
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { name, maxStates, stop },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    })
    keep(
      await new Promise<Explored>((resolve, reject) => {
        worker.on('message', resolve)
        worker.on('error', reject)
      }),
    )
    await worker.terminate()
  }
}
