import { currentGeneration } from '../rotation/observation.ts'
import type { Outcome, OutcomeKind } from '../rotation/outcome.ts'
import type { Policy } from '../rotation/policy.ts'
import { createClean } from './clean.ts'
import { keyName, NAME_LENGTH } from './names.ts'
import { ageOf, expiryWords } from './observed.ts'
import { reportOf } from './outputs.ts'
import { nextDue } from './standing.ts'
import { renderSummary, table, tableRow } from './summary.ts'
import { targetRows } from './targets.ts'
import { counted, dateWords } from './time.ts'
import { isFailure, type ReportContext } from './verdict.ts'

/** What became of one key of a file. */
export interface KeyResult {
  readonly name: string
  readonly outcome: Outcome
  readonly policy: Policy
  readonly verdict: string
  readonly context: ReportContext
}

/** What many keys come to: the first of these that any of them came to, unless one failed. */
const WEIGHTIEST: readonly OutcomeKind[] = [
  'rotated',
  'rolled-over',
  'rolled-back',
  'resumed',
  'repaired',
  'retired',
  'not-due',
]

/** The format of the `report` output of many keys. */
const FORMAT = 1
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000
/** GitHub takes 1 MiB of summary from a step. In bytes. */
const LONGEST_SUMMARY = 900_000

/** One outcome for all: `failed` where every key failed, `incomplete` where one did. */
export function fleetOutcome(results: readonly KeyResult[]): OutcomeKind {
  const kinds = results.map(({ outcome }) => outcome.kind)
  const broken = kinds.filter(isFailure)
  if (broken.length > 0)
    return broken.length === kinds.length && !kinds.includes('incomplete') ? 'failed' : 'incomplete'
  return WEIGHTIEST.find((kind) => kinds.includes(kind)) ?? 'not-due'
}

/** One line on all keys: how many came to what, and which need a look. */
export function fleetVerdict(results: readonly KeyResult[]): string {
  const counts = new Map<OutcomeKind, number>()
  for (const { outcome } of results) counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1)
  const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  const broken = results.filter(({ outcome }) => isFailure(outcome.kind)).map(({ name }) => name)
  const look = broken.length === 0 ? '' : ` Look at: ${broken.join(', ')}.`
  return `${counted(results.length, 'key')}: ${said}.${look}`
}

/** The outputs of a run over many keys. Those that name one key are empty. */
export function fleetOutputs(results: readonly KeyResult[]): Record<string, string> {
  const outcome = fleetOutcome(results)
  const changed = results.some((result) => result.outcome.changed)
  const report = (withDetails: boolean): string =>
    JSON.stringify({
      format: FORMAT,
      outcome,
      changed,
      verdict: fleetVerdict(results),
      keys: Object.fromEntries(
        results.map((result) => {
          const { targets, generations, steps, ...rest } = reportOf(
            result.outcome,
            result.policy,
            result.context,
          )
          return [result.name, withDetails ? { ...rest, generations, targets, steps } : rest]
        }),
      ),
    })
  const whole = report(true)
  return {
    outcome,
    changed: String(changed),
    report: whole.length <= LONGEST_REPORT ? whole : report(false),
  }
}

/** The job summary of a run over many keys: all at a glance, and each in full behind its name. */
export function renderFleetSummary(results: readonly KeyResult[]): string {
  const outcome = fleetOutcome(results)
  const icon = isFailure(outcome) ? '⚠️' : '✅'
  const failedFirst = [
    ...results.filter((result) => isFailure(result.outcome.kind)),
    ...results.filter((result) => !isFailure(result.outcome.kind)),
  ]
  const overview = table(
    '### Keys',
    ['Key', 'Outcome', 'Current', 'Age', 'Expiry', 'Due', 'Targets'],
    failedFirst.map(overviewRow),
    results.length,
  )
  const head = [`## ${icon} Key rotation: ${outcome}`, fleetVerdict(results), overview].join('\n\n')
  const parts = [head]
  let size = Buffer.byteLength(head)
  let left = 0
  for (const result of failedFirst) {
    const open = isFailure(result.outcome.kind) ? ' open' : ''
    const body = renderSummary(result.outcome, result.policy, result.context)
    const part = `<details${open}><summary>${result.name}: ${result.outcome.kind}</summary>\n\n${body}\n</details>`
    size += Buffer.byteLength(part)
    if (size > LONGEST_SUMMARY) left += 1
    else parts.push(part)
  }
  if (left > 0)
    parts.push(`… and ${counted(left, 'key')} more, for which there is no room; the log has them.`)
  return `${parts.join('\n\n')}\n`
}

function overviewRow({ name, outcome, policy, context }: KeyResult): string {
  const clean = createClean(context.redact)
  const { known, kind, steps } = outcome
  const icon = isFailure(kind) ? '⚠️ ' : ''
  if (known === undefined) return tableRow([name, `${icon}${kind}`, '', '', '', '', ''])
  const { observation } = known
  const current = currentGeneration(observation)
  const accessKey = current?.record.accessKey ?? ''
  const rows = targetRows(observation, steps, context.notes)
  const inOrder = rows.filter(({ revision }) => revision !== undefined && revision === current?.revision)
  const due = current === undefined ? undefined : nextDue(known, policy)
  const when =
    due === undefined ? '' : due.due ? 'now' : due.next === undefined ? 'never' : dateWords(due.next)
  return tableRow([
    name,
    `${icon}${kind}`,
    current === undefined ? 'none' : clean.markdown(keyName(accessKey, current.revision), NAME_LENGTH),
    ageOf(observation, accessKey),
    expiryWords(observation, accessKey),
    when,
    `${inOrder.length} of ${rows.length}`,
  ])
}
