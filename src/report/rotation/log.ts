import type { RotationEvent, ReportEvent } from '../../rotation/model/events.ts'
import type { Observation } from '../../rotation/model/observation.ts'
import type { Outcome } from '../../rotation/decide/outcome.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import type { Step } from '../../rotation/model/steps.ts'
import type { AnnotatingCore } from '../text/annotations.ts'
import { createClean, type Redact } from '../text/clean.ts'
import { docLinkText } from '../text/doc-links.ts'
import { keyEventText, overtakenText, sealedKeyText } from './key-event-text.ts'
import { rateLimitedText, pacedText, postponedText } from '../text/rate-limit-text.ts'
import { createNotes, type Notes } from '../view/run-notes.ts'
import { stateLines } from '../view/state-text.ts'
import { phaseOf, type LogPhase } from '../view/phases.ts'
import { labelOfIn } from '../view/key-view.ts'
import { targetsOfStep } from '../view/target-view.ts'
import { printError as tellErrorOf } from '../text/print-error.ts'
import { verdict } from './verdict.ts'
import { keyName, LINE_LENGTH, sentence } from '../text/phrases.ts'
import { stepDoneText, stepText } from './step-text.ts'

/** The part of `@actions/core` that a log needs. */
export interface LogCore extends AnnotatingCore {
  readonly startGroup: (name: string) => void
  readonly endGroup: () => void
  readonly debug: (message: string) => void
}

export interface LogOptions {
  readonly core: LogCore
  readonly redact: Redact
  readonly dryRun: boolean
  /** Where known causes are explained (see docs.ts). */
  readonly page?: string | undefined
  /** When the run began, by `performance.now()`; now where undefined. */
  readonly began?: number
}

export interface Log {
  /** Prints what happens, as it happens. */
  readonly report: ReportEvent
  /** Ends the group that is open, if one is. */
  readonly close: () => void
  /**
   * Ends the log: closes it and prints the errors that were not told yet.
   * @returns the verdict, for `info`, or for `setFailed` where the outcome is a failure
   */
  readonly finish: (outcome: Outcome, policy: Policy) => string
  /** What the events told so far that the outcome does not. */
  readonly notes: Notes
}

/** Up to so many targets each has a line of its own. */
const FEW_TARGETS = 10
/** Steps that take a while, and are announced when they begin. */
const SLOW: ReadonlySet<Step['kind']> = new Set(['issue', 'verify', 'publish', 'repair'])

export function createLog({ core, redact, dryRun, page, began }: LogOptions): Log {
  const clean = createClean(redact)
  const { notes, take } = createNotes(() => performance.now(), began)
  const told = new Set<unknown>()
  const unproven = new Set<string>()
  let phase: LogPhase | undefined
  let planning = false
  let limited = false
  let labelOf = labelOfIn(undefined)
  let observed: Observation | undefined

  const line = (text: string) => clean.text(text, LINE_LENGTH)
  const say = (text: string): void => {
    // Its indentation would be taken off as well.
    const words = text.trimStart()
    core.info(`${' '.repeat(text.length - words.length)}${line(words)}`)
  }
  const titled = (title: string) => ({ title: clean.text(title, 200) })

  function enter(next: LogPhase): void {
    if (next === phase) return
    close()
    core.startGroup(next)
    phase = next
  }

  function close(): void {
    if (phase !== undefined) core.endGroup()
    phase = undefined
  }

  function tellError(error: unknown, title: string): void {
    told.add(error)
    tellErrorOf(core, error, title, redact, page)
  }

  function begin(step: Step): void {
    if (dryRun) {
      if (step.kind === 'stop') return
      close()
      if (!planning) say('A run would do this now; this dry run changes nothing:')
      planning = true
      say(`  - ${stepText(step, true, labelOf)}`)
      return
    }
    const next = phaseOf(step, phase)
    if (next === undefined) return
    enter(next)
    if (SLOW.has(step.kind)) say(sentence(stepText(step, false, labelOf)))
  }

  function done(step: Step): void {
    if (step.kind === 'issue' || step.kind === 'stop') return // a made key has lines of its own
    if (step.kind === 'verify' && unproven.has(step.accessKey)) return
    const failed = targetsOfStep(step)?.filter((id) => notes.failures.has(labelOf(id)))
    // Which targets those are was said before.
    say(sentence(stepDoneText(step, labelOf, new Set(failed), false)))
  }

  function report(event: RotationEvent): void {
    take(event)
    switch (event.kind) {
      case 'observed':
        enter('Observe')
        labelOf = labelOfIn(event.observation)
        observed = event.observation
        for (const seen of stateLines(observed)) say(seen)
        break
      case 'unchecked':
        if (event.accessKey !== undefined) unproven.add(event.accessKey)
        core.notice(
          line(
            `Could not check ${event.what}: ${sentence(event.why)} It is no error; if it stands in the way, the run says so.`,
          ),
          titled(`Could not check ${event.what}`),
        )
        break
      case 'advice':
        core.warning(line(event.text), titled('Advice'))
        break
      case 'step':
        begin(event.step)
        break
      case 'step-done':
        done(event.step)
        break
      case 'step-failed':
        tellError(event.error, `Could not ${stepText(event.step, false, labelOf)}`)
        break
      case 'lost-answer':
      case 'key-created':
      case 'key-stored':
        say(keyEventText(event, observed?.at ?? new Date(0), observed?.issuer))
        break
      case 'sealed':
        core.warning(sealedKeyText(event), titled('A key to be recovered'))
        break
      case 'overtaken':
        core.notice(line(overtakenText(event)), titled('Two runs at once'))
        break
      case 'unverified':
        unproven.add(event.accessKey)
        core.error(
          line(
            `The key ${event.accessKey} did not work within ${event.seconds} s. What that means for the targets is said ` +
              'at the end. Run again later, or raise propagation-timeout.',
          ) + docLinkText('new-key-not-working', page),
          titled('New key'),
        )
        break
      case 'key-probed':
        core.debug(
          line(`${keyName(event.accessKey)}: ${event.answer}, ${event.inARow} of ${event.needed} in a row`),
        )
        break
      case 'target-written':
        progress(event.label, event.count, event.total)
        break
      case 'target-failed':
        tellError(event.error, `Could not write ${event.label}`)
        break
      case 'targets-postponed':
        core.error(line(postponedText(event.labels)), titled('Not in this run'))
        break
      case 'paced':
        say(pacedText(event))
        break
      case 'limited':
        // Once as an annotation: what follows says the same.
        if (limited) say(rateLimitedText(event))
        else core.warning(line(rateLimitedText(event)), titled("GitHub's rate limits"))
        limited = true
        break
      case 'interrupted':
        core.warning(
          'The run was asked to end, and begins nothing new; the next run goes on from here.',
          titled('Interrupted'),
        )
    }
  }

  function progress(label: string, count: number, total: number): void {
    if (total <= FEW_TARGETS) say(`  ${count} of ${total}: ${label}`)
    else {
      const tenths = (number: number) => Math.floor((number * 10) / total)
      if (tenths(count) > tenths(count - 1)) say(`  ${count} of ${total} targets written`)
    }
  }

  function finish(outcome: Outcome, policy: Policy): string {
    close()
    const { error } = outcome
    if (error !== undefined && !told.has(error)) tellError(error, 'The run could not go on')
    return verdict(outcome, policy, { redact, notes })
  }

  return { report, close, finish, notes }
}
