import { describe, expect, test } from '@jest/globals'
import type { FirstAnswers } from '../../../src/rotation/observe/prefetch.ts'
import type { Key, Version } from '../../../src/rotation/model/observation.ts'
import { rereadVersions, observe } from '../../../src/rotation/observe/observe.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import {
  RunProblems,
  type IssuedKey,
  type Problem,
  type StoredSecret,
  type StoredVersion,
  type Targets,
} from '../../../src/rotation/model/ports.ts'
import { tableDigest } from '../../../src/rotation/model/record.ts'
import { foreignVersion, key, NOW, observed, SECRET_ID, version } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { described, listed, listing, testContext, TAG } from '../fixture.ts'

// What is read before anything is decided, answer by answer.

const { targets: STATES } = observed({})
/** A key whose description says nothing of a rotation. */
const unmarked = (accessKey: string): Key => key(accessKey, { mark: 'none' })

/** A version as a newer release of the action would describe it. */
function ofNewerFormat(one: Version): readonly StoredVersion[] {
  return listed([one]).map(({ description, ...rest }) => {
    const newer = description.replace('"key-rotation":2', '"key-rotation":3')
    expect(newer).not.toBe(description)
    return { ...rest, description: newer }
  })
}

interface Script {
  readonly secret?: Partial<StoredSecret> | 'none' | Error
  readonly versions?: readonly StoredVersion[] | Error
  /** The keys that the issuer lists. */
  readonly keys?: readonly IssuedKey[] | Error
  /** What it answers who asks for a key by its name, time after time. */
  readonly named?: Readonly<Record<string, readonly ('there' | 'gone' | 'foreign' | 'hidden')[]>>
  readonly places?: Partial<Awaited<ReturnType<Targets['observe']>>> | Error
  readonly policy?: Partial<Policy>
  /** Keeps what is told before the versions are read. */
  readonly looks?: FirstAnswers[]
}

const given = <T>(answer: T | Error): Promise<T> =>
  answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)

/** Observes a context with these answers. @returns what is known then, and what was seen on the way to it */
async function look({
  secret = {},
  versions = [],
  keys = [],
  named = {},
  places = {},
  policy,
  looks = [],
}: Script) {
  const left = new Map(Object.entries(named).map(([accessKey, answers]) => [accessKey, [...answers]]))
  const asked: string[] = []
  const { context } = testContext({
    issuer: listing({
      keys: () => given(keys),
      key: (accessKey) => {
        asked.push(accessKey)
        const answer = left.get(accessKey)?.shift()
        if (answer === undefined) return Promise.reject(new Error(`${accessKey} was asked for too often`))
        if (answer === 'foreign' || answer === 'hidden') return Promise.resolve({ kind: answer })
        const there = { kind: 'own', key: unmarked(accessKey) } as const
        return Promise.resolve(answer === 'there' ? there : { kind: 'none' })
      },
    }),
    store: {
      find: () => {
        if (secret instanceof Error) return Promise.reject(secret)
        const found = secret === 'none' ? undefined : { id: SECRET_ID, tags: [TAG], locked: false, ...secret }
        return Promise.resolve(found)
      },
      versions: () => given(versions),
    },
    targets: {
      observe: () => given(places instanceof Error ? places : { states: STATES, problems: [], ...places }),
    },
  })
  const observation = await observe(context, policyOf(policy), (seen) => looks.push(seen))
  const waited = context.clock.now().getTime() - NOW.getTime()
  return { observation, asked, looks, waited }
}

/** The problems that keep a rotation from being safe. */
async function problemsOf(script: Script): Promise<readonly Problem[]> {
  try {
    await look(script)
  } catch (error) {
    if (error instanceof RunProblems) return error.problems
    throw error
  }
  throw new Error('nothing is wrong with it')
}

const problem = (about: string): Problem => ({ about, problem: 'it cannot be read', remedy: 'Mend it' })
const refusal = (about: string): RunProblems => new RunProblems([problem(about)])

describe('what is read', () => {
  test('versions are put in order, and those that are not ours have no record', async () => {
    const versions = [version(3, 'current', 'K3'), foreignVersion(1), version(2, 'previous', 'K2')]
    const { observation } = await look({ versions: listed(versions), keys: [unmarked('K2'), unmarked('K3')] })
    expect(observation.versions.map(({ revision, record }) => [revision, record?.accessKey])).toEqual([
      [1, undefined],
      [2, 'K2'],
      [3, 'K3'],
    ])
  })

  test('nobody asks for the versions of a secret that is not there', async () => {
    const { observation, looks } = await look({
      secret: 'none',
      versions: new Error('asked'),
      keys: [unmarked('K1')],
    })
    expect(observation).toMatchObject({ secretId: undefined, versions: [], takeOver: undefined })
    expect(looks).toEqual([{ at: NOW, secretId: undefined, keys: [unmarked('K1')], targets: STATES }])
  })

  test('what was known of targets before counts as of then', async () => {
    expect((await look({})).observation.targetsReadAt).toEqual(NOW)
    const { observation } = await look({ places: { ageMs: 90_000 } })
    expect(observation.targetsReadAt).toEqual(new Date(NOW.getTime() - 90_000))
    expect(observation.at).toEqual(NOW)
  })

  test('what is known before the versions are is told once, and before', async () => {
    const looks: FirstAnswers[] = []
    const script = { keys: [unmarked('K1')], versions: new TypeError('they cannot be read'), looks }
    await expect(look(script)).rejects.toThrow('they cannot be read')
    expect(looks).toEqual([{ at: NOW, secretId: SECRET_ID, keys: [unmarked('K1')], targets: STATES }])
  })
})

describe('keys that a version names and the list does not show', () => {
  test.each<[string, Version, readonly string[]]>([
    ['the current one', version(1, 'current', 'K1'), ['K1']],
    ['one that is pending', version(1, 'pending', 'K1'), ['K1']],
    ['one that was replaced', version(1, 'previous', 'K1'), ['K1']],
    ['one whose version a person has disabled', version(1, 'previous', 'K1', { status: 'disabled' }), ['K1']],
    ['not one that was given up or retired', version(1, 'retired', 'K1'), []],
    ['not one of those that is disabled', version(1, 'retired', 'K1', { status: 'disabled' }), []],
    ['not one of a version that is gone', version(1, 'previous', 'K1', { status: 'deleted' }), []],
    ['not what is none of ours', foreignVersion(1), []],
  ])('%s is asked for by name', async (_, one, names) => {
    const { observation, asked, waited } = await look({ versions: listed([one]), named: { K1: ['there'] } })
    expect(asked).toEqual(names)
    expect([...observation.keys.keys()]).toEqual(names)
    expect(waited).toBe(0)
  })

  test('it is there once it was seen once, and gone where it was missed twice', async () => {
    const versions = [version(1, 'previous', 'K1'), version(2, 'current', 'K2'), version(3, 'pending', 'K2')]
    const named = { K1: ['gone', 'there'], K2: ['gone', 'gone'] } as const
    const { observation, asked, waited } = await look({ versions: listed(versions), named })
    expect(asked.sort()).toEqual(['K1', 'K1', 'K2', 'K2'])
    expect([...observation.keys.values()]).toEqual([unmarked('K1')])
    expect(waited).toBeGreaterThanOrEqual(1000)
  })

  const foreignOf = async (answer: 'foreign' | 'hidden', ageMs: number | undefined) => {
    const stored = listed([version(1, 'current', 'K1')]).map((one) => ({
      ...one,
      createdAt: ageMs === undefined ? undefined : new Date(NOW.getTime() - ageMs),
    }))
    const { observation, asked, waited } = await look({ versions: stored, named: { K1: [answer] } })
    expect([asked, waited, observation.keys.size]).toEqual([['K1'], 0, 0])
    return [...observation.foreign]
  }

  test('one of another bearer is known to be that, and is asked for once', async () => {
    expect(await foreignOf('foreign', 0)).toEqual(['K1'])
  })

  test.each<[string, number | undefined, readonly string[]]>([
    ['longer than a run lasts: it is another bearer’s', 31 * 60_000, ['K1']],
    ['a moment ago: it may be too new to be read', 29 * 60_000, []],
    ['at an unknown time', undefined, []],
  ])('one that may not be read was named %s', async (_, ageMs, foreign) => {
    expect(await foreignOf('hidden', ageMs)).toEqual(foreign)
  })

  test('one that is listed is not asked for', async () => {
    const { asked } = await look({ versions: listed([version(1, 'current', 'K1')]), keys: [unmarked('K1')] })
    expect(asked).toEqual([])
  })
})

describe('the table of writes in a record is trusted where the mark of its key has its digest (rule 8)', () => {
  const one = version(3, 'current', 'K1')
  const [stored] = listed([one])
  const digest = tableDigest(stored?.description ?? '') ?? ''
  const marked = (revision: number, table: string, secretId = SECRET_ID): Key => {
    const { mark } = key('K1', { mark: 'stored', published: revision, secretId })
    const published = mark?.published && { ...mark.published, table }
    const own = mark && published && { ...mark, published }
    return described({ ...key('K1'), mark: own })
  }

  test.each<[string, readonly Key[], boolean]>([
    ['it has', [marked(3, digest)], true],
    ['it has another one', [marked(3, 'DigestDigest')], false],
    ['it has it for another revision', [marked(2, digest)], false],
    ['it is a mark for another secret', [marked(3, digest, '99999999-2222-4333-8444-555555555555')], false],
    ['the key was never published', [described(key('K1', { mark: 'stored' }))], false],
    ['the key has a mark of format 1', [described(key('K1', { mark: 'legacy' }))], false],
    ['the key has no mark', [unmarked('K1')], false],
  ])('%s', async (_, keys, trusted) => {
    const { observation } = await look({ versions: listed([one]), keys })
    expect(observation.versions[0]?.record?.written).toEqual(trusted ? one.record?.written : new Map())
  })
})

describe('everything that keeps a rotation from being safe is said at once', () => {
  test('what cannot be read', async () => {
    const script = {
      secret: refusal('the secret'),
      keys: refusal('the keys'),
      places: refusal('the targets'),
    }
    expect(await problemsOf(script)).toEqual([
      problem('the secret'),
      problem('the keys'),
      problem('the targets'),
    ])
  })

  test('targets that are not as they should be, beside the rest', async () => {
    const places = { problems: [problem('T1'), problem('T2')] }
    expect(await problemsOf({ secret: { locked: true }, places })).toMatchObject([
      problem('T1'),
      problem('T2'),
      { about: 'secret-name', knownCause: 'scaleway-secret-locked' },
    ])
  })

  test('versions that cannot be read', async () => {
    expect(await problemsOf({ versions: refusal('the versions') })).toEqual([problem('the versions')])
  })

  test('a record that a newer release has written', async () => {
    const newer = ofNewerFormat(version(7, 'current', 'K1'))
    expect(await problemsOf({ versions: newer })).toEqual([
      {
        about: 'version 7 of the secret',
        problem: 'its record has format 3, which is newer than this action knows',
        remedy: 'Use the newer release of the action that wrote it',
      },
    ])
  })

  test.each([
    [['team:web'], `the secret ${SECRET_ID} exists already and was not made by this action`],
    [
      ['team:web', 'key-rotation:other'],
      `the secret ${SECRET_ID} belongs to another rotator (tag key-rotation:other)`,
    ],
  ])('a secret that is not ours (%j), unless it is taken over', async (tags, words) => {
    expect(await problemsOf({ secret: { tags } })).toMatchObject([
      { about: 'secret-name', problem: words, knownCause: 'scaleway-secret-of-another-rotation' },
    ])
    const { observation } = await look({ secret: { tags }, policy: { takeOver: true } })
    expect(observation.takeOver).toMatchObject({ otherTags: ['team:web'] })
  })

  test.each(['secret', 'keys', 'places', 'versions'] as const)(
    'what nobody foresaw is thrown as it is (%s)',
    async (what) => {
      await expect(look({ [what]: new TypeError('not foreseen') })).rejects.toThrow(
        new TypeError('not foreseen'),
      )
    },
  )

  test('nothing is asked ahead of a run that cannot begin', async () => {
    const looks: FirstAnswers[] = []
    await expect(look({ secret: { tags: [] }, looks })).rejects.toThrow(RunProblems)
    expect(looks).toEqual([])
  })
})

describe('what is read again after something was written', () => {
  const again = (secret: StoredSecret | undefined, versions: readonly StoredVersion[]) =>
    rereadVersions(
      testContext({
        store: { find: () => Promise.resolve(secret), versions: () => Promise.resolve(versions) },
      }).context,
      SECRET_ID,
    )
  const own = { id: SECRET_ID, tags: ['team:web', TAG], locked: false }

  test('the versions', async () => {
    const stored = listed([version(2, 'current', 'K2'), version(1, 'previous', 'K1')])
    expect((await again(own, stored)).map(({ revision }) => revision)).toEqual([1, 2])
  })

  test.each<[string, StoredSecret | undefined]>([
    ['another secret stands there', { ...own, id: 'another' }],
    ['another rotator has it', { ...own, tags: ['key-rotation:other'] }],
    ['it is gone', undefined],
  ])('nothing more is done where %s', async (_, secret) => {
    await expect(again(secret, [])).rejects.toThrow('taken over by another rotator during this run')
  })

  test('nor where a newer release has written to it', async () => {
    const stored = ofNewerFormat(version(1, 'current', 'K1'))
    await expect(again(own, stored)).rejects.toThrow(RunProblems)
  })
})
