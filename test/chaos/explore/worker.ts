import { parentPort, workerData } from 'node:worker_threads'
import { exploreOne } from './index.ts'

const { name, maxStates, stop } = workerData as {
  readonly name: string
  readonly maxStates: number
  readonly stop: boolean
}
parentPort?.postMessage(await exploreOne(name, maxStates, stop))
