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

Measures the bundle in dist/ as a process against the sandbox. Build it first (npm run build). The run takes about
three minutes. Parts:
  startup    from process start to the first request, compared with a script that only sends a request
  rotation   a run with nothing to do and a full rotation: requests, round trips, timeline
  fan-out    one secret in 1, 20 and 100 repositories, 100 secrets in one; memory
  limits     500 repositories with GitHub's limits enforced in compressed time
  planning   the plan of 100 keys in 10,000 repositories
  sealing    sealed boxes a second, and the size of the bundle

Values with a limit are marked PASS or MISS. The exit code is 0 if all of them pass, otherwise 1.
Times are medians of alternating runs. Run the bench on an idle machine: load affects every time.
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
  throw new Error(`unknown part ${values.only}; there are ${Object.keys(PARTS).join(', ')}`)
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
console.log(misses.length === 0 ? 'All limits are met.' : `Limits missed:\n  ${misses.join('\n  ')}`)
process.exitCode = misses.length === 0 ? 0 : 1
