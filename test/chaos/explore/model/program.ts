import type { Outcome } from '../../../../src/rotation/decide/outcome.ts'
import { rotate } from '../../../../src/rotation/run/rotate.ts'
import type { Credential } from '../../../../src/rotation/model/ports.ts'
import type { RotationContext } from '../../../../src/rotation/model/context.ts'
import { secretOf, type Cloud } from '../../../rotation/simulation/cloud.ts'
import type { Method } from '../../../rotation/simulation/gate.ts'
import {
  createWorld,
  policyOf,
  ROTATOR_KEY,
  type RunOptions,
} from '../../../rotation/simulation/simulation.ts'
import type { Session } from '../../../rotation/simulation/session.ts'

/** A run of a scenario. */
export interface RunSpec {
  readonly name: string
  readonly options: RunOptions
  /** The name of the run that it waits for. It begins when that run is over. */
  readonly after?: string
  /** A deliberate defect, to test that it is detected. */
  readonly broken?: (world: RotationContext, startedAt: number) => RotationContext
}

/** The answer to a request. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Error }

/** A request that waits for its answer. `perform` applies its effect to the loaded cloud. */
export interface Request {
  /** Its number among all requests of the run. */
  readonly place: number
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
}

/** The real code of a run, suspended while it waits for answers. */
export interface Program {
  /** The requests without an answer. */
  waiting(): readonly Request[]
  /** Answers a request (with a text: {@link textOf}) and lets the program continue until it waits again. */
  answer(place: number, answer: Answer, text: string): Promise<void>
  /** How often it has read the clock. */
  readonly looks: () => number
  /** The request that was answered last. */
  readonly last: () => string | undefined
  readonly ended: () => boolean
  /** Its outcome; undefined before it has ended. */
  readonly outcome: () => Outcome['kind'] | undefined
  /** The error, if it ended with one that is a bug in the code. */
  readonly bug: () => string | undefined
  /**
   * A text of everything that decides what the program does next: two programs of one run with the same text
   * behave the same from here on.
   *
   * Between two steps that is the run's state (the next step is decided from nothing else), the key pairs that
   * it holds, its credentials, and the number of its attempts. Within a step it is the state at its beginning,
   * and the answers and times since then. What the run has discarded (answers to probes, second checks, a noted
   * refusal) is not part of it.
   */
  standing(): string
}

interface Issued {
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
  readonly settle: (answer: Answer) => void
  /** The answer, as a text; undefined before. */
  got: string | undefined
}

/**
 * Starts a run now, in the loaded cloud.
 * @param unreduced whether its state text contains every answer that it ever got
 */
export async function launch(
  { name, options, broken }: RunSpec,
  cloud: Cloud,
  unreduced = false,
): Promise<Program> {
  const startedAt = cloud.now
  const session: Session = { run: name, signedInAs: options.signIn ?? ROTATOR_KEY }
  const issued: Issued[] = []
  const held = new Set<string>()
  let looks = 0
  let attempts = 0
  let ended = false
  let result: Outcome['kind'] | undefined
  let bug: string | undefined
  let last: string | undefined
  // Since the last step was decided: the run's state then, the requests since, and its clock reads.
  let known: unknown = `began ${startedAt}`
  let open: readonly number[] = []
  let first = 0
  let times: number[] = []

  const decided = (what: unknown): void => {
    if (unreduced) return
    known = what
    first = issued.length
    open = issued.flatMap(({ got }, place) => (got === undefined ? [place] : []))
    times = []
  }
  const carrier = {
    request<T>(_: string, request: string, method: Method, effect: () => T): Promise<T> {
      const { signedInAs } = session
      // The request uses the credentials that it was sent with, even if the run has changed them since.
      const perform = (): T => {
        const since = session.signedInAs
        session.signedInAs = signedInAs
        try {
          return effect()
        } finally {
          session.signedInAs = since
        }
      }
      return new Promise<T>((resolve, reject) => {
        const settle = (answer: Answer): void => {
          if (answer.ok) resolve(answer.value as T)
          else reject(answer.error)
        }
        issued.push({ name: request, method, perform, settle, got: undefined })
      })
    },
    // Other runs may act between any two requests anyway; the exploration decides when time passes.
    sleep: () => Promise.resolve(),
  }
  const now = (): Date => {
    looks += 1
    times.push(cloud.now)
    return new Date(cloud.now)
  }
  const stamp = (): (() => Date) => {
    const moment = now()
    return () => moment
  }
  const world: RotationContext = {
    ...createWorld(
      cloud,
      carrier,
      session,
      () => `x${name.toLowerCase()}${(attempts += 1)}`, // the model's own runs have other ones
      options.rotatorTag,
    ),
    clock: { now, stamp, sleep: () => Promise.resolve() },
    run: 'explored', // who wrote a record changes nothing
    report: (event) => {
      if (event.kind === 'observed') decided(event.observation)
      else if (event.kind === 'step') decided(event.known)
      // A run that lost forgets the pair that it made.
      else if (event.kind === 'overtaken') held.delete(event.accessKey)
    },
  }
  const end = (error: unknown): void => {
    ended = true
    if (isMistake(error)) bug = `${name} broke: ${String(error)}`
  }
  void rotate(broken?.(world, startedAt) ?? world, policyOf(options.policy), options.dryRun ?? false).then(
    (outcome) => {
      result = outcome.kind
      end(outcome.error)
    },
    (error: unknown) => {
      end(new TypeError('rotate does not throw', { cause: error }))
    },
  )
  await turn()

  return {
    waiting: () =>
      issued.flatMap(({ name: request, method, perform, got }, place) =>
        got === undefined ? [{ place, name: request, method, perform }] : [],
      ),
    async answer(place, answer, text) {
      const request = issued[place]
      if (request === undefined) throw new Error('a run did not repeat the requests of its first execution')
      request.got = text
      last = request.name
      const pair = pairIn(request.name, answer)
      if (pair !== undefined) held.add(pair)
      request.settle(answer)
      await turn()
    },
    looks: () => looks,
    last: () => last,
    ended: () => ended,
    outcome: () => result,
    bug: () => bug,
    standing() {
      const since = issued
        .filter((_, place) => place >= first || open.includes(place))
        .map(({ name: request, got }) => `${request}=${got ?? '?'}`)
      const pairs = [...held].sort().join()
      return `${JSON.stringify(known, plain)}\n${pairs} ${session.signedInAs.accessKey} ${attempts} ${times.join()}\n${since.join('\n')}`
    },
  }
}

/** An answer as a text. Answers that the code cannot distinguish have the same text. */
export function textOf(name: string, answer: Answer): string {
  if (!answer.ok) return `${answer.error.name}: ${answer.error.message}`
  // The model's limits are never reached, and the code does not use the exact numbers.
  return name === 'iam.limits' ? 'ok' : `ok ${JSON.stringify(answer.value)}`
}

/** The access key of the pair that a run holds after this answer. */
function pairIn(name: string, answer: Answer): string | undefined {
  if (!answer.ok) return undefined
  if (name.startsWith('store.read')) {
    const pair = answer.value as Credential | undefined
    // A pair that differs from what IAM created is discarded.
    return pair !== undefined && pair.secret === secretOf(pair.accessKey) ? pair.accessKey : undefined
  }
  if (name === 'iam.create') return (answer.value as { key: { accessKey: string } }).key.accessKey
  return undefined
}

/** Whether an error is a bug: no service, user or other run can cause it. */
function isMistake(error: unknown): boolean {
  if (!(error instanceof Error)) return error !== undefined
  return error.name === 'TypeError' || error.name === 'RangeError' || error.message.endsWith('this is a bug')
}

/** Everything between two requests is microtasks. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** JSON has neither maps nor sets. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value
}
