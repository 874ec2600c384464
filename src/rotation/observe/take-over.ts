import { currentGeneration, type Observation, type TakeOver } from '../model/observation.ts'
import { RunProblems, type Problem, type StoredSecret } from '../model/ports.ts'
import { unmarkedKey } from '../model/recorded-keys.ts'
import { ROTATOR_TAG_PREFIX, type RotationContext } from '../model/context.ts'

/** Says what is taken over, and adds its key where only its version tells of it. */
export async function withTakeOver(
  { store, issuer }: RotationContext,
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
  // Nothing confirms a key that somebody else stored, so that only the secret is taken over.
  if (store.authenticates === true) return { ...observation, takeOver: nothing }
  const found: boolean[] = []
  for (const { revision, status, record } of observation.versions.toReversed()) {
    if (status !== 'enabled' || record !== undefined) continue
    const credential = await store.read(secret.id, revision)
    found.push(credential !== undefined)
    if (credential === undefined) continue
    const { accessKey } = credential
    const takeOver: TakeOver = { from, otherTags, revision, accessKey }
    const key = observation.keys.get(accessKey)
    // A key with a mark is another rotation's, or this one's already.
    if (key !== undefined && key.mark === undefined) return { ...observation, takeOver }
    if (issuer.kind === 'blind' && (await issuer.probe?.(credential)) !== 'denied') {
      // When it was created and when it expires is unknown.
      const key = unmarkedKey({ accessKey, createdAt: observation.at, expiresAt: undefined })
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
