import type { Report } from './index.ts'
import type { Explored } from './explored.ts'

/** The report as a table, followed by every violation and its schedule. */
export function table({ explored, states, violations, cut, seconds }: Report): string {
  const width = Math.max(...explored.map(({ scenario }) => scenario.length))
  const line = (name: string, cells: readonly (string | number)[], note = ''): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(12)).join('')}${note}`
  const sum = (of: (one: Explored) => number): number => explored.reduce((total, one) => total + of(one), 0)
  return [
    line('scenario', ['states', 'transitions', 'terminal', 'ends', 'violations', 'seconds']),
    ...explored.map((one) =>
      line(one.scenario, cellsOf(one), one.complete ? '' : `  truncated at ${one.states} states`),
    ),
    line('total', [
      states,
      sum((one) => one.transitions),
      sum((one) => one.terminal),
      sum((one) => one.ends),
      violations,
      seconds.toFixed(1),
    ]),
    `${explored.length - cut} of ${explored.length} scenarios were explored completely${
      cut === 0
        ? ''
        : `; ${cut} were truncated, with the schedules with the fewest switches between runs first`
    }`,
    ...explored.flatMap(tell),
  ].join('\n')
}

function cellsOf(one: Explored): readonly (string | number)[] {
  return [one.states, one.transitions, one.terminal, one.ends, one.broken, one.seconds.toFixed(1)]
}

function tell({ scenario, violations }: Explored): readonly string[] {
  return violations.map(
    ({ what, schedule }) =>
      `\nVIOLATION in "${scenario}": ${what}\n${schedule.map((step) => `    ${step}`).join('\n')}`,
  )
}
