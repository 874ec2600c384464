import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { LATENCY_MS } from './fleet.ts'
import { fanOut } from './fan-out.ts'
import { limits } from './limits.ts'
import { planning } from './planning.ts'
import { missed, render, type Section } from './report.ts'
import { rotation } from './rotation.ts'
import { requireBundle } from './run.ts'
import { sealing } from './sealing.ts'
import { startup } from './startup.ts'

const HELP = `npm run bench [-- --only PART]

How fast the bundle in dist/ is, as a process against the sandbox. Build it first (npm run build). It takes about
three minutes; the parts are:
  startup    from spawn to the first request, against a script that only fetches
  rotation   a run with nothing to do and a full rotation: requests, round trips, waterfall
  fan-out    one secret in 1, 20 and 100 repositories, 100 secrets in one; memory
  limits     500 repositories with GitHub's limits enforced, a minute of them in seconds
  planning   the plan of 100 keys in 10,000 repositories
  sealing    sealed boxes a second, and the size of the bundle

A figure that is promised says PASS or MISS. The exit code is 0 where all of them pass, and 1 where one misses.
Times are medians of runs in turns, so that a machine which is busy with other things disturbs all of them alike; it
disturbs them all the same, and a figure that is a time on such a machine is none of the action.
`

const PARTS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  startup: async () => [await startup()],
  rotation,
  'fan-out': async () => [await fanOut()],
  limits: async () => [await limits()],
  planning: () => Promise.resolve([planning()]),
  sealing: async () => [await sealing()],
}

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help === true) {
  console.log(HELP)
  process.exit(0)
}
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
