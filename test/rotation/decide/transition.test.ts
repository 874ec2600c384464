import { describe, expect, test } from '@jest/globals'
import { applyStep, rolledBackRecord, type StepFacts } from '../../../src/rotation/decide/transition.ts'
import {
  currentGeneration,
  type Generation,
  type Key,
  type Observation,
  type Version,
} from '../../../src/rotation/model/observation.ts'
import { secretTag, type VersionRecord } from '../../../src/rotation/model/record.ts'
import type { Action } from '../../../src/rotation/model/steps.ts'
import { ago, foreignVersion, key, knownOf, NOW, observed, SECRET_ID, version, type Held } from '../build.ts'

// What is known after a step, beside versions and keys that it is not about.

const FACTS: StepFacts = { at: NOW, run: 'this run' }
const OTHERS: readonly Version[] = [foreignVersion(1), version(2, 'previous', 'K0')]

function next(versions: readonly Version[], step: Action, facts: Partial<StepFacts> = {}): Observation {
  const observation = observed({ versions, keys: ['K0', 'K1', 'K2'].map((name) => key(name)) })
  const known = knownOf(observation)
  const { observation: end } = applyStep(known, step, { ...FACTS, ...facts })
  expect(end.versions.slice(0, OTHERS.length)).toEqual(OTHERS)
  return end
}

const recordAfter = ({ versions }: Observation, revision: number): Partial<VersionRecord> | undefined =>
  versions.find((one) => one.revision === revision)?.record

describe('a version that is closed', () => {
  const close = (stage: 'previous' | 'pending' | 'retired', status: 'enabled' | 'disabled') => {
    const end = next([...OTHERS, version(3, stage, 'K1', { days: 5, status })], {
      kind: 'close',
      revision: 3,
      accessKey: 'K1',
      because: 'deleted',
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

  test('stays retired, and can no longer be read', () => {
    expect(close('retired', 'enabled')).toEqual(['disabled', version(3, 'retired', 'K1', { days: 5 }).record])
  })

  test.each(['foreign-key', 'unmarked-key', 'wrong-revision', 'wrong-payload'] as const)(
    'says that it was forged where it contradicts IAM (%s)',
    (because) => {
      const step = { kind: 'close', revision: 3, accessKey: 'K1', because } as const
      const end = next([...OTHERS, version(3, 'pending', 'K1')], step)
      expect(recordAfter(end, 3)).toMatchObject({ stage: 'retired', forged: true })
      expect(
        recordAfter(next([...OTHERS, version(3, 'pending', 'K1')], { ...step, because: 'deleted' }), 3),
      ).not.toHaveProperty('forged')
    },
  )

  test('may be one of nobody: then it is disabled, and gets no record', () => {
    const step = { kind: 'close', revision: 3, accessKey: undefined, because: 'unknown-version' } as const
    const end = next([...OTHERS, foreignVersion(3)], step)
    expect(end.versions[2]).toEqual({ revision: 3, status: 'disabled', record: undefined })
  })
})

test('a version that was deleted meanwhile is not disabled', () => {
  const step = { kind: 'give-up', revision: 3, accessKey: 'K1', reason: 'invalid' } as const
  const end = next([...OTHERS, version(3, 'pending', 'K1', { status: 'deleted' })], step)
  expect(end.versions[2]?.status).toBe('deleted')
  expect(recordAfter(end, 3)).toMatchObject({ stage: 'retired', retired: NOW, run: 'this run' })
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
  const letGo = next(versions, { ...retire, how: 'release' })
  expect([...letGo.keys.values()].map(({ mark }) => mark?.phase)).toEqual(['replaced', undefined, 'stored'])
  expect(letGo.versions[2]?.status).toBe('enabled')
  const others = [...OTHERS, version(4, 'current', 'K2')]
  expect(next(others, { ...retire, revision: undefined }).versions).toEqual(others)
})

describe('a key that is replaced', () => {
  const versions = [version(3, 'current', 'K2')]
  const marks = (how: 'mark' | 'release', keys: readonly Key[]) => {
    const observation = observed({ versions, keys })
    const step = { kind: 'replace', accessKey: 'K1', revision: undefined, how } as const
    const end = applyStep(knownOf(observation), step, { ...FACTS, attempt: 'a9' }).observation
    return ['K1', 'K2'].map((accessKey) => end.keys.get(accessKey)?.mark)
  }
  const K2 = key('K2', { mark: 'stored', published: 3 })

  test('says so since now, and keeps its digest and its publication', () => {
    const K1 = key('K1', { mark: 'stored', published: 2, days: 40 })
    expect(marks('mark', [K1, K2])).toEqual([{ ...K1.mark, phase: 'replaced', at: NOW }, K2.mark])
  })

  test('without a mark gets one', () => {
    const mark = { phase: 'replaced', secretId: SECRET_ID, attempt: 'a9', at: NOW }
    expect(marks('mark', [key('K1', { mark: 'none' }), K2])).toEqual([mark, K2.mark])
  })

  test('with a mark of format 1 has a moment from then on', () => {
    const [mark] = marks('mark', [key('K1', { mark: 'legacy' }), K2])
    expect(mark).toEqual({ phase: 'replaced', secretId: SECRET_ID, attempt: 'a1', at: NOW })
  })

  test('or let go loses its mark', () => {
    expect(marks('release', [key('K1', { mark: 'found' }), K2])).toEqual([undefined, K2.mark])
  })
})

describe('H, from which the grace period of the key before counts', () => {
  const versions = [
    version(1, 'previous', 'K1', { days: 9 }),
    version(2, 'current', 'K2', { days: 9 }),
    version(3, 'pending', 'K3', { days: 0 }),
  ]
  const keys = [
    key('K1', { mark: 'replaced', marked: 9 }),
    key('K2', { mark: 'stored', published: 2, marked: 9 }),
    key('K3', { mark: 'stored', days: 0 }),
  ]
  const names = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']
  const span = { from: NOW, to: NOW }
  const write = (kind: 'publish' | 'repair', held: readonly [Held, Held], ids: readonly string[]) => {
    const accessKey = kind === 'publish' ? 'K3' : 'K2'
    const step = { kind, revision: kind === 'publish' ? 3 : 2, accessKey, targets: ids } as const
    const written = new Map(ids.map((id) => [id, new Map(names.map((name) => [name, span]))]))
    const known = knownOf(observed({ versions, keys, held }))
    return applyStep(known, step, { ...FACTS, written }).observation.keys.get(accessKey)?.mark?.published
  }

  test.each<['publish' | 'repair', string, readonly [Held, Held], Date]>([
    ['publish', 'both held the key before: as it was', [2, 2], ago(9)],
    ['publish', 'one held something else', [2, 'foreign'], NOW],
    ['publish', 'one held an older key', [1, 2], NOW],
    ['publish', 'one held nothing', ['nothing', 2], NOW],
    ['repair', 'one held something else', [2, 'foreign'], NOW],
    ['repair', 'both held the current key: as it was', [2, 2], ago(9)],
  ])('moves with a %s where %s', (kind, _, held, at) => {
    expect(write(kind, held, ['T1', 'T2'])?.at).toEqual(at)
  })

  test('is not moved by a target that was not written', () => {
    expect(write('repair', [2, 'foreign'], ['T1'])?.at).toEqual(ago(9))
  })

  test('is now where nothing was current before', () => {
    const known = knownOf(observed({ versions: [version(3, 'pending', 'K3')], keys: [key('K3')] }))
    const step = { kind: 'promote', revision: 3, accessKey: 'K3' } as const
    expect(applyStep(known, step, FACTS).observation.keys.get('K3')?.mark?.published).toMatchObject({
      revision: 3,
      at: NOW,
    })
  })
})

test('giving up what somebody goes back from pauses automatic rotation at the current key', () => {
  const versions = [...OTHERS, version(3, 'current', 'K1'), version(4, 'pending', 'K2')]
  const end = next(versions, { kind: 'give-up', revision: 4, accessKey: 'K2', reason: 'rolled-back' })
  expect(recordAfter(end, 3)).toMatchObject({ stage: 'current', rolledBack: true, rolledBackAt: NOW })
  expect(recordAfter(end, 4)).toMatchObject({ stage: 'retired' })
  const other = next(versions, { kind: 'give-up', revision: 4, accessKey: 'K2', reason: 'invalid' })
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

  test('has a mark that says found, and no digest', () => {
    const observation = observed({ versions, keys: [key('K1', { mark: 'none' })] })
    const step = { kind: 'take-over', revision: 3, accessKey: 'K1' } as const
    const end = applyStep(knownOf(observation), step, { ...FACTS, attempt: 'a9' }).observation
    expect(end.keys.get('K1')?.mark).toEqual({
      phase: 'found',
      secretId: SECRET_ID,
      attempt: 'a9',
      at: NOW,
    })
    expect(currentGeneration(end)?.revision).toBe(3)
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
    const observation = observed({ versions, keys: [key('K2')] })
    expect(rolledBackRecord(observation, of(issued), FACTS)).toEqual({
      ...issued,
      stage: 'pending',
      accessKey: 'K1',
      since: NOW,
      replaces: 'K2',
      rolledBack: true,
      rolledBackAt: NOW,
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
  const issued = {
    key: key('K9', { mark: 'none' }),
    version: version(3, 'pending', 'K9', { record: { rolledOver: true } }) as Generation,
  }
  const end = next(OTHERS, { kind: 'issue', because: { kind: 'first' } }, { issued })
  expect([...end.keys.keys()]).toEqual(['K0', 'K1', 'K2', 'K9'])
})
