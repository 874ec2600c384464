import { RUN_DEADLINE_MS } from '../../../../src/rotation/model/policy.ts'
import { policyOf } from '../../../rotation/simulation/simulation.ts'
import type { Clouds } from './clouds.ts'
import { attempt, attemptStale, fates, lost, refusal, type Fate } from './outcomes.ts'
import type { CloudWithPast } from './past.ts'
import type { Place, Places } from './places.ts'
import type { Answer, Request } from './program.ts'
import { rulesOf, wrongOutcome } from '../rules.ts'
import type { Scenario } from '../scenarios/scenario.ts'

/** One request of a run, with one way in which it is answered. */
export interface Move {
  /** The number of its label. */
  readonly label: number
  /** Whether it uses up one of the allowed faults. */
  readonly faulty: boolean
  /** Whether it uses up one of the allowed stale lists. */
  readonly stale: boolean
  /** The violation, if any; the search does not continue from there. */
  readonly wrong: string | undefined
  /** The number of the cloud's state afterwards. */
  readonly cloud: number
  /** The position of the run afterwards. */
  readonly place: Place
}

/** The possible moves of one request. */
export interface Moves {
  readonly moves: readonly Move[]
  /** Whether the request may change something. */
  readonly changes: boolean
  /** Whether the run reads the clock after the answer. Then it matters whether time passes before. */
  readonly looks: boolean
}

/** What is still allowed for a request. */
export interface May {
  readonly fail: boolean
  readonly beStale: boolean
}

/** A run has fewer parallel requests than this. */
const SIDE_BY_SIDE = 16

/**
 * Creates the moves of a scenario's runs. The result of a move follows from the cloud's state and the position
 * of the run that sends it, whatever the positions of the other runs. It is therefore computed once and cached.
 * @returns a function that lists the moves of a request of this run at this position
 */
export function createMoves(
  scenario: Scenario,
  cloud: CloudWithPast,
  clouds: Clouds,
  places: Places,
  numberOf: (label: string) => number,
): (run: number, number: number, place: Place, request: number, may: May) => Moves | Promise<Moves> {
  const known = new Map<number, Moves>()
  const rules = rulesOf(cloud)
  const policies = scenario.runs.map(({ options }) => policyOf(options.policy))

  async function move(
    run: number,
    number: number,
    place: Place,
    request: Request,
    fate: Fate,
  ): Promise<(Move & { looked: boolean }) | undefined> {
    const sender = scenario.runs[run]?.name ?? ''
    const { name, method } = request
    const label = numberOf(`${sender} ${name}${fate === 'answered' ? '' : ` (${fate})`}`)
    const stale = fate === 'stale'
    const faulty = fate !== 'answered' && !stale
    const changes = method !== 'read'
    clouds.open(number)
    const late = changes && cloud.now - place.startedAt >= (scenario.deadline ?? RUN_DEADLINE_MS)
    if (late && faulty) return undefined
    let answer: Answer
    let after = number
    if (late) answer = refusal(`${name} was sent after the deadline of the run`)
    else if (fate === 'refused') answer = refusal(`${name} was refused`)
    else if (fate === 'cut-before') answer = lost(name)
    else if (stale) answer = attemptStale(request, cloud)
    else {
      const verify = changes ? rules({ run: sender, name, policy: policies[run] ?? policyOf() }) : undefined
      if (changes) clouds.touch()
      answer = attempt(request, cloud, scenario.apart ?? 'far')
      try {
        verify?.()
      } catch (error) {
        const wrong = error instanceof Error ? error.message : String(error)
        return { label, faulty, stale, wrong, cloud: number, place, looked: false }
      }
      if (changes) after = clouds.close()
      if (fate === 'cut-after') answer = method === 'post' ? lost(name) : refusal(`${name} got no answer`)
    }
    const { bug, outcome, ...answered } = await places.answer(place, request, answer)
    const wrong =
      bug ?? (outcome && wrongOutcome(cloud, { run: sender, outcome, startedAt: place.startedAt }))
    return { label, faulty, stale, wrong, cloud: after, ...answered }
  }

  async function all(run: number, number: number, place: Place, index: number, may: May): Promise<Moves> {
    const request = place.waiting[index]
    if (index >= SIDE_BY_SIDE) throw new Error('a run sends more parallel requests than can be numbered')
    if (request === undefined) throw new Error(`no request ${index} waits at place ${place.id}`)
    const moves: Move[] = []
    let looks = false
    for (const fate of fates(request, may.fail, may.beStale)) {
      const made = await move(run, number, place, request, fate)
      if (made === undefined) continue
      const { looked, ...rest } = made
      moves.push(rest)
      looks ||= looked
    }
    return { moves, changes: request.method !== 'read', looks }
  }

  return (run, number, place, request, may) => {
    const key =
      ((number * 2 ** 24 + place.id) * SIDE_BY_SIDE + request) * 4 +
      (may.fail ? 2 : 0) +
      (may.beStale ? 1 : 0)
    const there = known.get(key)
    if (there !== undefined) return there
    return all(run, number, place, request, may).then((moves) => {
      known.set(key, moves)
      return moves
    })
  }
}
