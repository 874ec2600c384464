import { readDescription } from '../../../src/rotation/mark.ts'
import { GARBAGE_AFTER_MS, RUN_DEADLINE_MS, type Policy } from '../../../src/rotation/policy.ts'
import { readRecord, type VersionRecord } from '../../../src/rotation/record.ts'
import { isAliveIn, NAMES, type Cloud, type ModelKey } from '../../rotation/model/cloud.ts'
import { watch } from '../../rotation/model/invariants.ts'

/** A version that this action keeps the record of. */
interface Recorded {
  readonly revision: number
  readonly enabled: boolean
  readonly record: VersionRecord
}

/** Who sends a request, and what it is to do. */
export interface Sender {
  readonly run: string
  readonly name: string
  readonly policy: Policy
}

/**
 * Checks one request: called before it takes effect, and what it returns afterwards. What the model watches at every
 * moment (nobody is left without a working key), and of the protocol's rules those that the cloud shows at once.
 * @returns a function that throws with what broke
 */
export function rulesOf(cloud: Cloud): (sender: Sender) => () => void {
  const watched = watch(cloud, { mayDelete: new Set() })
  return ({ run, name, policy }) => {
    const verify = watched({ run, name, method: 'write' })
    const before = new Map(cloud.keys)
    const stages = new Map(recorded(cloud).map(({ revision, record }) => [revision, record.stage]))
    const broke = (what: string): never => {
      throw new Error(`${run} ${name}: ${what}`)
    }
    return () => {
      verify()
      for (const key of before.values()) {
        const wrong = cloud.keys.has(key.accessKey) ? undefined : whyNotYet(cloud, key, run, policy)
        if (wrong !== undefined) broke(wrong)
      }
      const put = /^put .* (\S+)$/.exec(name)?.[1]
      const older = put === undefined ? undefined : olderPending(cloud, put)
      if (older !== undefined) broke(`published ${String(put)} while the older version ${older} was pending`)
      for (const { revision, record } of recorded(cloud)) {
        if (record.stage !== 'current' || stages.get(revision) === 'current') continue
        if (record.written.size < cloud.targets.length * NAMES.length)
          broke(`version ${revision} is current, and not every target was given it`)
      }
    }
  }
}

/** Why a key should not have been deleted at this moment; undefined where it may be. */
function whyNotYet(cloud: Cloud, key: ModelKey, run: string, policy: Policy): string | undefined {
  const { accessKey, createdAt } = key
  const { mark } = readDescription(key.description)
  const holders = recorded(cloud).filter(({ record }) => record.accessKey === accessKey)
  if (mark?.phase === 'made') {
    const own = mark.attempt.startsWith(`x${run.toLowerCase()}`) && holders.length === 0
    const old = cloud.now - createdAt > GARBAGE_AFTER_MS
    return own || old ? undefined : `deleted ${accessKey}, which is unfinished and not yet older than 2 D`
  }
  if (policy.command === 'retire') return undefined
  const waited = holders.some(({ record }) => policy.grace.after(record.since).getTime() <= cloud.now)
  return waited ? undefined : `deleted ${accessKey} before its grace period was over`
}

/**
 * An older version that somebody may still publish while this pending key is published: it is pending, can be read, its
 * key lives, and says `stored` or may yet come to say so (which a key that is as old as D may not any more).
 */
function olderPending(cloud: Cloud, accessKey: string): number | undefined {
  const all = recorded(cloud)
  const current = all.findLast(({ record }) => record.stage === 'current')?.revision ?? 0
  const pending = all.filter(({ record, revision }) => record.stage === 'pending' && revision > current)
  const own = pending.find(({ record }) => record.accessKey === accessKey)
  const older = pending.find(
    ({ revision, enabled, record }) =>
      own !== undefined &&
      revision < own.revision &&
      enabled &&
      record.accessKey !== accessKey &&
      isAliveIn(cloud, record.accessKey) &&
      mayBePublished(cloud, record.accessKey),
  )
  return older?.revision
}

function mayBePublished(cloud: Cloud, accessKey: string): boolean {
  const key = cloud.keys.get(accessKey)
  const made = key !== undefined && readDescription(key.description).mark?.phase === 'made'
  return !made || cloud.now - key.createdAt < RUN_DEADLINE_MS
}

function recorded({ secret }: Cloud): readonly Recorded[] {
  return (secret?.versions ?? []).flatMap(({ revision, status, description }) => {
    const reading = readRecord(description)
    if (reading.kind !== 'ours') return []
    return [{ revision, enabled: status === 'enabled', record: reading.record }]
  })
}
