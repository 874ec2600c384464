import { recordedCurrent } from '../../rotation/model/observation.ts'
import type { Outcome, OutcomeKind } from '../../rotation/decide/outcome.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import type { AnnotatingCore } from '../text/annotations.ts'
import { createClean } from '../text/clean.ts'
import { docLinkMarkdown, docLinkText } from '../text/doc-links.ts'
import type { ErrorLine } from '../text/errors.ts'
import { gantt } from '../text/gantt.ts'
import { list, table, tableRow, joinParts, noBreak } from '../text/markdown.ts'
import { LINE_LENGTH, listKeyNames, NAME_LENGTH } from '../text/phrases.ts'
import { ageCell, expiryCell } from '../view/state-text.ts'
import { rotationReport } from '../rotation/outputs.ts'
import { requiredActions } from '../rotation/results.ts'
import { nextDue } from '../view/key-view.ts'
import { iconOf, NO_ACTION_REQUIRED, sealedKeys, stateSections } from '../rotation/summary.ts'
import { targetViews, wantedRevision } from '../view/target-view.ts'
import { pluralize, isoDay } from '../text/time.ts'
import { currentBars } from '../rotation/timeline.ts'
import { isFailure, type ReportContext } from '../rotation/verdict.ts'

/** What became of one key of a file. */
export interface KeyResult {
  readonly name: string
  readonly outcome: Outcome
  readonly policy: Policy
  readonly verdict: string
  readonly context: ReportContext
}

/** What many keys come to: the first of these that any of them came to, unless one failed; else none was due. */
const WEIGHTIEST: readonly OutcomeKind[] = [
  'rotated',
  'rolled-over',
  'rolled-back',
  'resumed',
  'repaired',
  'retired',
]

/** The format of the `report` output of many keys. */
const FORMAT = 1
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000

/** One outcome for all: `failed` where every key failed, `incomplete` where one did. */
export function keyFileOutcome(results: readonly KeyResult[]): OutcomeKind {
  const kinds = results.map(({ outcome }) => outcome.kind)
  const broken = kinds.filter(isFailure)
  if (broken.length > 0)
    return broken.length === kinds.length && !kinds.includes('incomplete') ? 'failed' : 'incomplete'
  return WEIGHTIEST.find((kind) => kinds.includes(kind)) ?? 'not-due'
}

/** One line on all keys: how many came to what, and which need a look. */
export function keyFileVerdict(results: readonly KeyResult[]): string {
  const counts = new Map<OutcomeKind, number>()
  for (const { outcome } of results) counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1)
  const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  const broken = results.filter(({ outcome }) => isFailure(outcome.kind)).map(({ name }) => name)
  const look = broken.length === 0 ? '' : ` Look at: ${listKeyNames(broken)}.`
  return `${pluralize(results.length, 'key')}: ${said}.${look}`
}

/** The outputs of a run over many keys. Those that name one key are empty. */
export function keyFileOutputs(results: readonly KeyResult[]): Record<string, string> {
  const outcome = keyFileOutcome(results)
  const changed = results.some((result) => result.outcome.changed)
  const report = (withDetails: boolean): string =>
    JSON.stringify({
      format: FORMAT,
      outcome,
      changed,
      verdict: keyFileVerdict(results),
      keys: Object.fromEntries(
        results.map((result) => {
          const { targets, generations, steps, ...rest } = rotationReport(
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

/**
 * The job summary of a run over many keys: all at a glance, what a person must do, and each key in full behind its
 * name, those that failed first. What there is no room for is left out, and said.
 */
export function renderKeyFileSummary(results: readonly KeyResult[]): string {
  const kind = keyFileOutcome(results)
  const failed = results.filter((result) => isFailure(result.outcome.kind))
  const sorted = [...failed, ...results.filter((result) => !isFailure(result.outcome.kind))]
  const dryRun = results.some(({ outcome }) => outcome.dryRun)
  return joinParts(
    [
      `## ${iconOf({ kind, dryRun })} Key rotation: ${kind}${dryRun ? ' (dry run)' : ''}`,
      keyFileVerdict(results),
      whatToDo(results),
      table('### Keys', HEAD, sorted.map(overviewRow), MOST_KEYS),
      keyFileTimeline(results),
      ...sorted.map((result, at) => details(result, at < MOST_OPEN)),
    ],
    (left) => `… and ${pluralize(left, 'key')} more, for which there is no room; the log has them.`,
  )
}

const HEAD = ['Key', 'Outcome', 'Version', 'Access key', 'Age', 'Expiry', 'Due', 'Targets']
/** So many rows, with a name and an access key each, leave room for all the rest. */
const MOST_KEYS = 500
/** Of the keys that failed, so many are open: what they have in common stands above. */
const MOST_OPEN = 3
/** More than this are too small to be read. */
const MOST_BARS = 30

function whatToDo(results: readonly KeyResult[]): string {
  const told = sharedActions(results)
  const sealed = results.flatMap(({ name, context }) =>
    sealedKeys(context).map((line) => `**${name}**: ${line}`),
  )
  if (told.length + sealed.length === 0) return NO_ACTION_REQUIRED
  return list('### What you have to do', [
    ...sealed,
    ...told.map(({ names, line, more, context }) => {
      const words = createClean(context.redact).markdown(line.text)
      return `**${listKeyNames(names)}**: ${words}${likeIt(more)}${docLinkMarkdown(line.knownCause, context.page)}`
    }),
  ])
}

/** What a person must do, told once for all keys that one cause stops: `line` is the first of its sort. */
interface SharedAction {
  readonly names: readonly string[]
  readonly line: ErrorLine
  /** How many other lines say the same of something else. */
  readonly more: number
  readonly context: ReportContext
}

/** Up to so many lines of one sort are each told. */
const FEW = 3

/** What a person must do, what stops most keys first. */
function sharedActions(results: readonly KeyResult[]): readonly SharedAction[] {
  const all = results.flatMap(({ name, outcome, context }) =>
    requiredActions(outcome, context).map((line) => ({ name, line, context })),
  )
  const sorts = Map.groupBy(all, ({ line: { text, remedy, knownCause } }) =>
    remedy === undefined ? text : `${knownCause ?? ''} ${remedy}`,
  )
  const groups = [...sorts.values()].flatMap((sort) => {
    const texts = Map.groupBy(sort, ({ line }) => line.text)
    return texts.size <= FEW ? [...texts.values()] : [sort]
  })
  return groups
    .flatMap((group): SharedAction[] => {
      const names = [...new Set(group.map(({ name }) => name))]
      const more = new Set(group.map(({ line }) => line.text)).size - 1
      return group.slice(0, 1).map(({ line, context }) => ({ names, line, more, context }))
    })
    .sort((a, b) => b.names.length - a.names.length)
}

function likeIt(more: number): string {
  return more === 0 ? '' : ` (And ${more} more like it.)`
}

/** The errors of a run over many keys, as annotations of which GitHub shows but a few: those that stop most keys first. */
export function printKeyFileErrors(core: Pick<AnnotatingCore, 'error'>, results: readonly KeyResult[]): void {
  for (const { names, line, more, context } of sharedActions(results)) {
    const whose = names.length === 1 ? listKeyNames(names) : pluralize(names.length, 'key')
    const words = createClean(context.redact).text(
      `${listKeyNames(names)}: ${line.text}${likeIt(more)}`,
      LINE_LENGTH,
    )
    core.error(words + docLinkText(line.knownCause, context.page), { title: `Key rotation of ${whose}` })
  }
}

/** When the keys were made current, and when they are due; those that are due first come first. */
function keyFileTimeline(results: readonly KeyResult[]): string {
  const at = results.find(({ outcome }) => outcome.known !== undefined)?.outcome.known?.observation.at
  if (at === undefined) return ''
  const rows = results.flatMap(({ name, outcome: { known }, policy }) => {
    const bars = known === undefined ? [] : currentBars(known, policy)
    const end = bars.at(-1)?.to
    return end === undefined ? [] : [{ name, bars, end }]
  })
  const shown = rows.sort((a, b) => a.end.getTime() - b.end.getTime()).slice(0, MOST_BARS)
  const chart = gantt(
    at,
    shown.map(({ name, bars }) => [name, bars] as const),
  )
  if (chart === '') return ''
  const left = rows.length - shown.length
  const more = left > 0 ? [`The ${shown.length} that are due first; ${left} more are due later.`] : []
  return ['### Timeline', chart, ...more].join('\n\n')
}

function details({ name, outcome, policy, verdict, context }: KeyResult, mayOpen: boolean): string {
  const open = mayOpen && isFailure(outcome.kind) ? ' open' : ''
  const body = [
    createClean(context.redact).markdown(verdict, 1500),
    ...stateSections(outcome, policy, context, false),
  ].filter((part) => part !== '')
  return [
    `<details${open}><summary>${iconOf(outcome)} ${name}: ${outcome.kind}</summary>`,
    ...body,
    '</details>',
  ].join('\n\n')
}

function overviewRow({ name, outcome, policy, context }: KeyResult): string {
  const clean = createClean(context.redact)
  const { known, kind, steps } = outcome
  const said = `${iconOf(outcome)}&nbsp;${kind}`
  if (known === undefined) return tableRow([name, said, '', '', '', '', '', ''])
  const { observation } = known
  const current = recordedCurrent(observation)
  const accessKey = current?.record.accessKey ?? ''
  const rows = targetViews(observation, steps, context.notes)
  const wanted = wantedRevision(observation, rows)
  const inOrder = rows.filter(({ revision }) => revision !== undefined && revision === wanted)
  const due = current === undefined ? undefined : nextDue(known, policy)
  const when = due === undefined ? '' : due.due ? 'now' : due.next === undefined ? 'never' : isoDay(due.next)
  return tableRow([
    name,
    said,
    current === undefined ? 'none' : `v${current.revision}`,
    clean.markdown(accessKey, NAME_LENGTH),
    noBreak(ageCell(observation, accessKey)),
    noBreak(expiryCell(observation, accessKey, isoDay)),
    noBreak(when),
    noBreak(`${inOrder.length} of ${rows.length}`),
  ])
}
