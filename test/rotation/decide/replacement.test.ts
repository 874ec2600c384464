import { key, version } from '../build.ts'
import { D, A_SECOND, STEADY, pendingAfter, replaced, table } from './decision-table.ts'

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
