import type { RotationEvent } from '../../rotation/model/events.ts'
import { TargetError } from '../../rotation/model/ports.ts'

type Unchecked = Extract<RotationEvent, { kind: 'unchecked' }>

/** What the events of a run told that its outcome does not. */
export interface Notes {
  /** By label: why a target could not be written. */
  readonly failures: ReadonlyMap<string, TargetError>
  /** By label: the access key that a target was given. */
  readonly written: ReadonlyMap<string, string>
  /** What could not be checked beforehand. */
  readonly unchecked: readonly Pick<Unchecked, 'what' | 'why' | 'accessKey'>[]
  readonly advice: readonly string[]
  /** Keys that could not be stored, sealed. */
  readonly sealed: readonly { readonly accessKey: string; readonly box: string }[]
  /** How long it took to look at what stands, in milliseconds; undefined where that failed. */
  readonly observedMs: number | undefined
  /** How long each step took that was carried out or failed, in order, in milliseconds. */
  readonly stepsMs: readonly number[]
}

/** Where nothing listened to the events. */
export const NO_NOTES: Notes = {
  failures: new Map(),
  written: new Map(),
  unchecked: [],
  advice: [],
  sealed: [],
  observedMs: undefined,
  stepsMs: [],
}

/**
 * Collects notes from the events that it is given.
 * @param now milliseconds of a clock that never goes back: how long something takes is the machine's to say
 * @param began when the run did, by that clock
 */
export function createNotes(
  now: () => number = () => performance.now(),
  began = now(),
): { readonly notes: Notes; readonly take: (event: RotationEvent) => void } {
  const failures = new Map<string, TargetError>()
  const written = new Map<string, string>()
  const unchecked: Unchecked[] = []
  const advice: string[] = []
  const sealed: { accessKey: string; box: string }[] = []
  const stepsMs: number[] = []
  let observedMs: number | undefined
  let stepBegan = began
  let writing: string | undefined
  return {
    notes: {
      failures,
      written,
      unchecked,
      advice,
      sealed,
      stepsMs,
      get observedMs() {
        return observedMs
      },
    },
    take(event) {
      if (event.kind === 'observed') {
        observedMs ??= now() - began
      } else if (event.kind === 'step-done' || event.kind === 'step-failed') {
        stepsMs.push(now() - stepBegan)
      } else if (event.kind === 'step') {
        const { step } = event
        stepBegan = now()
        writing = step.kind === 'publish' || step.kind === 'repair' ? step.accessKey : undefined
      } else if (event.kind === 'key-created') {
        writing = event.accessKey // where it cannot be stored, the targets are given it in the same step
      } else if (event.kind === 'target-written') {
        failures.delete(event.label)
        if (writing !== undefined) written.set(event.label, writing)
      } else if (event.kind === 'target-failed') {
        written.delete(event.label)
        failures.set(event.label, event.error)
      } else if (event.kind === 'targets-postponed') {
        for (const label of event.labels) failures.set(label, postponed(label))
      } else if (event.kind === 'unchecked') {
        unchecked.push(event)
      } else if (event.kind === 'advice') {
        advice.push(event.text)
      } else if (event.kind === 'sealed') {
        sealed.push({ accessKey: event.accessKey, box: event.box })
      }
    },
  }
}

function postponed(label: string): TargetError {
  return new TargetError(
    `${label} was not written: GitHub's rate limits left no time for it in this run`,
    'untouched',
    'The next run goes on with it',
  )
}
