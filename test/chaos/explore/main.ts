import { parseArgs } from 'node:util'
import { explore, MAX_STATES } from './index.ts'
import { table } from './table.ts'

// Explores the state space of a rotation. Exits with 1 if there is a violation, or if a scenario that is
// expected to be complete was truncated.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'max-states': { type: 'string', default: String(MAX_STATES) },
    stop: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
  },
})
const report = await explore({
  only: values.only,
  maxStates: Number(values['max-states']),
  stop: values.stop,
  workers: Number(values.workers),
  done: ({ scenario, states, broken }) =>
    process.stderr.write(`${scenario}: ${states} states${broken > 0 ? `, ${broken} violations` : ''}\n`),
})
process.stdout.write(`${table(report)}\n`)
process.exitCode = report.violations + report.cutTooEarly === 0 ? 0 : 1
