import { isValid, recordedCurrent } from '../../rotation/model/observation.ts'
import type { Outcome, OutcomeKind } from '../../rotation/decide/outcome.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import { RunProblems } from '../../rotation/model/ports.ts'
import type { Pause } from '../../rotation/decide/pause.ts'
import type { Step, StopReason } from '../../rotation/model/steps.ts'
import { createClean, type Redact } from '../text/clean.ts'
import { errorText } from '../text/errors.ts'
import type { Notes } from '../view/run-notes.ts'
import { generationName, labelOfIn, nextDue, replacedKey } from '../view/key-view.ts'
import { pluralize, durationText, relativeDateText } from '../text/time.ts'
import { withPeriod, keyName } from '../text/phrases.ts'
import { dueText, stepText, stopText } from './step-text.ts'
import type { RunState } from '../../rotation/model/run-state.ts'

/** What a report needs beyond the outcome. */
export interface ReportContext {
  readonly redact: Redact
  /** What the log collected while the run was at work (see log.ts); without it targets are told less exactly. */
  readonly notes?: Notes
  /** Where known causes are explained (see docs.ts). */
  readonly page?: string | undefined
}

const LENGTH = 1500

/** Whether an outcome fails the job: somebody should look, even where the next run would do the rest. */
export function isFailure(kind: OutcomeKind): boolean {
  return kind === 'incomplete' || kind === 'failed'
}

/** One line that says what happened, what stands, and what comes next. Neutralised and redacted. */
export function verdict(outcome: Outcome, policy: Policy, { redact }: ReportContext): string {
  const { text } = createClean(redact)
  const parts =
    outcome.dryRun && !isFailure(outcome.kind)
      ? dryRunParts(outcome, policy)
      : runParts(outcome, policy, redact)
  return text(parts.filter((part) => part !== '').join(' '), LENGTH)
}

function runParts(outcome: Outcome, policy: Policy, redact: Redact): readonly string[] {
  const { known } = outcome
  const { stands, after } = wordsOn(known, policy)
  const name = currentName(known)
  const everywhere = `${name} is in ${allTargets(known)}`
  switch (outcome.kind) {
    case 'rotated':
      return [`Rotated: ${everywhere}.`, ...after]
    case 'rolled-back':
      return [`Rolled back: ${everywhere}.`, ...after]
    case 'rolled-over':
      return [`Rolled over: ${everywhere}.`, ...after]
    case 'resumed': {
      const promoted = outcome.steps.some(({ step }) => step.kind === 'promote')
      const what = promoted ? everywhere : pluralize(outcome.steps.length, 'thing') + ' put in order'
      return [`Finished what an earlier run had left: ${what}.`, promoted ? '' : stands, ...after]
    }
    case 'repaired':
      return [`Repaired: ${everywhere} again.`, ...after]
    case 'retired': {
      const retired = outcome.steps.flatMap(({ step }) => (step.kind === 'retire' ? [step] : []))
      return [`Retired: ${retired.map((step) => retiredWords(step)).join(', ')}.`, stands, ...after]
    }
    case 'not-due': {
      const { stop } = outcome
      const notYet = stop?.kind === 'not-yet' ? withPeriod(stopText(stop)) : ''
      return ['Nothing to do:', notYet, stands, ...after]
    }
    case 'incomplete':
      return ['Incomplete:', withPeriod(whyIncomplete(outcome, redact)), ...whatNow(outcome)]
    case 'failed':
      return ['Failed:', withPeriod(whyIncomplete(outcome, redact)), ...whatNow(outcome)]
  }
}

function dryRunParts({ kind, steps, known }: Outcome, policy: Policy): readonly string[] {
  const { stands, after } = wordsOn(known, policy)
  if (kind === 'not-due') return ['Dry run: a run would change nothing.', stands, ...after]
  const labelOf = labelOfIn(known?.observation)
  const main = MAIN_STEPS.flatMap((wanted) =>
    steps.filter(({ step }) => step.kind === wanted).map(({ step }) => step),
  )
  const told = (main.length > 0 ? main : steps.map(({ step }) => step)).slice(0, 3)
  const words = told.map((step) => stepText(step, false, labelOf)).join('; ')
  return [
    `Dry run: a run would end as "${kind}" after ${pluralize(steps.length, 'step')}, among them: ${words}.`,
    'Nothing was changed.',
    stands,
  ]
}

/** The steps that a reader of one line wants to hear of. */
const MAIN_STEPS: readonly Step['kind'][] = ['issue', 'publish', 'repair', 'retire']

function whyIncomplete(outcome: Outcome, redact: Redact): string {
  const { error, stop, steps, known } = outcome
  if (error instanceof RunProblems) {
    const [first] = error.problems
    // What to do about it is said with the error itself.
    if (first !== undefined && error.problems.length === 1) return `${first.about}: ${first.problem}`
    return `${error.problems.length} problems keep the run from going on; each is listed above`
  }
  if (error !== undefined) return errorText(error, redact).slice(0, 1).join('')
  if (stop !== undefined && stop.kind !== 'settled') return stopText(stop, labelOfIn(known?.observation))
  const [first, ...others] = steps.filter((done) => done.error !== undefined)
  if (first === undefined) return 'the run did not come to its end'
  const more = others.length > 0 ? `, and ${pluralize(others.length, 'other step')} failed` : ''
  return `could not ${stepText(first.step, false, labelOfIn(known?.observation))}${more}`
}

/** After a failure: what still works, and what the next run does. */
function whatNow({ changed, known, kind, stop }: Outcome): readonly string[] {
  const words = [changed ? '' : 'Nothing was changed.']
  if (known === undefined || (stop !== undefined && saysAll(stop))) return words
  const { observation } = known
  const current = recordedCurrent(observation)
  if (current === undefined) words.push('The key that was used until now was left as it is.')
  else if (isValid(observation, current.record.accessKey))
    words.push(`${generationName(current)} is current and goes on working.`)
  else if (observation.keys.get(current.record.accessKey)?.inDoubt === true)
    words.push(`Nobody knows whether the current key ${generationName(current)} still works.`)
  else
    words.push(
      `The current key ${generationName(current)} does not work any more: run again as soon as you can.`,
    )
  if (kind === 'incomplete' || changed) words.push('The next run goes on from here.')
  return words
}

/** What went astray is found by no later run, and nothing of the old key is certain: the way out is told with it. */
function saysAll({ kind }: StopReason): boolean {
  return kind === 'answer-lost' || kind === 'unstored' || kind === 'published-unverified'
}

function retiredWords({ accessKey, revision, how }: Extract<Step, { kind: 'retire' }>): string {
  return `the replaced key ${keyName(accessKey, revision)} is ${how === 'delete' ? 'deleted' : 'let go and goes on working'}`
}

function currentName(known: RunState | undefined): string {
  const current = known && recordedCurrent(known.observation)
  return current === undefined ? 'the key' : generationName(current)
}

function allTargets(known: RunState | undefined): string {
  const count = known?.observation.targets.length ?? 0
  if (count === 1) return 'its target'
  return count === 2 ? 'both targets' : `all ${count} targets`
}

/** What stands, and what comes of it; nothing of either where nothing could be observed. */
function wordsOn(
  known: RunState | undefined,
  policy: Policy,
): { readonly stands: string; readonly after: readonly string[] } {
  if (known === undefined) return { stands: '', after: [] }
  return { stands: standsWords(known), after: [previousWords(known, policy), nextWords(known, policy)] }
}

function standsWords({ observation }: RunState): string {
  const current = recordedCurrent(observation)
  if (current === undefined) return 'There is no current key yet.'
  const key = observation.keys.get(current.record.accessKey)
  if (key === undefined) return `${generationName(current)} is current, but its key no longer exists.`
  const age = durationText(observation.at.getTime() - key.createdAt.getTime())
  return `${generationName(current)} is current and ${age} old.`
}

function previousWords({ observation }: RunState, policy: Policy): string {
  const replaced = replacedKey(observation, policy)
  if (replaced === undefined) return ''
  const { accessKey, revision, graceEnds, then, key } = replaced
  const name = keyName(accessKey, revision)
  if (graceEnds === undefined && then === 'delete')
    return `The key ${name} keeps working; its grace period starts with the next run that finds every target in order.`
  if (graceEnds === undefined)
    return `The key ${name} that it replaced goes on working; nothing will retire it.`
  const { at } = observation
  if (key.expiresAt !== undefined && key.expiresAt < graceEnds) {
    return `The replaced key ${name} goes on working until it expires on ${relativeDateText(key.expiresAt, at)}.`
  }
  const end = then === 'delete' ? 'deletes it' : 'lets it go'
  const when =
    graceEnds > at ? `after ${relativeDateText(graceEnds, at)}` : 'that finds every target in order'
  return `The replaced key ${name} goes on working; the first run ${when} ${end}.`
}

function nextWords(known: RunState, policy: Policy): string {
  const { observation } = known
  const current = recordedCurrent(observation)
  if (current === undefined) return ''
  const due = nextDue(known, policy)
  if (!due.due && due.pause !== undefined) return pauseText(due.pause, observation.at)
  if (due.due) {
    if (due.because.kind === 'every-run') return 'The next run replaces it again: no max-age is set.'
    if (due.because.kind === 'end-unknown')
      return 'Nobody knows when the current key expires, so every run asks the service to roll it over.'
    return `The current key is due: ${dueText(due.because, observation.at)}.`
  }
  if (due.next === undefined)
    return 'The current key never expires, so that it is replaced only with force: true.'
  return `The current key is due on ${relativeDateText(due.next, observation.at)}.`
}

/** Why no key is replaced because of its age, and until when. */
function pauseText(pause: Pause, at: Date): string {
  const { until } = pause
  return (
    `Automatic rotation is paused ${pauseCause(pause)} until ${relativeDateText(until, at)}. ` +
    'Repairs go on; set force: true to rotate before that date.'
  )
}

/** What pauses a rotation. */
export function pauseCause({ because }: Pick<Pause, 'because'>): string {
  return because === 'rollback' ? 'after a rollback' : 'by pause-until'
}
