import { currentGeneration, generations, type Generation, type Observation } from '../rotation/observation.ts'
import type { Outcome } from '../rotation/outcome.ts'
import type { Policy } from '../rotation/policy.ts'
import { createClean, type Clean } from './clean.ts'
import { NAME_LENGTH } from './names.ts'
import { ageOf, expiryWords } from './observed.ts'
import { problemLines, stepResults } from './results.ts'
import { replacedKey } from './standing.ts'
import { holdsWords, targetRows } from './targets.ts'
import { dateWords, momentWords } from './time.ts'
import { isFailure, verdict, type ReportContext } from './verdict.ts'

// GitHub takes 1 MiB of summary from a step. With these, and with every character at its longest, it stays well below.
const MOST_ROWS = 100
const MOST_LINES = 50

/**
 * The job summary, in Markdown: the verdict, what a person must do, the generations of the key, what each target
 * holds, and what was done step by step. Readable where access keys show as `***`, because generations have numbers.
 */
export function renderSummary(outcome: Outcome, policy: Policy, context: ReportContext): string {
  const clean = createClean(context.redact)
  const observation = outcome.known?.observation
  const title = `## ${iconOf(outcome)} Key rotation: ${outcome.kind}${outcome.dryRun ? ' (dry run)' : ''}`
  const sections = [
    title,
    clean.markdown(verdict(outcome, policy, context), 1500),
    problems(outcome, context, clean),
    ...(observation === undefined
      ? ['Nothing could be observed, so that this summary cannot say what stands.']
      : [keys(observation, policy, clean), targets(observation, outcome, context, clean)]),
    steps(outcome, context, clean),
    remarks(context, clean),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function iconOf({ kind, dryRun }: Outcome): string {
  if (isFailure(kind)) return kind === 'failed' ? '❌' : '⚠️'
  return dryRun ? '📝' : '✅'
}

function problems(outcome: Outcome, context: ReportContext, clean: Clean): string {
  const lines = problemLines(outcome, context).map((line) => clean.markdown(line))
  return lines.length === 0 ? '' : ['### What to look at', '', ...bullets(lines)].join('\n')
}

function keys(observation: Observation, policy: Policy, clean: Clean): string {
  const replaced = replacedKey(observation, policy)
  const current = currentGeneration(observation)
  const row = (name: string, accessKey: string, stage: string, bold: boolean): string => {
    const alive = observation.keys.has(accessKey)
    const cells = [
      name,
      clean.markdown(accessKey, NAME_LENGTH),
      stage,
      alive ? ageOf(observation, accessKey) : '',
      alive ? expiryWords(observation, accessKey) : 'dead',
    ]
    return tableRow(bold ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells)
  }
  const ends = replaced?.graceEnds
  const grace = ends === undefined ? '' : `, grace period until ${momentWords(ends, observation.at)}`
  const stageOf = ({ revision, record, status }: Generation): string =>
    `${record.stage}${status === 'enabled' ? '' : ' (disabled)'}${revision === replaced?.revision ? grace : ''}`
  const rows = generations(observation)
    .toReversed()
    .map((generation) =>
      row(
        `v${generation.revision}`,
        generation.record.accessKey,
        stageOf(generation),
        generation === current,
      ),
    )
  if (replaced !== undefined && replaced.revision === undefined) {
    rows.push(row('before v1', replaced.accessKey, `previous${grace}`, false))
  }
  if (rows.length === 0) return '### Keys\n\nNo key of this action is in the secret yet.'
  return table('### Keys', ['Version', 'Access key', 'Stage', 'Age', 'Expiry'], rows)
}

function targets(observation: Observation, outcome: Outcome, context: ReportContext, clean: Clean): string {
  const all = targetRows(observation, outcome.steps, context.notes)
  const current = currentGeneration(observation)?.revision
  const isBehind = (revision: number | undefined) => current === undefined || revision !== current
  // What is cut off should be what is in order.
  const sorted = [
    ...all.filter(({ revision }) => isBehind(revision)),
    ...all.filter(({ revision }) => !isBehind(revision)),
  ]
  const rows = sorted.map((row) =>
    tableRow([
      clean.markdown(row.label, NAME_LENGTH),
      `${isBehind(row.revision) ? '⚠️ ' : ''}${holdsWords(row)}`,
      row.writtenAt === undefined ? '' : dateWords(row.writtenAt),
    ]),
  )
  return table(`### Targets`, ['Target', 'Holds', 'Last written'], rows)
}

function steps(outcome: Outcome, context: ReportContext, clean: Clean): string {
  const results = stepResults(outcome, context)
  if (results.length === 0) return ''
  const lines = results.map(({ step, ok, error }) => {
    if (outcome.dryRun) return clean.markdown(step)
    return ok ? `✅ ${clean.markdown(step)}` : `❌ ${clean.markdown(`${step}: ${error ?? ''}`, 1000)}`
  })
  return [outcome.dryRun ? '### What a run would do' : '### What was done', '', ...bullets(lines)].join('\n')
}

function remarks({ notes }: ReportContext, clean: Clean): string {
  const unchecked = (notes?.unchecked ?? []).map(({ what, why }) =>
    clean.markdown(`Could not check ${what}: ${why}`),
  )
  const boxes = (notes?.sealed ?? []).map(({ accessKey, box }) => {
    const safe = /^[A-Za-z0-9+/=]+$/.test(box) ? box : ''
    return `The key ${clean.markdown(accessKey, NAME_LENGTH)} could not be stored; sealed to recovery-public-key: \`${safe}\``
  })
  const lines = [...boxes, ...(notes?.advice ?? []).map((text) => clean.markdown(text)), ...unchecked]
  return lines.length === 0 ? '' : ['### Remarks', '', ...bullets(lines)].join('\n')
}

/** Lines of a list. What they hold is Markdown already. */
function bullets(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`)
  return left > 0 ? [...shown, `- … and ${left} more`] : shown
}

/** @param most so many rows are shown; of the others it is said how many they are */
export function table(
  title: string,
  head: readonly string[],
  rows: readonly string[],
  most = MOST_ROWS,
): string {
  const left = rows.length - most
  const more = left > 0 ? ['', `… and ${left} more`] : []
  return [title, '', tableRow(head), tableRow(head.map(() => '---')), ...rows.slice(0, most), ...more].join(
    '\n',
  )
}

/** A row of a table. What its cells hold is Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
