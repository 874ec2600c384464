import type { StopReason } from '../../rotation/model/steps.ts'
import { withPeriod, safeLine, keyName, listNames } from '../text/phrases.ts'
import type { LabelOf } from '../view/key-view.ts'
import { pluralize, dateText } from '../text/time.ts'

// The words for keys of an issuer that shows each once: not made yet, or made and gone astray.

type StopOf<K extends StopReason['kind']> = Extract<StopReason, { kind: K }>

/** That a key cannot be rolled over yet. */
export function notYetText({ accessKey, until, forced }: StopOf<'not-yet'>): string {
  const name = accessKey === undefined ? 'the key' : `the key ${keyName(accessKey)}`
  const when = until === undefined ? 'shortly before it expires' : `from ${dateText(until)} on`
  const instead = forced ? '; to replace it now, make another one with command: rotate' : ''
  return safeLine(`${name} goes on working, and the service rolls it over only ${when}${instead}`)
}

/** That a key was made, or may have been, and that nobody has it. */
export function answerLostText({ replaced, certain, earlier, why }: StopOf<'answer-lost'>): string {
  if (replaced === undefined) {
    return safeLine(
      'nobody knows whether the service made a key, and whoever asked for it did not get it. The old key goes on ' +
        'working. If the service shows a new key of this name in its list, deactivate it there; the next run makes ' +
        `another one. What went wrong: ${withPeriod(why)}`,
    )
  }
  const { accessKey } = replaced
  const name = accessKey === undefined ? 'the old key' : `the old key ${keyName(accessKey)}`
  const what = LOST[earlier ? 'earlier' : 'now'][certain ? 'certain' : 'possible'](name)
  return safeLine(
    `${what}. The way out: run once with command: rotate, which makes another key. What went wrong: ${withPeriod(why)}`,
  )
}

/** What became of a key that was rolled over, by this run or an earlier one, and of its successor. */
const LOST = {
  now: {
    certain: (name: string) =>
      `the service rolled ${name} over, and the answer with the new key was lost: the old one is dead, and nobody has the new one`,
    possible: (name: string) =>
      `nobody knows whether the service rolled ${name} over; if it did, the old one is dead, and nobody has the new one`,
  },
  earlier: {
    certain: (name: string) =>
      `an earlier run had ${name} rolled over, and its successor is in no store: the old one is dead, and nobody has the new one, unless a target was given it`,
    possible: (name: string) =>
      `an earlier run was about to have ${name} rolled over, and now the service knows no such key: either it is dead, and ` +
      'nobody has its successor, unless a target was given it; or keys-api-token belongs to another user',
  },
} as const

/** That a key was made and could not be stored. */
export function unstoredText(
  { accessKey, rolledOver, targets, why }: StopOf<'unstored'>,
  labelOf: LabelOf,
): string {
  const name = keyName(accessKey)
  if (!rolledOver) {
    return safeLine(
      `the new key ${name} could not be stored, so no target was given it, and the old key goes on working. The next ` +
        `run makes another one; deactivate this one where the service lists it. What went wrong: ${withPeriod(why)}`,
    )
  }
  const given =
    targets.length === 0
      ? 'every target was given it'
      : `${pluralize(targets.length, 'target')} could not be given it either: ${listNames(targets.map(labelOf))}`
  return safeLine(
    `the new key ${name} could not be stored, and the old one is dead; ${given}. It stands in no store, so no later ` +
      `run knows it: run once with command: rotate, which makes another that is stored. What went wrong: ${withPeriod(why)}`,
  )
}
