import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { createAdversary } from './adversary/index.ts'
import type { Cloud } from './cloud.ts'
import { readStore, type Reading } from './store-readers.ts'
import type { Plan } from '../faults.ts'
import { inOrder, surroundingsOf, type Run, type Turns, type Watcher } from './connection.ts'
import type { Inputs, Rotation } from './rotation.ts'
import type { Outcome, Subject } from '../subject.ts'
import { virtualNow } from '../virtual-time.ts'

/** How a run ended, and what it printed. */
export type Ended = Outcome | (Pick<Outcome, 'error' | 'printed'> & { readonly kind: 'killed' })

/** How a run differs from a scheduled one. */
export interface RunOptions<R = Rotation> {
  readonly inputs?: Inputs
  readonly plan?: Plan
  readonly turns?: Turns<R>
}

/** What differs between the rotations of one issuer's keys and those of another's. */
export interface Setting<R> {
  /** The inputs of a scheduled run. */
  readonly inputsOf: (rotation: R) => Inputs
  /** A user overwrites the first target. */
  readonly meddle: (rotation: R) => void
  /** The rotation whose store the adversary changes and applications read; undefined if there is none. */
  readonly stored: (rotation: R) => Rotation | undefined
}

/** Observes the runs. */
export interface Onlooker<R = Rotation> extends Watcher<R> {
  /** Accepts the current state, after a change that no run made. */
  readonly refresh: () => void
  /** Called with each action of the adversary. */
  readonly forge: (act: () => void) => void
  /** Called with what applications read from the store. */
  readonly readings: (rotation: Rotation, readings: readonly Reading[]) => void
  /** Called with each event that a run reports. */
  readonly said: (run: Run<R>, event: RotationEvent) => void
  /** Called when a run has ended or was killed. */
  readonly ended: (run: Run<R>, how: Ended) => void
}

/** The environment that the runs of a scenario share. */
export interface Stage<R = Rotation> {
  readonly cloud: Cloud
  /** Starts a run. */
  readonly begin: (
    rotation: R,
    options?: RunOptions<R>,
  ) => { readonly run: Run<R>; readonly ended: Promise<Ended> }
  /** The adversary acts. */
  readonly forge: (rotation: R, act: string) => void
  /** The number of the adversary's actions that changed something. */
  readonly forgeries: () => number
  /** A user reverts the changes that no run may revert. */
  readonly restore: () => void
  /** The log, for debugging a violation. */
  readonly log: readonly string[]
  /** Adds a line to the log. */
  readonly note: (line: string) => void
}

/** Inputs that the runner masks, because a workflow passes secrets to them. */
const SECRET_INPUTS = ['scw-secret-key', 'keys-api-token', 'keys-api-key']

export function createStage<R>(
  cloud: Cloud,
  subject: Subject,
  setting: Setting<R>,
  watch: Onlooker<R>,
  verbose: boolean,
): Stage<R> {
  const log: string[] = []
  const debug = (line: string): void => {
    if (verbose) log.push(line)
  }
  let count = 0
  const adversary = createAdversary(cloud)
  const stage: Stage<R> = {
    cloud,
    log,
    note: debug,
    forgeries: adversary.acts,
    restore: () => {
      watch.forge(adversary.restore)
    },
    forge(rotation, act) {
      const stored = setting.stored(rotation)
      if (stored === undefined) return
      const before = adversary.acts()
      watch.forge(() => {
        adversary.act(act, stored)
      })
      debug(`the adversary acts: ${act}${adversary.acts() > before ? '' : ', without effect'}`)
    },
    begin(rotation, { inputs = {}, plan = () => undefined, turns = inOrder() } = {}) {
      count += 1
      const death = Promise.withResolvers<Ended>()
      const printed: string[] = []
      const told = { ...setting.inputsOf(rotation), ...inputs }
      const run: Run<R> = {
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
          death.resolve({ kind: 'killed', error: undefined, printed })
        },
      }
      const meddle = (): void => {
        setting.meddle(rotation)
        watch.refresh()
        debug('a person overwrites the first target')
      }
      const overtake = async (by: Inputs): Promise<void> => {
        await stage.begin(rotation, { inputs: by }).ended
      }
      const forge = (act: string): void => {
        stage.forge(rotation, act)
      }
      const read = async (): Promise<void> => {
        const stored = setting.stored(rotation)
        if (stored === undefined) return
        const readings = await readStore(cloud, subject, stored)
        watch.readings(stored, readings)
        debug(
          `applications read: ${readings.map(({ how, secretKey }) => `${how} ${secretKey === undefined ? 'nothing' : 'a key'}`).join(', ')}`,
        )
      }
      const surroundings = surroundingsOf(cloud, run, watch, turns, { meddle, overtake, forge, read }, debug)
      // The runner masks the secrets that a job passes as inputs.
      for (const name of SECRET_INPUTS) run.masked.add(told[name] ?? '')
      debug(`${run.name} begins at ${new Date(virtualNow()).toISOString()}: ${run.command}`)
      const life = subject.run(told, 1000 + count, surroundings, printed, (event) => {
        if (event.kind !== 'target-written' && event.kind !== 'target-failed') watch.said(run, event)
        debug(`${run.name}   ${JSON.stringify(event, shorter)}`)
      })
      const ended = Promise.race([death.promise, life]).then((outcome) => {
        run.over = true
        debug(
          `${run.name} ended: ${outcome.kind}${outcome.error instanceof Error ? `, ${outcome.error.message}` : ''}`,
        )
        watch.ended(run, outcome)
        return outcome
      })
      return { run, ended }
    },
  }
  return stage
}

function shorter(name: string, value: unknown): unknown {
  if (name === 'observation' || name === 'known') return undefined
  return value instanceof Error ? value.message : value
}
