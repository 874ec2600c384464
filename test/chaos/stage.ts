import { handOf, writeByHand } from './hands.ts'
import type { Cloud } from './cloud.ts'
import type { Plan } from './faults.ts'
import { inOrder, surroundingsOf, type Run, type Turns } from './line.ts'
import { inputsOf, type Inputs, type Rotation } from './rotation.ts'
import type { Outcome, Subject } from './subject.ts'
import { virtualNow } from './virtual-time.ts'
import type { Watch } from './watch.ts'

export type Ended = Outcome | { readonly kind: 'killed'; readonly error: undefined }

/** How a run differs from a plain scheduled one. */
export interface RunOptions {
  readonly inputs?: Inputs
  readonly plan?: Plan
  readonly turns?: Turns
}

/** Where runs are played. */
export interface Stage {
  readonly cloud: Cloud
  /** Begins a run. */
  readonly begin: (
    rotation: Rotation,
    options?: RunOptions,
  ) => { readonly run: Run; readonly ended: Promise<Ended> }
  /** Lines that tell what happened, for whoever looks into a failure. */
  readonly log: readonly string[]
  /** Adds a line to them. */
  readonly note: (line: string) => void
}

/** @param watch what looks on */
export function createStage(cloud: Cloud, subject: Subject, watch: Watch, verbose: boolean): Stage {
  const log: string[] = []
  const debug = (line: string): void => {
    if (verbose) log.push(line)
  }
  let count = 0
  return {
    cloud,
    log,
    note: debug,
    begin(rotation, { inputs = {}, plan = () => undefined, turns = inOrder() } = {}) {
      count += 1
      const death = Promise.withResolvers<Ended>()
      const told = { ...inputsOf(cloud, rotation), ...inputs }
      const run: Run = {
        name: `run ${count}`,
        rotation,
        began: virtualNow(),
        plan,
        command: told['command'] ?? 'rotate',
        forced: told['force'] === 'true',
        sent: 0,
        over: false,
        askedToEnd: undefined,
        spentOnTargets: 0,
        killedAt: undefined,
        befallen: 0,
        masked: new Set(),
        received: new Set(),
        killed: () => {
          death.resolve({ kind: 'killed', error: undefined })
        },
      }
      const meddle = (): void => {
        writeByHand(cloud, { ...rotation, places: rotation.places.slice(0, 1) }, handOf(rotation.bearer))
        watch.refresh()
        debug('a person overwrites the first target')
      }
      const surroundings = surroundingsOf(cloud, run, watch, turns, meddle, debug)
      // A scheduled job's own inputs are masked by the runner.
      run.masked.add(told['scw-secret-key'] ?? '')
      debug(`${run.name} begins at ${new Date(virtualNow()).toISOString()}`)
      const life = subject.run(told, 1000 + count, surroundings, (event) => {
        if (event.kind !== 'target-written' && event.kind !== 'target-failed') watch.said(run, event.kind)
        debug(`${run.name}   ${JSON.stringify(event, shorter)}`)
      })
      const ended = Promise.race([death.promise, life]).then((outcome) => {
        run.over = true
        watch.ended(run)
        debug(
          `${run.name} ended: ${outcome.kind}${outcome.error instanceof Error ? `, ${outcome.error.message}` : ''}`,
        )
        return outcome
      })
      return { run, ended }
    },
  }
}

function shorter(name: string, value: unknown): unknown {
  if (name === 'observation' || name === 'known') return undefined
  return value instanceof Error ? value.message : value
}
