import type { Outcome } from '../../../../src/rotation/decide/outcome.ts'
import type { Cloud } from '../../../rotation/simulation/cloud.ts'
import { launch, textOf, type Answer, type Program, type Request, type RunSpec } from './program.ts'

/*
 * A run is a program that cannot be copied. But it is deterministic: what it does next follows from the answers
 * that it got and the times that it read. A program at some position can therefore be recreated by giving a new
 * one the same answers. A position is reached by running a program only once, and again only to continue in
 * another way.
 */

/** The position of a run. Two schedules after which it would behave the same lead to the same position. */
export interface Place {
  /** Its number. */
  readonly id: number
  readonly startedAt: number
  /** The request that was answered last; undefined before the first. */
  readonly last: string | undefined
  /** Empty if the run has ended. */
  readonly waiting: readonly Request[]
}

/** The position of every run that has ended or was killed, and of every run that has not begun. */
export const OVER: Place = { id: 0, startedAt: 0, last: undefined, waiting: [] }
export const NOT_BEGUN: Place = { ...OVER, id: 1 }

/** A position with what is needed to continue from it. */
interface Node extends Place {
  readonly spec: RunSpec
  /** One way to reach it. */
  readonly deliveries: readonly Delivery[]
  readonly edges: Map<string, Edge>
}

interface Delivery {
  readonly place: number
  readonly answer: Answer
  readonly text: string
  readonly now: number
}

/** The position after an answer, depending on the time if the run reads the clock. */
type Edge = { readonly to: Arrival } | { readonly at: Map<number, Arrival> }

/** The position after an answer, and the outcome if the run has ended. */
interface Arrival {
  readonly place: Place
  readonly outcome: Outcome['kind'] | undefined
}

export interface Answered extends Arrival {
  /** Whether the run read the clock on its way. */
  readonly looked: boolean
  /** Set if the program failed in a way that no fault of a service explains. */
  readonly bug?: string | undefined
}

/** The number of programs that stay suspended. Others are run again when needed. */
const KEPT = 3000

export interface Places {
  /** Starts a run now. */
  begin(spec: RunSpec): Promise<Place>
  /** Answers a request of a run at this position, now. */
  answer(place: Place, request: Request, answer: Answer): Promise<Answered>
  /** The position with this number. */
  at(id: number): Place
  /** The number of positions so far. */
  readonly count: () => number
  /**
   * Whether answers can lead a run back to an earlier position, so that it might never end.
   * @returns the requests of such a cycle; undefined if there is none
   */
  readonly round: () => readonly string[] | undefined
}

/**
 * Stores the positions of the runs of one scenario.
 * @param cloud the cloud that their requests change
 * @param unreduced whether a position contains every answer that a run ever got
 */
export function createPlaces(cloud: Cloud, unreduced = false): Places {
  const nodes = new Map<string, Node>()
  const roots = new Map<string, Place>()
  const suspended = new Map<Node, Program>()
  const numbered: Place[] = [OVER, NOT_BEGUN]

  /** The position of a program. */
  function placeOf(
    spec: RunSpec,
    startedAt: number,
    program: Program,
    deliveries: readonly Delivery[],
  ): Place {
    if (program.ended()) return OVER
    const key = `${spec.name} ${startedAt} ${program.standing()}`
    const known = nodes.get(key)
    if (known !== undefined) return known
    const waiting = program.waiting()
    if (waiting.length === 0) throw new Error(`run ${spec.name} neither waits nor ends`)
    const last = program.last()
    const node: Node = { id: numbered.length, startedAt, last, waiting, spec, deliveries, edges: new Map() }
    nodes.set(key, node)
    numbered.push(node)
    suspended.set(node, program)
    const [oldest] = suspended.keys()
    if (suspended.size > KEPT && oldest !== undefined) suspended.delete(oldest)
    return node
  }

  /** A program at this position that nothing else uses. */
  async function programAt(node: Node): Promise<Program> {
    const there = suspended.get(node)
    if (there !== undefined) {
      suspended.delete(node)
      return there
    }
    cloud.now = node.startedAt
    const program = await launch(node.spec, cloud, unreduced)
    for (const { place, answer, text, now } of node.deliveries) {
      cloud.now = now
      await program.answer(place, answer, text)
    }
    return program
  }

  async function goOn(node: Node, delivery: Delivery, edge: string): Promise<Answered> {
    const { now } = cloud
    const program = await programAt(node)
    const before = program.looks()
    cloud.now = now
    await program.answer(delivery.place, delivery.answer, delivery.text)
    const place = placeOf(node.spec, node.startedAt, program, [...node.deliveries, delivery])
    const next = { place, outcome: program.outcome() }
    const known = node.edges.get(edge)
    const looked = program.looks() > before
    if (!looked) node.edges.set(edge, { to: next })
    else if (known !== undefined && 'at' in known) known.at.set(now, next)
    else node.edges.set(edge, { at: new Map([[now, next]]) })
    return { ...next, looked, bug: program.bug() }
  }

  return {
    async begin(spec) {
      const name = `${spec.name} ${cloud.now}`
      const known = roots.get(name)
      if (known !== undefined) return known
      const root = placeOf(spec, cloud.now, await launch(spec, cloud, unreduced), [])
      roots.set(name, root)
      return root
    },
    async answer(place, request, answer) {
      const node = place as Node // every position comes from here
      const text = textOf(request.name, answer)
      const edge = `${request.place} ${text}`
      const known = node.edges.get(edge)
      if (known !== undefined && 'to' in known) return { ...known.to, looked: false }
      const there = known?.at.get(cloud.now)
      if (there !== undefined) return { ...there, looked: true }
      return goOn(node, { place: request.place, answer, text, now: cloud.now }, edge)
    },
    at(id) {
      const place = numbered[id]
      if (place === undefined) throw new Error(`there is no place ${id}`)
      return place
    },
    count: () => nodes.size,
    round: () => roundFrom([...roots.values()]),
  }
}

/** Searches for a cycle of positions, depth first, without recursion. */
function roundFrom(roots: readonly Place[]): readonly string[] | undefined {
  const done = new Set<Place>([OVER])
  const onPath = new Set<Place>()
  const path: { readonly place: Place; readonly next: Iterator<Place> }[] = []
  const enter = (place: Place): void => {
    path.push({ place, next: followers(place) })
    onPath.add(place)
  }
  for (const root of roots) {
    if (!done.has(root)) enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const step = top.next.next()
      if (step.done === true) {
        path.pop()
        onPath.delete(top.place)
        done.add(top.place)
      } else if (onPath.has(step.value)) {
        return path.map(({ place }) => place.waiting.map(({ name }) => name).join(' or '))
      } else if (!done.has(step.value)) enter(step.value)
    }
  }
  return undefined
}

function* followers(place: Place): Generator<Place, undefined> {
  for (const edge of (place as Node).edges.values()) {
    if ('to' in edge) yield edge.to.place
    else for (const { place } of edge.at.values()) yield place
  }
}
