import { Worker } from 'node:worker_threads'
import type { Job, Report } from './jobs.ts'

type Message = { readonly ready: true } | { readonly report: Report } | { readonly error: string }

/**
 * Runs jobs on several workers, each with its own clock and cloud.
 * @param enough called after each report; true ends everything
 * @throws if a worker fails, which is a bug in the test harness
 */
export async function doJobs(
  jobs: readonly Job[],
  options: {
    readonly src: string
    readonly workers: number
    readonly verbose: boolean
    readonly ignore: readonly string[]
  },
  enough: (report: Report) => boolean,
): Promise<void> {
  const queue = [...jobs]
  let over = false
  const one = async (): Promise<void> => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: options })
    try {
      await new Promise<void>((resolve, reject) => {
        let current: Job | undefined
        worker.on('error', reject)
        worker.on('message', (message: Message) => {
          if ('error' in message) {
            reject(new Error(`${JSON.stringify(current)}: ${message.error}`))
            return
          }
          if ('report' in message && enough(message.report)) over = true
          current = over ? undefined : queue.shift()
          if (current === undefined) resolve()
          else worker.postMessage(current)
        })
      })
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.workers, jobs.length) }, one))
}
