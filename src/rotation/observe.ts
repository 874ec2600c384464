import type { FirstLook } from './ahead.ts'
import { readDescription } from './mark.ts'
import { keysOnRecord, withLiving } from './keys-on-record.ts'
import { currentGeneration, type Key, type Observation, type TakeOver, type Version } from './observation.ts'
import type { Policy } from './policy.ts'
import {
  RunProblems,
  type IssuedKey,
  type ListingIssuer,
  type Problem,
  type StoredSecret,
  type StoredVersion,
} from './ports.ts'
import { readRecord } from './record.ts'
import { ROTATOR_TAG_PREFIX, type World } from './world.ts'

/** How often, and how far apart in milliseconds, a key that a list does not show is asked for before it counts as dead. */
const LOOKS = 2
const LOOK_AGAIN_AFTER_MS = 1000

/**
 * Reads all that stands in the cloud, and changes nothing.
 * @param seen called with what is known before the versions are read
 * @throws {RunProblems} with everything at once that keeps a rotation from being safe
 */
export async function observe(
  world: World,
  policy: Policy,
  seen?: (look: FirstLook) => void,
): Promise<Observation> {
  const { issuer, store, targets, clock } = world
  const began = clock.stamp()
  const [found, listedKeys, observedTargets] = await Promise.allSettled([
    store.find(),
    issuer.kind === 'listing' ? issuer.keys() : [],
    targets.observe(),
  ])
  const problems: Problem[] = []
  const secret = settled(found, problems)
  const keys = settled(listedKeys, problems)
  const places = settled(observedTargets, problems)
  problems.push(...(places?.problems ?? []))
  if (secret !== undefined) problems.push(...secretProblems(world, policy, secret))
  const marked = keys?.map(withMark) ?? []
  if (problems.length === 0)
    seen?.({ at: began(), secretId: secret?.id, keys: marked, targets: places?.states ?? [] })
  // A version that was stored after the keys were listed names a key that the list lacks: it is asked for below.
  const [versionsRead] = await Promise.allSettled([secret === undefined ? [] : store.versions(secret.id)])
  const versions = settled(versionsRead, problems)?.map((version) => readVersion(version, problems)) ?? []
  if (problems.length > 0 || keys === undefined || places === undefined) throw new RunProblems(problems)

  const at = began()
  const observation: Observation = {
    at,
    issuer: issuer.kind,
    secretId: secret?.id,
    takeOver: undefined,
    versions: [...versions].sort((a, b) => a.revision - b.revision),
    keys: new Map(marked.map((key) => [key.accessKey, key])),
    targets: places.states,
    targetsReadAt: new Date(at.getTime() - (places.ageMs ?? 0)),
  }
  const whole =
    issuer.kind === 'listing'
      ? { ...observation, keys: await lookTwice(world, issuer, observation) }
      : await withLiving(world, issuer, { ...observation, keys: keysOnRecord(observation) })
  if (secret === undefined || secret.tags.includes(world.rotatorTag)) return whole
  return withTakeOver(world, secret, whole)
}

/** Reads the versions and the tags again, after something was written. */
export async function lookAgain(world: World, secretId: string): Promise<readonly Version[]> {
  const [secret, listed] = await Promise.all([world.store.find(), world.store.versions(secretId)])
  if (secret?.id !== secretId || !secret.tags.includes(world.rotatorTag)) {
    throw new Error(
      'the secret was taken over by another rotator while this run was at work; it stops here, and changes nothing more',
    )
  }
  const problems: Problem[] = []
  const versions = listed.map((version) => readVersion(version, problems))
  if (problems.length > 0) throw new RunProblems(problems)
  return versions.sort((a, b) => a.revision - b.revision)
}

/** A key with its description taken apart. */
export function withMark(key: IssuedKey): Key {
  return { ...key, ...readDescription(key.description) }
}

function readVersion(version: StoredVersion, problems: Problem[]): Version {
  const reading = readRecord(version.description)
  if (reading.kind === 'newer') {
    problems.push({
      about: `version ${version.revision} of the secret`,
      problem: `its record has format ${reading.format}, which is newer than this action knows`,
      remedy: 'Use the newer release of the action that wrote it',
    })
  }
  const record = reading.kind === 'ours' ? reading.record : undefined
  return { revision: version.revision, status: version.status, record }
}

/**
 * Adds the keys that a version names and the list did not show: it may have been read before the key was made, or
 * be stale. A key counts as dead only when the issuer says so when asked for it by name, more than once.
 */
async function lookTwice(
  { clock }: World,
  issuer: ListingIssuer,
  { versions, keys }: Observation,
): Promise<ReadonlyMap<string, Key>> {
  const known = new Map(keys)
  const relevant = versions.flatMap(({ record, status }) => {
    const over = record?.stage === 'retired' || (record?.stage === 'abandoned' && status !== 'enabled')
    return record === undefined || over || status === 'deleted' ? [] : [record.accessKey]
  })
  const missing = [...new Set(relevant)].filter((accessKey) => !known.has(accessKey))
  const found = await Promise.all(
    missing.map(async (accessKey) => {
      for (let look = 1; look <= LOOKS; look += 1) {
        const key = await issuer.key(accessKey)
        if (key !== undefined) return key
        if (look < LOOKS) await clock.sleep(LOOK_AGAIN_AFTER_MS)
      }
      return undefined
    }),
  )
  for (const key of found) if (key !== undefined) known.set(key.accessKey, withMark(key))
  return known
}

function secretProblems(world: World, policy: Policy, secret: StoredSecret): readonly Problem[] {
  const problems: Problem[] = []
  if (secret.locked) {
    problems.push({
      about: 'secret-name',
      problem: `the secret ${secret.id} is locked, so that nothing can be stored in it`,
      remedy: 'Only Scaleway locks and unlocks secrets: ask its support, or name another secret',
      knownCause: 'scaleway-secret-locked',
    })
  }
  if (!secret.tags.includes(world.rotatorTag) && !policy.takeOver) {
    const other = secret.tags.find((tag) => tag.startsWith(ROTATOR_TAG_PREFIX))
    problems.push({
      about: 'secret-name',
      problem:
        other === undefined
          ? `the secret ${secret.id} exists already and was not made by this action`
          : `the secret ${secret.id} belongs to another rotator (tag ${other})`,
      remedy:
        'Name another secret, or set take-over: true for one run if this workflow, and no other, is to rotate its key from now on',
      knownCause: 'scaleway-secret-of-another-rotation',
    })
  }
  return problems
}

/** Says what is taken over, and adds its key where only its version tells of it. */
async function withTakeOver(
  { store, issuer }: World,
  secret: StoredSecret,
  observation: Observation,
): Promise<Observation> {
  const from = secret.tags.some((tag) => tag.startsWith(ROTATOR_TAG_PREFIX)) ? 'another-rotator' : 'nobody'
  const otherTags = secret.tags.filter((tag) => !tag.startsWith(ROTATOR_TAG_PREFIX))
  const nothing: TakeOver = { from, otherTags, revision: undefined, accessKey: undefined }
  // Another rotator's records say all that there is to know.
  const current = currentGeneration(observation)
  if (current !== undefined) {
    if (current.status === 'enabled' && (await store.read(secret.id, current.revision)) === undefined)
      throw new RunProblems([notOurKind(secret)])
    return { ...observation, takeOver: nothing }
  }
  const found: boolean[] = []
  for (const { revision, status, record } of observation.versions.toReversed()) {
    if (status !== 'enabled' || record !== undefined) continue
    const credential = await store.read(secret.id, revision)
    found.push(credential !== undefined)
    if (credential === undefined) continue
    const { accessKey } = credential
    const takeOver: TakeOver = { from, otherTags, revision, accessKey }
    if (observation.keys.has(accessKey)) return { ...observation, takeOver }
    if (issuer.kind === 'blind' && (await issuer.probe?.(credential)) !== 'denied') {
      const key = foundKey(accessKey, observation.at)
      return { ...observation, takeOver, keys: new Map(observation.keys).set(accessKey, key) }
    }
  }
  if (found.length > 0 && !found.includes(true)) throw new RunProblems([notOurKind(secret)])
  return { ...observation, takeOver: nothing }
}

/** Whoever reads that secret expects what stands in it: the keys of another issuer, or something else altogether. */
function notOurKind(secret: StoredSecret): Problem {
  return {
    about: 'secret-name',
    problem: `the secret ${secret.id} holds no key of this issuer, so it is not taken over`,
    remedy: 'Name another secret, or set issuer to what made the keys in this one',
  }
}

/** A key of a blind issuer that somebody else stored: nobody knows when it was made, nor when it ends. */
function foundKey(accessKey: string, at: Date): Key {
  return withMark({
    accessKey,
    description: '',
    createdAt: at,
    expiresAt: undefined,
    defaultProjectId: undefined,
  })
}

/** The value of a settled promise; known problems are collected, anything else is thrown. */
function settled<T>(result: PromiseSettledResult<T>, problems: Problem[]): T | undefined {
  if (result.status === 'fulfilled') return result.value
  if (!(result.reason instanceof RunProblems)) throw result.reason
  problems.push(...result.reason.problems)
  return undefined
}
