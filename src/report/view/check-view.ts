import type { BearerKeyState } from '../../check/bearer-keys.ts'
import type { CheckResult } from '../../check/result.ts'
import {
  recordedCurrent,
  generations,
  isValid,
  isExpired,
  type Observation,
} from '../../rotation/model/observation.ts'
import { listNames } from '../text/phrases.ts'
import { missingKeyText, stageText } from './key-view.ts'
import { targetText, targetViews, type TargetView } from './target-view.ts'
import { durationText, relativeDateText } from '../text/time.ts'

/** A key as a check shows it: of a version, or one that none names. Nothing in it is cleaned. */
export interface CheckKeyView {
  /** Undefined for a key that no version names. */
  readonly revision: number | undefined
  readonly accessKey: string
  /** The stage of its version, or what it is to the rotation. */
  readonly stage: string
  readonly isCurrent: boolean
  readonly age: string
  readonly expiry: string
}

/** The keys of a check: newest version first, then those that no version names. */
export function checkKeyViews(result: CheckResult): readonly CheckKeyView[] {
  const { observation } = result.snapshot
  if (observation === undefined) return []
  const current = recordedCurrent(observation)
  return [
    ...generations(observation)
      .toReversed()
      .map((generation): CheckKeyView => {
        const { revision, status, record } = generation
        const isCurrent = revision === current?.revision
        const stage = stageText(observation, generation)
        return {
          revision,
          accessKey: record.accessKey,
          stage: `${stage}${status === 'enabled' ? '' : ', disabled'}`,
          isCurrent,
          ...ageAndExpiry(result, observation, record.accessKey, record.issued),
        }
      }),
    ...result.evaluation.others.map(({ key, state }): CheckKeyView => ({
      revision: undefined,
      accessKey: key.accessKey,
      stage: BEARER_KEY_STATE_TEXT[state],
      isCurrent: false,
      ...ageAndExpiry(result, observation, key.accessKey, undefined),
    })),
  ]
}

/** Whether the issuer was asked which keys live, or keeps no list that could be asked for. */
export function keysWereRead({ snapshot: { listed, observation } }: CheckResult): boolean {
  return listed !== undefined || observation?.issuer === 'blind'
}

/** Whether a key works, as far as anybody knows. */
export function isKeyValid(result: CheckResult, accessKey: string): boolean | undefined {
  const { observation } = result.snapshot
  return observation === undefined || !keysWereRead(result) ? undefined : isValid(observation, accessKey)
}

function ageAndExpiry(
  result: CheckResult,
  observation: Observation,
  accessKey: string,
  issued: Date | undefined,
): { readonly age: string; readonly expiry: string } {
  const { at, issuer } = observation
  const key = observation.keys.get(accessKey)
  const age = (from: Date): string => durationText(at.getTime() - from.getTime())
  if (!keysWereRead(result)) {
    const from = issued ?? key?.createdAt
    return { age: from === undefined ? '' : age(from), expiry: 'could not be read' }
  }
  if (key === undefined) return { age: '', expiry: missingKeyText(observation, accessKey, 'dead') }
  const { createdAt, expiresAt } = key
  if (expiresAt === undefined)
    return {
      age: age(createdAt),
      expiry: issuer === 'blind' ? 'nobody knows when it expires' : 'never expires',
    }
  const verb = isExpired(observation, key) ? 'expired' : 'expires'
  return { age: age(createdAt), expiry: `${verb} ${relativeDateText(expiresAt, at)}` }
}

/** What a key is that no version of the secret names, in a word or two. */
export const BEARER_KEY_STATE_TEXT: Readonly<Record<BearerKeyState, string>> = {
  unknown: 'unknown',
  orphaned: 'orphaned',
  replaced: 'replaced, to be retired',
  unfinished: 'being made',
  elsewhere: "another secret's",
}

/** A target as a check shows it. */
export interface CheckTargetView extends TargetView {
  /** Whether it holds the current key, for whom it was declared. */
  readonly inOrder: boolean
  readonly access: 'as-declared' | 'differs'
  readonly hiddenBy: readonly string[]
  /** The declared names that do not stand there. */
  readonly missing: readonly string[]
  /** What it holds, in words. */
  readonly words: string
}

/** The targets of a check, those that are not in order first. */
export function checkTargetViews({ snapshot, evaluation }: CheckResult): readonly CheckTargetView[] {
  const { observation, shadows } = snapshot
  if (observation === undefined) return []
  const drifted = new Map(
    evaluation.findings.flatMap((one) => (one.kind === 'drift' ? [[one.target, one.how] as const] : [])),
  )
  const rows = targetViews(observation).map((row): CheckTargetView => {
    const hiddenBy = shadows.filter(({ target }) => target === row.id).map(({ by }) => by)
    const access = drifted.get(row.id) === 'access' ? 'differs' : 'as-declared'
    const entries = observation.targets.flatMap(({ id, secrets }) => (id === row.id ? secrets : []))
    const missing = entries.flatMap(({ name, updatedAt }) => (updatedAt === undefined ? [name] : []))
    const said = targetWords(row, missing)
    return {
      ...row,
      access,
      hiddenBy,
      missing,
      inOrder: recordedCurrent(observation) !== undefined && !drifted.has(row.id) && hiddenBy.length === 0,
      words: access === 'differs' ? `${said}, shown to others than declared` : said,
    }
  })
  return [...rows.filter(({ inOrder }) => !inOrder), ...rows.filter(({ inOrder }) => inOrder)]
}

function targetWords(row: TargetView, missing: readonly string[]): string {
  if (row.holds === 'missing') return 'nothing: none of the declared secrets is there'
  if (row.holds !== 'unknown') return targetText(row)
  return missing.length > 0
    ? `only a part: ${listNames(missing)} is not there`
    : 'unknown: written by somebody else'
}
