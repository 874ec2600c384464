import {
  recordedCurrent,
  generations,
  type Generation,
  type Observation,
} from '../../rotation/model/observation.ts'
import type { Outcome } from '../../rotation/decide/outcome.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import { createClean, type Clean } from '../text/clean.ts'
import { docLinkMarkdown } from '../text/doc-links.ts'
import { list, table, tableRow, joinParts, noBreak } from '../text/markdown.ts'
import { NAME_LENGTH } from '../text/phrases.ts'
import { ageCell, expiryCell } from '../view/state-text.ts'
import { stepResults, requiredActions } from './results.ts'
import { missingKeyText, replacedKey } from '../view/key-view.ts'
import { targetText, targetViews, wantedRevision } from '../view/target-view.ts'
import { dateText, relativeDayText, elapsedText } from '../text/time.ts'
import { timeline } from './timeline.ts'
import { isFailure, verdict, type ReportContext } from './verdict.ts'

/** What a person must do, where it is nothing. */
export const NO_ACTION_REQUIRED = '**There is nothing that you have to do.**'

/**
 * The job summary, in Markdown: the verdict, what a person must do, the generations of the key, what each target
 * holds, the generations over time, and what was done step by step. Readable where access keys show as `***`, because
 * generations have numbers. Tables and lists are cut, and say so; with every character at its longest it stays below
 * what GitHub takes.
 */
export function renderSummary(outcome: Outcome, policy: Policy, context: ReportContext): string {
  const title = `## ${iconOf(outcome)} Key rotation: ${outcome.kind}${outcome.dryRun ? ' (dry run)' : ''}`
  const todo = whatToDo(outcome, context)
  return joinParts(
    [
      title,
      createClean(context.redact).markdown(verdict(outcome, policy, context), 1500),
      todo.length === 0 ? NO_ACTION_REQUIRED : list('### What you have to do', todo),
      ...stateSections(outcome, policy, context),
    ],
    (left) => `… and ${left} more parts, for which there is no room; the log has them.`,
  )
}

/** What stands and what was done: all of the summary that is not for everybody. */
export function stateSections(
  outcome: Outcome,
  policy: Policy,
  context: ReportContext,
  withTimeline = true,
): readonly string[] {
  const clean = createClean(context.redact)
  const { known } = outcome
  const stands =
    known === undefined
      ? ['Nothing could be observed, so that this summary cannot say what stands.']
      : [
          keys(known.observation, policy, clean),
          targets(known.observation, outcome, context, clean),
          withTimeline ? timeline(known, policy) : '',
        ]
  return [...stands, steps(outcome, context, clean), remarks(context, clean)]
}

export function iconOf({ kind, dryRun }: Pick<Outcome, 'kind' | 'dryRun'>): string {
  if (isFailure(kind)) return kind === 'failed' ? '❌' : '⚠️'
  return dryRun ? '📝' : '✅'
}

/** What a person must do, in Markdown: what stands in the way, and a key that only a person can save. */
function whatToDo(outcome: Outcome, context: ReportContext): readonly string[] {
  const clean = createClean(context.redact)
  const problems = requiredActions(outcome, context).map(
    ({ text, knownCause }) => clean.markdown(text) + docLinkMarkdown(knownCause, context.page),
  )
  // First, as lists are cut.
  return [...sealedKeys(context), ...problems]
}

/** Keys that could not be stored: a person can open what is sealed here, and nobody else. */
export function sealedKeys({ notes, redact }: ReportContext): readonly string[] {
  const clean = createClean(redact)
  return (notes?.sealed ?? []).map(({ accessKey, box }) => {
    const safe = /^[A-Za-z0-9+/=]+$/.test(box) ? box : ''
    return `The key ${clean.markdown(accessKey, NAME_LENGTH)} could not be stored; sealed to recovery-public-key: \`${safe}\``
  })
}

function keys(observation: Observation, policy: Policy, clean: Clean): string {
  const replaced = replacedKey(observation, policy)
  const current = recordedCurrent(observation)
  const row = (name: string, accessKey: string, stage: string, bold: boolean): string => {
    const alive = observation.keys.has(accessKey)
    const cells = [
      name,
      clean.markdown(accessKey, NAME_LENGTH),
      alive ? noBreak(ageCell(observation, accessKey)) : '',
      alive ? expiryCell(observation, accessKey) : missingKeyText(observation, accessKey, 'dead'),
      stage,
    ]
    return tableRow(bold ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells)
  }
  const ends = replaced?.graceEnds
  const grace = ends === undefined ? '' : `, until ${relativeDayText(ends, observation.at)}`
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
  return table('### Keys', ['Version', 'Access key', 'Age', 'Expiry', 'Stage'], rows)
}

function targets(observation: Observation, outcome: Outcome, context: ReportContext, clean: Clean): string {
  const all = targetViews(observation, outcome.steps, context.notes)
  const wanted = wantedRevision(observation, all)
  const isBehind = (revision: number | undefined) => wanted === undefined || revision !== wanted
  // What is cut off should be what is in order.
  const behind = all.filter(({ revision }) => isBehind(revision))
  const sorted = [...behind, ...all.filter(({ revision }) => !isBehind(revision))]
  const rows = sorted.map((row) =>
    tableRow([
      clean.markdown(row.label, NAME_LENGTH),
      `${isBehind(row.revision) ? '⚠️ ' : ''}${targetText(row)}`,
      row.writtenAt === undefined ? '' : noBreak(dateText(row.writtenAt)),
    ]),
  )
  const count = wanted === undefined ? '' : `: ${all.length - behind.length} of ${all.length} hold v${wanted}`
  return table(`### Targets${count}`, ['Target', 'Holds', 'Since'], rows)
}

function steps(outcome: Outcome, context: ReportContext, clean: Clean): string {
  const results = stepResults(outcome, context)
  if (outcome.dryRun)
    return list(
      '### What a run would do',
      results.map(({ step }) => clean.markdown(step)),
    )
  const { observedMs, stepsMs = [] } = context.notes ?? {}
  const took = (milliseconds: number | undefined) =>
    milliseconds === undefined ? '' : noBreak(elapsedText(milliseconds))
  const looked = observedMs === undefined ? [] : [tableRow(['✅', 'looked at what stands', took(observedMs)])]
  const rows = results.map((result, at) =>
    tableRow([
      result.ok ? '✅' : '❌',
      result.ok ? clean.markdown(result.step) : clean.markdown(`${result.step}: ${result.error}`, 1000),
      took(stepsMs[at]),
    ]),
  )
  if (looked.length + rows.length === 0) return ''
  return table('### What was done', ['', 'Step', 'Took'], [...looked, ...rows], 50)
}

function remarks({ notes }: ReportContext, clean: Clean): string {
  const unchecked = (notes?.unchecked ?? []).map(({ what, why }) =>
    clean.markdown(`Could not check ${what}: ${why}`),
  )
  return list('### Worth knowing', [
    ...(notes?.advice ?? []).map((text) => clean.markdown(text)),
    ...unchecked,
  ])
}
