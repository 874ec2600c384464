import { whetherDue, type Due } from '../../rotation/decide/due.ts'
import {
  recordedCurrent,
  isValid,
  isContradiction,
  versionState,
  type Generation,
  type Key,
  type Observation,
} from '../../rotation/model/observation.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import { retirementMethod, replacedKeys } from '../../rotation/decide/retirement.ts'
import { keyName } from '../text/phrases.ts'
import type { RunState } from '../../rotation/model/run-state.ts'

/** A replaced key that is still alive. */
export interface ReplacedKeyView {
  readonly accessKey: string
  /** Undefined for a key from the time before this action, which has no version. */
  readonly revision: number | undefined
  readonly key: Key
  /** When its grace period ends; undefined where nothing will ever end it. */
  readonly graceEnds: Date | undefined
  /** What a run does after that. */
  readonly then: 'delete' | 'release'
}

/** The key that was replaced last and still works; undefined where there is none. */
export function replacedKey(observation: Observation, policy: Policy): ReplacedKeyView | undefined {
  const then = retirementMethod(observation, policy)
  const working = replacedKeys(observation).filter(({ accessKey }) => isValid(observation, accessKey))
  const newest = working.toSorted((a, b) => a.since.getTime() - b.since.getTime()).at(-1)
  if (newest !== undefined) {
    const { accessKey, revision, since } = newest
    const key = observation.keys.get(accessKey)
    return key && { accessKey, revision, key, graceEnds: policy.grace.after(since), then }
  }
  // The key from before this action: nothing ends it unless replaces-access-key names it.
  const current = recordedCurrent(observation)
  const named = policy.replacesAccessKey ?? current?.record.replaces
  const key = named === undefined ? undefined : observation.keys.get(named)
  if (current === undefined || key?.mark !== undefined || named === current.record.accessKey) return undefined
  if (named === undefined || key === undefined || !isValid(observation, named)) return undefined
  const isNamed = named === policy.replacesAccessKey && policy.oldKey === 'delete'
  return {
    accessKey: named,
    revision: undefined,
    key,
    graceEnds: undefined,
    then: isNamed ? then : 'release',
  }
}

/** When the current key will be due, whatever this run did and was forced to do. */
export function nextDue({ observation, memory }: RunState, policy: Policy): Due {
  const rested = { ...memory, issued: undefined, promoted: false, resumed: false, halted: undefined }
  return whetherDue(observation, { ...policy, force: false }, rested)
}

/** What a version is, in a word: its stage as IAM confirms it. */
export function stageText(observation: Observation, generation: Generation): string {
  const { stage } = generation.record
  const state = versionState(observation, generation)
  if (isContradiction(state)) return 'contradicts IAM'
  if (stage !== 'current') return stage
  if (state === 'pending' || state === 'previous') return state
  return generation.revision === recordedCurrent(observation)?.revision ? stage : 'no longer current'
}

/** Names a generation: `v3 (SCW…)`. */
export function generationName({ revision, record }: Generation): string {
  return keyName(record.accessKey, revision)
}

/** Turns a target's id into its words. */
export type LabelOf = (id: string) => string

/** Turns the ids of targets into their labels. */
export function labelOfIn(observation: Observation | undefined): LabelOf {
  const labels = new Map(observation?.targets.map(({ id, label }) => [id, label]))
  return (id) => labels.get(id) ?? id
}

/** What is said of a key that is not among those of the bearer. A forged record may name a key of somebody else. */
export function missingKeyText(
  { foreign, versions }: Observation,
  accessKey: string,
  deleted: string,
): string {
  const isForged = versions.some(({ record }) => record?.accessKey === accessKey && record.forged === true)
  return foreign.has(accessKey) || isForged ? 'not a key of this application or user' : deleted
}
