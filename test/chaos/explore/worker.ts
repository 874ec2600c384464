import { parentPort, workerData } from 'node:worker_threads'
import { exploreOne } from './index.ts'

const { name, maxStates } = workerData as { readonly name: string; readonly maxStates: number }
parentPort?.postMessage(await exploreOne(name, maxStates))
