import type { Finding, FindingKind, NoKey } from '../../check/findings.ts'
import type { CheckResult } from '../../check/result.ts'
import type { ForgedRecord } from '../../rotation/decide/forged-records.ts'
import { replacedProblem } from '../../rotation/model/target-identities.ts'
import type { Key, Observation } from '../../rotation/model/observation.ts'
import { safeLine, keyName, listNames } from '../text/phrases.ts'
import { checkTargetViews } from '../view/check-view.ts'
import { labelOfIn } from '../view/key-view.ts'
import { pauseCause } from '../rotation/verdict.ts'
import { closeText } from '../rotation/step-text.ts'
import { pluralize, dateText, durationText, relativeDateText } from '../text/time.ts'

/** A finding in a reader's words. Not cleaned: whoever shows it does that. */
export interface FindingText {
  readonly kind: FindingKind
  /** What was found. */
  readonly found: string
  /** What to do about it. */
  readonly remedy: string
}

/** All that was found of a key, in words, and what could not be looked at. */
export function findingTexts(result: CheckResult): readonly FindingText[] {
  const { findings, unchecked } = result.evaluation
  const { observation } = result.snapshot
  // Where nothing could be observed, nothing was found.
  const told =
    observation === undefined
      ? []
      : findings.map((finding) => ({ kind: finding.kind, ...words(result, observation, finding) }))
  return [
    ...told,
    ...unchecked.map(({ problem: { about, problem, remedy } }) => ({
      kind: 'unchecked' as const,
      found: safeLine(`${about}: ${problem}`),
      remedy,
    })),
  ]
}

type Words = Omit<FindingText, 'kind'>

function words(result: CheckResult, observation: Observation, finding: Finding): Words {
  const { at } = observation
  const moment = (date: Date): string => relativeDateText(date, at)
  const labelOf = labelOfIn(observation)
  switch (finding.kind) {
    case 'no-key':
      return noKeyText(finding.why, result)
    case 'expired':
      return {
        found: safeLine(
          `the current key ${keyName(finding.accessKey, finding.revision)} expired on ${moment(finding.at)}`,
        ),
        remedy: 'Run the rotation now: it makes a new key and brings every target to it',
      }
    case 'expiring':
      return {
        found: safeLine(
          `the current key ${keyName(finding.accessKey, finding.revision)} expires on ${moment(finding.at)}`,
        ),
        remedy: 'See to it that the rotation runs: it replaces a key that expires within rollover-window',
      }
    case 'overdue':
      return {
        found: safeLine(
          `the current key ${keyName(finding.accessKey, finding.revision)} was due on ${moment(finding.due)}, and nobody has ` +
            'replaced it',
        ),
        remedy:
          "Look at the rotation's last runs: GitHub may have stopped its schedule, or it fails. Enable it, or run it by hand",
      }
    case 'forged-records':
      return forgedText(observation, finding.forged)
    case 'unfinished':
      return unfinishedText(finding, moment(finding.since))
    case 'paused':
      return {
        found: safeLine(
          `automatic rotation is paused ${pauseCause(finding.pause)} until ${moment(finding.pause.until)}`,
        ),
        remedy: 'No action required if this is intended. To rotate before that date, run with force: true',
      }
    case 'replaced-repository': {
      const { problem, remedy } = replacedProblem(labelOf(finding.target), finding)
      return { found: safeLine(problem), remedy }
    }
    case 'drift':
      return driftText(result, labelOf(finding.target), finding)
    case 'shadowed':
      return {
        found: safeLine(
          `the secrets of ${labelOf(finding.target)} are hidden by ${finding.by}, which has ${listNames(finding.names)} ` +
            'too and is no declared target: jobs there get what stands there, and no rotation keeps that up to date',
        ),
        remedy: 'Delete them there, or declare that place as a target as well',
      }
    case 'unknown-keys':
    case 'orphaned-keys':
      return unmanagedKeyText(finding.key.key, at)
    case 'quota':
      return quotaText(finding.of, finding.left, result)
  }
}

/** The text ends like a log line; a finding has its remedy apart. */
function forgedText({ issuer }: Observation, { revision, accessKey, how }: ForgedRecord): Words {
  if (how === 'unauthenticated' || accessKey === undefined) {
    return {
      found: `the record of version ${revision} was not written with record-key, so the version is not used`,
      remedy:
        'If the version is older than record-key or than its present value, delete it once nothing uses its key; ' +
        'otherwise find out who can write to the secret, and delete it then',
    }
  }
  const name = keyName(accessKey, revision)
  const [contradicted, contradicts] =
    issuer === 'listing'
      ? ['contradicted IAM', 'contradicts IAM']
      : ['did not match the key that it holds', 'does not match the key that it holds']
  return {
    found: safeLine(
      how === undefined
        ? `the version of ${name} was disabled by the rotation, because its record ${contradicted}`
        : `the record of ${name} ${contradicts}: ${closeText(how)}`,
    ),
    remedy: 'Find out who can write to the secret; then delete the version',
  }
}

function noKeyText(why: NoKey, { secretPath }: CheckResult): Words {
  const rotate = 'Run the rotation now: it makes a new key and brings every target to it'
  switch (why.kind) {
    case 'no-secret':
      return {
        found: safeLine(
          `there is no secret ${secretPath} in Secret Manager, so nothing was rotated yet, or it was deleted`,
        ),
        remedy:
          'Run the rotation; or, if it has another name, give secret-name (rotator-repository where another ' +
          "repository's workflow rotates it)",
      }
    case 'never-made':
      return {
        found: safeLine(`the secret ${secretPath} (${why.secretId}) has no current key of a rotation`),
        remedy: 'Run the rotation, with take-over: true if the secret was made by hand or by other tools',
      }
    case 'gone':
      return {
        found: safeLine(
          `the current key ${keyName(why.accessKey, why.revision)} no longer exists: somebody ended it`,
        ),
        remedy: rotate,
      }
    case 'unreadable':
      return {
        found: safeLine(
          `v${why.revision}, the current version, was disabled, so that nobody can read the key ${keyName(why.accessKey)}`,
        ),
        remedy: rotate,
      }
  }
}

function unfinishedText(
  { what, accessKey, revision }: Extract<Finding, { kind: 'unfinished' }>,
  when: string,
): Words {
  const name = keyName(accessKey, revision)
  switch (what) {
    case 'pending':
      return {
        found: safeLine(`${name} has been pending since ${when}: no run brought it to every target`),
        remedy: "Look at the rotation's last runs: the next one that can write every target finishes it",
      }
    case 'grace':
      return {
        found: safeLine(
          `the grace period of the replaced key ${name} ended on ${when}, and the key still works`,
        ),
        remedy:
          "Look at the rotation's last runs: one that finds every target in order retires it, as does command: retire",
      }
    case 'in-doubt':
      return {
        found: safeLine(`a run was about to roll ${name} over on ${when}, and nobody knows how that ended`),
        remedy: 'Run the rotation: it finds out, or makes another key (command: rotate)',
      }
  }
}

function driftText(
  result: CheckResult,
  label: string,
  { target, how }: Extract<Finding, { kind: 'drift' }>,
): Words {
  const of = `the secrets of ${label}`
  if (how === 'access') {
    return {
      found: safeLine(`${of} hold the current key, and other repositories read them than were declared`),
      remedy: 'Run the rotation: it mends that; or declare what is meant (visibility, selected-repositories)',
    }
  }
  const rows = checkTargetViews(result).filter(({ id }) => id === target)
  const held = rows.map(({ words: what, writtenAt }) =>
    writtenAt === undefined ? what : `${what}; last written on ${dateText(writtenAt)}`,
  )
  return {
    found: safeLine(`${of} do not hold the current key: ${held.join('')}`),
    remedy: 'Run the rotation: it writes the current key there; and look who else writes or deletes there',
  }
}

function unmanagedKeyText(key: Key, at: Date): Words {
  const age = durationText(at.getTime() - key.createdAt.getTime())
  const said = key.text === '' ? '' : `, described as "${key.text}"`
  const name = `the key ${keyName(key.accessKey)} of the same bearer (${age} old${said})`
  if (key.mark === undefined) {
    return {
      found: safeLine(`${name} was not made by a rotation, and nothing replaces or ends it`),
      remedy:
        'If nobody uses it, delete it; if the rotation replaced it, name it as replaces-access-key, which retires it',
    }
  }
  return {
    found: safeLine(
      `${name} carries the mark of the secret ${key.mark.secretId}, and no secret or no version there holds it any more`,
    ),
    remedy:
      'If nobody uses it, delete it; a key of this secret is retired by the rotation itself, and for another one remove ' +
      'the mark [key-rotation …] from its description',
  }
}

function quotaText(of: 'versions' | 'keys', left: number, { snapshot }: CheckResult): Words {
  if (of === 'versions') {
    return {
      found: safeLine(
        `the secret takes ${left === 0 ? 'no more versions' : `only ${pluralize(left, 'more version')}`} (of ${snapshot.capacity})`,
      ),
      remedy: 'Lower keep-versions, or delete versions that no rotation keeps a record of',
    }
  }
  return {
    found: safeLine(
      `the organization's quota has room for ${left === 0 ? 'no more API keys' : `only ${pluralize(left, 'more API key')}`}`,
    ),
    remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
  }
}
