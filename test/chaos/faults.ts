import { faultAnswer } from '../../sandbox/server/vendor-errors.ts'
import type { FaultEffect } from '../../sandbox/server/faults.ts'
import type { Wire, WireAnswer } from './scaleway/cloud.ts'
import type { Inputs } from './scaleway/rotation.ts'
import { ACT_NAMES } from './scaleway/adversary/index.ts'
import { virtualNow } from './virtual-time.ts'

/** The fault at one request. */
export type Fate =
  | { readonly kind: 'cut'; readonly effect: boolean }
  | { readonly kind: 'hang' }
  | { readonly kind: 'answer'; readonly effect: boolean; readonly answer: Answering }
  /** The process is killed, before or after the request took effect. */
  | { readonly kind: 'kill'; readonly effect: boolean }
  /** The run is asked to end, and killed as many milliseconds later (undefined: never). */
  | { readonly kind: 'cancel'; readonly killAfter: number | undefined }
  /** A person overwrites the first target, right after the request. */
  | { readonly kind: 'manual-change' }
  /** A whole other run goes by right before the request. */
  | { readonly kind: 'concurrent-run'; readonly by: Inputs }
  /** An intermediary answers `200 {}` and does not hand the request on. */
  | { readonly kind: 'faked' }
  /** Somebody with the rights of Secret Manager alone acts right before the request (see adversary/acts.ts). */
  | { readonly kind: 'forge'; readonly act: string }
  /** Applications read the key from the store right before the request, over HTTP and with `retrieve`. */
  | { readonly kind: 'read' }

type Answering = Extract<FaultEffect, { kind: 'status' | 'rate-limit' | 'faked' }>

/** Returns the fault at the n-th request of a run, counted from 1; undefined for none. */
export type Plan = (n: number, wire: Wire) => Fate | undefined

const status = (code: number, effect = false): Fate => ({
  kind: 'answer',
  effect,
  answer: { kind: 'status', status: code },
})

/** Faults that affect one request. */
const ONCE: Readonly<Record<string, Fate>> = {
  'cut-before': { kind: 'cut', effect: false },
  'cut-after': { kind: 'cut', effect: true },
  '500-before': status(500),
  '500-after': status(500, true),
  '503': status(503),
  '429': status(429),
  'secondary-limit': { kind: 'answer', effect: false, answer: { kind: 'rate-limit', seconds: 90 } },
  'primary-limit': {
    kind: 'answer',
    effect: false,
    answer: { kind: 'rate-limit', limit: 'primary', seconds: 1800 },
  },
  '403': status(403),
  '401': status(401),
  hang: { kind: 'hang' },
  'kill-before': { kind: 'kill', effect: false },
  'kill-after': { kind: 'kill', effect: true },
  sigint: { kind: 'cancel', killAfter: undefined },
  'sigint-then-kill': { kind: 'cancel', killAfter: 10_000 },
  'manual-change': { kind: 'manual-change' },
  'faked-success': { kind: 'faked' },
}

/** Faults that affect one request and every later request of the same kind until the run ends. */
const LASTING: Readonly<Record<string, Fate>> = {
  'lost-permission': status(403),
  'lost-authentication': status(401),
  outage: status(503),
  'lasting-500-after': status(500, true),
  'lasting-cut-after': { kind: 'cut', effect: true },
  'lasting-faked-success': { kind: 'faked' },
}

/** Another run that starts and ends while this run waits, with its inputs. */
const OVERTAKEN: Readonly<Record<string, Inputs>> = {
  'concurrent-run': {},
  'concurrent-rotate': { command: 'rotate', force: 'true' },
  'concurrent-rollback': { command: 'rollback' },
}

/** Whether the name is that of a concurrent run instead of a fault. */
export function isMeeting(fault: string): boolean {
  return fault in OVERTAKEN
}

export const MEETINGS: readonly string[] = Object.keys(OVERTAKEN)

/** Applications read the store. This is not a fault, and it must not affect the run. */
export const READERS = 'readers'

/** The adversary's actions, as faults. */
export const FORGERIES: readonly string[] = ACT_NAMES.map((name) => `forge:${name}`)

/** Whether a fault is an action of the adversary. */
export function isForgery(fault: string): boolean {
  return fault.startsWith('forge:')
}

export const FAULTS: readonly string[] = [...Object.keys(ONCE), ...Object.keys(LASTING)]

/** A plan with one fault at the n-th request. Throws if the fault does not exist. */
export function aim(fault: string, at: number): Plan {
  const once = ONCE[fault]
  if (once !== undefined) return (n) => (n === at ? once : undefined)
  if (FORGERIES.includes(fault)) {
    const act = fault.slice('forge:'.length)
    return (n) => (n === at ? { kind: 'forge', act } : undefined)
  }
  if (fault === READERS) return (n) => (n === at ? { kind: 'read' } : undefined)
  const by = OVERTAKEN[fault]
  if (by !== undefined) return (n) => (n === at ? { kind: 'concurrent-run', by } : undefined)
  const lasting = LASTING[fault]
  if (lasting === undefined)
    throw new Error(
      `there is no fault ${fault}; there are ${[...FAULTS, ...MEETINGS, READERS, ...FORGERIES].join(', ')}`,
    )
  let hit: string | undefined
  return (n, wire) => {
    if (n === at) hit = likeness(wire)
    return n >= at && hit === likeness(wire) ? lasting : undefined
  }
}

/** Combines plans; the first that returns a fault for a request wins. */
export function together(plans: readonly Plan[]): Plan {
  return (n, wire) => plans.map((plan) => plan(n, wire)).find((fate) => fate !== undefined)
}

/** Whether a fault applies to a request. For example, rate limits apply to GitHub only. */
export function applies(fault: string, { service, method }: Pick<Wire, 'service' | 'method'>): boolean {
  if (fault.endsWith('-limit')) return service === 'github'
  // A read has no effect, so "before" and "after" are the same.
  if (method === 'GET')
    return !['cut-after', '500-after', 'lasting-500-after', 'lasting-cut-after'].includes(fault)
  return true
}

/** The response of an intermediary that does not forward the request. */
export function fakedAnswer(): WireAnswer {
  const date = new Date(virtualNow()).toUTCString()
  return { status: 200, headers: { date, 'content-type': 'application/json' }, body: '{}' }
}

/** Requests that one permission covers: IAM, Secret Manager or GitHub, read or change. */
function likeness({ service, method, url }: Wire): string {
  return `${service} ${url.startsWith('/iam/') ? 'iam' : ''} ${method === 'GET' ? 'read' : 'change'}`
}

/** The response for a fault, in the vendor's format. */
export function answerOf(wire: Wire, answer: Answering): WireAnswer {
  const now = new Date(virtualNow())
  const { status: code, headers, body } = faultAnswer(wire.service, answer, now)
  return { status: code, headers: { date: now.toUTCString(), ...headers }, body }
}
