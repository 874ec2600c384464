import { describe, expect, test } from '@jest/globals'
import {
  currentGeneration,
  generationAt,
  isPublishable,
  recordedCurrent,
  versionState,
  type VersionState,
} from '../../../src/rotation/model/observation.ts'
import { forgedRecords } from '../../../src/rotation/decide/forged-records.ts'
import type { Stage } from '../../../src/rotation/model/record.ts'
import { ago, key, observed, version, type KeyOptions, type State } from '../build.ts'

// What a version is, by its record and by the mark of the key that it names (rules 4, 6, 9 and 13).

const OTHER = '99999999-2222-4333-8444-555555555555'
const STAGES: readonly Stage[] = ['pending', 'current', 'previous', 'retired']

/** What version 3 is, which names K, whose mark is as described. */
function stateOf(stage: Stage, options: KeyOptions | 'gone' | 'foreign', rest: State = {}): VersionState {
  const keys = typeof options === 'object' ? [key('K', { mark: 'none', ...options })] : []
  const observation = observed({
    versions: [version(3, stage, 'K')],
    keys,
    foreign: options === 'foreign' ? ['K'] : [],
    ...rest,
  })
  return versionState(observation, generationAt(observation, 3))
}

/** Each mark, and what a version is that says pending, current, previous and retired. */
const TABLE: readonly [string, KeyOptions | 'gone' | 'foreign', readonly VersionState[]][] = [
  [
    'stored, with this revision',
    { mark: 'stored', published: 3 },
    ['pending', 'current', 'previous', 'retired'],
  ],
  ['stored, not published yet', { mark: 'stored' }, ['pending', 'pending', 'previous', 'retired']],
  [
    'stored, with an older revision',
    { mark: 'stored', published: 2 },
    ['wrong-revision', 'wrong-revision', 'previous', 'retired'],
  ],
  [
    'stored, with a newer revision',
    { mark: 'stored', published: 4 },
    ['duplicate', 'duplicate', 'previous', 'retired'],
  ],
  ['stored, of format 1', { mark: 'legacy' }, ['unpublishable', 'current', 'previous', 'retired']],
  ['made', { mark: 'made' }, ['unfinished', 'unfinished', 'previous', 'retired']],
  ['replaced', { mark: 'replaced', published: 3 }, ['previous', 'previous', 'previous', 'retired']],
  ['found', { mark: 'found' }, ['unmarked-key', 'current', 'previous', 'retired']],
  ['none', { mark: 'none' }, ['unmarked-key', 'unmarked-key', 'previous', 'retired']],
  [
    'of another secret',
    { mark: 'stored', published: 3, secretId: OTHER },
    ['unmarked-key', 'unmarked-key', 'previous', 'retired'],
  ],
  ['of a key that is deleted', 'gone', ['gone', 'gone', 'previous', 'retired']],
  ['of another bearer’s key', 'foreign', ['foreign-key', 'foreign-key', 'foreign-key', 'retired']],
]

describe('what a version is where the mark of its key is', () => {
  test.each(TABLE)('%s', (_, options, states) => {
    expect(STAGES.map((stage) => stateOf(stage, options))).toEqual(states)
  })

  test('any, and its payload is not that key', () => {
    const observation = observed({ versions: [version(3, 'current', 'K')], keys: [key('K')] })
    const mismatched = { ...observation, mismatched: new Set([3]) }
    expect(versionState(mismatched, generationAt(mismatched, 3))).toBe('wrong-payload')
    expect(currentGeneration(mismatched)).toBeUndefined()
  })

  test('a second version that the same run stored after it got no answer contradicts nothing', () => {
    const record = { issued: ago(1), madeBy: 'run 1' }
    const twice = (other: object) => {
      const observation = observed({
        versions: [
          version(2, 'current', 'K', { record }),
          version(3, 'pending', 'K', { record: { ...record, ...other } }),
        ],
        keys: [key('K', { mark: 'stored', published: 2 })],
      })
      return versionState(observation, generationAt(observation, 3))
    }
    expect([twice({}), twice({ madeBy: 'run 2' }), twice({ issued: ago(2) })]).toEqual([
      'duplicate',
      'wrong-revision',
      'wrong-revision',
    ])
  })

  test('of a keys API the record alone says it', () => {
    for (const stage of STAGES) expect(stateOf(stage, 'gone', { issuer: 'blind' })).toBe(stage)
  })
})

describe('the current generation', () => {
  const keys = [key('K1', { mark: 'stored', published: 1 }), key('K2', { mark: 'stored', published: 2 })]

  test('is the newest that IAM confirms, not the newest that says so', () => {
    const versions = [version(1, 'current', 'K1'), version(2, 'current', 'K2'), version(3, 'current', 'F')]
    const observation = observed({ versions, keys, foreign: ['F'] })
    expect(currentGeneration(observation)?.revision).toBe(2)
    expect(forgedRecords(observation).map(({ revision, how }) => [revision, how])).toEqual([
      [3, 'foreign-key'],
    ])
  })

  test('for people it may be one whose key is deleted, but never a foreign one', () => {
    const versions = [version(1, 'current', 'GONE'), version(2, 'current', 'F')]
    const observation = observed({ versions, foreign: ['F'] })
    expect(currentGeneration(observation)).toBeUndefined()
    expect(recordedCurrent(observation)?.revision).toBe(1)
  })
})

test('a key can be published where its mark has a digest', () => {
  const publishable = (options: KeyOptions) => isPublishable(observed({ keys: [key('K', options)] }), 'K')
  expect([
    publishable({ mark: 'stored' }),
    publishable({ mark: 'legacy' }),
    publishable({ mark: 'found' }),
    publishable({ mark: 'made' }),
    publishable({ mark: 'none' }),
    publishable({ mark: 'stored', secretId: OTHER }),
  ]).toEqual([true, false, false, false, false, false])
})
