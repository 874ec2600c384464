import { readDescription } from '../../../src/rotation/model/mark.ts'
import type { Credential } from '../../../src/rotation/model/ports.ts'
import { readRecord } from '../../../src/rotation/model/record.ts'
import { holdsIn, isAliveIn, NAMES, ownerOf, targetOf, type Cloud, type ModelVersion } from './cloud.ts'
import type { Waiting } from './gate.ts'

/** Something happened that must never happen, whatever fails. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/** What a run may do to keys that no run made. */
export interface Permissions {
  /** Access keys that may be deleted although no run made them (`replaces-access-key`). */
  readonly mayDelete: ReadonlySet<string>
}

/**
 * Watches one request of a run: called before it takes effect, and what it returns afterwards. Checks what product.md
 * and the rules of the protocol say of every moment. What a person ended is not held against the run.
 * @throws {Violation} with what broke
 */
export function watch(cloud: Cloud, { mayDelete }: Permissions): (request: Waiting) => () => void {
  return ({ run, name }) => {
    const working = workingHalves(cloud)
    const before = new Map(cloud.keys)
    const couldRead = isReadable(cloud)
    const readBefore = readBy(cloud)
    const holders = new Map(placesOf(cloud).map((place) => [place, holderAt(cloud, place)]))
    const broke = (what: string): never => {
      throw new Violation(`${run} ${name}: ${what}`)
    }
    return () => {
      for (const [place, owner] of working) {
        const now = holderAt(cloud, place)
        if (now === undefined) return broke(`${place} lost its value`)
        if (isAliveIn(cloud, now) || cloud.endedByPerson.has(now)) continue
        // A key that expires ends by the clock; only a run that writes it although it is dead is to blame.
        if (now === owner && before.has(now) && cloud.keys.has(now)) continue
        broke(`${place} held the working key ${owner}, and now holds ${now}, which is dead`)
      }
      for (const [accessKey, key] of before) {
        if (cloud.keys.has(accessKey)) continue
        if (!key.ours && !mayDelete.has(accessKey)) broke(`deleted ${accessKey}, which no run made`)
        const { mark } = readDescription(key.description)
        if (mark?.phase !== 'made' && mark?.phase !== 'replaced' && currentKey(cloud) === accessKey)
          broke(`deleted the current key ${accessKey}`)
        const isEnabled = enabledPairs(cloud).some(
          (pair) => pair.accessKey === accessKey && pair.secret === key.secret,
        )
        if (isEnabled && !cloud.readersDenied) broke(`deleted ${accessKey}, which an enabled version holds`)
      }
      const read = readBy(cloud)
      const newest = read === readBefore ? undefined : cloud.keys.get(read ?? '')
      if (newest?.ours === true && readDescription(newest.description).mark?.phase === 'made')
        broke(`whoever reads the newest version gets ${newest.accessKey}, which is not verified`)
      const put = /^put (\S+ \S+) (\S+)$/.exec(name)
      const published = cloud.keys.get(put?.[2] ?? '')
      if (put !== null && published?.foreign === true)
        broke(`published ${published.accessKey}, a foreign key`)
      const place = put?.[1] ?? ''
      const written = put === null ? undefined : holderAt(cloud, place)
      if (written !== undefined && written !== holders.get(place) && written !== put?.[2])
        broke(`${place} was given half of ${written} for ${put?.[2] ?? 'nothing'}`)
      // A person may delete a key between its mark and its store.
      const isEnded = cloud.endedByPerson.has(readBy(cloud) ?? '')
      if (couldRead && !cloud.readersDenied && !isEnded && !isReadable(cloud))
        broke(
          `whoever reads the newest version got a key that works, and now gets ${readBy(cloud) ?? 'none'}`,
        )
      if (published?.ours === true && readDescription(published.description).mark?.phase === 'made') {
        broke(`published ${published.accessKey} before its mark says stored`)
      }
      const enabled =
        cloud.secret?.versions.filter(({ status }) => status === 'enabled' || status === 'disabled') ?? []
      if (enabled.length > 20) broke('the secret has more than 20 versions')
      for (const accessKey of unreadable(cloud)) {
        if (!cloud.endedByPerson.has(accessKey))
          broke(`a target holds ${accessKey}, which works and is in no version`)
      }
    }
  }
}

/**
 * The access key that whoever reads the newest enabled version gets: `retrieve` without IAM rights, External Secrets,
 * Terraform. Undefined where no version can be read.
 */
export function readBy(cloud: Cloud): string | undefined {
  return enabledPairs(cloud).at(-1)?.accessKey
}

/**
 * Whether the newest enabled version holds a key of this bearer, as IAM issued it, that works. One whose record names
 * another key was changed by somebody, who could as well have disabled it.
 */
function isReadable(cloud: Cloud): boolean {
  const version = cloud.secret?.versions.findLast(({ status }) => status === 'enabled')
  const payload = version?.payload
  const key = payload && cloud.keys.get(payload.accessKey)
  if (payload === undefined || key === undefined) return false
  const reading = readRecord(version?.description ?? '')
  if (reading.kind === 'ours' && reading.record.accessKey !== payload.accessKey) return false
  return key.foreign !== true && key.secret === payload.secret && isAliveIn(cloud, key.accessKey)
}

/** The pairs that readers of the store could get, oldest first. */
function enabledPairs(cloud: Cloud): readonly Credential[] {
  return (
    cloud.secret?.versions.flatMap(({ status, payload, forged }) =>
      status === 'enabled' && payload !== undefined && forged !== true ? [payload] : [],
    ) ?? []
  )
}

/** Keys that runs created, that work, and that a target holds although no version does. */
export function unreadable(cloud: Cloud): readonly string[] {
  const held = new Set(
    cloud.secret?.versions
      .filter(({ status }) => status === 'enabled' || status === 'disabled')
      .map(({ payload }) => payload?.accessKey),
  )
  const inTargets = new Set(cloud.targets.map(({ id }) => holdsIn(cloud, id)))
  return [...cloud.keys.values()].flatMap(({ accessKey, ours, description }) => {
    const { mark } = readDescription(description)
    const safe = !ours || held.has(accessKey) || mark === undefined || !inTargets.has(accessKey)
    return safe || mark.secretId !== cloud.secret?.id ? [] : [accessKey]
  })
}

/** The access key of the newest version that says `current`. */
export function currentKey(cloud: Cloud): string | undefined {
  const current = cloud.secret?.versions.findLast((version) => {
    const reading = readRecord(version.description)
    const isCurrent = reading.kind === 'ours' && reading.record.stage === 'current'
    return (
      isCurrent && version.status === 'enabled' && (version.forged !== true || isConfirmed(cloud, version))
    )
  })
  return current?.payload?.accessKey
}

/** Whether the mark of the key in a version says that it was published from there. */
function isConfirmed(cloud: Cloud, { revision, payload }: ModelVersion): boolean {
  const { mark } = readDescription(cloud.keys.get(payload?.accessKey ?? '')?.description ?? '')
  return mark?.phase === 'stored' && mark.published?.revision === revision
}

/** Every place (target and name) whose key works, with that key. */
function workingHalves(cloud: Cloud): ReadonlyMap<string, string> {
  const held = placesOf(cloud).map((place) => [place, holderAt(cloud, place)] as const)
  return new Map(
    held.filter((one): one is [string, string] => one[1] !== undefined && isAliveIn(cloud, one[1])),
  )
}

function placesOf(cloud: Cloud): readonly string[] {
  return cloud.targets.flatMap(({ id }) => NAMES.map((name) => `${id} ${name}`))
}

function holderAt(cloud: Cloud, place: string): string | undefined {
  const [id = '', name = ''] = place.split(' ')
  const held = targetOf(cloud, id).values.get(name)
  return held && ownerOf(held.value)
}
