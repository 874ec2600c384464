import type { Runtime } from '../../../src/commands/runtime.ts'
import { ADDRESSES, type Cloud, type ServiceName, type Wire, type WireAnswer } from './cloud.ts'
import { answerOf, fakedAnswer, type Fate, type Plan } from '../faults.ts'
import type { Inputs, Rotation } from './rotation.ts'
import { passTime, virtualNow } from '../virtual-time.ts'

/** An active run, as the connection to the services sees it. */
export interface Run<R = Rotation> {
  readonly name: string
  readonly rotation: R
  readonly began: number
  readonly plan: Plan
  /** The input `command`. */
  readonly command: string
  /** The input `force`. */
  readonly forced: boolean
  /** The number of requests so far. */
  sent: number
  /** Whether it was killed or has ended. No further request has an effect. */
  over: boolean
  /** When it was canceled; undefined if it was not. */
  askedToEnd: number | undefined
  /**
   * The time of its writes to targets since then, in milliseconds. They are parallel in reality, but sequential
   * here.
   */
  spentOnTargets: number
  /** When it will be killed; undefined for never. */
  killedAt: number | undefined
  /** The number of its requests with a fault. */
  befallen: number
  readonly masked: Set<string>
  /** Secrets in the responses that it received. */
  readonly received: Set<string>
  readonly killed: () => void
}

/** Observes every request of every run, before and after it takes effect. */
export interface Watcher<R = Rotation> {
  /** @param since when the run sent it. Requests are served one at a time, even if they were sent together. */
  readonly before: (run: Run<R>, wire: Wire, since: number) => void
  /**
   * @param answer the service's response, even if the run does not receive it; undefined if the request had no
   * effect
   */
  readonly after: (run: Run<R>, wire: Wire, answer: WireAnswer | undefined, fate: Fate | undefined) => void
}

/** Something that a run waits for: a request, or the end of a sleep. */
export interface Waiting<R = Rotation> {
  readonly run: Run<R>
  /** A description. */
  readonly what: string
  /** Whether it changes something. */
  readonly changes: boolean
  /** When the wait began. */
  readonly since: number
  readonly perform: () => Promise<void>
}

/** Decides when a waiting request continues. */
export type Turns<R = Rotation> = (waiting: Waiting<R>) => void

/** What others do while a run is active. */
export interface Others {
  /** A user overwrites the first target. */
  readonly meddle: () => void
  /** Another run starts and ends. @param inputs how it differs from a scheduled one */
  readonly overtake: (inputs: Inputs) => Promise<void>
  /** The adversary acts. */
  readonly forge: (act: string) => void
  /** Applications read the key from the store. */
  readonly read: () => Promise<void>
}

/** Serves requests one at a time, in order of arrival. */
export function inOrder<R>(): Turns<R> {
  let last = Promise.resolve()
  return ({ perform }) => {
    last = last.then(perform)
  }
}

/**
 * The durations of reads and changes, in milliseconds. GitHub's timestamps are whole seconds, so no two changes
 * share one.
 */
const READ_MS = 100
const CHANGE_MS = 1100
/** The request timeout of the action. */
const LIMIT_MS = 20_000

/** The runtime of a run: simulated network and time. */
export function surroundingsOf<R>(
  cloud: Cloud,
  run: Run<R>,
  watcher: Watcher<R>,
  turns: Turns<R>,
  others: Others,
  debug: (line: string) => void,
): Runtime {
  const wait = (what: string, changes: boolean, work: () => Promise<void>): void => {
    turns({
      run,
      what,
      changes,
      since: virtualNow(),
      // A killed process receives nothing.
      perform: async () => {
        if (run.killedAt !== undefined && virtualNow() >= run.killedAt) kill(run)
        if (!run.over) await work()
      },
    })
  }

  /** Undefined if the run can no longer receive the response. */
  async function serve(wire: Wire, since: number): Promise<Response | undefined> {
    run.sent += 1
    passTime(wire.method === 'GET' ? READ_MS : CHANGE_MS)
    if (run.askedToEnd !== undefined && wire.method === 'PUT') run.spentOnTargets += CHANGE_MS
    const fate = run.plan(run.sent, wire)
    debug(
      `${run.name} #${run.sent} ${wire.method} ${wire.url}${fate === undefined ? '' : ` <- ${JSON.stringify(fate)}`}`,
    )
    if (fate !== undefined && fate.kind !== 'read') run.befallen += 1
    if (fate?.kind === 'concurrent-run') await others.overtake(fate.by)
    if (fate?.kind === 'forge') others.forge(fate.act)
    if (fate?.kind === 'read') await others.read()
    if (fate?.kind === 'cancel') {
      run.askedToEnd = virtualNow()
      if (fate.killAfter !== undefined) run.killedAt = virtualNow() + fate.killAfter
    }
    const takesEffect =
      fate === undefined || !('effect' in fate)
        ? fate?.kind !== 'hang' && fate?.kind !== 'faked'
        : fate.effect
    watcher.before(run, wire, since)
    const answer = takesEffect ? await cloud.dispatch(wire) : undefined
    watcher.after(run, wire, answer, fate)
    switch (fate?.kind) {
      case 'kill':
        kill(run)
        return undefined
      case 'cut':
        throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })
      case 'hang':
        passTime(LIMIT_MS)
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      case 'answer':
        return responseFrom(answerOf(wire, fate.answer))
      case 'faked':
        return responseFrom(fakedAnswer())
      case 'manual-change':
        others.meddle()
        break
      case 'forge':
      case 'read':
      case 'concurrent-run':
      case 'cancel':
      case undefined:
    }
    if (answer === undefined)
      throw new Error('a request that took effect has no response; this is a bug in the test harness')
    for (const secret of secretsIn(answer.body)) run.received.add(secret)
    return responseFrom(answer)
  }

  return {
    fetch: (input, init) =>
      new Promise((resolve, reject) => {
        const wire = wireOf(input, init)
        const since = virtualNow()
        wait(`${wire.method} ${wire.url}`, wire.method !== 'GET', () =>
          serve(wire, since).then((answer) => {
            if (answer !== undefined) resolve(answer)
          }, reject),
        )
      }),
    mask: (secret) => run.masked.add(secret),
    debug: () => undefined,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        const until = virtualNow() + milliseconds
        wait('sleep', false, () => {
          // Cancellation ends a sleep.
          if (run.askedToEnd === undefined) passTime(Math.max(0, until - virtualNow()))
          resolve()
          return Promise.resolve()
        })
      }),
    stopping: () => run.askedToEnd !== undefined,
  }
}

/** Ends a run at once. No further request has an effect. */
export function kill<R>(run: Run<R>): void {
  run.over = true
  run.befallen += 1
  run.killed()
}

function wireOf(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Wire {
  const url = new URL(input instanceof Request ? input.url : input)
  const service = (Object.keys(ADDRESSES) as ServiceName[]).find((name) => ADDRESSES[name] === url.origin)
  if (service === undefined) throw new Error(`unexpected request to ${url.origin}`)
  if (init?.body !== undefined && typeof init.body !== 'string')
    throw new Error('only text bodies are supported')
  return {
    service,
    method: init?.method ?? 'GET',
    url: url.pathname + url.search,
    headers: Object.fromEntries(new Headers(init?.headers)),
    body: init?.body ?? undefined,
  }
}

function responseFrom({ status, headers, body }: WireAnswer): Response {
  return new Response(status === 204 ? null : body, { status, headers: { ...headers } })
}

/** The secrets in a response: IAM's secret key, a keys API's key, or the content of a version with either. */
function secretsIn(body: string): readonly string[] {
  const fields = (body.startsWith('{') ? JSON.parse(body) : {}) as Record<string, unknown>
  const { secret_key: own, data } = fields
  if (typeof own === 'string') return [own]
  if (typeof data === 'object' && data !== null) {
    const { api_key: key } = data as Record<string, unknown>
    return typeof key === 'string' ? [key] : []
  }
  if (typeof data !== 'string') return []
  const payload = Buffer.from(data, 'base64').toString('utf8')
  // Next to a secret key, API_KEY is only an identifier.
  const secret = /"SECRET_KEY":"([^"]+)"/.exec(payload) ?? /"API_KEY":"([^"]+)"/.exec(payload)
  return secret?.[1] === undefined ? [] : [secret[1]]
}
