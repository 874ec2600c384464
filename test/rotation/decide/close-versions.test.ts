import { expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import { ago, freshMemory, key, observed, version, type State } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { STEADY, DUE, pendingAfter, table, type Row } from './decision-table.ts'

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
