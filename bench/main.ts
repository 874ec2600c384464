import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { LATENCY_MS } from './company.ts'
import { fanOut } from './fan-out.ts'
import { limits } from './limits.ts'
import { planning } from './planning.ts'
import { missed, render, type Section } from './report.ts'
import { rotation } from './rotation.ts'
import { requireBundle } from './run.ts'
import { sealing } from './sealing.ts'
import { startup } from './startup.ts'

/**
 * `npm run bench`: how fast the shipped bundle is, against the sandbox. Exits with 1 where a figure is not what it is to
 * be. Figures of time are medians of runs in turns, so that a machine which is busy with other things disturbs all of
 * them alike; it disturbs them all the same.
 */
const PARTS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  startup: async () => [await startup()],
  rotation,
  'fan-out': async () => [await fanOut()],
  limits: async () => [await limits()],
  planning: () => Promise.resolve([planning()]),
  sealing: async () => [await sealing()],
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
if (values.only !== undefined && !(values.only in PARTS)) {
  throw new Error(`there is no part ${values.only}; there are ${Object.keys(PARTS).join(', ')}`)
}
requireBundle()
const [cpu] = cpus()
console.log(
  `Node ${process.version} on ${cpus().length} × ${cpu?.model ?? 'unknown'}; the sandbox answers after ${LATENCY_MS} ms.\n`,
)
const sections: Section[] = []
for (const [name, measure] of Object.entries(PARTS)) {
  if (values.only !== undefined && values.only !== name) continue
  for (const section of await measure()) {
    sections.push(section)
    console.log(render(section))
  }
}
const misses = missed(sections)
console.log(misses.length === 0 ? 'Every figure is what it is to be.' : `Missed:\n  ${misses.join('\n  ')}`)
process.exitCode = misses.length === 0 ? 0 : 1
