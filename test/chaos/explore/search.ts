import { createHash } from 'node:crypto'
import { ACTS } from './model/manual-changes.ts'
import { TAG_ACTS } from './model/adversary.ts'
import { createCloudWithPast } from './model/past.ts'
import { createClouds } from './model/clouds.ts'
import { alone } from './scenarios/alone.ts'
import { beginnings, mayBegin } from './scenarios/begin.ts'
import { budgetFor, budgetOf, codeOf, type Budget } from './scenarios/budget.ts'
import type { Explored, Violation } from './explored.ts'
import { createMoves, type Move, type Moves } from './model/moves.ts'
import { createPlaces, NOT_BEGUN, OVER, type Place } from './model/places.ts'
import { createQueue } from './queue.ts'
import { rest, standingAlike } from './model/final-state.ts'
import { createStates } from './model/states.ts'
import { STALLS, type Scenario, type StallName } from './scenarios/scenario.ts'

type State = Required<Next> & { readonly number: number; readonly switches: number; readonly depth: number }

interface Next {
  /** The number of the cloud's state. */
  readonly cloud: number
  readonly runs: readonly Place[]
  readonly left: Budget
  /** The run that moves. */
  readonly mover?: number
}

/** The maximum length of a schedule. A longer one means that a run never ends. */
const LONGEST = 400
/** The number of violations of a scenario that are reported in full. */
const TOLD = 3

/**
 * Explores a scenario breadth first: every order of the requests of its runs, each of them answered or, as the
 * budget allows, refused or lost, or its run killed; pauses; manual changes. The invariants are checked after
 * each request, and convergence is checked in each state in which all runs are over.
 *
 * A state consists of the cloud, the positions of the runs and the remaining budget. No state is expanded
 * twice.
 * @param maxStates the maximum number of states
 * @param stop whether to stop at the first violation
 */
export async function search(scenario: Scenario, maxStates: number, stop = false): Promise<Explored> {
  const began = performance.now()
  const cloud = createCloudWithPast(scenario.targets)
  const changesTags = scenario.acts?.some((name) => TAG_ACTS.has(name)) === true
  const clouds = createClouds(cloud)
  const places = createPlaces(cloud, scenario.unreduced)
  const labels = new Map<string, number>()
  const labelOf = (text: string): number => {
    const known = labels.get(text)
    if (known === undefined) labels.set(text, labels.size)
    return known ?? labels.size - 1
  }
  const movesOf = createMoves(scenario, cloud, clouds, places, labelOf)
  const lengths = scenario.lengths ?? (Object.keys(STALLS) as StallName[])

  const states = createStates(scenario.runs.length, maxStates)
  const queue = createQueue<number>()
  const settled = new Map<string, string | undefined>()
  const violations: Violation[] = []
  let broken = 0
  let transitions = 0
  let terminal = 0
  let complete = true

  const report = (what: string, state: State | undefined, last: number): void => {
    broken += 1
    if (violations.length >= TOLD) return
    const schedule = [last]
    for (let number = state?.number ?? -1; number >= 0;) {
      const { from, label } = states.get(number)
      schedule.unshift(label)
      number = from
    }
    const words = [...labels.keys()]
    violations.push({
      what,
      schedule: schedule.map((label) => words[label] ?? '').filter((line) => line !== ''),
    })
  }

  function add(from: State | undefined, label: number, { cloud: number, runs, left, mover }: Next): void {
    transitions += 1
    const depth = (from?.depth ?? -1) + 1
    if (depth > LONGEST) throw new Error(`a schedule of "${scenario.name}" does not end`)
    const moved = mover ?? from?.mover ?? -1
    const free = from === undefined || moved === from.mover || from.runs[from.mover]?.id === OVER.id
    const switches = (from?.switches ?? 0) + (free || from.mover < 0 ? 0 : 1)
    const origin = { from: from?.number ?? -1, label, mover: moved, switches, depth }
    const added = states.add({ cloud: number, runs: runs.map(({ id }) => id), left: codeOf(left) }, origin)
    if (typeof added === 'number') queue.push(switches, added)
    else if (added === 'full') complete = false
  }

  function stateAt(number: number): State {
    const { runs, left, ...rest } = states.get(number)
    return { ...rest, number, runs: runs.map((id) => places.at(id)), left: budgetOf(left) }
  }

  /** Adds a state, once for each choice of the runs that may begin now. */
  async function addBegun(
    from: State | undefined,
    label: string,
    next: Next,
    may: readonly number[],
  ): Promise<void> {
    for (const chosen of beginnings(scenario, next.runs, may, next.left.stalls)) {
      const runs = [...next.runs]
      clouds.open(next.cloud)
      for (const index of chosen) {
        const spec = scenario.runs[index]
        if (spec !== undefined) runs[index] = await places.begin(spec)
      }
      const begun = chosen.map((index) => `${scenario.runs[index]?.name ?? ''} begins`)
      add(from, labelOf([label, ...begun].filter((text) => text !== '').join('; ')), { ...next, runs })
    }
  }

  /** Adds a state in which a run has a new position. If it is over, the runs that waited for it may begin. */
  async function addMoved(
    state: State,
    index: number,
    place: Place,
    label: number,
    next: Omit<Next, 'runs'>,
  ): Promise<void> {
    const runs = state.runs.map((run, at) => (at === index ? place : run))
    const name = scenario.runs[index]?.name
    const may =
      place.id === OVER.id ? mayBegin(scenario, runs).filter((at) => scenario.runs[at]?.after === name) : []
    if (may.length === 0) add(state, label, { ...next, runs })
    else await addBegun(state, [...labels.keys()][label] ?? '', { ...next, runs }, may)
  }

  async function follow(state: State, index: number, moves: readonly Move[]): Promise<void> {
    const { left } = state
    for (const { label, faulty, stale, wrong, cloud: number, place } of moves) {
      if (wrong !== undefined) {
        transitions += 1
        report(wrong, state, label)
        continue
      }
      const after = {
        ...left,
        faults: left.faults - (faulty ? 1 : 0),
        stale: left.stale - (stale ? 1 : 0),
      }
      await addMoved(state, index, place, label, { cloud: number, left: after, mover: index })
    }
  }

  async function goOn(state: State): Promise<void> {
    const { left, runs } = state
    const hasSecret = clouds.hasSecret(state.cloud)
    const tagsMayChange = changesTags && left.acts > 0
    const movesAt = (run: number, at: number): Moves | Promise<Moves> =>
      movesOf(run, state.cloud, runs[run] ?? OVER, at, { fail: left.faults > 0, beStale: left.stale > 0 })
    const one =
      scenario.unreduced === true
        ? undefined
        : await alone({ scenario, hasSecret, tagsMayChange, movesOf: movesAt }, runs, left)
    if (one !== undefined) {
      await follow(state, one[0], one[1].moves)
      return
    }
    for (const [index, place] of runs.entries()) {
      if (place.waiting.length === 0) continue
      for (const at of place.waiting.keys()) {
        const known = movesAt(index, at)
        await follow(state, index, (known instanceof Promise ? await known : known).moves)
      }
      if (left.faults === 0) continue
      const label = labelOf(`${scenario.runs[index]?.name ?? ''} is killed`)
      await addMoved(state, index, OVER, label, {
        cloud: state.cloud,
        left: { ...left, faults: left.faults - 1 },
      })
    }
    if (left.acts > 0) {
      for (const name of scenario.acts ?? []) {
        clouds.open(state.cloud)
        clouds.touch()
        if (!ACTS[name](cloud)) continue
        add(state, labelOf(name), { runs, cloud: clouds.close(), left: { ...left, acts: left.acts - 1 } })
      }
    }
    if (left.stalls > 0) {
      for (const label of lengths) {
        clouds.open(state.cloud)
        clouds.touch()
        cloud.now += STALLS[label]
        const after = { ...left, stalls: left.stalls - 1 }
        await addBegun(state, label, { runs, cloud: clouds.close(), left: after }, mayBegin(scenario, runs))
      }
    }
  }

  const first = {
    cloud: clouds.numberOf(await scenario.start()),
    runs: scenario.runs.map(() => NOT_BEGUN),
    left: budgetFor(scenario),
  }
  await addBegun(undefined, '', first, mayBegin(scenario, first.runs))
  for (let number = queue.next(); number !== undefined; number = queue.next()) {
    if (stop && broken > 0) {
      complete = false
      break
    }
    const state = stateAt(number)
    if (state.runs.some(({ id }) => id !== OVER.id)) {
      await goOn(state)
      continue
    }
    terminal += 1
    const text = clouds.textOf(state.cloud)
    const end = standingAlike(text)
    if (settled.has(end)) continue
    const wrong = await rest(text, scenario)
    settled.set(end, wrong)
    if (wrong !== undefined) report(wrong, state, labelOf('daily runs without faults'))
  }
  const round = places.round()
  if (round !== undefined) report(`a run might never end: ${round.join(', ')}`, undefined, labelOf(''))
  return {
    scenario: scenario.name,
    states: states.count(),
    transitions,
    terminal,
    ends: settled.size,
    endings: createHash('sha256')
      .update([...settled.keys()].sort().join('\n'))
      .digest('hex'),
    broken,
    violations,
    complete,
    seconds: (performance.now() - began) / 1000,
  }
}
