import { foundKinds } from '../../check/evaluate.ts'
import type { FindingKind } from '../../check/findings.ts'
import type { CheckResult } from '../../check/result.ts'
import { recordedCurrent } from '../../rotation/model/observation.ts'
import {
  checkFails,
  checkOutcome,
  checkVerdict,
  keyVerdict,
  outcomeOfKey,
  type CheckOutcome,
} from './outcome.ts'
import { checkTargetViews, checkKeyViews } from '../view/check-view.ts'
import { findingTexts } from './finding-text.ts'
import { createClean, type Clean, type Redact } from '../text/clean.ts'
import { NAME_LENGTH, sentence } from '../text/phrases.ts'
import { table, tableRow } from '../text/markdown.ts'
import { pluralize, dateText, relativeDateText } from '../text/time.ts'

/** GitHub takes 1 MiB of summary from a step. In bytes. */
const LONGEST_SUMMARY = 900_000
const MOST_LINES = 50

/**
 * The job summary of a check, in Markdown: for one key all that stands; for many an overview, and each key behind its
 * name, those first that need a look.
 */
export function renderCheckSummary(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
  redact: Redact,
): string {
  const clean = createClean(redact)
  const outcome = checkOutcome(results)
  const icon = checkFails(results, failOn) ? '❌' : ICONS[outcome]
  const head = [
    `## ${icon} Key check: ${outcome}`,
    clean.markdown(checkVerdict(results, failOn, redact), 1500),
  ]
  const [only, second] = results
  if (only !== undefined && second === undefined)
    return `${[...head, ...keySections(only, failOn, clean)].filter((part) => part !== '').join('\n\n')}\n`
  const sorted = results.toSorted((a, b) => WEIGHTS[outcomeOfKey(a)] - WEIGHTS[outcomeOfKey(b)])
  const overview = table(
    '### Keys',
    ['Key', 'Found', 'Current', 'Age', 'Expiry', 'Due', 'Targets in order'],
    sorted.map((result) => overviewRow(result, clean)),
  )
  const parts = [...head, overview]
  let size = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0)
  let left = 0
  for (const result of sorted) {
    const { name = '' } = result
    const open = outcomeOfKey(result) === 'healthy' ? '' : ' open'
    const body = [clean.markdown(keyVerdict(result, redact), 1500), ...keySections(result, failOn, clean)]
    const title = `${ICONS[outcomeOfKey(result)]} ${name}`
    const part = `<details${open}><summary>${title}</summary>\n\n${body.filter((one) => one !== '').join('\n\n')}\n\n</details>`
    size += Buffer.byteLength(part)
    if (size > LONGEST_SUMMARY) left += 1
    else parts.push(part)
  }
  if (left > 0)
    parts.push(`… and ${pluralize(left, 'key')} more, for which there is no room; the report has them.`)
  return `${parts.join('\n\n')}\n`
}

const ICONS: Readonly<Record<CheckOutcome, string>> = { healthy: '✅', attention: '⚠️', failed: '❌' }
const WEIGHTS: Readonly<Record<CheckOutcome, number>> = { failed: 0, attention: 1, healthy: 2 }

function keySections(result: CheckResult, failOn: readonly FindingKind[], clean: Clean): readonly string[] {
  return [
    findings(result, failOn, clean),
    keys(result, clean),
    targets(result, clean),
    room(result),
    remarks(result, clean),
  ]
}

function findings(result: CheckResult, failOn: readonly FindingKind[], clean: Clean): string {
  const texts = findingTexts(result)
  const lines = texts.map(({ kind, found, remedy }) => {
    const icon = failOn.includes(kind) ? '❌' : '⚠️'
    return `${icon} **${kind}**: ${clean.markdown(`${sentence(found)} ${sentence(remedy)}`, 1000)}`
  })
  return list('### What to look at', lines)
}

function keys(result: CheckResult, clean: Clean): string {
  const rows = checkKeyViews(result).map(({ revision, accessKey, stage, isCurrent, age, expiry }) => {
    const cells = [
      revision === undefined ? '' : `v${revision}`,
      clean.markdown(accessKey, NAME_LENGTH),
      stage,
      age,
      expiry,
    ]
    return tableRow(isCurrent ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells)
  })
  if (rows.length === 0) return ''
  return table('### Keys of the bearer', ['Version', 'Access key', 'Stage', 'Age', 'Expiry'], rows)
}

function targets(result: CheckResult, clean: Clean): string {
  const rows = checkTargetViews(result).map(({ label, words, inOrder, hiddenBy, writtenAt }) =>
    tableRow([
      clean.markdown(label, NAME_LENGTH),
      `${inOrder ? '' : '⚠️ '}${words}`,
      hiddenBy
        .slice(0, 5)
        .map((one) => clean.markdown(one, NAME_LENGTH))
        .join(', '),
      writtenAt === undefined ? '' : dateText(writtenAt),
    ]),
  )
  if (rows.length === 0) return ''
  return table('### Targets', ['Target', 'Holds', 'Hidden by', 'Last written'], rows)
}

function room({ snapshot, evaluation }: CheckResult): string {
  if (snapshot.observation === undefined) return ''
  const { versionsLeft } = evaluation
  const versions =
    versionsLeft === undefined ? '' : `${versionsLeft} of ${snapshot.capacity} versions of the secret`
  const quota =
    snapshot.keysLeft === undefined
      ? ''
      : `${pluralize(snapshot.keysLeft, 'API key')} of the organization's quota`
  const left = [versions, quota].filter((part) => part !== '')
  return left.length === 0 ? '' : `**Room left:** ${left.join(', ')}.`
}

function remarks({ notes: texts }: CheckResult, clean: Clean): string {
  return list(
    '### Remarks',
    texts.map((text) => clean.markdown(text)),
  )
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const left = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`)
  return [title, '', ...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n')
}

function overviewRow(result: CheckResult, clean: Clean): string {
  const { name = '', evaluation, snapshot } = result
  const { observation } = snapshot
  const icon = ICONS[outcomeOfKey(result)]
  const found = `${icon} ${foundKinds(evaluation).join(', ')}`
  const current = observation && recordedCurrent(observation)
  const row = checkKeyViews(result).find(({ isCurrent }) => isCurrent)
  if (observation === undefined || current === undefined || row === undefined)
    return tableRow([name, found, '', '', '', '', ''])
  const rows = checkTargetViews(result)
  const inOrder = rows.filter((target) => target.inOrder).length
  return tableRow([
    name,
    found,
    `v${current.revision} (${clean.markdown(current.record.accessKey, NAME_LENGTH)})`,
    row.age,
    row.expiry,
    evaluation.due === undefined ? '' : relativeDateText(evaluation.due, observation.at),
    rows.length === 0 ? '' : `${inOrder} of ${rows.length}`,
  ])
}
