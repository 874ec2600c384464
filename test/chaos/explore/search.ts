import { RUN_DEADLINE_MS } from '../../../src/rotation/policy.ts'
import { createCloud, SECOND } from '../../rotation/model/cloud.ts'
import { policyOf } from '../../rotation/model/model.ts'
import { ACTS } from './acts.ts'
import { attempt, fates, isConstant, lost, refusal, type Fate } from './fates.ts'
import { createQueue } from './queue.ts'
import { createRuns, watchClock, type Answer, type Place, type Request } from './runs.ts'
import { rest } from './rest.ts'
import { rulesOf } from './rules.ts'
import { STALLS, type Scenario, type StallName } from './scenarios.ts'
import { load, save } from './snapshot.ts'

/** Something that broke, and the shortest way there. */
export interface Violation {
  readonly what: string
  readonly schedule: readonly string[]
}

/** What was explored of a scenario. */
export interface Explored {
  readonly scenario: string
  readonly states: number
  readonly transitions: number
  /** States in which every run has ended or was killed. */
  readonly terminal: number
  /** Different clouds among them; from each, clean daily runs must come to rest. */
  readonly ends: number
  /** How many transitions or ends broke something; the shortest few are kept. */
  readonly broken: number
  readonly violations: readonly Violation[]
  /** False where the budget of states ran out: then only so many were looked at. */
  readonly complete: boolean
  readonly seconds: number
}

/** What may still happen besides the runs' own requests. */
interface Budget {
  readonly faults: number
  readonly acts: number
  readonly stalls: number
}

/** A run of a state: where it stands; `over` once it has ended or was killed. */
type Stand = Place | 'not begun' | 'over'

interface State {
  /** The number of the cloud's state. */
  readonly cloud: number
  readonly runs: readonly Stand[]
  readonly left: Budget
  readonly depth: number
  /** The run that moved last, and how many times another one went on before it had ended. */
  readonly mover: number | undefined
  readonly switches: number
  readonly from: State | undefined
  readonly label: string
}

type Next = Pick<State, 'cloud' | 'runs' | 'left'> & { readonly mover?: number }

/** No story is longer than this; one that is has a run that never ends. */
const LONGEST = 400
/** How many violations of a scenario are told in full. */
const TOLD = 3

/**
 * Explores a scenario breadth first: every order of the requests of its runs, each of them answered or, as the budget
 * allows, refused, cut, or its run killed; time that passes; a person who interferes. What must hold at every moment
 * is checked after each request, and what must follow, in each state in which all runs are over.
 *
 * A state is what stands in the cloud, where each run stands, and what is left of the budget; no state is gone on
 * from twice. Time moves with every write to a target, so that no two share a second, and where the scenario says so.
 * @param maxStates the search is cut short after so many
 */
export async function search(scenario: Scenario, maxStates: number): Promise<Explored> {
  const began = performance.now()
  const start = await scenario.start()
  const cloud = createCloud(scenario.targets)
  const clock = watchClock(cloud)
  const runs = createRuns(cloud, clock)
  const lengths = scenario.lengths ?? (Object.keys(STALLS) as StallName[])
  const rules = rulesOf(cloud)
  const policies = scenario.runs.map(({ options }) => policyOf(options.policy))

  const clouds: string[] = []
  const numbers = new Map<string, number>()
  let loaded = -1
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    clouds.push(text)
    numbers.set(text, clouds.length - 1)
    return clouds.length - 1
  }
  const open = (number: number): void => {
    if (number !== loaded) load(cloud, clouds[number] ?? '')
    loaded = number
  }
  const close = (): number => {
    loaded = numberOf(save(cloud))
    return loaded
  }

  const seen = new Set<string>()
  const queue = createQueue<State>()
  const settled = new Map<number, string | undefined>()
  const violations: Violation[] = []
  let broken = 0
  let transitions = 0
  let terminal = 0
  let complete = true

  const report = (what: string, state: State | undefined, last: string): void => {
    broken += 1
    const schedule = [last]
    for (let at = state; at !== undefined; at = at.from) schedule.unshift(at.label)
    if (violations.length < TOLD) violations.push({ what, schedule: schedule.filter((line) => line !== '') })
  }

  function add(from: State | undefined, label: string, next: Next): void {
    transitions += 1
    const stands = next.runs.map((run) => (typeof run === 'string' ? run : run.id))
    const { faults, acts, stalls } = next.left
    const key = `${next.cloud} ${stands.join(',')} ${faults}${acts}${stalls}`
    if (seen.has(key)) return
    if (seen.size >= maxStates) {
      complete = false
      return
    }
    const depth = (from?.depth ?? -1) + 1
    if (depth > LONGEST) {
      report('the runs never end', from, label)
      return
    }
    seen.add(key)
    const mover = next.mover ?? from?.mover
    const free = from?.mover === undefined || mover === from.mover || from.runs[from.mover] === 'over'
    const switches = (from?.switches ?? 0) + (free ? 0 : 1)
    queue.push(switches, { ...next, depth, switches, mover, from, label })
  }

  const replaced = (state: State, index: number, stand: Stand): readonly Stand[] =>
    state.runs.map((run, at) => (at === index ? stand : run))

  /** Lets one request through. */
  async function send(
    state: State,
    index: number,
    place: Place,
    request: Request,
    fate: Fate,
  ): Promise<void> {
    const run = scenario.runs[index]?.name ?? ''
    const { name, method } = request
    const label = `${run} ${name}${fate === 'answered' ? '' : ` (${fate})`}`
    open(state.cloud)
    const late = method !== 'read' && cloud.now - place.startedAt >= (scenario.deadline ?? RUN_DEADLINE_MS)
    let answer: Answer
    let number = state.cloud
    if (late) {
      if (fate !== 'answered') return
      answer = refusal(`${name} came after the deadline of the run`)
    } else if (fate === 'refused') {
      answer = refusal(`${name} was refused`)
    } else if (fate === 'cut-before') {
      answer = lost(name)
    } else {
      if (name.startsWith('put ')) {
        cloud.now += SECOND
        loaded = -1
      }
      const policy = policies[index] ?? policyOf()
      const verify = method === 'read' ? undefined : rules({ run, name, policy })
      if (method !== 'read') loaded = -1
      answer = attempt(request, cloud)
      try {
        verify?.()
      } catch (error) {
        transitions += 1
        report(error instanceof Error ? error.message : String(error), state, label)
        return
      }
      if (method !== 'read') number = close()
      if (fate === 'cut-after') answer = method === 'post' ? lost(name) : refusal(`${name} got no answer`)
    }
    const next = await runs.answer(place, request, answer)
    const stand = next.waiting.length === 0 ? 'over' : next
    const left = fate === 'answered' ? state.left : { ...state.left, faults: state.left.faults - 1 }
    add(state, label, { cloud: number, runs: replaced(state, index, stand), left, mover: index })
  }

  /** A request that goes first, because nothing that anybody else does can change what comes of it. */
  function first(state: State): readonly [number, Place, Request] | undefined {
    for (const [index, stand] of state.runs.entries()) {
      if (typeof stand === 'string') continue
      open(state.cloud)
      const request = stand.waiting.find(({ name }) => isConstant(name, cloud, stand.last))
      if (request !== undefined) return [index, stand, request]
    }
    return undefined
  }

  async function goOn(state: State): Promise<void> {
    const { left } = state
    const free = first(state)
    if (free !== undefined) {
      const [index, place, request] = free
      for (const fate of fates(request, left.faults)) await send(state, index, place, request, fate)
      return
    }
    for (const [index, stand] of state.runs.entries()) {
      const spec = scenario.runs[index]
      if (spec === undefined || stand === 'over') continue
      if (stand === 'not begun') {
        // The runs are told apart by their names alone where they are alike, so the first one begins first.
        open(state.cloud)
        const place = await runs.begin(spec)
        const begun = replaced(state, index, place)
        add(state, `${spec.name} begins`, { cloud: state.cloud, runs: begun, left, mover: index })
        break
      }
      for (const request of stand.waiting) {
        for (const fate of fates(request, left.faults)) await send(state, index, stand, request, fate)
      }
      if (left.faults > 0) {
        const after = { ...left, faults: left.faults - 1 }
        const over = replaced(state, index, 'over')
        add(state, `${spec.name} is killed`, { cloud: state.cloud, runs: over, left: after })
      }
    }
    if (left.acts > 0) {
      for (const name of scenario.acts ?? []) {
        open(state.cloud)
        loaded = -1
        if (!ACTS[name](cloud)) continue
        add(state, name, { runs: state.runs, cloud: close(), left: { ...left, acts: left.acts - 1 } })
      }
    }
    if (left.stalls > 0 && state.runs.some((run) => typeof run !== 'string')) {
      for (const label of lengths) {
        open(state.cloud)
        loaded = -1
        cloud.now += STALLS[label]
        add(state, label, { runs: state.runs, cloud: close(), left: { ...left, stalls: left.stalls - 1 } })
      }
    }
  }

  const budget = { faults: scenario.faults ?? 0, acts: scenario.acts ? 1 : 0, stalls: scenario.stalls ?? 0 }
  const nobody = scenario.runs.map(() => 'not begun' as const)
  add(undefined, '', { cloud: numberOf(start), runs: nobody, left: budget })
  for (let state = queue.next(); state !== undefined; state = queue.next()) {
    if (state.runs.every((run) => run === 'over')) {
      terminal += 1
      const known = settled.has(state.cloud)
      if (!known) settled.set(state.cloud, await rest(clouds[state.cloud] ?? '', scenario))
      const wrong = settled.get(state.cloud)
      if (wrong !== undefined && !known) report(wrong, state, 'clean daily runs follow')
    } else {
      await goOn(state)
    }
  }
  return {
    scenario: scenario.name,
    states: seen.size,
    transitions,
    terminal,
    ends: settled.size,
    broken,
    violations,
    complete,
    seconds: (performance.now() - began) / 1000,
  }
}
