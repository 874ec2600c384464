import { ago, key, NOW, version } from '../build.ts'
import { days } from '../simulation/simulation.ts'
import { D, replaced, table } from './decision-table.ts'

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
