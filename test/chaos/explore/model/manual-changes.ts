import { ADVERSARY, type AdversaryAct } from './adversary.ts'
import {
  isAliveIn,
  deleteByHand,
  MINUTE,
  NAMES,
  targetOf,
  writeByHand,
} from '../../../rotation/simulation/cloud.ts'
import type { Stage } from '../../../../src/rotation/model/record.ts'
import { nextWrite } from './outcomes.ts'
import type { CloudWithPast } from './past.ts'
import { versionsIn } from './versions.ts'

/** A change that somebody makes during a run. Returns whether there was anything to change. */
export type Act = (cloud: CloudWithPast) => boolean

/** Manual changes, by name. The runs are not responsible for unavoidable violations that result from them. */
const PERSON = {
  'a person deletes the current key': (cloud) => endKeyOf(cloud, 'current'),
  'a person deletes the pending key': (cloud) => endKeyOf(cloud, 'pending'),
  'a person disables the current version': (cloud) => disable(cloud, 'current'),
  'a person disables the pending version': (cloud) => disable(cloud, 'pending'),
  'a person writes an older key to T1': (cloud) => {
    const older = versionsIn(cloud, 'previous').at(-1) ?? versionsIn(cloud, 'current').at(-1)
    if (older?.payload === undefined || !isAliveIn(cloud, older.payload.accessKey)) return false
    const { now } = cloud
    cloud.now = nextWrite(cloud, 'T1')
    writeByHand(cloud, 'T1', older.payload)
    cloud.now = now
    // A run may be about to delete the key, after it checked its mark.
    cloud.endedByPerson.add(older.payload.accessKey)
    return true
  },
  'a person deletes the secrets of T1': (cloud) => {
    const { values } = targetOf(cloud, 'T1')
    if (values.size === 0) return false
    for (const name of NAMES) values.delete(name)
    cloud.now += MINUTE // later writes are later than all earlier ones
    return true
  },
} as const satisfies Record<string, Act>

export const ACTS: Readonly<Record<ActName, Act>> = { ...PERSON, ...ADVERSARY }

export type PersonAct = keyof typeof PERSON
export type ActName = PersonAct | AdversaryAct

/** All manual changes. */
export const PERSONS_ACTS = Object.keys(PERSON) as readonly PersonAct[]

function endKeyOf(cloud: CloudWithPast, stage: Stage): boolean {
  const accessKey = versionsIn(cloud, stage).at(-1)?.payload?.accessKey
  if (accessKey === undefined || !cloud.keys.has(accessKey)) return false
  deleteByHand(cloud, accessKey)
  return true
}

function disable(cloud: CloudWithPast, stage: Stage): boolean {
  const version = versionsIn(cloud, stage).at(-1)
  if (version === undefined) return false
  version.status = 'disabled'
  cloud.past.statusTouched = true
  return true
}
