import type { FindingKind } from '../../check/findings.ts'
import type { CheckResult } from '../../check/result.ts'
import type { RotationEvent } from '../../rotation/model/events.ts'
import { checkTargetViews, checkKeyViews } from '../view/check-view.ts'
import { findingTexts } from './finding-text.ts'
import { createClean, type Redact } from '../text/clean.ts'
import { rateLimitedText, pacedText } from '../text/rate-limit-text.ts'
import type { LogCore } from '../rotation/log.ts'
import { keyName, LINE_LENGTH, sentence } from '../text/phrases.ts'
import { pluralize, dateText } from '../text/time.ts'

/** So many targets have a line of their own; of more only those that are not in order. */
const FEW_TARGETS = 10
/** And of those so many. */
const MOST_TARGETS = 50

/** Prints what a check sees: a group for each key, and an annotation for all that a person should know. */
export interface CheckLog {
  /** What the run waits for while it looks. */
  readonly report: (event: RotationEvent) => void
  readonly print: (results: readonly CheckResult[], failOn: readonly FindingKind[]) => void
}

export function createCheckLog({ core, redact }: { core: LogCore; redact: Redact }): CheckLog {
  const clean = createClean(redact)
  const line = (text: string): string => clean.text(text, LINE_LENGTH)

  function say(text: string): void {
    // Its indentation would be taken off as well.
    const words = text.trimStart()
    core.info(`${' '.repeat(text.length - words.length)}${line(words)}`)
  }

  function annotate(result: CheckResult, failOn: readonly FindingKind[]): void {
    const { evaluation, name } = result
    // What cannot be ruled out fails the job like what was found.
    const hidden = new Set(evaluation.unchecked.flatMap(({ hides }) => hides))
    const uncheckedFails = failOn.includes('unchecked') || failOn.some((kind) => hidden.has(kind))
    for (const { kind, found, remedy } of findingTexts(result)) {
      const fails = kind === 'unchecked' ? uncheckedFails : failOn.includes(kind)
      const said = kind === 'unchecked' ? `Could not be looked at: ${found}` : found
      const title = { title: clean.text(name === undefined ? kind : `${name}: ${kind}`, 200) }
      const text = line(`${sentence(said)} ${sentence(remedy)}`)
      if (fails) core.error(text, title)
      else core.warning(text, title)
    }
  }

  return {
    report(event) {
      if (event.kind === 'paced') say(pacedText(event))
      else if (event.kind === 'limited')
        core.warning(line(rateLimitedText(event)), { title: "GitHub's rate limits" })
      else if (event.kind === 'advice') core.warning(line(event.text), { title: 'Advice' })
    },
    print(results, failOn) {
      for (const result of results) {
        core.startGroup(clean.text(result.name ?? 'Check', 200))
        for (const text of standingLines(result)) say(text)
        core.endGroup()
        annotate(result, failOn)
      }
    },
  }
}

/** What stands of a key, line by line. */
function standingLines(result: CheckResult): readonly string[] {
  const { snapshot, evaluation, secretPath, notes } = result
  const { observation, secret } = snapshot
  if (observation === undefined) return [`The secret ${secretPath} could not be looked at.`]
  const when = `At ${dateText(observation.at)} (the services' time)`
  const head =
    secret === undefined
      ? `${when} there is no secret ${secretPath}.`
      : `${when} the secret ${secretPath} (${secret.id}) holds:`
  const rows = checkKeyViews(result)
  const lines = rows.map(({ accessKey, revision, stage, age, expiry }) => {
    const life = [age === '' ? '' : `${age} old`, expiry].filter((part) => part !== '').join(', ')
    return `  ${keyName(accessKey, revision)}: ${stage}; ${life}`
  })
  const none = secret !== undefined && rows.every(({ revision }) => revision === undefined)
  const { versionsLeft } = evaluation
  const room = [
    ...(versionsLeft === undefined ? [] : [`${versionsLeft} of ${snapshot.capacity} versions of the secret`]),
    ...(snapshot.keysLeft === undefined
      ? []
      : [`${pluralize(snapshot.keysLeft, 'API key')} of the organization's quota`]),
  ]
  return [
    head,
    ...(none ? ['  no key that this action made'] : []),
    ...lines,
    ...targetLines(result),
    ...(room.length === 0 ? [] : [`Room left: ${room.join(', ')}`]),
    ...notes,
  ]
}

function targetLines(result: CheckResult): readonly string[] {
  const rows = checkTargetViews(result)
  if (rows.length === 0) return []
  const behind = rows.filter(({ inOrder }) => !inOrder)
  const told = rows.length <= FEW_TARGETS ? rows : behind.slice(0, MOST_TARGETS)
  const left = rows.length <= FEW_TARGETS ? 0 : behind.length - told.length
  return [
    `Targets: ${rows.length - behind.length} of ${rows.length} in order`,
    ...told.map(({ label, words, hiddenBy }) => {
      const hidden = hiddenBy.length === 0 ? '' : `, hidden by ${hiddenBy.slice(0, 3).join('; ')}`
      return `  ${label}: ${words}${hidden}`
    }),
    ...(left > 0 ? [`  and ${left} more that are not in order`] : []),
  ]
}
