import type { Wire, WireAnswer } from '../cloud.ts'
import type { Fate } from '../../faults.ts'
import type { Run } from '../connection.ts'
import { MINUTE } from '../rotation.ts'
import { virtualNow } from '../../virtual-time.ts'
import { D, type Watched } from './watched.ts'

// Rules for how a run works, whatever its command.

/** The time between SIGINT and SIGTERM in a canceled job, in milliseconds. */
const NOTICE_MS = 7500

/** The number of consecutive responses that verify a key. */
const PROOF = 3

/** Before a change: the run has not reached its deadline and was not canceled. */
export function checkTime({ violate }: Watched, run: Run, { method, url }: Wire, since: number): void {
  if (virtualNow() - run.began > D + MINUTE)
    violate('no change is sent after the deadline of the run', `${run.name} ${method} ${url}`)
  const asked = run.askedToEnd
  if (asked !== undefined && asked <= since && isCreate({ method, url }))
    violate('a canceled run starts nothing new', `${run.name} ${method} ${url}`)
}

/** After an ambiguous create, a run looks for the key instead of creating another one. */
export function checkCreate(watched: Watched, run: Run, wire: Wire): void {
  if (!isCreate(wire)) return
  const lost = unstored(watched, run)
  const looked = watched.lookedSince.delete(run)
  if (lost === undefined || (looked && watched.allowed.staleLists)) return
  const what = `${run.name} created another key while ${lost}, which it created, is valid and not stored`
  watched.violate('after an ambiguous create the run looks for the key', what)
}

/** Records which keys a run has probed or listed. */
export function noteQuestion(
  { proofs, proven, moment, lookedSince }: Watched,
  run: Run,
  { url, headers }: Wire,
  answer: WireAnswer | undefined,
  fate: Fate | undefined,
): void {
  if (url.startsWith('/iam/v1alpha1/api-keys?bearer_id=')) lookedSince.add(run)
  const asked = /^\/iam\/v1alpha1\/api-keys\/(SCW\w+)$/.exec(url)?.[1]
  const key = moment.living.get(asked ?? '')
  if (asked === undefined || key?.secretKey !== headers['x-auth-token']) return
  const counts = proofs.get(run) ?? new Map<string, number>()
  proofs.set(run, counts)
  const told = statusTold(answer, fate)
  // A response that says nothing about the key is retried.
  if (told === 200 || told === 403) counts.set(asked, (counts.get(asked) ?? 0) + 1)
  if (told === 401 || told === 404) counts.set(asked, 0)
  if ((counts.get(asked) ?? 0) >= PROOF) proven.add(asked)
}

/** Every received secret is masked before the run reports anything. */
export function checkMasks({ violate }: Watched, { name, received, masked }: Run, event: string): void {
  const open = [...received].filter((secret) => !masked.has(secret))
  if (open.length > 0)
    violate(
      'every secret is masked before it is used',
      `${name} reported "${event}" before it masked ${open.length} secret(s)`,
    )
}

/** A canceled run without other faults ends in time and leaves no unstored key. */
export function checkCancelled(watched: Watched, run: Run): void {
  if (run.askedToEnd === undefined || run.killedAt !== undefined || run.befallen > 1) return
  const took = virtualNow() - run.askedToEnd - run.spentOnTargets
  // Concurrent runs also wait for each other's requests here.
  if (took > NOTICE_MS && !watched.allowed.company)
    watched.violate('a canceled run ends in time', `${run.name} ended only after ${took / 1000} s`)
  const lost = unstored(watched, run)
  if (lost !== undefined)
    watched.violate(
      'a canceled run stores or deletes the key that it created',
      `${run.name} left ${lost} unstored`,
    )
}

function isCreate({ method, url }: Pick<Wire, 'method' | 'url'>): boolean {
  return method === 'POST' && url === '/iam/v1alpha1/api-keys'
}

/** A valid key that a run created and that no version holds. */
function unstored({ made, moment }: Watched, run: Run): string | undefined {
  const versions = moment.versions.get(run.rotation) ?? []
  const own = [...made].filter(([accessKey, by]) => by === run && moment.living.has(accessKey))
  return own.find(([accessKey]) => !versions.some(({ held }) => held === accessKey))?.[0]
}

/** The status that a run received; undefined for no response or a rate limit. */
export function statusTold(answer: WireAnswer | undefined, fate: Fate | undefined): number | undefined {
  if (fate?.kind === 'answer') return fate.answer.kind === 'status' ? fate.answer.status : undefined
  const arrives =
    fate === undefined || ['cancel', 'manual-change', 'concurrent-run', 'forge', 'read'].includes(fate.kind)
  return arrives ? answer?.status : undefined
}
