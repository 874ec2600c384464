import type { CloseReason, GiveUpReason, Step, StopReason, DueReason } from '../../rotation/model/steps.ts'
import { answerLostText, notYetText, unstoredText } from './lost-key-text.ts'
import { safeLine, keyName, listNames } from '../text/phrases.ts'
import type { LabelOf } from '../view/key-view.ts'
import { pluralize, dateText, durationText } from '../text/time.ts'

const asItIs: LabelOf = (id) => id
const NOBODY: ReadonlySet<string> = new Set()

/**
 * A step in one line: `delete the replaced key …`.
 * @param dryRun says `would delete …` instead
 */
export function stepText(step: Step, dryRun = false, labelOf = asItIs): string {
  const { does, what } = stepParts(step, labelOf, NOBODY)
  return safeLine(`${dryRun ? 'would ' : ''}${does} ${what}`)
}

/**
 * A step that was carried out, in one line: `deleted the replaced key …`.
 * @param failed the targets (by id) that could not be written: they are not among those that were
 * @param named whether to name the targets, or only to count them
 */
export function stepDoneText(step: Step, labelOf = asItIs, failed = NOBODY, named = true): string {
  const { did, what } = stepParts(step, named ? labelOf : undefined, failed)
  return safeLine(`${did} ${what}`)
}

function stepParts(
  step: Step,
  labelOf: LabelOf | undefined,
  failed: ReadonlySet<string>,
): { does: string; did: string; what: string } {
  const parts = (does: string, did: string, what: string) => ({ does, did, what })
  switch (step.kind) {
    case 'take-over': {
      const { revision, accessKey } = step
      const found =
        revision === undefined || accessKey === undefined
          ? ''
          : `; ${keyName(accessKey, revision)} counts as its current key`
      return parts('take', 'took', `the secret over${found}`)
    }
    case 'discard':
      return parts(
        'delete',
        'deleted',
        `the key ${keyName(step.accessKey)}, which an interrupted run created and did not store`,
      )
    case 'replace': {
      const key = keyName(step.accessKey, step.revision)
      return step.how === 'mark'
        ? parts('mark', 'marked', `the key ${key} as replaced: its grace period begins`)
        : parts('release', 'released', `the key ${key}, which was not created here: its mark is removed`)
    }
    case 'give-up':
      return parts('give', 'gave', `${keyName(step.accessKey, step.revision)} up: ${giveUpText(step.reason)}`)
    case 'mark-previous':
      return parts(
        'mark',
        'marked',
        `${keyName(step.accessKey, step.revision)} as previous: it was replaced on ${dateText(step.since)}`,
      )
    case 'close': {
      const { accessKey, revision } = step
      const version = accessKey === undefined ? `v${revision}` : keyName(accessKey, revision)
      return parts('disable', 'disabled', `${version}: ${closeText(step.because)}`)
    }
    case 'retire': {
      const key = `the replaced key ${keyName(step.accessKey, step.revision)}`
      if (step.how === 'delete') return parts('delete', 'deleted', key)
      return parts(
        'let',
        'let',
        `${key} go: it goes on working, and this action has nothing to do with it any more`,
      )
    }
    case 'roll-back':
      return parts(
        'store',
        'stored',
        `the previous key ${keyName(step.accessKey, step.revision)} as a new version`,
      )
    case 'prune':
      return parts('delete', 'deleted', `the old version v${step.revision} from the secret`)
    case 'verify':
      return parts('prove', 'proved', `that ${keyName(step.accessKey, step.revision)} works`)
    case 'publish':
    case 'repair': {
      const written = step.targets.filter((id) => !failed.has(id))
      const all = written.length === step.targets.length
      const count = all
        ? pluralize(written.length, 'target')
        : `${written.length} of ${pluralize(step.targets.length, 'target')}`
      const names =
        written.length === 0 || labelOf === undefined ? '' : `: ${listNames(written.map(labelOf))}`
      const key = step.kind === 'repair' ? 'the current key ' : ''
      return parts('write', 'wrote', `${key}${keyName(step.accessKey, step.revision)} to ${count}${names}`)
    }
    case 'promote':
      return parts('make', 'made', `${keyName(step.accessKey, step.revision)} the current key`)
    case 'create-secret':
      return parts('create', 'created', 'the secret in Secret Manager')
    case 'issue':
      return parts('create and store', 'created and stored', `a new key, because ${dueText(step.because)}`)
    case 'stop':
      return parts('stop', 'stopped', `there: ${stopText(step.because, labelOf)}`)
  }
}

/**
 * Why a key is replaced.
 * @param at the services' time, to say how old a key is; without it the date stands alone
 */
export function dueText(reason: DueReason, at?: Date): string {
  switch (reason.kind) {
    case 'forced':
      return 'force is set'
    case 'first':
      return 'there is no current key yet'
    case 'unreadable':
      return `v${reason.revision}, the current version, can no longer be read`
    case 'deleted':
      return safeLine(`the current key ${keyName(reason.accessKey)} no longer exists`)
    case 'found':
      return safeLine(
        `the current key ${keyName(reason.accessKey)} was taken over with the secret and was not created by this action`,
      )
    case 'unpublishable':
      return safeLine(
        `an earlier release of this action created the current key ${keyName(reason.accessKey)}, and nothing in IAM ` +
          'confirms its stored secret',
      )
    case 'in-doubt':
      return safeLine(
        `an earlier run was about to roll ${keyName(reason.accessKey)} over, and nobody knows how that ended`,
      )
    case 'end-unknown':
      return safeLine(`nobody knows when the current key ${keyName(reason.accessKey)} expires`)
    case 'expired':
      return safeLine(`the current key ${keyName(reason.accessKey)} expired on ${dateText(reason.expiresAt)}`)
    case 'expiring':
      return safeLine(
        `the current key ${keyName(reason.accessKey)} expires soon, on ${dateText(reason.expiresAt)}`,
      )
    case 'old': {
      const age = at === undefined ? '' : ` (${durationText(at.getTime() - reason.createdAt.getTime())} ago)`
      return safeLine(
        `the current key ${keyName(reason.accessKey)}, made on ${dateText(reason.createdAt)}${age}, has reached max-age`,
      )
    }
    case 'every-run':
      return 'every run replaces the key (no max-age is set)'
  }
}

/** Why a version is closed. */
export function closeText(reason: CloseReason): string {
  switch (reason) {
    case 'deleted':
      return 'its key is deleted'
    case 'duplicate':
      return 'another version holds its key'
    case 'given-up':
      return 'it was superseded, and could still be read as the newest version'
    case 'unknown-version':
      return 'this action did not store it, and it is newer than the current version'
    case 'foreign-key':
      return 'its record names a key that does not belong to the application or user of this rotation'
    case 'unmarked-key':
      return 'its record names a key that this rotation did not create'
    case 'wrong-revision':
      return 'its record names a key that another version holds'
    case 'wrong-payload':
      return 'it does not hold the key that its record names'
  }
}

/** Why a run ends. */
export function stopText(reason: StopReason, labelOf = asItIs): string {
  switch (reason.kind) {
    case 'settled':
      return 'nothing is left to do'
    case 'targets-lag': {
      const { targets } = reason
      return safeLine(
        `${pluralize(targets.length, 'target')} could not be written: ${listNames(targets.map(labelOf))}`,
      )
    }
    case 'unverified':
      return (
        `the new key ${keyName(reason.accessKey)} did not work in time, so no target was given it; the old key goes ` +
        'on working. Run again later, or raise propagation-timeout'
      )
    case 'published-unverified':
      return safeLine(
        `the new key ${keyName(reason.accessKey)} could not be seen to work in time; it was given to the targets all ` +
          'the same, because the old one is dead. Look whether it works, and whether keys-api-verify-url asks the right thing',
      )
    case 'not-yet':
      return notYetText(reason)
    case 'answer-lost':
      return answerLostText(reason)
    case 'unstored':
      return unstoredText(reason, labelOf)
    case 'targets-differ':
      return safeLine(
        `${pluralize(reason.targets.length, 'target')} may not hold the current key: ` +
          `${listNames(reason.targets.map(labelOf))}. So ${keyName(reason.accessKey)} goes on working: rotate first, ` +
          'or end it all the same with force, for a leaked key',
      )
    case 'no-successor':
      return (
        `the current key is deleted, expired or cannot be read, so ${keyName(reason.accessKey)} may be the only one ` +
        'that works: rotate first'
      )
    case 'too-early':
      return safeLine(
        `the key ${keyName(reason.accessKey)} was replaced a moment ago, and a run that still lives might write it ` +
          `somewhere; it can be retired after ${dateText(reason.until)}, or at once with force`,
      )
    case 'nothing-to-roll-back-to':
      return 'there is no previous key that is alive and readable, so there is nothing to go back to'
    case 'rolled-back-already':
      return safeLine(
        `the current key ${keyName(reason.accessKey)} was restored by a rollback already, and the previous key is the ` +
          'one that it replaced. Set force: true to restore that one',
      )
    case 'unfinished-elsewhere':
      return safeLine(
        `another run left the key ${keyName(reason.accessKey)} unfinished, and its version could not be closed; run again`,
      )
  }
}

/** Why a version is given up. */
export function giveUpText(reason: GiveUpReason): string {
  switch (reason) {
    case 'disabled':
      return 'a person disabled it'
    case 'invalid':
      return 'its key no longer exists, or has expired'
    case 'expiring':
      return 'its key expires soon'
    case 'overtaken':
      return 'a newer version is current already'
    case 'unverified':
      return 'its key did not work in time'
    case 'rolled-back':
      return 'the key before it is restored'
    case 'unpublishable':
      return 'nothing in IAM confirms the secret of its key'
  }
}
