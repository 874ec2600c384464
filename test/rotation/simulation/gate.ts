import { AmbiguousResult } from '../../../src/rotation/model/ports.ts'
import { RUN_DEADLINE_MS } from '../../../src/rotation/model/policy.ts'
import { SECOND, type Cloud } from './cloud.ts'

/** What becomes of a request. `cut`: no answer, before or after it took effect. `crash`: the run ends with it. */
export type Fate = 'answered' | 'refused' | 'cut-before' | 'cut-after' | 'crash-before' | 'crash-after'

/** A `post` must not be sent twice, so it throws {@link AmbiguousResult} when it is cut. */
export type Method = 'read' | 'write' | 'post'

/** A request that waits to be let through. */
export interface Waiting {
  readonly run: string
  readonly name: string
  readonly method: Method
}

interface Entry extends Waiting {
  readonly settle: (fate: Fate) => void
}

interface Run {
  startedAt: number
  ended: boolean
  readonly crash: () => void
}

/** What carries the requests of runs to the cloud. */
export interface Carrier {
  /** Sends a request of a run; `effect` is what it does to the cloud. */
  request<T>(run: string, name: string, method: Method, effect: () => T): Promise<T>
  sleep(run: string, milliseconds: number): Promise<void>
}

/** Everything that a run sends waits here until the test lets it through: time stands still in between. */
export interface Gate extends Carrier {
  /** Begins a run. The result says `crashed` where a fate of its requests said so. */
  begin<T>(run: string, body: () => Promise<T>): Promise<T | 'crashed'>
  /** The requests that wait, once every run waits for something or has ended. */
  waiting(): Promise<readonly Waiting[]>
  /** Lets the request at this place among the waiting ones through. */
  let(index: number, fate: Fate): void
  /** Every request so far, as `run name (fate)`, for messages. */
  readonly log: string[]
}

/**
 * Makes a gate.
 * @param watch called before a request takes effect; what it returns is called afterwards and throws where something
 * broke that must hold at every moment
 */
export function createGate(cloud: Cloud, watch: (request: Waiting) => () => void): Gate {
  const queue: Entry[] = []
  const runs = new Map<string, Run>()
  const log: string[] = []

  function settleWith<T>(
    request: Waiting,
    effect: () => T,
    answer: (value: T) => void,
    fail: (error: Error) => void,
  ) {
    return (fate: Fate): void => {
      const { run, name, method } = request
      // No two requests share a second, so that "later" always shows in whole seconds.
      cloud.now += SECOND
      const began = runs.get(run)?.startedAt ?? cloud.now
      if (method !== 'read' && cloud.now - began >= RUN_DEADLINE_MS) {
        fail(new Error(`${name} came after the deadline of the run`))
        return
      }
      if (fate === 'refused') fail(new Error(`${name} was refused`))
      const noAnswer = (): Error =>
        method === 'post' ? new AmbiguousResult(name) : new Error(`${name} got no answer`)
      if (fate === 'cut-before') fail(noAnswer())
      if (fate === 'refused' || fate === 'cut-before' || fate === 'crash-before') return
      const verify = watch(request)
      try {
        const value = effect()
        if (fate === 'answered') answer(value)
        if (fate === 'cut-after') fail(noAnswer())
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)))
      }
      verify()
    }
  }

  return {
    log,
    request(run, name, method, effect) {
      return new Promise((resolve, reject) => {
        const request = { run, name, method }
        if (runs.get(run)?.ended !== true)
          queue.push({ ...request, settle: settleWith(request, effect, resolve, reject) })
      })
    },
    sleep(run, milliseconds) {
      const until = cloud.now + milliseconds
      return new Promise((resolve) => {
        const settle = (): void => {
          cloud.now = Math.max(cloud.now, until)
          resolve()
        }
        if (runs.get(run)?.ended !== true) queue.push({ run, name: 'sleep', method: 'read', settle })
      })
    },
    begin(run, body) {
      return new Promise((resolve, reject) => {
        const crash = (): void => {
          resolve('crashed')
        }
        const state: Run = { startedAt: cloud.now, ended: false, crash }
        runs.set(run, state)
        void body()
          .then(resolve, reject)
          .finally(() => {
            state.ended = true
          })
      })
    },
    async waiting() {
      // Everything between two requests is microtasks, so one turn of the event loop brings every run to its next one.
      await new Promise((resolve) => setImmediate(resolve))
      const stuck = [...runs].filter(([name, { ended }]) => !ended && !queue.some(({ run }) => run === name))
      if (stuck.length > 0)
        throw new Error(`run ${stuck.map(([name]) => name).join(', ')} waits for nothing, for ever`)
      return queue
    },
    let(index, fate) {
      const [entry] = queue.splice(index, 1)
      if (entry === undefined) throw new Error(`no request waits at place ${index}`)
      const { run, name } = entry
      log.push(`${run} ${name}${fate === 'answered' ? '' : ` (${fate})`}`)
      if (log.length > 5000)
        throw new Error(`the runs never end; their last requests: ${log.slice(-12).join(', ')}`)
      const state = runs.get(run)
      if (fate.startsWith('crash') && state !== undefined) {
        state.ended = true
        for (let at = queue.length - 1; at >= 0; at -= 1) if (queue[at]?.run === run) queue.splice(at, 1)
        state.crash()
      }
      entry.settle(fate)
    },
  }
}
