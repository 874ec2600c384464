import { inCompany } from './fleet.ts'
import { atMost, milliseconds, type Section } from './report.ts'
import type { Measured } from './run.ts'
import { median } from './statistics.ts'
import { roundTrips, waterfall } from './timeline.ts'

const TIMES = 5

/** A run with nothing to do and a full rotation, for one repository. */
export async function rotation(): Promise<readonly Section[]> {
  return inCompany({ repositories: 1 }, async ({ run }) => {
    const idle = await repeat(() => run(), 'not-due')
    const full = await repeat(() => run({ force: 'true' }), 'rotated')
    return [
      section('A run with nothing to do, one repository', idle, 4),
      section('A full rotation, one repository', full, 8),
    ]
  })
}

async function repeat(work: () => Promise<Measured>, outcome: string): Promise<readonly Measured[]> {
  const runs: Measured[] = []
  for (let turn = 0; turn < TIMES; turn += 1) {
    const run = await work()
    if (run.outcome !== outcome) throw new Error(`the outcome is ${run.outcome}, not ${outcome}`)
    runs.push(run)
  }
  return runs
}

function section(title: string, runs: readonly Measured[], aim: number): Section {
  const trips = median(runs.map(({ requests }) => roundTrips(requests)))
  const last = runs.at(-1)
  return {
    title,
    figures: [
      { what: 'requests', value: String(median(runs.map(({ requests }) => requests.length))) },
      {
        what: 'round trips on the critical path',
        value: String(trips),
        aim: atMost(aim, trips, String(aim)),
      },
      { what: 'wall time', value: milliseconds(median(runs.map(({ wallMs }) => wallMs))) },
    ],
    lines: [
      '● critical path, · repeated probe after an intended wait; milliseconds since the start of the process',
      ...(last === undefined ? [] : waterfall(last.requests)),
    ],
  }
}
