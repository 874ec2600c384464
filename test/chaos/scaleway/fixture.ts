import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { createAdversary } from './adversary/index.ts'
import type { Cloud } from './cloud.ts'
import { readStore, type Reading } from './store-readers.ts'
import type { Plan } from '../faults.ts'
import { inOrder, surroundingsOf, type Run, type Turns, type Watcher } from './connection.ts'
import type { Inputs, Rotation } from './rotation.ts'
import type { Outcome, Subject } from '../subject.ts'
import { virtualNow } from '../virtual-time.ts'

/** How a run ended, and what it printed until then. */
export type Ended = Outcome | (Pick<Outcome, 'error' | 'printed'> & { readonly kind: 'killed' })

/** How a run differs from a plain scheduled one. */
export interface RunOptions<R = Rotation> {
  readonly inputs?: Inputs
  readonly plan?: Plan
  readonly turns?: Turns<R>
}

/** What the rotations of one issuer's keys differ in from those of another's. */
export interface Setting<R> {
  /** What a scheduled run is told. */
  readonly inputsOf: (rotation: R) => Inputs
  /** A person overwrites the first target. */
  readonly meddle: (rotation: R) => void
  /** The rotation of a Scaleway key whose secret the adversary forges and applications read; undefined where there is none. */
  readonly stored: (rotation: R) => Rotation | undefined
}

/** Who looks on. */
export interface Onlooker<R = Rotation> extends Watcher<R> {
  /** Takes what stands as given, after something that no run did. */
  readonly refresh: () => void
  /** Called with what the adversary does. */
  readonly forge: (act: () => void) => void
  /** Called with what applications read from the store. */
  readonly readings: (rotation: Rotation, readings: readonly Reading[]) => void
  /** Called with what a run says at that moment. */
  readonly said: (run: Run<R>, event: RotationEvent) => void
  /** Called when a run has ended, killed or not. */
  readonly ended: (run: Run<R>, how: Ended) => void
}

/** Where runs are played. */
export interface Stage<R = Rotation> {
  readonly cloud: Cloud
  /** Begins a run. */
  readonly begin: (
    rotation: R,
    options?: RunOptions<R>,
  ) => { readonly run: Run<R>; readonly ended: Promise<Ended> }
  /** The adversary acts. */
  readonly forge: (rotation: R, act: string) => void
  /** How many acts of the adversary changed something. */
  readonly forgeries: () => number
  /** A person puts right what no run may. */
  readonly restore: () => void
  /** Lines that tell what happened, for whoever looks into a failure. */
  readonly log: readonly string[]
  /** Adds a line to them. */
  readonly note: (line: string) => void
}

/** Inputs that the runner masks, because a workflow gets them from its secrets. */
const SECRET_INPUTS = ['scw-secret-key', 'keys-api-token', 'keys-api-key']

/** @param watch what looks on */
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
      // A scheduled job's own inputs are masked by the runner.
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
