import { smallCompany, type KeysApiConsistency } from '../../../sandbox/index.ts'
import type { KeysApiCloud } from '../scaleway/cloud.ts'
import type { Plan } from '../faults.ts'
import { API, DAY, HOUR, MINUTE, PRODUCTION, SHOP, type Inputs } from '../scaleway/rotation.ts'
import type { Stage } from '../scaleway/fixture.ts'
import { passTime } from '../virtual-time.ts'
import { HAND_KEY, writeByHand } from './manual-changes.ts'
import { currentOf, look } from './state.ts'
import { BY_ID, HOURLY, ROLLOVER, ROTATE, type KeyRotation } from './rotation.ts'

/** A starting state: the state before the run with the fault. */
export interface KeyStart {
  readonly name: string
  readonly issuer: 'keys-api'
  readonly rotation: KeyRotation
  /** How the run with the fault differs from the scheduled ones after it. */
  readonly inputs?: Inputs
  /** The number of keys that must be created from here if nothing fails. */
  readonly needs: 0 | 1
  /** Nothing is due yet, and the store holds no key. */
  readonly idle?: true
  /** How the service accepts keys from the beginning of that run. */
  readonly consistency?: KeysApiConsistency
  /** Creates the state. The targets hold the key from before the first run when it is called. */
  readonly prepare: (play: KeyPlay) => Promise<void>
}

/** What a preparation can do. */
export interface KeyPlay {
  readonly cloud: KeysApiCloud
  readonly rotation: KeyRotation
  /** A scheduled run; throws if the outcome differs. */
  readonly run: (outcome: string, inputs?: Inputs) => Promise<void>
  /** A run that the plan kills. */
  readonly dies: (plan: Plan, inputs?: Inputs) => Promise<void>
  readonly pass: (milliseconds: number) => void
}

export function createPlay(cloud: KeysApiCloud, stage: Stage<KeyRotation>, rotation: KeyRotation): KeyPlay {
  return {
    cloud,
    rotation,
    async run(outcome, inputs = {}) {
      const ended = await stage.begin(rotation, { inputs }).ended
      if (ended.kind === outcome) return
      throw new Error(`a run of the preparation ended ${ended.kind}, not ${outcome}`, { cause: ended.error })
    },
    async dies(plan, inputs = {}) {
      const ended = await stage.begin(rotation, { plan, inputs }).ended
      if (ended.kind !== 'killed')
        throw new Error(`a run of the preparation was not killed and ended ${ended.kind}`)
    },
    pass: passTime,
  }
}

/** Kills the run at the first matching request. */
const at =
  (method: string, url: RegExp, effect: boolean): Plan =>
  (_, wire) =>
    wire.method === method && url.test(wire.url) ? { kind: 'kill', effect } : undefined

const ASKING = /^\/keys\/(create|rollover)$/
const VERSIONS = /\/secrets\/[0-9a-f-]{36}\/versions$/
const SECRET = /\/secrets\/API_KEY$/
const SECOND_PLACE = /\/environments\/production\/secrets\/API_KEY$/

const ROTATE_NOW: Inputs = { command: 'rotate', force: 'true' }
const ROLLBACK: Inputs = { command: 'rollback' }
const RETRIEVE: Inputs = { command: 'retrieve' }

const unseen = (rotation: KeyRotation): KeyRotation => ({ ...rotation, verifies: false })
const recovering = (rotation: KeyRotation): KeyRotation => ({ ...rotation, recovers: true })
const two = (rotation: KeyRotation): KeyRotation => ({ ...rotation, places: [SHOP, PRODUCTION] })
const many = (rotation: KeyRotation): KeyRotation => ({
  ...rotation,
  places: [SHOP, API, PRODUCTION],
  names: ['API_KEY', 'WALLET_KEY'],
})

const nothing = (): Promise<void> => Promise.resolve()

/** The first run, and some milliseconds later. */
const later =
  (milliseconds: number) =>
  async ({ run, pass, rotation }: KeyPlay): Promise<void> => {
    await run(rotation.command === 'rollover' ? 'rolled-over' : 'rotated')
    pass(milliseconds)
  }

/** Three days before the expiry of a key that was created on January 1 for a month. */
const dueIn3Days = later(28 * DAY)
const ended = later(40 * DAY)

/** A first run, then a due run that was killed, then some milliseconds. */
const diedAt =
  (plan: Plan, milliseconds = DAY, first = dueIn3Days) =>
  async (play: KeyPlay): Promise<void> => {
    await first(play)
    await play.dies(plan)
    play.pass(milliseconds)
  }

/** Another key was created manually some milliseconds ago; the old one is still valid. */
const rotatedSince =
  (milliseconds: number) =>
  async (play: KeyPlay): Promise<void> => {
    await later(2 * DAY)(play)
    await play.run('rotated', ROTATE_NOW)
    play.pass(milliseconds)
  }

/** A starting state, and a manual change an hour ago. */
const meddled =
  (first: (play: KeyPlay) => Promise<void>, hand: (play: KeyPlay) => void) =>
  async (play: KeyPlay): Promise<void> => {
    await first(play)
    hand(play)
    play.pass(HOUR)
  }

/** The id of the key in the current version. */
function currentKey({ cloud, rotation }: KeyPlay): string {
  return currentOf(look(cloud, [rotation]), rotation)?.held ?? ''
}

const overwritten = (play: KeyPlay): void => {
  writeByHand(play.cloud, { ...play.rotation, places: [SHOP] }, HAND_KEY.key)
}

/**
 * The service after a change: not all of its servers know the new key yet, nor that the old one was
 * deactivated.
 */
const slow: KeysApiConsistency = {
  flapping: ['unknown', 'ok', 'unknown', 'ok', 'ok', 'unknown'],
  oldKeyAcceptedFor: { requests: 3 },
}
/** The new key is not accepted for as long as any run waits. */
const deaf: KeysApiConsistency = { newKeyUnknownFor: { milliseconds: 20 * MINUTE } }

const { staging, deposits } = smallCompany

type Parts = Omit<KeyStart, 'name' | 'issuer'>
const start = (name: string, parts: Parts): KeyStart => ({
  name: `keys-api: ${name}`,
  issuer: 'keys-api',
  ...parts,
})

const FIRST: readonly KeyStart[] = [
  start('first', { rotation: ROLLOVER, needs: 1, prepare: nothing }),
  start('first, no verify URL', { rotation: unseen(ROLLOVER), needs: 1, prepare: nothing }),
  start('first, by id', { rotation: BY_ID, needs: 1, prepare: nothing }),
  start('first, by id, no verify URL', { rotation: unseen(BY_ID), needs: 1, prepare: nothing }),
  start('first, many targets, recovery', {
    rotation: recovering(many(ROLLOVER)),
    needs: 1,
    prepare: nothing,
  }),
  start('first, permissions not allowed', {
    rotation: { ...ROLLOVER, first: { key: deposits.key } },
    needs: 1,
    prepare: nothing,
  }),
  start('first, too early', {
    rotation: { ...ROLLOVER, first: { key: staging.key } },
    needs: 0,
    idle: true,
    prepare: nothing,
  }),
  start('first, rotate', { rotation: ROTATE, needs: 1, prepare: nothing }),
]

const ROLLOVERS: readonly KeyStart[] = [
  start('steady', { rotation: two(ROLLOVER), needs: 0, prepare: later(10 * DAY) }),
  start('due', { rotation: ROLLOVER, needs: 1, prepare: dueIn3Days }),
  start('due, no verify URL', { rotation: unseen(ROLLOVER), needs: 1, prepare: dueIn3Days }),
  start('due, two targets, recovery', { rotation: recovering(two(ROLLOVER)), needs: 1, prepare: dueIn3Days }),
  start('due, many targets, no verify URL', {
    rotation: unseen(many(ROLLOVER)),
    needs: 1,
    prepare: dueIn3Days,
  }),
  start('due, slow service', { rotation: two(ROLLOVER), needs: 1, consistency: slow, prepare: dueIn3Days }),
  start('due, new key never accepted', {
    rotation: two({ ...ROLLOVER, inputs: { 'propagation-timeout': '20s' } }),
    needs: 1,
    consistency: deaf,
    prepare: dueIn3Days,
  }),
  start('expired', { rotation: two(ROLLOVER), needs: 1, prepare: ended }),
  start('expired, no verify URL', { rotation: unseen(ROLLOVER), needs: 1, prepare: ended }),
  start('forced, too early', {
    rotation: ROLLOVER,
    inputs: { force: 'true' },
    needs: 0,
    prepare: later(10 * DAY),
  }),
  start('hourly, due', { rotation: HOURLY, needs: 1, prepare: later(54 * MINUTE) }),
  start('hourly, about to expire', {
    rotation: unseen(two(HOURLY)),
    needs: 1,
    prepare: later(HOUR - 25_000),
  }),
  start('hourly, expired', { rotation: two(HOURLY), needs: 1, prepare: later(2 * HOUR) }),
]

const DIED: readonly KeyStart[] = [
  start('in doubt', { rotation: ROLLOVER, needs: 1, prepare: diedAt(at('POST', ASKING, false)) }),
  start('in doubt, no verify URL', {
    rotation: unseen(ROLLOVER),
    needs: 1,
    prepare: diedAt(at('POST', ASKING, false)),
  }),
  start('in doubt, first run', {
    rotation: ROLLOVER,
    needs: 1,
    prepare: diedAt(at('POST', ASKING, false), DAY, nothing),
  }),
  start('in doubt, a target overwritten', {
    rotation: unseen(two(ROLLOVER)),
    needs: 1,
    prepare: meddled(diedAt(at('POST', ASKING, false)), overwritten),
  }),
  start('in doubt, too early, a target overwritten', {
    rotation: two(ROLLOVER),
    needs: 0,
    prepare: meddled(async (play) => {
      await later(10 * DAY)(play)
      await play.dies(at('POST', ASKING, false), { force: 'true' })
    }, overwritten),
  }),
  start('lost key', { rotation: ROLLOVER, needs: 1, prepare: diedAt(at('POST', ASKING, true)) }),
  start('lost key, no verify URL', {
    rotation: unseen(ROLLOVER),
    needs: 1,
    prepare: diedAt(at('POST', ASKING, true)),
  }),
  start('lost key, first run', {
    rotation: ROLLOVER,
    needs: 1,
    prepare: diedAt(at('POST', ASKING, true), DAY, nothing),
  }),
  start('lost key, first run, by id', {
    rotation: unseen(BY_ID),
    needs: 1,
    prepare: diedAt(at('POST', ASKING, true), DAY, nothing),
  }),
  start('lost key, rotate', {
    rotation: two(ROLLOVER),
    inputs: { command: 'rotate' },
    needs: 1,
    prepare: diedAt(at('POST', ASKING, true)),
  }),
  start('lost key, rotate, no verify URL, a target overwritten', {
    rotation: unseen(two(ROLLOVER)),
    // Neither age nor expiry makes the key due, only the doubt.
    inputs: { command: 'rotate', 'max-age': '60d', expiry: '1Y', 'rollover-window': '1d' },
    needs: 1,
    prepare: meddled(diedAt(at('POST', ASKING, true)), overwritten),
  }),
  start('stored', { rotation: two(ROLLOVER), needs: 0, prepare: diedAt(at('POST', VERSIONS, true)) }),
  start('stored, no verify URL', {
    rotation: unseen(ROLLOVER),
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true)),
  }),
  start('stored, a month ago', {
    rotation: two(ROLLOVER),
    needs: 1,
    prepare: diedAt(at('POST', VERSIONS, true), 40 * DAY),
  }),
  start('stored, hourly', {
    rotation: two(HOURLY),
    needs: 1,
    prepare: diedAt(at('POST', VERSIONS, true), 55 * MINUTE, later(54 * MINUTE)),
  }),
  start('partly published', {
    rotation: two(ROLLOVER),
    needs: 0,
    prepare: diedAt(at('PUT', SECOND_PLACE, false)),
  }),
  start('partly published, no verify URL', {
    rotation: unseen(two(ROLLOVER)),
    needs: 0,
    prepare: diedAt(at('PUT', SECRET, true), 10 * MINUTE),
  }),
]

const ROTATIONS: readonly KeyStart[] = [
  start('rotate, due', { rotation: ROTATE, needs: 1, prepare: later(21 * DAY) }),
  start('rotate, due, two targets, recovery', {
    rotation: recovering(two(ROTATE)),
    needs: 1,
    prepare: later(21 * DAY),
  }),
  start('rotate, due, no verify URL', { rotation: unseen(two(ROTATE)), needs: 1, prepare: later(21 * DAY) }),
  start('rotate, due, slow service', {
    rotation: ROTATE,
    needs: 1,
    consistency: slow,
    prepare: later(21 * DAY),
  }),
  start('rotate, expired', { rotation: two(ROTATE), needs: 1, prepare: ended }),
  start('rotate now, in a rollover schedule', {
    rotation: two(ROLLOVER),
    inputs: ROTATE_NOW,
    needs: 1,
    prepare: later(10 * DAY),
  }),
  start('rotate, stored', {
    rotation: two(ROTATE),
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true), DAY, later(21 * DAY)),
  }),
  start('rotate, partly published', {
    rotation: two(ROTATE),
    needs: 0,
    prepare: diedAt(at('PUT', SECOND_PLACE, false), HOUR, later(21 * DAY)),
  }),
  start('the old key still valid', { rotation: two(ROLLOVER), needs: 0, prepare: rotatedSince(DAY) }),
  start('the old key past its grace period', {
    rotation: two(ROLLOVER),
    needs: 0,
    prepare: rotatedSince(8 * DAY),
  }),
  start('the old key still valid, due', {
    rotation: two(ROLLOVER),
    needs: 1,
    prepare: rotatedSince(26 * DAY),
  }),
]

const OTHERS: readonly KeyStart[] = [
  start('rollback', { rotation: two(ROLLOVER), inputs: ROLLBACK, needs: 0, prepare: rotatedSince(DAY) }),
  start('rollback, many targets, no verify URL', {
    rotation: unseen(many(ROLLOVER)),
    inputs: ROLLBACK,
    needs: 0,
    prepare: rotatedSince(DAY),
  }),
  start('rollback, no previous key', {
    rotation: ROLLOVER,
    inputs: ROLLBACK,
    needs: 0,
    prepare: async (play) => {
      await dueIn3Days(play)
      await play.run('rolled-over')
      play.pass(DAY)
    },
  }),
  start('rollback, killed half-way', {
    rotation: two(ROTATE),
    inputs: ROLLBACK,
    needs: 0,
    prepare: diedAt(at('PUT', SECOND_PLACE, false), HOUR, later(21 * DAY)),
  }),
  start('a target overwritten', {
    rotation: two(ROLLOVER),
    needs: 0,
    prepare: meddled(later(2 * DAY), overwritten),
  }),
  start('a target overwritten, due for others', {
    rotation: two(ROLLOVER),
    // This run updates the target with a key that every other run rolls over.
    inputs: { 'rollover-window': '1d' },
    needs: 1,
    prepare: meddled(dueIn3Days, overwritten),
  }),
  start('the current key deactivated by hand', {
    rotation: two(ROLLOVER),
    needs: 1,
    prepare: meddled(later(2 * DAY), (play) => {
      play.cloud.keysApi.deactivateKey(currentKey(play))
    }),
  }),
  start('retrieve', { rotation: ROLLOVER, inputs: RETRIEVE, needs: 0, prepare: later(2 * DAY) }),
  start('retrieve, stored', {
    rotation: ROLLOVER,
    inputs: RETRIEVE,
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true)),
  }),
  start('retrieve, rotate stored', {
    rotation: ROTATE,
    inputs: RETRIEVE,
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true), HOUR, later(21 * DAY)),
  }),
]

/** All starting states of a keys API. */
export const KEY_STARTS: readonly KeyStart[] = [...FIRST, ...ROLLOVERS, ...DIED, ...ROTATIONS, ...OTHERS]
