import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { ago, freshMemory, key, NOW, observed, stepText, version, type State } from '../build.ts'
import { DAY, MINUTE, SECOND } from '../simulation/cloud.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

/** The deadline of a run, as the protocol has it. */
const D = (30 * MINUTE) / DAY
const TWO_D = 2 * D
const A_SECOND = SECOND / DAY

interface Row extends State {
  readonly memory?: Partial<RunMemory>
  readonly policy?: Partial<Policy>
}

/** Each row: what it is about, what stands, and the next step. */
type Rows = readonly (readonly [title: string, row: Row, step: string])[]

function stepFor({ memory, policy, ...state }: Row): string {
  const observation = observed(state)
  return stepText(decide(observation, policyOf(policy), freshMemory(observation, memory)))
}

function table(title: string, rows: Rows): void {
  describe(title, () => {
    test.each(rows)('%s', (_, row, step) => {
      expect(stepFor(row)).toBe(step)
    })
  })
}

/** One current generation, K1, 3 days old and in every target. */
const STEADY = { versions: [version(1, 'current', 'K1', { days: 3 })], keys: [key('K1', { days: 3 })] }
/** The same, but the key has come of age. */
const DUE = { versions: [version(1, 'current', 'K1', { days: 31 })], keys: [key('K1', { days: 31 })] }

function pendingAfter(
  base: State,
  pending: { readonly days: number; readonly mark: 'made' | 'stored' },
): State {
  return {
    versions: [...(base.versions ?? []), version(2, 'pending', 'K2', { days: pending.days })],
    keys: [...(base.keys ?? []), key('K2', pending)],
    held: [1, 1],
  }
}

/** K1 was replaced by K2 so many days ago. */
function replaced(daysAgo: number, rest: { readonly stage?: 'previous' | 'retired' } = {}): State {
  return {
    versions: [
      version(1, rest.stage ?? 'previous', 'K1', { days: daysAgo }),
      version(2, 'current', 'K2', { days: daysAgo }),
    ],
    keys: [key('K1', { days: daysAgo + 30 }), key('K2', { days: daysAgo })],
  }
}

table('the plain cases', [
  ['no secret yet', { noSecret: true }, 'create-secret'],
  ['a secret and nothing in it', {}, 'issue first'],
  ['nothing due', STEADY, 'stop settled'],
  ['due', DUE, 'issue old'],
])

table('rule 3: of several pending versions the oldest that works is published', [
  [
    'of two pending versions the older one is published',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'pending', 'K2')],
      keys: [key('K1', { days: 0.001 }), key('K2', { days: 0.001 })],
      held: ['nothing', 'nothing'],
    },
    'publish K1 T1 T2',
  ],
  [
    'one whose key was never marked stored is not published, and keeps no other back',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'pending', 'K2')],
      keys: [key('K1', { days: 0.001, mark: 'made' }), key('K2', { days: 0.001 })],
      held: ['nothing', 'nothing'],
    },
    'publish K2 T1 T2',
  ],
  [
    'an older one whose key is dead does not count',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'pending', 'K2')],
      keys: [key('K2', { mark: 'stored' })],
    },
    'publish K2 T1 T2',
  ],
  [
    'a run that was helped, and whose key was promoted by another one, ends',
    { ...STEADY, memory: { issued: 'K1' } },
    'stop settled',
  ],
  [
    'a run promotes once and leaves what else is pending alone',
    { ...pendingAfter(STEADY, { days: 0.001, mark: 'stored' }), memory: { promoted: true } },
    'stop settled',
  ],
])

table('rules 2, 4 and 6: what no mark confirms is never published', [
  [
    'made, and a version names it: left to its run',
    pendingAfter(STEADY, { days: 0.001, mark: 'made' }),
    'stop settled',
  ],
  ['and no obstacle to a new key', pendingAfter(DUE, { days: 0.001, mark: 'made' }), 'issue old'],
  [
    'made, at 2 D: its run may still be at work',
    pendingAfter(STEADY, { days: TWO_D, mark: 'made' }),
    'stop settled',
  ],
  [
    'made, older than 2 D: its version is closed first, its key is not deleted (D14)',
    pendingAfter(STEADY, { days: TWO_D + A_SECOND, mark: 'made' }),
    'give-up K2 v2 unpublishable',
  ],
  [
    'then its key is marked replaced, which gives readers a grace period (D9)',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'made' }),
      versions: [...STEADY.versions, version(2, 'retired', 'K2', { status: 'disabled' })],
    },
    'replace K2 mark',
  ],
  [
    'made, old, and no version names it: an orphan',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { days: TWO_D + A_SECOND, mark: 'made' })] },
    'discard K2',
  ],
  [
    'at 2 D it is none yet',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { days: TWO_D, mark: 'made' })] },
    'stop settled',
  ],
  [
    'made for another secret: left alone',
    {
      ...STEADY,
      keys: [...STEADY.keys, key('K2', { mark: 'made', secretId: '99999999-2222-4333-8444-555555555555' })],
    },
    'stop settled',
  ],
  [
    'made, old, but its version is current: a person changed the mark, and a new key is due',
    { versions: STEADY.versions, keys: [key('K1', { days: 3, mark: 'made' })] },
    'issue first',
  ],
  [
    'pending, of a release of format 1: closed and superseded',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'stored' }),
      keys: [...STEADY.keys, key('K2', { mark: 'legacy' })],
    },
    'give-up K2 v2 unpublishable',
  ],
  [
    'pending, and its key was taken over and not made: it contradicts IAM',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'stored' }),
      keys: [...STEADY.keys, key('K2', { mark: 'found' })],
    },
    'close K2 v2 unmarked-key',
  ],
])

table('rule 10: what was left behind is marked replaced', [
  [
    'stored and unfinished for a week: published, not deleted',
    pendingAfter(STEADY, { days: 7, mark: 'stored' }),
    'publish K2 T1 T2',
  ],
  [
    'given up while it said stored: it gets a grace period',
    {
      ...pendingAfter(STEADY, { days: 2, mark: 'stored' }),
      versions: [...STEADY.versions, version(2, 'retired', 'K2', { status: 'disabled', days: 1 })],
    },
    'replace K2 mark',
  ],
  [
    'its version is gone: the same',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { mark: 'stored' })] },
    'replace K2 mark',
  ],
  [
    'not within D of its mark: its run may be about to store it',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { mark: 'stored', days: D })] },
    'stop settled',
  ],
  [
    'but a second later',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { mark: 'stored', days: D + A_SECOND })] },
    'replace K2 mark',
  ],
  [
    'not while a target is in doubt',
    { ...STEADY, keys: [...STEADY.keys, key('K2', { mark: 'stored' })], held: [1, 'foreign'] },
    'repair K1 T2',
  ],
  [
    'not while a newer pending version holds it',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'stored' }),
      memory: { failedTargets: new Set(['T1', 'T2']) },
    },
    'stop targets-lag',
  ],
  [
    'not one of another secret',
    {
      ...STEADY,
      keys: [...STEADY.keys, key('K2', { mark: 'stored', secretId: '99999999-2222-4333-8444-555555555555' })],
    },
    'stop settled',
  ],
  [
    'not while the current key is dead: it may be all that works',
    { ...STEADY, keys: [key('K2', { mark: 'stored' })] },
    'issue deleted',
  ],
  [
    'a key that was found is let go',
    { ...STEADY, keys: [...STEADY.keys, key('K0', { mark: 'found' })] },
    'replace K0 release',
  ],
  [
    'unless it is named',
    {
      ...STEADY,
      keys: [...STEADY.keys, key('K0', { mark: 'found' })],
      policy: { replacesAccessKey: 'K0' },
    },
    'replace K0 mark',
  ],
  [
    'and then it ends like a replaced one',
    {
      versions: [
        version(1, 'current', 'K1', { days: 20 }),
        version(2, 'retired', 'K2', { status: 'disabled', days: 8 }),
      ],
      keys: [key('K1', { days: 20 }), key('K2', { days: 9, mark: 'replaced', marked: 8 })],
    },
    'retire K2 delete',
  ],
])

table('rule 7: a pending version is published, and no new key is made', [
  [
    'although a key is due, and without being verified again',
    pendingAfter(DUE, { days: 1, mark: 'stored' }),
    'publish K2 T1 T2',
  ],
  [
    'it goes to the targets that lack it',
    { ...pendingAfter(DUE, { days: 1, mark: 'stored' }), held: [2, 1] },
    'publish K2 T2',
  ],
  [
    'a target failed in this run: the rest is for the next one',
    {
      ...pendingAfter(DUE, { days: 1, mark: 'stored' }),
      held: [2, 1],
      memory: { failedTargets: new Set(['T2']) },
    },
    'stop targets-lag',
  ],
  [
    'its key is dead',
    { ...pendingAfter(DUE, { days: 1, mark: 'stored' }), keys: DUE.keys },
    'close K2 v2 deleted',
  ],
  [
    'its key has expired',
    { ...pendingAfter(DUE, { days: 1, mark: 'stored' }), keys: [...DUE.keys, key('K2', { expires: 0 })] },
    'give-up K2 v2 invalid',
  ],
  [
    'its key expires within the window: superseded',
    { ...pendingAfter(DUE, { days: 1, mark: 'stored' }), keys: [...DUE.keys, key('K2', { expires: 7 })] },
    'give-up K2 v2 expiring',
  ],
  [
    'its key has come of age: superseded',
    pendingAfter(DUE, { days: 30, mark: 'stored' }),
    'give-up K2 v2 expiring',
  ],
  [
    'where nothing else can be read it is published first',
    { ...pendingAfter(DUE, { days: 30, mark: 'stored' }), keys: [key('K2', { days: 30 })] },
    'publish K2 T1 T2',
  ],
  [
    'unless this very run made it so',
    {
      ...pendingAfter(DUE, { days: 1, mark: 'stored' }),
      keys: [...DUE.keys, key('K2', { days: 0, expires: 5 })],
      memory: { issued: 'K2' },
    },
    'publish K2 T1 T2',
  ],
])

table('rule 9: promotion', [
  [
    'every target has it',
    { ...pendingAfter(DUE, { days: 1, mark: 'stored' }), held: [2, 2] },
    'promote K2 v2',
  ],
  [
    'a higher version that is merely pending is no obstacle',
    {
      versions: [...DUE.versions, version(2, 'pending', 'K2'), version(3, 'pending', 'K3')],
      keys: [...DUE.keys, key('K2'), key('K3')],
      held: [2, 2],
    },
    'promote K2 v2',
  ],
  [
    'a higher version is current',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'current', 'K2')],
      keys: [key('K1'), key('K2')],
    },
    'give-up K1 v1 overtaken',
  ],
  [
    'two say current: the key of the older one is marked replaced',
    { versions: [version(1, 'current', 'K1'), version(2, 'current', 'K2')], keys: [key('K1'), key('K2')] },
    'replace K1 mark',
  ],
  [
    'and then its record says so',
    {
      versions: [version(1, 'current', 'K1'), version(2, 'current', 'K2')],
      keys: [key('K1', { mark: 'replaced' }), key('K2')],
    },
    'mark-previous K1 v1',
  ],
])

table('rule 11: when a replaced key ends', [
  ['within its grace period', replaced(6.9), 'stop settled'],
  ['the grace period is over', replaced(7.1), 'retire K1 delete'],
  [
    'over, but this run is the one that promoted',
    { ...replaced(7.1), memory: { promoted: true, targetsReadAt: ago(7.2) } },
    'stop settled',
  ],
  [
    'over, but this run is the one that promoted, and it found every target as the version before was left',
    { ...replaced(7.1), memory: { promoted: true, targetsUnchanged: true, targetsReadAt: NOW } },
    'stop settled',
  ],
  [
    'over, but the run began within D of the promotion',
    { ...replaced(0.5 * D), policy: { grace: days(0.1 * D) } },
    'stop settled',
  ],
  [
    'over, and it began later than that, but goes by what was read of the targets within D of it',
    { ...replaced(1.1 * D), policy: { grace: days(0.1 * D) }, memory: { targetsReadAt: ago(0.2 * D) } },
    'stop settled',
  ],
  [
    'over, and it began later than that',
    { ...replaced(1.1 * D), policy: { grace: days(0.1 * D) } },
    'retire K1 delete',
  ],
  ['over, but a target is in doubt', { ...replaced(8), held: [2, 'foreign'] }, 'repair K2 T2'],
  [
    'over, and the doubt was settled by this very run: the next one retires',
    { ...replaced(8), memory: { targetsUnchanged: false } },
    'stop settled',
  ],
  ['over, but the current key is dead', { ...replaced(8), keys: [key('K1')] }, 'issue deleted'],
  [
    'over, but the current version cannot be read',
    {
      ...replaced(8),
      versions: [
        version(1, 'previous', 'K1', { days: 8 }),
        version(2, 'current', 'K2', { status: 'disabled' }),
      ],
    },
    'issue unreadable',
  ],
  [
    'a run that is due does this before it makes its key',
    { ...replaced(31), keys: [key('K1', { days: 60 }), key('K2', { days: 31 })] },
    'retire K1 delete',
  ],
  [
    'no grace period: the run that promotes retires, once every target has the new key',
    {
      ...replaced(0),
      policy: { grace: days(0) },
      memory: { promoted: true, targetsUnchanged: false, targetsReadAt: NOW },
    },
    'retire K1 delete',
  ],
  [
    'no grace period, but a target lags',
    { ...replaced(1), held: [2, 1], policy: { grace: days(0) }, memory: { failedTargets: new Set(['T2']) } },
    'stop targets-lag',
  ],
  [
    'a retirement that was cut after it was written down',
    replaced(8, { stage: 'retired' }),
    'retire K1 delete',
  ],
  [
    'a key that said retired and is dead, its version still readable',
    { ...replaced(8, { stage: 'retired' }), keys: [key('K2', { days: 8 })] },
    'close K1 v1 given-up',
  ],
  [
    'a replaced key that died by itself',
    { ...replaced(2), keys: [key('K2', { days: 2 })] },
    'close K1 v1 deleted',
  ],
  [
    'its record says long ago, its mark does not (D6)',
    {
      ...replaced(90),
      keys: [key('K1', { days: 90, mark: 'replaced', marked: 2 }), key('K2', { days: 90 })],
    },
    'issue old',
  ],
  [
    'its record says previous, its mark does not: only the mark counts (D1)',
    {
      versions: [version(1, 'previous', 'K1', { days: 90 }), version(2, 'current', 'K2', { days: 8 })],
      keys: [key('K1', { days: 90, mark: 'none' }), key('K2', { days: 8 })],
    },
    'stop settled',
  ],
  [
    'a key of another bearer that a record says was replaced (D1)',
    {
      versions: [version(1, 'previous', 'F', { days: 90 }), version(2, 'current', 'K2', { days: 8 })],
      keys: [key('K2', { days: 8 })],
      foreign: ['F'],
    },
    'close F v1 foreign-key',
  ],
  [
    'grace counts from H, the last publication of its successor, where that is later (D13)',
    {
      ...replaced(90),
      keys: [
        key('K1', { days: 90, mark: 'replaced', marked: 9 }),
        key('K2', { days: 20, mark: 'stored', marked: 6, published: 2 }),
      ],
    },
    'stop settled',
  ],
  [
    'and is over when both are long ago enough',
    {
      ...replaced(90),
      keys: [
        key('K1', { days: 90, mark: 'replaced', marked: 9 }),
        key('K2', { days: 20, mark: 'stored', marked: 7.1, published: 2 }),
      ],
    },
    'retire K1 delete',
  ],
  [
    'a key whose version is gone ends, too',
    {
      versions: [version(2, 'current', 'K2', { days: 8 })],
      keys: [key('K1', { days: 90, mark: 'replaced', marked: 8 }), key('K2', { days: 8 })],
    },
    'retire K1 delete',
  ],
  [
    'not one that a pending version holds again',
    {
      versions: [
        version(1, 'previous', 'K1', { days: 20 }),
        version(2, 'current', 'K2', { days: 20 }),
        version(3, 'pending', 'K1', { days: 0 }),
      ],
      keys: [key('K1', { days: 25, mark: 'stored', marked: 0 }), key('K2', { days: 20 })],
      held: [2, 2],
    },
    'publish K1 T1 T2',
  ],
])

table('rule 12: replaces-access-key', [
  [
    'never a key without a version of ours, such as the first one to sign in',
    { ...STEADY, keys: [...STEADY.keys, key('K0', { days: 90, mark: 'none' })] },
    'stop settled',
  ],
  [
    'unless replaces-access-key names it: it is marked replaced',
    {
      versions: [version(1, 'current', 'K1', { days: 8 })],
      keys: [key('K1', { days: 8 }), key('K0', { days: 90, mark: 'none' })],
      policy: { replacesAccessKey: 'K0' },
    },
    'replace K0 mark',
  ],
  [
    'and deleted after the grace period',
    {
      versions: [version(1, 'current', 'K1', { days: 8 })],
      keys: [key('K1', { days: 8 }), key('K0', { days: 90, mark: 'replaced', marked: 8 })],
    },
    'retire K0 delete',
  ],
  [
    'not before',
    { ...STEADY, keys: [...STEADY.keys, key('K0', { days: 90, mark: 'replaced', marked: 6 })] },
    'stop settled',
  ],
  [
    'a named key that another secret has marked is not touched',
    {
      ...STEADY,
      keys: [
        ...STEADY.keys,
        key('K0', { days: 90, mark: 'stored', secretId: '99999999-2222-4333-8444-555555555555' }),
      ],
      policy: { replacesAccessKey: 'K0' },
    },
    'stop settled',
  ],
  [
    'nor while a target is in doubt',
    {
      versions: [version(1, 'current', 'K1', { days: 8 })],
      keys: [key('K1', { days: 8 }), key('K0', { days: 90, mark: 'none' })],
      held: ['foreign', 1],
      policy: { replacesAccessKey: 'K0' },
    },
    'repair K1 T1',
  ],
  [
    'nor where old keys are kept',
    {
      versions: [version(1, 'current', 'K1', { days: 8 })],
      keys: [key('K1', { days: 8 }), key('K0', { days: 90, mark: 'none' })],
      policy: { replacesAccessKey: 'K0', oldKey: 'keep' },
    },
    'stop settled',
  ],
  [
    "a named key that is not this bearer's is not seen, and not touched",
    { ...STEADY, policy: { replacesAccessKey: 'K0' } },
    'stop settled',
  ],
  [
    'a key that format 1 found in the secret is let go',
    {
      ...replaced(8),
      versions: [
        version(1, 'previous', 'K1', { days: 8, adopted: true }),
        version(2, 'current', 'K2', { days: 8 }),
      ],
      keys: [key('K1', { days: 40, mark: 'legacy' }), key('K2', { days: 8 })],
    },
    'replace K1 release',
  ],
  [
    'unless it is named',
    {
      ...replaced(8),
      versions: [
        version(1, 'previous', 'K1', { days: 8, adopted: true }),
        version(2, 'current', 'K2', { days: 8 }),
      ],
      keys: [key('K1', { days: 40, mark: 'legacy' }), key('K2', { days: 8 })],
      policy: { replacesAccessKey: 'K1' },
    },
    'replace K1 mark',
  ],
])

table('rule 8: doubt is settled by writing again', [
  ['somebody else wrote a target', { ...STEADY, held: ['foreign', 1] }, 'repair K1 T1'],
  ['somebody deleted the secrets of a target', { ...STEADY, held: [1, 'nothing'] }, 'repair K1 T2'],
  [
    'it failed in this run',
    { ...STEADY, held: [1, 'nothing'], memory: { failedTargets: new Set(['T2']) } },
    'stop targets-lag',
  ],
  ['a new key comes first where one is due', { ...DUE, held: ['foreign', 1] }, 'issue old'],
])

table('rule 13: a version that a person disabled', [
  [
    'pending and stored: given up',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'stored' }),
      versions: [...STEADY.versions, version(2, 'pending', 'K2', { status: 'disabled' })],
    },
    'give-up K2 v2 disabled',
  ],
  [
    'pending, made and young: left to its run',
    {
      ...pendingAfter(STEADY, { days: 0.001, mark: 'made' }),
      versions: [...STEADY.versions, version(2, 'pending', 'K2', { status: 'disabled' })],
    },
    'stop settled',
  ],
  [
    'pending, made and old: closed',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'made' }),
      versions: [...STEADY.versions, version(2, 'pending', 'K2', { status: 'disabled' })],
    },
    'give-up K2 v2 unpublishable',
  ],
  [
    'the current one: its key is due',
    { ...STEADY, versions: [version(1, 'current', 'K1', { status: 'disabled' })] },
    'issue unreadable',
  ],
])

table('rule 15: one secret, one rotator', [
  [
    'taking over comes before everything else',
    { ...DUE, takeOver: { from: 'nobody', otherTags: [], revision: 1, accessKey: 'K1' } },
    'take-over K1',
  ],
])

const DEAD_ONES = [1, 2, 3].map((revision) =>
  version(revision, 'retired', `K${revision}`, { status: 'disabled' }),
)

table('rule 16: keep lets go, and pruning', [
  ['a replaced key that is to be kept', { ...replaced(8), policy: { oldKey: 'keep' } }, 'retire K1 release'],
  [
    'once let go, it is nobody’s business',
    {
      ...replaced(8, { stage: 'retired' }),
      keys: [key('K1', { mark: 'none' }), key('K2', { days: 8 })],
      policy: { oldKey: 'keep' },
    },
    'stop settled',
  ],
  [
    'the oldest version of a dead key goes when there are too many',
    {
      versions: [...DEAD_ONES, version(4, 'previous', 'K4'), version(5, 'current', 'K5')],
      keys: [key('K4'), key('K5')],
      policy: { keepVersions: 2 },
      memory: { promoted: true },
    },
    'prune v1',
  ],
  [
    'no more than that',
    {
      versions: [...DEAD_ONES, version(4, 'previous', 'K4'), version(5, 'current', 'K5')],
      keys: [key('K4'), key('K5')],
      policy: { keepVersions: 3 },
      memory: { promoted: true },
    },
    'stop settled',
  ],
  [
    'the stage alone is not enough: a marked key is alive, and its only copy may stand here',
    {
      versions: [
        version(1, 'retired', 'K1', { status: 'disabled' }),
        version(2, 'retired', 'K2'),
        version(3, 'current', 'K3'),
      ],
      keys: [key('K1', { mark: 'stored' }), key('K2', { mark: 'none' }), key('K3')],
      policy: { keepVersions: 0 },
      memory: { promoted: true, failedSteps: new Set(['replace v1 K1']) },
    },
    'prune v2',
  ],
])

/** K2 replaced K1, and then a person rolled back: v3 holds K1 again. */
const ROLLED_BACK = [version(1, 'previous', 'K1', { days: 9 }), version(2, 'current', 'K2', { days: 9 })]

table('rule 14: a rollback is a rotation forward', [
  [
    'the key that is restored is not retired by its older version, however old it is',
    {
      versions: [...ROLLED_BACK, version(3, 'pending', 'K1', { record: { rolledBack: true } })],
      keys: [key('K1', { days: 40 }), key('K2', { days: 9 })],
      held: [2, 2],
    },
    'publish K1 T1 T2',
  ],
  [
    'its older version is closed once the newer one is current',
    { versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K1')], keys: [key('K1')] },
    'close K1 v1 duplicate',
  ],
  [
    'nor once it is current again, while the other one ends as always',
    {
      versions: [
        version(1, 'retired', 'K1', { status: 'disabled', days: 9 }),
        version(2, 'previous', 'K2', { days: 9 }),
        version(3, 'current', 'K1', { days: 9 }),
      ],
      keys: [key('K1', { days: 20 }), key('K2', { days: 20 })],
    },
    'retire K2 delete',
  ],
])

table('versions are pruned before a new one is stored', [
  [
    'a version is pruned before a key is made',
    {
      versions: [...DEAD_ONES, version(4, 'current', 'K4', { days: 31 })],
      keys: [key('K4', { days: 31 })],
      policy: { keepVersions: 2 },
    },
    'prune v1',
  ],
  [
    'a version that could not be pruned does not stop the run',
    {
      versions: [...DEAD_ONES, version(4, 'current', 'K4', { days: 31 })],
      keys: [key('K4', { days: 31 })],
      policy: { keepVersions: 2 },
      memory: { failedSteps: new Set(['prune v1', 'prune v2', 'prune v3']) },
    },
    'issue old',
  ],
])

table('a step that failed is left to the next run, and what comes after it is done', [
  [
    'of two unfinished keys the second is deleted',
    {
      ...STEADY,
      keys: [...STEADY.keys, key('K2', { days: 1, mark: 'made' }), key('K3', { days: 1, mark: 'made' })],
      memory: { failedSteps: new Set(['discard K2']) },
    },
    'discard K3',
  ],
  [
    'of two versions that were overtaken the second is given up',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'pending', 'K2'), version(3, 'current', 'K3')],
      keys: [key('K1'), key('K2'), key('K3')],
      memory: { failedSteps: new Set(['give-up v1 K1']) },
    },
    'give-up K2 v2 overtaken',
  ],
  [
    'of two that a person disabled the second is given up',
    {
      versions: [
        version(1, 'current', 'K1'),
        version(2, 'pending', 'K2', { status: 'disabled' }),
        version(3, 'pending', 'K3', { status: 'disabled' }),
      ],
      keys: [key('K1'), key('K2'), key('K3')],
      held: [1, 1],
      memory: { failedSteps: new Set(['give-up v2 K2']) },
    },
    'give-up K3 v3 disabled',
  ],
  [
    'of three that say current the key of the second is marked replaced',
    {
      versions: [version(1, 'current', 'K1'), version(2, 'current', 'K2'), version(3, 'current', 'K3')],
      keys: [key('K1'), key('K2'), key('K3')],
      memory: { failedSteps: new Set(['replace v1 K1']) },
    },
    'replace K2 mark',
  ],
  [
    'of three that say current, and whose keys were replaced, the record of the second says so',
    {
      versions: [version(1, 'current', 'K1'), version(2, 'current', 'K2'), version(3, 'current', 'K3')],
      keys: [key('K1', { mark: 'replaced' }), key('K2', { mark: 'replaced' }), key('K3')],
      memory: { failedSteps: new Set(['mark-previous v1 K1']) },
    },
    'mark-previous K2 v2',
  ],
  [
    'of two older versions of the current key the second is closed',
    {
      versions: [version(1, 'previous', 'K1'), version(2, 'previous', 'K1'), version(3, 'current', 'K1')],
      keys: [key('K1')],
      memory: { failedSteps: new Set(['close v1 K1']) },
    },
    'close K1 v2 duplicate',
  ],
  [
    'of two dead ones that can still be read the second is closed',
    {
      versions: [version(1, 'previous', 'K1'), version(2, 'retired', 'K2'), version(3, 'current', 'K3')],
      keys: [key('K3')],
      memory: { failedSteps: new Set(['close v1 K1']) },
    },
    'close K2 v2 given-up',
  ],
  [
    'what was given up and can still be read keeps nothing else from being closed',
    {
      versions: [
        version(1, 'current', 'K1', { days: 3 }),
        version(2, 'retired', 'K2', { days: 1 }),
        version(3, 'retired', 'K3', { days: 1 }),
      ],
      keys: [key('K1', { days: 3 }), key('K2', { days: 2 }), key('K3', { days: 2 })],
      memory: { failedSteps: new Set(['close v2 K2']) },
    },
    'close K3 v3 given-up',
  ],
  [
    'a named key that could not be marked keeps the run from nothing',
    {
      versions: [version(1, 'current', 'K1', { days: 8 })],
      keys: [key('K1', { days: 8 }), key('K0', { days: 90, mark: 'none' })],
      policy: { replacesAccessKey: 'K0' },
      memory: { failedSteps: new Set(['replace v0 K0']) },
    },
    'stop settled',
  ],
  [
    'of two whose grace period is over the second is retired',
    {
      versions: [
        version(1, 'previous', 'K1', { days: 20 }),
        version(2, 'previous', 'K2', { days: 9 }),
        version(3, 'current', 'K3', { days: 9 }),
      ],
      keys: [key('K1', { days: 60 }), key('K2', { days: 40 }), key('K3', { days: 9 })],
      memory: { failedSteps: new Set(['retire v1 K1']) },
    },
    'retire K2 delete',
  ],
])

table('what is over is closed', [
  [
    'given up, and anybody could still read it',
    {
      versions: [version(1, 'current', 'K1', { days: 3 }), version(2, 'retired', 'K2', { days: 1 })],
      keys: [key('K1', { days: 3 }), key('K2', { days: 2 })],
    },
    'close K2 v2 given-up',
  ],
  [
    'given up and never marked stored: it gets a grace period all the same, because a reader may hold it',
    {
      versions: [
        version(1, 'current', 'K1', { days: 3 }),
        version(2, 'retired', 'K2', { status: 'disabled', days: 1 }),
      ],
      keys: [key('K1', { days: 3 }), key('K2', { days: 2, mark: 'made' })],
    },
    'replace K2 mark',
  ],
  [
    'an unfinished older version of the current key',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'current', 'K1')],
      keys: [key('K1')],
    },
    'close K1 v1 duplicate',
  ],
  [
    'a retired older version of the current key is closed already',
    {
      versions: [version(1, 'retired', 'K1', { status: 'disabled' }), version(2, 'current', 'K1')],
      keys: [key('K1')],
    },
    'stop settled',
  ],
])

test.each<[string, Row, object]>([
  [
    'given up',
    {
      versions: [version(1, 'current', 'K1', { days: 3 }), version(2, 'retired', 'K2', { days: 1 })],
      keys: [key('K1', { days: 3 }), key('K2', { days: 2 })],
    },
    { kind: 'close', because: 'given-up' },
  ],
  [
    'deleted',
    { versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2')], keys: [key('K2')] },
    { kind: 'close', because: 'deleted' },
  ],
  [
    'a duplicate',
    { versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K1')], keys: [key('K1')] },
    { kind: 'close', because: 'duplicate' },
  ],
  [
    'replaced: since its successor is current',
    {
      versions: [version(1, 'current', 'K1', { days: 9 }), version(2, 'current', 'K2', { days: 2 })],
      keys: [key('K1', { mark: 'replaced' }), key('K2')],
    },
    { kind: 'mark-previous', revision: 1, accessKey: 'K1', since: ago(2) },
  ],
])('why a version is over is said: %s', (_, { memory, policy, ...state }, step) => {
  const observation = observed(state)
  expect(decide(observation, policyOf(policy), freshMemory(observation, memory))).toMatchObject(step)
})

table('a rollback of a keys API whose key could not be seen to work', [
  [
    'ends, once that key was given up',
    { ...replaced(1), policy: { command: 'rollback' }, memory: { unverified: 'K1' } },
    'stop unverified',
  ],
])

const LOST: RunMemory['halted'] = {
  kind: 'answer-lost',
  replaced: { accessKey: 'K1' },
  certain: true,
  earlier: false,
  why: 'cut',
}

table('after an issuer gave no key', [
  [
    'whose answer is lost, nothing is written any more',
    { ...STEADY, held: ['foreign', 1], memory: { halted: LOST } },
    'stop answer-lost',
  ],
  [
    'that is to come later, drift is mended first',
    {
      ...STEADY,
      held: ['foreign', 1],
      memory: { halted: { kind: 'not-yet', accessKey: 'K1', until: undefined, forced: false } },
    },
    'repair K1 T1',
  ],
])

const ROLLBACK = { command: 'rollback' } as const
const THREE = [
  version(1, 'previous', 'K1', { days: 2 }),
  version(2, 'current', 'K2', { days: 2 }),
  version(3, 'pending', 'K3', { days: 1 }),
]

table('which key a rollback goes back to', [
  [
    'the current one, from one that is on its way',
    { versions: THREE, keys: [key('K1'), key('K2'), key('K3')], held: [2, 2], policy: ROLLBACK },
    'give-up K3 v3 rolled-back',
  ],
  ['and then no further', { ...replaced(1), policy: ROLLBACK, memory: { rolledBack: true } }, 'stop settled'],
  [
    'unless the current one is dead',
    { ...replaced(1), keys: [key('K1')], policy: ROLLBACK, memory: { rolledBack: true } },
    'roll-back K1 v1',
  ],
  [
    'or cannot be read',
    {
      versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2', { status: 'disabled' })],
      keys: [key('K1'), key('K2')],
      policy: ROLLBACK,
      memory: { rolledBack: true },
    },
    'roll-back K1 v1',
  ],
  [
    'with a dead current one and one on its way, the one before is there',
    { versions: THREE, keys: [key('K1'), key('K3')], held: [2, 2], policy: ROLLBACK },
    'give-up K3 v3 rolled-back',
  ],
  [
    'what is on its way is not given up where it is all that works',
    {
      versions: THREE,
      keys: [key('K3')],
      held: [2, 2],
      policy: ROLLBACK,
      memory: { failedSteps: new Set(['close v1 K1']) },
    },
    'stop nothing-to-roll-back-to',
  ],
  [
    'not one whose version was disabled',
    {
      versions: [version(1, 'previous', 'K1', { status: 'disabled' }), version(2, 'current', 'K2')],
      keys: [key('K1'), key('K2')],
      policy: ROLLBACK,
    },
    'stop nothing-to-roll-back-to',
  ],
  [
    'one that does not work by now is restored all the same: it was verified before it was stored',
    {
      versions: [...ROLLED_BACK, version(3, 'pending', 'K1', { record: { rolledBack: true } })],
      keys: [key('K1'), key('K2')],
      held: [2, 2],
      policy: ROLLBACK,
    },
    'publish K1 T1 T2',
  ],
  [
    'one that is in its last days is brought out all the same',
    {
      versions: [...ROLLED_BACK, version(3, 'pending', 'K1', { record: { rolledBack: true } })],
      keys: [key('K1', { expires: 2 }), key('K2')],
      held: [2, 2],
    },
    'publish K1 T1 T2',
  ],
])

table('what is past help is let be', [
  [
    'an unfinished version that was overtaken and could not be given up',
    {
      versions: [version(1, 'pending', 'K1'), version(2, 'current', 'K2')],
      keys: [key('K1'), key('K2')],
      memory: { failedSteps: new Set(['give-up v1 K1']) },
    },
    'stop settled',
  ],
  [
    'one of an expired key that could not be given up',
    {
      ...pendingAfter(STEADY, { days: 1, mark: 'stored' }),
      keys: [...STEADY.keys, key('K2', { expires: -1 })],
      memory: { failedSteps: new Set(['give-up v2 K2']) },
    },
    'stop settled',
  ],
  [
    'a replaced version of a dead key that could not be closed is not pruned',
    {
      versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2')],
      keys: [key('K2')],
      policy: { keepVersions: 0 },
      memory: { promoted: true, failedSteps: new Set(['close v1 K1']) },
    },
    'stop settled',
  ],
  [
    'versions that were given up are pruned like the others',
    {
      versions: [
        version(1, 'retired', 'K1', { status: 'disabled' }),
        version(2, 'retired', 'K2', { status: 'disabled' }),
        version(3, 'current', 'K3'),
      ],
      keys: [key('K3')],
      policy: { keepVersions: 1 },
      memory: { promoted: true },
    },
    'prune v1',
  ],
  [
    'a dead current key is written nowhere',
    { ...STEADY, keys: [], held: ['foreign', 1], memory: { issued: 'K9' } },
    'stop settled',
  ],
  [
    'nor one whose version cannot be read',
    {
      versions: [version(1, 'current', 'K1', { status: 'disabled' })],
      keys: STEADY.keys,
      held: ['foreign', 1],
      memory: { issued: 'K9' },
    },
    'stop settled',
  ],
])

/** K2 was given up, and its version could not be closed. */
const unclosed = ({ versions, keys }: Required<Pick<State, 'versions' | 'keys'>>): Row => ({
  versions: [...versions, version(2, 'retired', 'K2', { days: 0, record: { written: new Map() } })],
  keys: [...keys, key('K2', { days: 0 })],
  memory: { failedSteps: new Set(['close v2 K2']) },
})

table('a version that was given up and can still be read, because closing it failed', [
  ['is not brought out', unclosed(STEADY), 'stop settled'],
  ['keeps nobody from a new key', unclosed(DUE), 'issue old'],
])
