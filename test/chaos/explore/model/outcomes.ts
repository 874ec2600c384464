import { AmbiguousResult } from '../../../../src/rotation/model/ports.ts'
import { NAMES, SECOND, targetOf, type Cloud } from '../../../rotation/simulation/cloud.ts'
import { addGiven, type CloudWithPast } from './past.ts'
import type { Answer, Request } from './program.ts'

/** The outcome of a request. Killing a run is a separate choice. */
export type Fate = 'answered' | 'refused' | 'cut-before' | 'cut-after' | 'stale'

/**
 * The distance between writes to one target secret: `far`, so that a record of an older write never matches the
 * newer one, or `close`, within the tolerance that the rules allow for clocks.
 */
export type Apart = 'far' | 'close'

/**
 * Whether the answer to a request is the same whatever happens meanwhile, so that its order among the others
 * does not matter: the limits; the secret, once it exists and while its tags cannot change; and all probes of a
 * key after the first one.
 */
export function isConstant(
  name: string,
  { hasSecret, tagsMayChange }: { readonly hasSecret: boolean; readonly tagsMayChange: boolean },
  last: string | undefined,
): boolean {
  if (name === 'store.find') return hasSecret && !tagsMayChange
  return name === 'iam.limits' || (name.startsWith('iam.probe') && last?.startsWith('iam.probe') === true)
}

/** The requests whose answer may be stale. */
const LISTS: ReadonlySet<string> = new Set(['store.versions', 'iam.list'])

/**
 * The possible outcomes of a request. A kill before or after it equals a kill of its run before or after the
 * answer.
 */
export function fates({ name, method }: Request, mayFail: boolean, mayBeStale: boolean): readonly Fate[] {
  const stale: readonly Fate[] = mayBeStale && LISTS.has(name) ? ['stale'] : []
  if (!mayFail) return ['answered', ...stale]
  switch (method) {
    case 'read':
      return ['answered', 'refused', ...stale]
    case 'write':
      return ['answered', 'refused', 'cut-after']
    case 'post':
      return ['answered', 'refused', 'cut-before', 'cut-after']
  }
}

/** Performs a list request with the state before the list's last change. */
export function attemptStale(request: Request, cloud: CloudWithPast): Answer {
  const { earlier } = cloud.past
  if (earlier === undefined) return attempt(request, cloud, 'far')
  const { listed, listedVersions } = cloud
  cloud.listed = () => new Map(earlier.keys.map((key) => [key.accessKey, key]))
  cloud.listedVersions = () => earlier.versions
  try {
    return attempt(request, cloud, 'far')
  } finally {
    cloud.listed = listed
    cloud.listedVersions = listedVersions
  }
}

/** Performs a request. */
export function attempt({ name, perform }: Request, cloud: CloudWithPast, apart: Apart): Answer {
  const { now } = cloud
  const [, id, secret, accessKey = ''] = /^put (\S+) (\S+) (\S+)/.exec(name) ?? []
  try {
    if (id === undefined || secret === undefined) return { ok: true, value: perform() }
    cloud.now = nextWrite(cloud, id, [secret], apart)
    perform()
    addGiven(cloud.past, accessKey, `${id} ${secret}`)
    const to = new Date(cloud.now)
    return { ok: true, value: { from: apart === 'far' ? to : new Date(now), to } }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
  } finally {
    cloud.now = now
  }
}

/**
 * The time of a write to target secrets. The cloud's clock stands still while requests are answered (no rule
 * compares such close times), but the order of writes to one secret must be visible, so every secret counts its
 * own writes in seconds. No rule compares the times of different secrets, so one clock for all of them would
 * only create states that are equivalent.
 */
export function nextWrite(
  cloud: Cloud,
  id: string,
  secrets: readonly string[] = NAMES,
  apart: Apart = 'far',
): number {
  const { values } = targetOf(cloud, id)
  const last = Math.max(cloud.now, ...secrets.map((secret) => values.get(secret)?.updatedAt ?? 0))
  return last + (apart === 'far' ? 3 : 1) * SECOND
}

/** A refusal. */
export function refusal(message: string): Answer {
  return { ok: false, error: new Error(message) }
}

/** No response to a request that must not be sent twice. */
export function lost(name: string): Answer {
  return { ok: false, error: new AmbiguousResult(name) }
}
