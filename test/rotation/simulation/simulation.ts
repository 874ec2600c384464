import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import type { Outcome } from '../../../src/rotation/decide/outcome.ts'
import type { Policy, Span } from '../../../src/rotation/model/policy.ts'
import type { Credential } from '../../../src/rotation/model/ports.ts'
import { rotate } from '../../../src/rotation/run/rotate.ts'
import type { RotationContext } from '../../../src/rotation/model/context.ts'
import { createBlindIssuer, type BlindOptions } from './blind-issuer.ts'
import { createCloud, DAY, secretOf, type Cloud } from './cloud.ts'
import { createGate, type Carrier, type Fate, type Gate, type Waiting } from './gate.ts'
import { watch } from './invariants.ts'
import { createIssuer } from './issuer.ts'
import { createClock, ROTATOR, type Session } from './session.ts'
import { createStore } from './store.ts'
import { createTargets } from './targets.ts'

/** A length of time in days. */
export function days(count: number): Span {
  return { text: `${count}d`, none: count === 0, after: (from) => new Date(from.getTime() + count * DAY) }
}

/** The recommended policy (product.md), with what a test says differently. */
export function policyOf(rest: Partial<Policy> = {}): Policy {
  return {
    command: 'rotate',
    maxAge: days(30),
    rolloverWindow: days(7),
    force: false,
    grace: days(7),
    oldKey: 'delete',
    expiry: { kind: 'inherit' },
    description: undefined,
    replacesAccessKey: undefined,
    takeOver: false,
    keepVersions: 5,
    pauseUntil: undefined,
    propagationTimeoutMs: 60_000,
    ...rest,
  }
}

export const ROTATOR_KEY: Credential = { accessKey: ROTATOR, secret: secretOf(ROTATOR) }

/** How a run that a test begins differs from the next scheduled one. */
export interface RunOptions {
  readonly policy?: Partial<Policy>
  /** The key that it signs in with; a rotator's, which belongs to no bearer here, where undefined. */
  readonly signIn?: Credential
  readonly rotatorTag?: string
  readonly dryRun?: boolean
}

/** The result of a run: `crashed` where it was killed. */
export type Ended = Outcome | 'crashed'

/** A cloud, and runs in it that go on one request at a time. */
export interface Model {
  readonly cloud: Cloud
  readonly gate: Gate
  /** What runs have told so far. */
  readonly told: readonly RotationEvent[]
  /** Begins a run; it waits at its first request. */
  begin(run: string, options?: RunOptions): Promise<Ended>
  /** Lets a run go on until it is about to send a request whose name starts so (the `count`th time); tells whether it got there. */
  advance(run: string, until: string, count?: number): Promise<boolean>
  /** Lets a run go on to its end. */
  finish(run: string): Promise<void>
  /** Lets all runs go on to their end, as `choose` says: which waiting request is next, and what becomes of it. */
  drive(choose: (waiting: readonly Waiting[], n: number) => { index: number; fate: Fate }): Promise<number>
  /** One run by itself, to its end; the nth request (from 0) meets a fate. */
  run(options?: RunOptions, faults?: ReadonlyMap<number, Fate>): Promise<Ended>
}

export interface ModelOptions {
  readonly targets?: readonly string[]
  readonly policy?: Partial<Policy>
  readonly mayDelete?: readonly string[]
  /** Goes on in a cloud that there is already, for another secret or another rotator. */
  readonly cloud?: Cloud
  /** Keys are made by a keys API. Its rollover ends what targets hold, so what must hold at every moment is another. */
  readonly blind?: BlindOptions
}

/** All that one run touches, in this cloud. */
export function createWorld(
  cloud: Cloud,
  carrier: Carrier,
  session: Session,
  newAttempt: () => string,
  rotatorTag = 'key-rotation:1',
): RotationContext {
  return {
    issuer: createIssuer(cloud, carrier, session),
    store: createStore(cloud, carrier, session),
    targets: createTargets(cloud, carrier, session),
    clock: createClock(cloud, carrier, session),
    report: () => undefined,
    stopping: () => false,
    newAttempt,
    rotatorTag,
    run: session.run,
    sealForRecovery: undefined,
    accepted: new Set(),
    runCredentials: session.signedInAs,
  }
}

export function createModel({
  targets = ['T1', 'T2'],
  policy,
  mayDelete = [],
  blind,
  ...rest
}: ModelOptions = {}): Model {
  const cloud = rest.cloud ?? createCloud(targets)
  const unwatched = () => () => undefined
  const gate = createGate(cloud, blind ? unwatched : watch(cloud, { mayDelete: new Set(mayDelete) }))
  const told: RotationEvent[] = []
  let attempts = 0
  let runs = 0

  const model: Model = {
    cloud,
    gate,
    told,
    begin(run, options = {}) {
      const session: Session = { run, signedInAs: options.signIn ?? ROTATOR_KEY }
      const newAttempt = (): string => {
        attempts += 1
        return `a${attempts}`
      }
      const context: RotationContext = {
        ...createWorld(cloud, gate, session, newAttempt, options.rotatorTag),
        ...(blind && { issuer: createBlindIssuer(cloud, gate, session, blind) }),
        ...(blind && { sealForRecovery: (text: string) => Promise.resolve(`a box of ${text.length}`) }),
        report: (event) => told.push(event),
      }
      return gate.begin(run, () =>
        rotate(context, policyOf({ ...policy, ...options.policy }), options.dryRun ?? false),
      )
    },
    async advance(run, until, count = 1) {
      let left = count
      for (;;) {
        const waiting = await gate.waiting()
        const index = waiting.findIndex((one) => one.run === run)
        if (index < 0) return false
        if (waiting[index]?.name.startsWith(until) === true) left -= 1
        if (left === 0) return true
        gate.let(index, 'answered')
      }
    },
    async finish(run) {
      await model.advance(run, 'nothing is called so')
    },
    async drive(choose) {
      for (let n = 0; ; n += 1) {
        const waiting = await gate.waiting()
        if (waiting.length === 0) return n
        const { index, fate } = choose(waiting, n)
        gate.let(index, fate)
      }
    },
    async run(options, faults = new Map()) {
      runs += 1
      const name = `run${runs}`
      const ended = model.begin(name, options)
      for (let n = 0; ; n += 1) {
        // Other runs that a test holds up stay where they are.
        const index = (await gate.waiting()).findIndex(({ run }) => run === name)
        if (index < 0) return ended
        gate.let(index, faults.get(n) ?? 'answered')
      }
    },
  }
  return model
}

/** How a run ended, in a word. */
export function kindOf(ended: Ended): string {
  return ended === 'crashed' ? ended : ended.kind
}
