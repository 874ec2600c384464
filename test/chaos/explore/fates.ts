import { NoAnswer } from '../../../src/rotation/ports.ts'
import type { Cloud } from '../../rotation/model/cloud.ts'
import { minuteOf, type Answer, type Request } from './runs.ts'

/** What becomes of a request; that a run is killed is a choice of its own. */
export type Fate = 'answered' | 'refused' | 'cut-before' | 'cut-after'

/**
 * Whether the answer to a request is the same whatever anybody does in the meantime, so that its order among the
 * others does not matter: the limits; the secret, once there is one; and, as if they were one request, all the
 * probes of a proof after the first.
 */
export function isConstant(name: string, { secret }: Cloud, last: string | undefined): boolean {
  if (name === 'store.find') return secret !== undefined
  return name === 'iam.limits' || (name.startsWith('iam.probe') && last?.startsWith('iam.probe') === true)
}

/** What may become of a request. A kill before or after it is the kill of its run before or after it was answered. */
export function fates({ method }: Request, faults: number): readonly Fate[] {
  if (faults === 0) return ['answered']
  switch (method) {
    case 'read':
      return ['answered', 'refused']
    case 'write':
      return ['answered', 'refused', 'cut-after']
    case 'post':
      return ['answered', 'refused', 'cut-before', 'cut-after']
  }
}

/** Performs a request. Only writes to targets are told apart by the second that they came in. */
export function attempt({ name, perform }: Request, cloud: Cloud): Answer {
  const { now } = cloud
  if (!name.startsWith('put ')) cloud.now = minuteOf(now)
  try {
    return { ok: true, value: perform() }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
  } finally {
    cloud.now = now
  }
}

/** The answer that says no. */
export function refusal(message: string): Answer {
  return { ok: false, error: new Error(message) }
}

/** No answer to a request that must not be sent twice. */
export function lost(name: string): Answer {
  return { ok: false, error: new NoAnswer(name) }
}
