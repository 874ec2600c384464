import {
  secretTag,
  writeRecord,
  type Stage,
  type VersionRecord,
} from '../../../../src/rotation/model/record.ts'
import {
  DAY,
  handMade,
  NAMES,
  secretOf,
  type Cloud,
  type ModelSecret,
  type ModelVersion,
} from '../../../rotation/simulation/cloud.ts'
import { judgeReadersApart } from './snapshot.ts'
import type { CloudWithPast } from './past.ts'
import { recordIn, versionsIn } from './versions.ts'

/*
 * The adversary can do to the secret what Secret Manager allows a client that can write to it and read
 * payloads. It has no access to IAM or GitHub.
 */

/** The key of another application. The adversary knows its access key only. */
const FOREIGN = 'F'
/** A valid key of the adversary. */
const ADVERSARYS = 'M'
/** A key of the rotated bearer that a user created for something else. */
const UNMARKED = 'U'

/** Adds the keys that the adversary may name. */
export function addOtherKeys(cloud: Cloud): void {
  handMade(cloud, FOREIGN, { foreign: true })
  handMade(cloud, ADVERSARYS, { foreign: true })
  handMade(cloud, UNMARKED)
}

type Act = (cloud: CloudWithPast) => boolean
type Pick = (cloud: Cloud) => ModelVersion | undefined

const oldest: Pick = ({ secret }) => secret?.versions.find(({ forged }) => forged !== true)
const current: Pick = (cloud) => versionsIn(cloud, 'current').at(-1)
const pending: Pick = (cloud) => versionsIn(cloud, 'pending').at(-1)
const previous: Pick = (cloud) => versionsIn(cloud, 'previous').at(-1)
const retired: Pick = ({ secret }) =>
  secret?.versions.findLast((version) => recordIn(version)?.stage === 'retired')

export const ADVERSARY = {
  'the adversary records a foreign key in the oldest version, previous since long ago (D1)': patch(
    oldest,
    (record, cloud) => ({
      ...record,
      accessKey: FOREIGN,
      stage: 'previous',
      since: longAgo(cloud),
    }),
  ),
  'the adversary records a key of the bearer in the oldest version, previous since long ago (D1)': patch(
    oldest,
    (record, cloud) => ({ ...record, accessKey: UNMARKED, stage: 'previous', since: longAgo(cloud) }),
  ),
  'the adversary records another key in the current version': patch(current, (record) => ({
    ...record,
    accessKey: FOREIGN,
  })),
  'the adversary records the current version as previous since long ago': patch(current, (record, cloud) => ({
    ...record,
    stage: 'previous',
    since: longAgo(cloud),
  })),
  'the adversary records the current version as pending': patch(current, (record) => ({
    ...record,
    stage: 'pending',
  })),
  'the adversary records the current version as retired': patch(current, (record) => ({
    ...record,
    stage: 'retired',
  })),
  'the adversary adds a current version with another key (D2)': add('current', FOREIGN, FOREIGN),
  'the adversary adds a current version with its own key (D2)': add('current', ADVERSARYS, ADVERSARYS),
  'the adversary adds a pending version with its own key (D3)': add('pending', ADVERSARYS, ADVERSARYS),
  'the adversary adds a pending version with a key of the bearer (D3)': add('pending', UNMARKED, UNMARKED),
  'the adversary adds a pending version with the current key and its own secret (D4)': add(
    'pending',
    current,
    ADVERSARYS,
  ),
  'the adversary adds a current version with the current key and its own secret (D4)': add(
    'current',
    current,
    ADVERSARYS,
  ),
  'the adversary adds a pending version with the previous key and its own secret (D4)': add(
    'pending',
    previous,
    ADVERSARYS,
  ),
  'the adversary adds a previous version with the previous key and its own secret (D4)': add(
    'previous',
    previous,
    ADVERSARYS,
  ),
  'the adversary adds a pending version with the previous key, rolled back': add('pending', previous, 'same'),
  'the adversary adds a current version with the previous key': add('current', previous, 'same'),
  'the adversary adds a pending version with the current key': add('pending', current, 'same'),
  'the adversary records the pending version as written everywhere (D5)': patch(pending, (record, cloud) => ({
    ...record,
    written: everywhere(cloud),
  })),
  'the adversary records the pending version as current': patch(pending, (record, cloud) => ({
    ...record,
    stage: 'current',
    written: everywhere(cloud),
  })),
  'the adversary records the pending version as retired': patch(pending, (record) => ({
    ...record,
    stage: 'retired',
  })),
  'the adversary records the previous version as replaced long ago (D6)': patch(
    previous,
    (record, cloud) => ({
      ...record,
      since: longAgo(cloud),
    }),
  ),
  'the adversary records the previous version as current': patch(previous, (record, cloud) => ({
    ...record,
    stage: 'current',
    written: everywhere(cloud),
  })),
  'the adversary records the previous version as pending': patch(previous, (record) => ({
    ...record,
    stage: 'pending',
  })),
  'the adversary records a retired version as pending, and enables it': (cloud) => {
    const version = retired(cloud)
    if (version === undefined) return false
    rewrite(version, (record) => ({ ...record, stage: 'pending' }))
    version.status = 'enabled'
    version.forged = true
    return touched(cloud, 'both')
  },
  'the adversary adds a version with the pending key and its own secret, and disables the pending one (D7)': (
    cloud,
  ) => {
    const real = pending(cloud)
    if (!add('pending', pending, ADVERSARYS)(cloud)) return false
    if (real !== undefined) real.status = 'disabled'
    return touched(cloud, 'both')
  },
  'the adversary disables the current version': disable(current),
  'the adversary disables the pending version': disable(pending),
  'the adversary disables the previous version': disable(previous),
  'the adversary removes the record of the current version': (cloud) => unrecord(cloud, current),
  'the adversary removes the record of the pending version': (cloud) => unrecord(cloud, pending),
  'the adversary removes the record of the previous version': (cloud) => unrecord(cloud, previous),
  'the adversary removes the tags of the secret': (cloud) => retag(cloud, []),
  'the adversary changes the rotator tag of the secret': (cloud) => retag(cloud, ['key-rotation:2']),
} as const satisfies Record<string, Act>

export type AdversaryAct = keyof typeof ADVERSARY

export const ADVERSARYS_ACTS = Object.keys(ADVERSARY) as readonly AdversaryAct[]

/** The actions that change tags: runs find a different secret before and after. */
export const TAG_ACTS: ReadonlySet<string> = new Set<AdversaryAct>([
  'the adversary removes the tags of the secret',
  'the adversary changes the rotator tag of the secret',
])

function longAgo({ now }: Cloud): Date {
  return new Date(now - 300 * DAY)
}

/** A table that matches the current state of every target. */
function everywhere({ targets }: Cloud): VersionRecord['written'] {
  return new Map(
    targets.flatMap(({ id, values }) =>
      NAMES.flatMap((name) => {
        const held = values.get(name)
        const at = new Date(held?.updatedAt ?? 0)
        return held === undefined ? [] : [[secretTag(id, name), { from: at, to: at }] as const]
      }),
    ),
  )
}

function patch(pick: Pick, change: (record: VersionRecord, cloud: Cloud) => VersionRecord): Act {
  return (cloud) => {
    const version = pick(cloud)
    return (
      version !== undefined &&
      rewrite(version, (record) => change(record, cloud)) &&
      touched(cloud, 'records')
    )
  }
}

function rewrite(version: ModelVersion, change: (record: VersionRecord) => VersionRecord): boolean {
  const record = recordIn(version)
  const text = record && writeRecord(change(record))
  if (text === undefined || text === version.description) return false
  version.description = text
  disown(version)
  return true
}

/** No run can know the key of a version whose record does not name it. */
function disown(version: ModelVersion): void {
  if (recordIn(version)?.accessKey !== version.payload?.accessKey) version.forged = true
}

/**
 * @param named the key that the record names, or the version whose key it names
 * @param payload the key whose secret is stored with it; `same`: the matching secret, which the adversary has
 * read
 */
function add(stage: Stage, named: string | Pick, payload: string): Act {
  return (cloud) => {
    const source = typeof named === 'string' ? undefined : named(cloud)
    const accessKey = typeof named === 'string' ? named : source?.payload?.accessKey
    if (accessKey === undefined || cloud.secret === undefined) return false
    const record: VersionRecord = {
      stage,
      accessKey,
      since: new Date(cloud.now),
      ...(payload === 'same' ? { rolledBack: true as const, rolledBackAt: new Date(cloud.now) } : {}),
      run: 'explored',
      text: '',
      written: everywhere(cloud),
    }
    const secret = secretOf(payload === 'same' ? accessKey : payload)
    addVersion(cloud.secret, { accessKey, secret }, writeRecord(record))
    return touched(cloud, 'records')
  }
}

function addVersion(
  { versions }: ModelSecret,
  payload: NonNullable<ModelVersion['payload']>,
  description: string,
): void {
  versions.push({ revision: versions.length + 1, status: 'enabled', description, payload, forged: true })
}

function disable(pick: Pick): Act {
  return (cloud) => {
    const version = pick(cloud)
    if (version === undefined) return false
    version.status = 'disabled'
    return touched(cloud, 'both')
  }
}

function unrecord(cloud: CloudWithPast, pick: Pick): boolean {
  const version = pick(cloud)
  if (version === undefined) return false
  version.description = 'by hand'
  disown(version)
  return touched(cloud, 'records')
}

function retag(cloud: CloudWithPast, tags: readonly string[]): boolean {
  if (cloud.secret === undefined) return false
  cloud.secret.tags = tags
  return touched(cloud, 'records')
}

function touched(cloud: CloudWithPast, what: 'records' | 'both'): true {
  cloud.past.recordsTouched = true
  cloud.past.statusTouched ||= what === 'both'
  judgeReadersApart(cloud)
  return true
}
