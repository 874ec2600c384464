import { key, version } from '../build.ts'
import { TWO_D, A_SECOND, STEADY, DUE, pendingAfter, table } from './decision-table.ts'

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
