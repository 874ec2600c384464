// Plans a large file of keys in a process of its own, to measure its memory: reads a file with the given number
// of keys, each with its share of the repositories, plans every key and assigns them to jobs. Prints a {@link
// Planned} as JSON.
import { parseConfig } from '../src/config/file/parse.ts'
import { spread } from '../src/github/job-plan.ts'
import { readInputs } from '../src/config/read-inputs.ts'
import { plan } from '../src/rotation/decide/plan.ts'
import { given } from '../test/config/given.ts'
import { policyOf } from '../test/rotation/simulation/simulation.ts'
import { knownWith } from './known.ts'

export interface Planned {
  readonly readMs: number
  readonly planMs: number
  readonly peakBytes: number
}

const PATH = '.github/key-rotation.yml'
const [keys = 1, repositories = 1] = process.argv.slice(2).map(Number)
const each = repositories / keys
const indices = Array.from({ length: keys }, (_, index) => index)
const text = `keys:\n${indices
  .map((index) => {
    const names = Array.from({ length: each }, (_, repository) => `acme/service_${index * each + repository}`)
    return `  key-${index}:\n    repositories: [${names.join(', ')}]\n`
  })
  .join('')}`

const began = performance.now()
const read = readInputs(given({ command: 'plan', config: PATH }), {
  path: PATH,
  content: parseConfig(text, PATH),
})
const readAt = performance.now()
if (!read.ok || read.inputs.command !== 'plan' || read.inputs.keys.length !== keys)
  throw new Error('the file was not read')

const policy = policyOf({ force: true })
const loads = read.inputs.keys.map(({ name, inputs }) => {
  const places = inputs.targets.places.length
  const { steps } = plan(knownWith(places), policy, 'ROTATOR')
  const written = steps.flatMap((step) => (step.kind === 'publish' ? step.targets : []))
  if (written.length !== each) throw new Error('the plan does not include every target')
  return { name, writes: 2 * written.length, reads: 2 * written.length }
})
if (spread(loads).length === 0) throw new Error('the plan has no jobs')
const planned: Planned = {
  readMs: readAt - began,
  planMs: performance.now() - readAt,
  peakBytes: process.resourceUsage().maxRSS * 1024,
}
console.log(JSON.stringify(planned))
