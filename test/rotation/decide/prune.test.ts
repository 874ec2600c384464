import { key, version } from '../build.ts'
import { replaced, table } from './decision-table.ts'

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
