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
  /** The name of the run that it waits for: it begins when that one is over, however it ended. */
  readonly after?: string
  /** Breaks something on purpose, to show that it is noticed. */
  readonly broken?: (world: RotationContext, startedAt: number) => RotationContext
}

/** What a request got. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Error }

/** A request that waits for its answer. `perform` is its effect on the cloud that is loaded. */
export interface Request {
  /** Its place among all requests of the run. */
  readonly place: number
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
}

/** The real code of a run, suspended where it waits for answers. */
export interface Program {
  /** The requests without an answer. */
  waiting(): readonly Request[]
  /** Gives an answer (as a text: {@link textOf}) to a request, and lets the program go on to where it waits again. */
  answer(place: number, answer: Answer, text: string): Promise<void>
  /** How often it has looked at the clock. */
  readonly looks: () => number
  /** The request that was answered last. */
  readonly last: () => string | undefined
  readonly ended: () => boolean
  /** What it came to; undefined before it has ended. */
  readonly outcome: () => Outcome['kind'] | undefined
  /** How it broke, where it ended with an error that is a mistake in the code; else undefined. */
  readonly bug: () => string | undefined
  /**
   * All that decides what the program does from here on, as a text: two programs of one run with the same text do the
   * same for ever after.
   *
   * Between two steps that is what the run knows (the next step is decided on nothing else), the pairs that it holds,
   * whom it signs in as, and the number of its attempts. Within a step it is what it was at its beginning, and the
   * answers and times that it got since. What it was once told and has thrown away (the answers to its probes, the
   * second looks, a refusal that it noted) is therefore no part of it.
   */
  standing(): string
}

interface Issued {
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
  readonly settle: (answer: Answer) => void
  /** What it got, as a text; undefined before. */
  got: string | undefined
}

/**
 * Begins a run now, in the cloud that is loaded.
 * @param unreduced where it stands is to be all that it was ever told
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
  // Since the last step was decided: what the run knew then, the requests that are not over since, its looks at the clock.
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
      // The request carries the key that it was sent with, even where the run has signed in anew since.
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
    // Others may act between any two requests anyway; time passes when the exploration says so.
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
      end(new TypeError('rotate never throws', { cause: error }))
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
      if (request === undefined) throw new Error('a run did not send what it sent the first time')
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

/** An answer as a text: answers that nothing can tell apart have the same one. */
export function textOf(name: string, answer: Answer): string {
  if (!answer.ok) return `${answer.error.name}: ${answer.error.message}`
  // The model's limits always leave room; by how much is asked by nobody.
  return name === 'iam.limits' ? 'ok' : `ok ${JSON.stringify(answer.value)}`
}

/** The access key of a pair that a run holds from this answer on. */
function pairIn(name: string, answer: Answer): string | undefined {
  if (!answer.ok) return undefined
  if (name.startsWith('store.read')) {
    const pair = answer.value as Credential | undefined
    // A pair that is not what IAM created is thrown away.
    return pair !== undefined && pair.secret === secretOf(pair.accessKey) ? pair.accessKey : undefined
  }
  if (name === 'iam.create') return (answer.value as { key: { accessKey: string } }).key.accessKey
  return undefined
}

/** Whether an error is none that a service, a person or another run can be the reason of. */
function isMistake(error: unknown): boolean {
  if (!(error instanceof Error)) return error !== undefined
  return error.name === 'TypeError' || error.name === 'RangeError' || error.message.endsWith('this is a bug')
}

/** Everything between two requests is microtasks. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** JSON knows neither maps nor sets. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value
}
