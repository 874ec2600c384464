import type { RunMemory } from '../../../src/rotation/model/run-state.ts'
import { key, version } from '../build.ts'
import { STEADY, DUE, table } from './decision-table.ts'

table('the plain cases', [
  ['no secret yet', { noSecret: true }, 'create-secret'],
  ['a secret and nothing in it', {}, 'issue first'],
  ['nothing due', STEADY, 'stop settled'],
  ['due', DUE, 'issue old'],
])

table('rule 15: one secret, one rotator', [
  [
    'taking over comes before everything else',
    { ...DUE, takeOver: { from: 'nobody', otherTags: [], revision: 1, accessKey: 'K1' } },
    'take-over K1',
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
