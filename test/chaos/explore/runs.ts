import { rotate } from '../../../src/rotation/rotate.ts'
import type { World } from '../../../src/rotation/world.ts'
import { MINUTE, type Cloud } from '../../rotation/model/cloud.ts'
import type { Method } from '../../rotation/model/gate.ts'
import { createWorld, policyOf, ROTATOR_KEY, type RunOptions } from '../../rotation/model/model.ts'
import type { Session } from '../../rotation/model/session.ts'

/*
 * A run is a program that cannot be copied. But it is deterministic: what it does next follows from the answers that
 * it got and the times that it read. So where it stands is the tree of those, and two schedules that gave it the same
 * answers left it in the same place. A place that was reached once is never run again, but to go on from it in
 * another way.
 */

/** A run of a scenario. */
export interface RunSpec {
  readonly name: string
  readonly options: RunOptions
  /** Breaks something on purpose, to show that it is noticed. */
  readonly broken?: (world: World, startedAt: number) => World
}

/** What a request got. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Error }

/** A request that waits for its answer. `perform` is its effect on the cloud that is loaded. */
export interface Request {
  readonly place: number
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
}

/** Where a run stands. */
export interface Place {
  readonly id: number
  readonly startedAt: number
  /** The request that was answered last; undefined before the first. */
  readonly last: string | undefined
  /** Empty: the run has ended. */
  readonly waiting: readonly Request[]
  /** How it ended. */
  readonly outcome: string | undefined
}

/** A place with what is needed to go on from it. */
interface Node extends Place {
  readonly spec: RunSpec
  readonly deliveries: readonly Delivery[]
  readonly edges: Map<string, Edge>
}

interface Delivery {
  readonly place: number
  readonly answer: Answer
  readonly now: number
}

/** Where an answer leads to; where the run then reads the clock, that depends on the time. */
type Edge = { readonly to: Node } | { readonly at: Map<number, Node> }

/** The program itself, suspended at a place. */
interface Live {
  readonly issued: Issued[]
  readonly clock: number[]
  outcome: string | undefined
}

interface Issued {
  readonly name: string
  readonly method: Method
  readonly perform: () => unknown
  readonly settle: (answer: Answer) => void
  answer: string | undefined
}

/** How many programs are kept suspended; others are run again when they are needed. */
const KEPT = 3000

export interface Runs {
  /** Begins a run now. */
  begin(spec: RunSpec): Promise<Place>
  /** Answers a request of a run that stands at this place, now. */
  answer(place: Place, request: Request, answer: Answer): Place | Promise<Place>
}

/**
 * Keeps the runs of one scenario.
 * @param cloud what their requests take effect on; its clock must be the one that was given to {@link watchClock}
 */
export function createRuns(cloud: Cloud, clock: WatchedClock): Runs {
  const nodes = new Map<string, Node>()
  const roots = new Map<string, Node>()
  const suspended = new Map<Node, Live>()
  const numbers = new Map<string, number>() // a short name for each answer

  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }

  function launch({ name, options, broken }: RunSpec, startedAt: number): Live {
    const live: Live = { issued: [], clock: [], outcome: undefined }
    const session: Session = { run: name, signedInAs: options.signIn ?? ROTATOR_KEY }
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
          live.issued.push({ name: request, method, perform, settle, answer: undefined })
        })
      },
      // Others may act between any two requests anyway; time passes when the exploration says so.
      sleep: () => Promise.resolve(),
    }
    let attempts = 0
    const newAttempt = (): string => {
      attempts += 1
      return `x${name.toLowerCase()}${attempts}` // the model's own runs have other ones
    }
    const minute = (): Date => new Date(minuteOf(cloud.now))
    const world = {
      ...createWorld(cloud, carrier, session, newAttempt, options.rotatorTag),
      clock: {
        now: minute,
        stamp: () => {
          const moment = minute()
          return () => moment
        },
        sleep: () => Promise.resolve(),
      },
      run: 'explored', // who wrote a record changes nothing
    }
    clock.listen(live.clock)
    void rotate(broken?.(world, startedAt) ?? world, policyOf(options.policy), options.dryRun ?? false).then(
      ({ kind, error }) => {
        live.outcome = error instanceof Error ? `${kind}: ${error.message}` : kind
      },
      (error: unknown) => {
        live.outcome = `threw ${String(error)}`
      },
    )
    return live
  }

  /** Gives an answer to a program and lets it go on to where it waits again; tells whether it looked at the clock. */
  async function deliver(live: Live, { place, answer, now }: Delivery, number: string): Promise<boolean> {
    const issued = live.issued[place]
    if (issued === undefined) throw new Error('a run did not send what it sent the first time')
    const reads = live.clock.length
    cloud.now = now
    clock.listen(live.clock)
    issued.answer = number
    issued.settle(answer)
    // Everything between two requests is microtasks.
    await new Promise((resolve) => setImmediate(resolve))
    clock.listen(undefined)
    return live.clock.length > reads
  }

  /** The place where a program stands now. */
  function placeOf(spec: RunSpec, startedAt: number, live: Live, deliveries: readonly Delivery[]): Node {
    const over = live.outcome !== undefined
    const history = live.issued.map(({ name, answer }) => `${name}=${answer ?? '?'}`)
    const key = `${spec.name} ${startedAt} ${live.clock.join()} ${history.join(' ')} ${over ? 'over' : ''}`
    const known = nodes.get(key)
    if (known !== undefined) return known
    const waiting = live.issued.flatMap(({ name, method, perform, answer }, place) =>
      answer === undefined ? [{ place, name, method, perform }] : [],
    )
    if (!over && waiting.length === 0) throw new Error(`run ${spec.name} waits for nothing, for ever`)
    const node: Node = {
      id: nodes.size + 1,
      startedAt,
      last: live.issued[deliveries.at(-1)?.place ?? -1]?.name,
      waiting: over ? [] : waiting,
      outcome: live.outcome,
      spec,
      deliveries,
      edges: new Map(),
    }
    nodes.set(key, node)
    if (!over) {
      suspended.set(node, live)
      const [oldest] = suspended.keys()
      if (suspended.size > KEPT && oldest !== undefined) suspended.delete(oldest)
    }
    return node
  }

  /** A program that stands at this place; nobody else has it. */
  async function programAt(node: Node): Promise<Live> {
    const there = suspended.get(node)
    if (there !== undefined) {
      suspended.delete(node)
      return there
    }
    cloud.now = node.startedAt
    const live = launch(node.spec, node.startedAt)
    await new Promise((resolve) => setImmediate(resolve))
    for (const delivery of node.deliveries)
      await deliver(live, delivery, String(numberOf(textOf(delivery.answer))))
    return live
  }

  async function goOn(node: Node, delivery: Delivery, edge: string): Promise<Place> {
    const { now } = cloud
    const live = await programAt(node)
    const read = await deliver(live, delivery, String(numberOf(textOf(delivery.answer))))
    cloud.now = now
    const next = placeOf(node.spec, node.startedAt, live, [...node.deliveries, delivery])
    const known = node.edges.get(edge)
    if (!read) node.edges.set(edge, { to: next })
    else if (known !== undefined && 'at' in known) known.at.set(now, next)
    else node.edges.set(edge, { at: new Map([[now, next]]) })
    return next
  }

  return {
    async begin(spec) {
      const name = `${spec.name} ${cloud.now}`
      const known = roots.get(name)
      if (known !== undefined) return known
      const live = launch(spec, cloud.now)
      await new Promise((resolve) => setImmediate(resolve))
      clock.listen(undefined)
      const root = placeOf(spec, cloud.now, live, [])
      roots.set(name, root)
      return root
    },
    answer(place, request, answer) {
      const node = place as Node // every place comes from here
      const edge = `${request.place} ${numberOf(textOf(answer))}`
      const known = node.edges.get(edge)
      const next = known && ('to' in known ? known.to : known.at.get(cloud.now))
      return next ?? goOn(node, { place: request.place, answer, now: cloud.now }, edge)
    },
  }
}

function textOf(answer: Answer): string {
  return answer.ok ? `ok ${JSON.stringify(answer.value)}` : `${answer.error.name}: ${answer.error.message}`
}

/**
 * The time but for the seconds, which count the writes to targets. Runs that differ by nothing but the second in which
 * they looked at the clock would otherwise never be in the same place, and nothing that they decide depends on it.
 */
export function minuteOf(now: number): number {
  return now - (now % MINUTE)
}

/** A clock that notes when a run reads it. */
export interface WatchedClock {
  /** Notes every reading here from now on; nowhere where undefined. */
  listen(readings: number[] | undefined): void
}

/** Makes a cloud's clock one that notes who reads it. */
export function watchClock(cloud: Cloud): WatchedClock {
  let now = cloud.now
  let readings: number[] | undefined
  Object.defineProperty(cloud, 'now', {
    get() {
      readings?.push(now)
      return now
    },
    set(value: number) {
      now = value
    },
  })
  return {
    listen(to) {
      readings = to
    },
  }
}
