import type { RotationEvent } from '../../rotation/model/events.ts'
import { safeLine, listNames } from './phrases.ts'
import { pluralize } from './time.ts'

type EventOf<K extends RotationEvent['kind']> = Extract<RotationEvent, { kind: K }>

/** Why a run takes its time. */
export function pacedText({ pointsAMinute }: EventOf<'paced'>): string {
  return safeLine(
    `GitHub allows ${pointsAMinute} points a minute, of which a read costs 1 and a write 5: the rest is sent as fast as that.`,
  )
}

/** What GitHub refused, and how the run goes on. */
export function rateLimitedText({ waitMs, changesAMinute }: EventOf<'limited'>): string {
  const pace =
    changesAMinute === undefined ? 'with fewer at a time' : `with at most ${changesAMinute} writes a minute`
  return safeLine(
    `GitHub refuses requests because there were too many: the run waits for ${Math.ceil(waitMs / 1000)} s and goes on ${pace}.`,
  )
}

/** The targets that were not begun. */
export function postponedText(labels: readonly string[]): string {
  return safeLine(
    `GitHub's rate limits leave no time in this run for ${pluralize(labels.length, 'target')}; the next run goes on ` +
      `with what keeps its old key until then: ${listNames(labels)}.`,
  )
}
