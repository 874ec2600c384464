import type { Consistency } from '../../../sandbox/scaleway/model.ts'
import type { Cloud } from './cloud.ts'
import type { Plan } from '../faults.ts'
import { toFormatOne, type FormatOne } from './format-1.ts'
import { handOf, writeByHand } from './manual-changes.ts'
import { currentOf, look } from './state.ts'
import {
  API,
  APPLICATION,
  DAY,
  deploy,
  HOUR,
  PRODUCTION,
  projectId,
  rotator,
  SELF,
  SHOP,
  type Inputs,
  type Rotation,
} from './rotation.ts'
import type { Stage } from './fixture.ts'
import { passTime } from '../virtual-time.ts'

/** A starting state: the state before the run with the fault. */
export interface Start {
  readonly name: string
  readonly rotation: Rotation
  /** How the run with the fault differs from the scheduled ones after it. */
  readonly inputs?: Inputs
  /** The number of keys that must be created from here if nothing fails. */
  readonly needs: 0 | 1
  /** A user deleted a key or disabled a version before. */
  readonly deadKeys?: true
  /** IAM's consistency from the beginning of that run. */
  readonly consistency?: Consistency
  /** Creates the state. The targets hold the manually created key before it is called. */
  readonly prepare: (play: Play) => Promise<void>
}

/** What a preparation can do. */
export interface Play {
  readonly cloud: Cloud
  /** A scheduled run; throws if the outcome differs. */
  readonly run: (outcome: string, inputs?: Inputs) => Promise<void>
  /** A run that the plan kills. */
  readonly dies: (plan: Plan) => Promise<void>
  readonly pass: (milliseconds: number) => void
  /** The adversary acts. */
  readonly forge: (act: string) => void
}

export function createPlay(stage: Stage, rotation: Rotation): Play {
  return {
    cloud: stage.cloud,
    async run(outcome, inputs = {}) {
      const ended = await stage.begin(rotation, { inputs }).ended
      if (ended.kind === outcome) return
      throw new Error(`a run of the preparation ended ${ended.kind}, not ${outcome}`, { cause: ended.error })
    },
    async dies(plan) {
      const ended = await stage.begin(rotation, { plan }).ended
      if (ended.kind !== 'killed')
        throw new Error(`a run of the preparation was not killed and ended ${ended.kind}`)
    },
    pass: passTime,
    forge: (act) => {
      stage.forge(rotation, act)
    },
  }
}

const kill = (effect: boolean): ReturnType<Plan> => ({ kind: 'kill', effect })
/** Kills the run at the first matching request. */
const at =
  (method: string, url: RegExp, effect: boolean): Plan =>
  (_, wire) =>
    wire.method === method && url.test(wire.url) ? kill(effect) : undefined

const CREATE_KEY = /^\/iam\/v1alpha1\/api-keys$/
const KEY = /^\/iam\/v1alpha1\/api-keys\/SCW\w+$/
const VERSIONS = /\/secrets\/[0-9a-f-]{36}\/versions$/
const SECRET = /\/secrets\/SCW_/

const two: Rotation = { ...APPLICATION, places: [SHOP, PRODUCTION] }
const many: Rotation = {
  ...APPLICATION,
  places: [SHOP, API, PRODUCTION],
  names: {
    accessKey: ['SCW_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
    secretKey: ['SCW_SECRET_KEY'],
    bundle: ['SCW_KEY'],
  },
}
const bundled: Rotation = { ...two, names: { accessKey: [], secretKey: [], bundle: ['SCW_KEY'] } }
const replacing: Rotation = { ...APPLICATION, replaces: deploy.accessKey }

const keeping: Rotation = { ...APPLICATION, oldKey: 'keep' }
const RETIRE: Inputs = { command: 'retire' }
const ROLLBACK: Inputs = { command: 'rollback' }
// The adopted key is 40 days old.
const takenOver: Rotation = { ...two, inputs: { 'take-over': 'true', 'max-age': '90d' } }

const nothing = (): Promise<void> => Promise.resolve()

async function rotated({ run }: Play): Promise<void> {
  await run('rotated')
}

/** A rotation, and some days later. */
const later =
  (days: number) =>
  async (play: Play): Promise<void> => {
    await rotated(play)
    play.pass(days * DAY)
  }

/** Two rotations, and some days of the older key's grace period. */
const replacedFor =
  (days: number) =>
  async (play: Play): Promise<void> => {
    await later(31)(play)
    await play.run('rotated')
    play.pass(days * DAY)
  }

/** A rotation, 30 days and a minute. */
async function justReplaced(play: Play): Promise<void> {
  await later(31)(play)
  await play.run('rotated')
  play.pass(60_000)
}

/** A rotation, then a due run that was killed, then some milliseconds. */
const diedAt =
  (plan: Plan, milliseconds: number) =>
  async (play: Play): Promise<void> => {
    await later(31)(play)
    await play.dies(plan)
    play.pass(milliseconds)
  }

/** A rotation, a manual change, and an hour. */
const meddled =
  (hand: (cloud: Cloud, rotation: Rotation) => void, rotation: Rotation) =>
  async (play: Play): Promise<void> => {
    await later(2)(play)
    hand(play.cloud, rotation)
    play.pass(HOUR)
  }

/** The state that the release before format 2 would have left. */
const inFormatOne =
  (before: Start['prepare'], rotation: Rotation, what?: FormatOne) =>
  async (play: Play): Promise<void> => {
    await before(play)
    toFormatOne(play.cloud, rotation, what)
  }

function currentKey(cloud: Cloud, rotation: Rotation): string {
  return currentOf(look(cloud, [rotation]), rotation)?.held ?? ''
}

function secretId(cloud: Cloud, rotation: Rotation): string {
  return cloud.scaleway.secrets.secretNamed(rotation.secretName, { projectId })?.id ?? ''
}

/** IAM after a change: it accepts the new key, then does not know it, then refuses it. */
const flaky: Consistency = {
  flapping: ['unknown', 'ok', 'unknown', 'ok', 'ok', 'forbidden', 'unknown', 'ok'],
  newSecretUnknownFor: { requests: 2 },
}

/** All starting states. */
export const STARTS: readonly Start[] = [
  { name: 'first', rotation: APPLICATION, needs: 1, prepare: nothing },
  { name: 'first, replaces', rotation: replacing, needs: 1, prepare: nothing },
  { name: 'first, many targets', rotation: many, needs: 1, prepare: nothing },
  { name: 'first, self', rotation: SELF, needs: 1, prepare: nothing },
  {
    name: 'first, self, replaces',
    rotation: { ...SELF, replaces: rotator.accessKey },
    needs: 1,
    prepare: nothing,
  },
  { name: 'first, grace 0', rotation: { ...replacing, grace: 0 }, needs: 1, prepare: nothing },
  {
    name: 'replaced key past its grace period',
    rotation: replacing,
    needs: 0,
    prepare: later(8),
  },
  // Its payload belongs to no key that the action created, so it is replaced at once.
  { name: 'existing secret', rotation: takenOver, needs: 1, prepare: seeded },
  {
    name: 'existing secret, forced',
    rotation: takenOver,
    inputs: { force: 'true' },
    needs: 1,
    prepare: seeded,
  },
  { name: 'steady', rotation: two, needs: 0, prepare: later(10) },
  { name: 'due', rotation: APPLICATION, needs: 1, prepare: later(31) },
  { name: 'due, two targets', rotation: two, needs: 1, prepare: later(31) },
  { name: 'due, many targets', rotation: many, needs: 1, prepare: later(31) },
  { name: 'due, bundle', rotation: bundled, needs: 1, prepare: later(31) },
  { name: 'due, self', rotation: SELF, needs: 1, prepare: later(31) },
  { name: 'due, inconsistent IAM', rotation: APPLICATION, needs: 1, consistency: flaky, prepare: later(31) },
  { name: 'due, self, inconsistent IAM', rotation: SELF, needs: 1, consistency: flaky, prepare: later(31) },
  { name: 'due, keep', rotation: keeping, needs: 1, prepare: later(31) },
  { name: 'due, grace 0', rotation: { ...two, grace: 0 }, needs: 1, prepare: later(31) },
  { name: 'due, self, grace 0', rotation: { ...SELF, grace: 0 }, needs: 1, prepare: later(31) },
  // No run began while its key was still valid.
  { name: 'expired', rotation: { ...APPLICATION, inputs: { expiry: '40d' } }, needs: 1, prepare: later(41) },
  { name: 'expiring', rotation: { ...APPLICATION, inputs: { expiry: '40d' } }, needs: 1, prepare: later(34) },
  { name: 'forced', rotation: APPLICATION, inputs: { force: 'true' }, needs: 1, prepare: later(1) },
  {
    name: 'forced, grace running',
    rotation: APPLICATION,
    inputs: { force: 'true' },
    needs: 1,
    prepare: replacedFor(1),
  },
  { name: 'grace running', rotation: two, needs: 0, prepare: replacedFor(1) },
  { name: 'grace over', rotation: two, needs: 0, prepare: replacedFor(8) },
  { name: 'grace over, self', rotation: SELF, needs: 0, prepare: replacedFor(8) },
  {
    name: 'grace over, keep',
    rotation: { ...APPLICATION, oldKey: 'keep' },
    needs: 0,
    prepare: replacedFor(8),
  },
  {
    // The text of a record becomes part of the next key's description, and is all that remains of the
    // description when the key is released.
    name: 'grace over, keep, text forged',
    rotation: keeping,
    needs: 0,
    prepare: async (play) => {
      await later(2)(play)
      play.forge('text-says-made')
      play.pass(31 * DAY)
      await play.run('rotated')
      play.pass(31 * DAY)
      await play.run('rotated')
      play.pass(8 * DAY)
    },
  },
  { name: 'grace over, due', rotation: APPLICATION, needs: 1, prepare: replacedFor(31) },
  {
    name: 'killed before storing',
    rotation: APPLICATION,
    needs: 1,
    prepare: diedAt(at('POST', CREATE_KEY, true), DAY),
  },
  {
    name: 'killed before storing, ten minutes ago',
    rotation: APPLICATION,
    needs: 1,
    prepare: diedAt(at('POST', CREATE_KEY, true), 10 * 60_000),
  },
  {
    name: 'killed after storing',
    rotation: APPLICATION,
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true), DAY),
  },
  {
    name: 'killed after storing, ten minutes ago',
    rotation: APPLICATION,
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true), 10 * 60_000),
  },
  {
    name: 'killed after storing, fifty minutes ago',
    rotation: APPLICATION,
    needs: 0,
    prepare: diedAt(at('POST', VERSIONS, true), 50 * 60_000),
  },
  // Verified and marked, but not stored.
  {
    name: 'killed after marking',
    rotation: APPLICATION,
    needs: 1,
    prepare: diedAt(at('PATCH', KEY, true), DAY),
  },
  { name: 'killed within a pair', rotation: two, needs: 0, prepare: diedAt(at('PUT', SECRET, true), HOUR) },
  {
    name: 'killed within a pair, self',
    rotation: SELF,
    needs: 0,
    prepare: diedAt(at('PUT', SECRET, true), HOUR),
  },
  { name: 'retire', rotation: two, inputs: RETIRE, needs: 0, prepare: replacedFor(1) },
  {
    name: 'retire, self',
    rotation: SELF,
    inputs: RETIRE,
    needs: 0,
    prepare: replacedFor(1),
  },
  {
    name: 'retire, keep',
    rotation: keeping,
    inputs: RETIRE,
    needs: 0,
    prepare: replacedFor(1),
  },
  { name: 'retire, too early', rotation: two, inputs: RETIRE, needs: 0, prepare: justReplaced },
  {
    name: 'retire, forced',
    rotation: two,
    inputs: { ...RETIRE, force: 'true' },
    needs: 0,
    prepare: justReplaced,
  },
  {
    name: 'retire, killed within a pair',
    rotation: two,
    inputs: RETIRE,
    needs: 0,
    prepare: diedAt(at('PUT', SECRET, true), HOUR),
  },
  { name: 'rollback', rotation: two, inputs: ROLLBACK, needs: 0, prepare: replacedFor(1) },
  { name: 'rollback, many targets', rotation: many, inputs: ROLLBACK, needs: 0, prepare: replacedFor(1) },
  { name: 'rollback, self', rotation: SELF, inputs: ROLLBACK, needs: 0, prepare: replacedFor(1) },
  { name: 'rollback, grace over', rotation: two, inputs: ROLLBACK, needs: 0, prepare: replacedFor(8) },
  { name: 'rollback, just replaced', rotation: two, inputs: ROLLBACK, needs: 0, prepare: justReplaced },
  {
    name: 'rollback, killed within a pair',
    rotation: two,
    inputs: ROLLBACK,
    needs: 1,
    prepare: diedAt(at('PUT', SECRET, true), HOUR),
  },
  {
    name: 'rolled back, forced',
    rotation: two,
    inputs: { force: 'true' },
    needs: 1,
    prepare: async (play) => {
      await replacedFor(1)(play)
      await play.run('rolled-back', ROLLBACK)
      play.pass(DAY)
    },
  },
  {
    name: 'rollover, expiring',
    rotation: { ...APPLICATION, inputs: { expiry: '40d' } },
    inputs: { command: 'rollover' },
    needs: 1,
    prepare: later(34),
  },
  {
    name: 'target overwritten',
    rotation: two,
    needs: 0,
    prepare: meddled((cloud) => {
      writeByHand(cloud, { ...two, places: [SHOP] }, handOf(deploy.applicationId))
    }, two),
  },
  {
    name: 'target secret deleted',
    rotation: two,
    needs: 0,
    prepare: meddled((cloud) => {
      cloud.github.deleteSecret(SHOP, 'SCW_SECRET_KEY')
    }, two),
  },
  {
    // A suspended run or a user wrote it.
    name: 'replaced key written back',
    rotation: two,
    needs: 0,
    prepare: async (play) => {
      await replacedFor(8)(play)
      const { scaleway } = play.cloud
      const [first] = look(play.cloud, [two]).versions.get(two) ?? []
      const key = scaleway.iam.key(first?.held ?? '')
      if (key === undefined) throw new Error('there is no replaced key')
      writeByHand(play.cloud, { ...two, places: [SHOP] }, key)
      play.pass(HOUR)
    },
  },
  {
    name: 'current key deleted',
    rotation: APPLICATION,
    needs: 1,
    deadKeys: true,
    prepare: meddled((cloud, rotation) => {
      cloud.scaleway.iam.deleteKey(currentKey(cloud, rotation))
    }, APPLICATION),
  },
  {
    name: 'current version disabled',
    rotation: APPLICATION,
    needs: 1,
    deadKeys: true,
    prepare: meddled((cloud, rotation) => {
      cloud.scaleway.secrets.disableVersion(secretId(cloud, rotation), 1)
    }, APPLICATION),
  },
  {
    name: 'secret deleted',
    rotation: APPLICATION,
    needs: 1,
    deadKeys: true,
    prepare: meddled((cloud, rotation) => {
      cloud.scaleway.secrets.deleteSecret(secretId(cloud, rotation))
    }, APPLICATION),
  },
  { name: 'format 1, steady', rotation: two, needs: 1, prepare: inFormatOne(later(10), two) },
  { name: 'format 1, due', rotation: two, needs: 1, prepare: inFormatOne(later(31), two) },
  { name: 'format 1, self', rotation: SELF, needs: 1, prepare: inFormatOne(later(10), SELF) },
  { name: 'format 1, keep', rotation: keeping, needs: 1, prepare: inFormatOne(replacedFor(1), keeping) },
  { name: 'format 1, grace running', rotation: two, needs: 1, prepare: inFormatOne(replacedFor(1), two) },
  { name: 'format 1, grace over', rotation: two, needs: 1, prepare: inFormatOne(replacedFor(8), two) },
  {
    name: 'format 1, rollback',
    rotation: two,
    inputs: ROLLBACK,
    needs: 1,
    prepare: inFormatOne(replacedFor(1), two),
  },
  {
    name: 'format 1, leak',
    rotation: { ...two, grace: 0 },
    inputs: { force: 'true' },
    needs: 1,
    prepare: inFormatOne(later(10), two),
  },
  {
    name: 'format 1, adopted',
    rotation: two,
    needs: 1,
    prepare: inFormatOne(later(10), two, { adopted: true }),
  },
  {
    name: 'format 1, killed before verifying',
    rotation: two,
    needs: 1,
    prepare: inFormatOne(diedAt(at('POST', VERSIONS, true), DAY), two, { unverified: true }),
  },
  {
    name: 'format 1, killed before verifying, ten minutes ago',
    rotation: two,
    needs: 1,
    prepare: inFormatOne(diedAt(at('POST', VERSIONS, true), 10 * 60_000), two, { unverified: true }),
  },
  {
    name: 'format 1, killed within a pair',
    rotation: two,
    needs: 1,
    prepare: inFormatOne(diedAt(at('PUT', SECRET, true), HOUR), two),
  },
]

/** The result of the earlier functions: an untagged secret with the key in use. */
function seeded({ cloud }: Play): Promise<void> {
  cloud.scaleway.secrets.createSecret({
    name: two.secretName,
    projectId,
    type: 'key_value',
    versions: [{ payload: JSON.stringify({ API_KEY: deploy.accessKey, SECRET_KEY: deploy.secretKey }) }],
  })
  return Promise.resolve()
}
