import {
  recordedCurrent,
  generations,
  type Generation,
  type Observation,
} from '../../rotation/model/observation.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import { gantt, type Bar } from '../text/gantt.ts'
import { nextDue } from '../view/key-view.ts'
import type { RunState } from '../../rotation/model/run-state.ts'

/** More than this are too small to be read. */
const MOST_GENERATIONS = 8

/**
 * The generations of a key over time, as Markdown; empty where there is nothing to draw. Generations are named by
 * their numbers: access keys may be hidden, and what comes from elsewhere has no place in a diagram.
 */
export function timeline(known: RunState, policy: Policy): string {
  const { observation } = known
  const all = generations(observation)
  const shown = all.slice(-MOST_GENERATIONS)
  const rows = shown.map(
    (generation) => [`v${generation.revision}`, barsOf(generation, known, policy)] as const,
  )
  const chart = gantt(observation.at, rows)
  if (chart === '') return ''
  const left = all.length - shown.length
  const more = left > 0 ? [`The newest ${shown.length} of ${all.length} versions.`] : []
  return ['### Timeline', chart, ...more].join('\n\n')
}

/** The time of the current key of one rotation among many, until it is due, by its version. */
export function currentBars(known: RunState, policy: Policy): readonly Bar[] {
  const current = recordedCurrent(known.observation)
  if (current === undefined) return []
  return barsOf(current, known, policy).map((bar) => ({ ...bar, name: `v${current.revision}` }))
}

function barsOf(generation: Generation, known: RunState, policy: Policy): readonly Bar[] {
  const { observation } = known
  const { at } = observation
  const { stage, since, promoted, retired } = generation.record
  const begin = promoted ?? madeAt(generation, observation) ?? since
  const bar = (name: string, look: Bar['look'], from: Date, to: Date): Bar => ({ name, look, from, to })
  switch (stage) {
    case 'pending':
      return [bar('pending', 'late', since, at)]
    case 'current': {
      if (generation !== recordedCurrent(observation)) return []
      const due = nextDue(known, policy)
      if (due.due) {
        const late = due.because.kind !== 'every-run'
        return [bar(late ? 'current, and due' : 'current', late ? 'late' : 'living', begin, at)]
      }
      if (due.next === undefined) return [bar('current', 'living', begin, at)]
      return [bar('current, until it is due', 'living', begin, due.next)]
    }
    case 'previous': {
      const end = policy.grace.after(since)
      return [bar('current', 'over', begin, since), bar('grace period', 'living', since, end > at ? end : at)]
    }
    case 'retired': {
      if (generation.record.promoted === undefined && generation.record.legacy !== true)
        return [bar('closed', 'over', begin, retired ?? since)]
      const grace = retired === undefined ? [] : [bar('grace period', 'over', since, retired)]
      return [bar('current', 'over', begin, since), ...grace]
    }
  }
}

function madeAt({ record }: Generation, { keys }: Observation): Date | undefined {
  return record.issued ?? keys.get(record.accessKey)?.createdAt
}
