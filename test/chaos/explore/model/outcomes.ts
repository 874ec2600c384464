import { AmbiguousResult } from '../../../../src/rotation/model/ports.ts'
import { NAMES, SECOND, targetOf, type Cloud } from '../../../rotation/simulation/cloud.ts'
import { addGiven, type CloudWithPast } from './past.ts'
import type { Answer, Request } from './program.ts'

/** What becomes of a request; that a run is killed is a choice of its own. */
export type Fate = 'answered' | 'refused' | 'cut-before' | 'cut-after' | 'stale'

/**
 * How far apart the writes to one secret of a target are, as rules can tell them apart: `far`, so that whoever knows
 * an older one of two never takes it for the newer; or `close`, within the leeway that rules give to clocks.
 */
export type Apart = 'far' | 'close'

/**
 * Whether the answer to a request is the same whatever anybody does in the meantime, so that its order among the
 * others does not matter: the limits; the secret, once there is one and while nobody changes its tags; and, as if they were one request, all the
 * probes of a proof after the first.
 */
export function isConstant(
  name: string,
  { hasSecret, tagsMayChange }: { readonly hasSecret: boolean; readonly tagsMayChange: boolean },
  last: string | undefined,
): boolean {
  if (name === 'store.find') return hasSecret && !tagsMayChange
  return name === 'iam.limits' || (name.startsWith('iam.probe') && last?.startsWith('iam.probe') === true)
}

/** The requests whose answer may be one from before the last change. */
const LISTS: ReadonlySet<string> = new Set(['store.versions', 'iam.list'])

/** What may become of a request. A kill before or after it is the kill of its run before or after it was answered. */
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

/** Performs a request whose answer shows a list as it was before its last change. */
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
 * When a write to secrets of a target comes in. The cloud's clock itself stands still while requests are answered (no
 * rule compares moments that lie so close), but whose write to a secret was the last one must show: so every secret
 * counts its own writes in seconds. Times of different secrets are compared by no rule, so one clock for all of them
 * would only tell states apart that are alike.
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

/** The answer that says no. */
export function refusal(message: string): Answer {
  return { ok: false, error: new Error(message) }
}

/** No answer to a request that must not be sent twice. */
export function lost(name: string): Answer {
  return { ok: false, error: new AmbiguousResult(name) }
}
