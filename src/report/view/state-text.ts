import {
  recordedCurrent,
  generations,
  isExpired,
  type Key,
  type Observation,
} from '../../rotation/model/observation.ts'
import { targetText, targetViews, type TargetView } from './target-view.ts'
import { dateText, relativeDayText, durationText, relativeDateText } from '../text/time.ts'
import { generationName, missingKeyText, stageText } from './key-view.ts'
import { keyName } from '../text/phrases.ts'

const MOST_TARGETS = 10

/** What stands when a run begins, line by line. Not cleaned: whoever shows it does that. */
export function stateLines(observation: Observation): readonly string[] {
  return [...secretLines(observation), ...generationLines(observation), ...targetLines(observation)]
}

function secretLines({ secretId, takeOver, at }: Observation): readonly string[] {
  const when = `At ${dateText(at)} (the services' time)`
  if (secretId === undefined) return [`${when} there is no secret yet; this is the first run.`]
  if (takeOver === undefined) return [`${when} the secret ${secretId} holds:`]
  const whose = takeOver.from === 'nobody' ? 'was not made by this action' : 'belongs to another rotator'
  const { accessKey, revision } = takeOver
  const found =
    accessKey === undefined ? '' : ` Its newest key that works is ${keyName(accessKey, revision)}.`
  return [`${when} the secret ${secretId} ${whose}, and take-over is set.${found}`]
}

function generationLines(observation: Observation): readonly string[] {
  const lines = generations(observation)
    .toReversed()
    .map((generation) => {
      const { record, status } = generation
      const disabled = status === 'enabled' ? '' : ', disabled'
      const stage = stageText(observation, generation)
      return `  ${generationName(generation)}: ${stage}${disabled}; ${keyText(observation, record.accessKey)}`
    })
  if (observation.secretId !== undefined && lines.length === 0) return ['  no key that this action made']
  return lines
}

/** The age and the end of a key: `31 days old, expires 2026-08-01 12:00 UTC (in 22 days)`. */
function keyText(observation: Observation, accessKey: string): string {
  const { at, keys } = observation
  const key = keys.get(accessKey)
  if (key === undefined) return missingKeyText(observation, accessKey, 'its key no longer exists')
  return `${durationText(at.getTime() - key.createdAt.getTime())} old, ${expiryWords(observation, key)}`
}

/** How old a key is, for a column that is called so; empty where there is no such key. */
export function ageCell({ keys, at }: Observation, accessKey: string): string {
  const key = keys.get(accessKey)
  if (key === undefined) return ''
  const age = at.getTime() - key.createdAt.getTime()
  return age < 60_000 ? 'new' : durationText(age)
}

function expiryWords(observation: Observation, key: Key): string {
  if (key.expiresAt === undefined)
    return observation.issuer === 'blind' ? 'nobody knows when it expires' : 'never expires'
  return `${isExpired(observation, key) ? 'expired' : 'expires'} ${relativeDateText(key.expiresAt, observation.at)}`
}

/**
 * When a key expires, for a column that is called so; empty where there is no such key.
 * @param moment how its end is said
 */
export function expiryCell(observation: Observation, accessKey: string, moment = relativeDayText): string {
  const key = observation.keys.get(accessKey)
  if (key === undefined) return ''
  if (key.expiresAt === undefined) return observation.issuer === 'blind' ? 'unknown' : 'never'
  return `${isExpired(observation, key) ? 'expired ' : ''}${moment(key.expiresAt, observation.at)}`
}

function targetLines(observation: Observation): readonly string[] {
  const rows = targetViews(observation)
  const current = recordedCurrent(observation)
  const behind = rows.filter(({ revision }) => current === undefined || revision !== current.revision)
  const title =
    current === undefined
      ? `Targets: ${rows.length}, none of them written by this action as far as it knows`
      : `Targets: ${rows.length - behind.length} of ${rows.length} hold the current key`
  const told = rows.length <= MOST_TARGETS ? rows : behind.slice(0, MOST_TARGETS)
  const lines = told.map((row) => `  ${row.label}: ${targetText(row)}${byWhom(row)}`)
  const left = rows.length <= MOST_TARGETS ? 0 : behind.length - told.length
  return [title, ...lines, ...(left > 0 ? [`  and ${left} more that do not hold it`] : [])]
}

function byWhom({ holds, writtenAt }: TargetView): string {
  return holds === 'unknown' && writtenAt !== undefined
    ? `, written by somebody else on ${dateText(writtenAt)}`
    : ''
}
