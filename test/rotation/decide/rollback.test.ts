import { key, version } from '../build.ts'
import { replaced, table } from './decision-table.ts'

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

table('a rollback of a keys API whose key could not be seen to work', [
  [
    'ends, once that key was given up',
    { ...replaced(1), policy: { command: 'rollback' }, memory: { unverified: 'K1' } },
    'stop unverified',
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
