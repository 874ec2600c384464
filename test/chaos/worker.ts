import { parentPort, workerData } from 'node:worker_threads'
import { installVirtualTime } from './virtual-time.ts'

// Before any module is loaded that might keep the real clock.
installVirtualTime()
const { ignoreRules } = await import('./scaleway/rules/watched.ts')
const { openHouse } = await import('./issuers.ts')
const { loadSubject } = await import('./subject.ts')
const { work } = await import('./jobs.ts')

const { src, verbose, ignore } = workerData as {
  readonly src: string
  readonly verbose: boolean
  readonly ignore: readonly string[]
}
ignoreRules(ignore)
const house = await openHouse(await loadSubject(src))
parentPort?.on('message', (job: Parameters<typeof work>[1]) => {
  work(house, job, verbose).then(
    (report) => parentPort?.postMessage({ report }),
    (error: unknown) =>
      parentPort?.postMessage({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  )
})
parentPort?.postMessage({ ready: true })
