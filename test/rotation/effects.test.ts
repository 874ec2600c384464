import { describe, expect, test } from '@jest/globals'
import { after, rolledBackRecord, type Facts } from '../../src/rotation/effects.ts'
import type { Generation, Observation, Version } from '../../src/rotation/observation.ts'
import { secretTag, type VersionRecord } from '../../src/rotation/record.ts'
import type { Action } from '../../src/rotation/steps.ts'
import { ago, foreignVersion, key, knownOf, NOW, observed, version } from './build.ts'

// What is known after a step, beside versions and keys that it is not about.

const FACTS: Facts = { at: NOW, run: 'this run' }
const OTHERS: readonly Version[] = [foreignVersion(1), version(2, 'previous', 'K0')]

function next(versions: readonly Version[], step: Action, facts: Partial<Facts> = {}): Observation {
  const observation = observed({ versions, keys: ['K0', 'K1', 'K2'].map((name) => key(name)) })
  const known = knownOf(observation)
  const { observation: end } = after(known, step, { ...FACTS, ...facts })
  expect(end.versions.slice(0, OTHERS.length)).toEqual(OTHERS)
  return end
}

const recordAfter = ({ versions }: Observation, revision: number): Partial<VersionRecord> | undefined =>
  versions.find((one) => one.revision === revision)?.record

describe('a version that is closed', () => {
  const close = (stage: 'previous' | 'pending' | 'abandoned' | 'retired', status: 'enabled' | 'disabled') => {
    const end = next([...OTHERS, version(3, stage, 'K1', { days: 5, status })], {
      kind: 'close',
      revision: 3,
      accessKey: 'K1',
      because: 'dead',
    })
    return [end.versions[2]?.status, recordAfter(end, 3)]
  }

  test.each(['previous', 'pending'] as const)(
    'is retired where it was %s, and keeps when it was replaced',
    (stage) => {
      const { record } = version(3, 'retired', 'K1', { days: 5 })
      expect(close(stage, 'enabled')).toEqual(['disabled', { ...record, retired: NOW, run: 'this run' }])
    },
  )

  test.each(['abandoned', 'retired'] as const)('stays %s, and can no longer be read', (stage) => {
    expect(close(stage, 'enabled')).toEqual(['disabled', version(3, stage, 'K1', { days: 5 }).record])
  })
})

test('a version that was deleted meanwhile is not disabled', () => {
  const step = { kind: 'give-up', revision: 3, accessKey: 'K1', reason: 'dead' } as const
  const end = next([...OTHERS, version(3, 'pending', 'K1', { status: 'deleted' })], step)
  expect(end.versions[2]?.status).toBe('deleted')
  expect(recordAfter(end, 3)).toMatchObject({ stage: 'abandoned', since: NOW, run: 'this run' })
})

test('a version that is pruned is on its way to be deleted, and no other one', () => {
  const end = next(
    [...OTHERS, version(3, 'retired', 'K1', { status: 'disabled' }), version(4, 'current', 'K2')],
    {
      kind: 'prune',
      revision: 3,
    },
  )
  expect(end.versions.map(({ status }) => status)).toEqual([
    'enabled',
    'enabled',
    'scheduled_for_deletion',
    'enabled',
  ])
})

test('a retired key is gone, a let-go one lives without its mark, and no other key changes', () => {
  const versions = [...OTHERS, version(3, 'previous', 'K1'), version(4, 'current', 'K2')]
  const retire = { kind: 'retire', accessKey: 'K1', revision: 3, how: 'delete' } as const
  const deleted = next(versions, retire)
  expect([...deleted.keys.keys()]).toEqual(['K0', 'K2'])
  expect(deleted.versions[2]?.status).toBe('disabled')
  const letGo = next(versions, { ...retire, how: 'let-go' })
  expect([...letGo.keys.values()].map(({ mark }) => mark?.phase)).toEqual(['stored', undefined, 'stored'])
  expect(letGo.versions[2]?.status).toBe('enabled')
  const without = next(versions, { ...retire, revision: undefined })
  expect(without.versions).toEqual(versions)
})

test('a key that is marked stored is, and no other one', () => {
  const step = { kind: 'mark-stored', revision: 3, accessKey: 'K1' } as const
  const observation = observed({
    versions: [version(3, 'pending', 'K1')],
    keys: [key('K0', { mark: 'made' }), key('K1', { mark: 'made' })],
  })
  const end = after(knownOf(observation), step, FACTS).observation
  expect([...end.keys.values()].map(({ mark }) => mark?.phase)).toEqual(['made', 'stored'])
})

test('giving up what somebody goes back from lets automatic rotation rest at the current key', () => {
  const versions = [...OTHERS, version(3, 'current', 'K1'), version(4, 'pending', 'K2')]
  const end = next(versions, { kind: 'give-up', revision: 4, accessKey: 'K2', reason: 'rolled-back' })
  expect(recordAfter(end, 3)).toMatchObject({ stage: 'current', rolledBack: true })
  expect(recordAfter(end, 4)).toMatchObject({ stage: 'abandoned' })
  const other = next(versions, { kind: 'give-up', revision: 4, accessKey: 'K2', reason: 'dead' })
  expect(recordAfter(other, 3)).not.toHaveProperty('rolledBack')
})

describe('what is taken over', () => {
  const versions = [...OTHERS, { ...foreignVersion(3) }]

  test('is the current generation from now on', () => {
    const end = next(versions, { kind: 'take-over', revision: 3, accessKey: 'K1' })
    expect(recordAfter(end, 3)).toEqual({
      stage: 'current',
      accessKey: 'K1',
      since: NOW,
      adopted: true,
      run: 'this run',
      text: '',
      written: new Map(),
    })
  })

  test('may be nothing', () => {
    expect(next(versions, { kind: 'take-over', revision: undefined, accessKey: undefined }).versions).toEqual(
      versions,
    )
  })
})

describe('a key that is gone back to', () => {
  const of = (record: Partial<VersionRecord>): Generation =>
    version(3, 'previous', 'K1', { record }) as Generation

  test('keeps all that its issuer said of it', () => {
    const versions = [version(4, 'current', 'K2')]
    const issued = { issued: ago(9), madeBy: 'an earlier run', expires: ago(-9), text: 'deploys' }
    expect(rolledBackRecord(observed({ versions }), of(issued), FACTS)).toEqual({
      ...issued,
      stage: 'pending',
      accessKey: 'K1',
      since: NOW,
      replaces: 'K2',
      rolledBack: true,
      run: 'this run',
      written: new Map(),
    })
  })

  test('and no more than that', () => {
    const record = rolledBackRecord(observed({}), of({}), FACTS)
    for (const name of ['replaces', 'issued', 'madeBy', 'expires']) expect(record).not.toHaveProperty(name)
  })
})

test('what is recorded of secrets that are no longer declared is forgotten by the next write', () => {
  const span = { from: ago(3), to: ago(3) }
  const record = {
    written: new Map([
      [secretTag('T9', 'KEY'), span],
      [secretTag('T1', 'SCW_ACCESS_KEY'), span],
    ]),
  }
  const end = next([...OTHERS, version(3, 'current', 'K1', { record })], {
    kind: 'repair',
    revision: 3,
    accessKey: 'K1',
    targets: ['T1'],
  })
  expect([...(recordAfter(end, 3)?.written ?? [])]).toEqual([[secretTag('T1', 'SCW_ACCESS_KEY'), span]])
})

test('a rollover of a key that nobody named ends none that is known', () => {
  const made = {
    key: key('K9', { mark: 'none' }),
    version: version(3, 'pending', 'K9', { record: { rolledOver: true } }) as Generation,
  }
  const end = next(OTHERS, { kind: 'make', because: { kind: 'first' } }, { made })
  expect([...end.keys.keys()]).toEqual(['K0', 'K1', 'K2', 'K9'])
})
