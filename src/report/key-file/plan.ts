import type { Share } from '../../github/job-plan.ts'
import { table, tableRow } from '../text/markdown.ts'
import { pluralize, durationText } from '../text/time.ts'

/** A plan for many keys, as far as it is told. */
interface Planned {
  readonly shares: readonly Share[]
  readonly seconds: number
}

/** The matrix of a plan, for `strategy.matrix`. */
export function matrixOf({ shares }: Planned): string {
  const include = shares.map(({ keys, budget }, index) => ({
    name: `${index + 1} of ${shares.length}`,
    key: keys.join(', '),
    // Never more than all of it together.
    budget: String(Math.floor(budget * 10_000) / 10_000),
  }))
  return JSON.stringify({ include })
}

/** One line on a plan. */
export function planVerdict({ shares, seconds }: Planned): string {
  const keys = shares.reduce((sum, share) => sum + share.keys.length, 0)
  const writes = shares.reduce((sum, share) => sum + share.writes, 0)
  const time =
    seconds === 0 ? 'they fit into one burst' : `they take at least ${durationText(seconds * 1000)}`
  const limits = writes === 0 ? 'nothing is to be written' : `under GitHub's limits ${time}`
  return `Planned: ${pluralize(keys, 'key')} in ${pluralize(shares.length, 'job')}, ${pluralize(writes, 'write')}; ${limits}.`
}

/** The job summary of a plan. */
export function renderPlan(plan: Planned): string {
  const rows = plan.shares.map(({ keys, writes, reads, budget }, index) =>
    tableRow([
      `${index + 1}`,
      keys.join(', '),
      String(writes),
      String(reads),
      `${Math.round(budget * 100)} %`,
    ]),
  )
  const head = ['Job', 'Keys', 'Writes', 'Reads', "Share of GitHub's limits"]
  const words =
    'All jobs share the limits of one token or installation: more jobs keep failures apart, and are no faster.'
  return `## 📝 Key rotation: planned\n\n${planVerdict(plan)}\n\n${table('### Jobs', head, rows, rows.length)}\n\n${words}\n`
}
