import { describe, expect, test } from '@jest/globals'
import type { Prefetched } from '../../../src/rotation/observe/prefetch.ts'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import type {
  IssuerLimits,
  ListingIssuer,
  Problem,
  SecretInWrongLocation,
  VersionStatus,
} from '../../../src/rotation/model/ports.ts'
import { preflight } from '../../../src/rotation/run/preflight.ts'
import { NOTHING_TO_ROLL_OVER } from '../../../src/rotation/issue/roll-over.ts'
import type { Step } from '../../../src/rotation/model/steps.ts'
import { key, knownOf, NOW, observed, version, type State } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import {
  listing,
  UNLIMITED,
  SILENT,
  testContext,
  TAG,
  type Parts,
  prepared as preparedFor,
} from '../fixture.ts'

const MAKE: Step = { kind: 'issue', because: { kind: 'old', accessKey: 'K1', createdAt: NOW } }
const HOUR = 3600_000

/** An issuer that says only what it allows. */
function allowing(limits: Partial<IssuerLimits>): ListingIssuer {
  return listing({ limits: () => Promise.resolve({ ...UNLIMITED, ...limits }) })
}

interface Case extends Pick<State, 'versions' | 'keys' | 'noSecret'> {
  readonly policy?: Partial<Policy>
  readonly steps?: readonly Step[]
  readonly ahead?: Prefetched
  readonly parts?: Parts
}

/** What stands in the way of making a key now (or of other steps), what the run is told, and what was prepared. */
async function before(
  issuer: Parts['issuer'],
  { policy = {}, steps = [MAKE], ahead, parts = {}, ...state }: Case = {},
): Promise<{
  readonly problems: readonly Problem[]
  readonly events: readonly RotationEvent[]
  readonly prepared: readonly (readonly string[])[]
}> {
  const prepared: (readonly string[])[] = []
  const { context, events } = testContext({
    ...parts,
    ...(issuer && { issuer }),
    targets: {
      prepare: (ids) => {
        prepared.push(ids)
        return Promise.resolve(preparedFor(ids))
      },
      ...parts.targets,
    },
  })
  const kind = context.issuer.kind
  const observation = observed({
    issuer: kind,
    versions: [version(1, 'current', 'K1')],
    keys: [key('K1', { days: 40, mark: kind === 'blind' ? 'none' : 'stored' })],
    ...state,
  })
  const known = knownOf(observation)
  return { problems: await preflight(context, policyOf(policy), known, steps, ahead), events, prepared }
}

describe('how long the organization lets keys live', () => {
  const atMost = (value: number) => allowing({ maxLifetimeMs: { known: true, value } })

  test.each([
    [24 * HOUR, '1d'],
    [36 * HOUR, '129600s'],
    [90_500, '90s'],
  ])('a key without an end is refused, in words of the same length (%d ms)', async (limit, words) => {
    const { problems } = await before(atMost(limit))
    expect(problems).toMatchObject([
      {
        about: 'expiry',
        problem: `the organization allows no API key without an expiry (at most ${words})`,
        remedy: `Set expiry to at most ${words}, for example 30d`,
        knownCause: 'scaleway-maximum-api-key-lifetime',
      },
    ])
  })

  test('one that ends in time is not, and one that ends later is', async () => {
    const expiry = { kind: 'after', span: days(30) } as const
    expect((await before(atMost(30 * 24 * HOUR), { policy: { expiry } })).problems).toEqual([])
    const { problems } = await before(atMost(30 * 24 * HOUR - 1), { policy: { expiry } })
    expect(problems).toMatchObject([{ about: 'expiry', knownCause: 'scaleway-maximum-api-key-lifetime' }])
    expect(problems[0]?.problem).toContain('longer than the organization allows (at most 2591999s)')
  })

  test('0 is no limit, and a limit that nobody may read is said', async () => {
    expect((await before(atMost(0))).problems).toEqual([])
    const { problems, events } = await before(
      allowing({ maxLifetimeMs: { known: false, why: 'not allowed' } }),
    )
    expect(problems).toEqual([])
    expect(events).toContainEqual({
      kind: 'unchecked',
      what: "the organization's maximum API key lifetime",
      why: 'not allowed',
    })
  })
})

describe('how many keys the organization may have', () => {
  const left = (value: number) => allowing({ keysLeft: { known: true, value } })
  const ENDS: Step = { kind: 'retire', accessKey: 'K0', revision: 1, how: 'delete' }

  test.each<[string, number, readonly Step[], boolean]>([
    ['one more', 1, [MAKE], true],
    ['none', 0, [MAKE], false],
    ['none, but one ends before', 0, [ENDS, MAKE], true],
    ['none, but an unfinished one is deleted before', 0, [{ kind: 'discard', accessKey: 'K9' }, MAKE], true],
    ['none, and one is let go: it lives on', 0, [{ ...ENDS, how: 'release' }, MAKE], false],
  ])('%s', async (_, value, steps, fits) => {
    const { problems } = await before(left(value), { steps })
    const full = { about: 'quota', knownCause: 'scaleway-api-key-quota-full' }
    expect(problems).toMatchObject(fits ? [] : [full])
  })

  test('a number that nobody may read is said, and is no problem', async () => {
    const { problems, events } = await before(allowing({ keysLeft: { known: false, why: 'not allowed' } }))
    expect(problems).toEqual([])
    expect(events).toContainEqual({ kind: 'unchecked', what: 'the quota of API keys', why: 'not allowed' })
  })
})

test('a recovery key that nothing can be sealed to is refused', async () => {
  const seal = () => Promise.reject(new Error('a point of low order'))
  const { problems } = await before(SILENT, { parts: { seal } })
  expect(problems).toMatchObject([
    { about: 'recovery-public-key', problem: 'nothing can be sealed to it (a point of low order)' },
  ])
})

test('one that can be sealed to is no problem, and neither is none', async () => {
  expect((await before(SILENT, { parts: { seal: () => Promise.resolve('sealed') } })).problems).toEqual([])
  expect((await before(SILENT)).problems).toEqual([])
})

describe('a key that lives as long as the replaced one did', () => {
  /** K1 was made 40 days ago, to live for so many. */
  const living = (lifetime: number, policy: Partial<Policy>): Case => ({
    keys: [key('K1', { days: 40, expires: lifetime - 40 })],
    policy: { expiry: { kind: 'inherit' }, maxAge: days(30), grace: days(7), ...policy },
  })

  test.each<[string, number, Partial<Policy>, boolean]>([
    ['to the end of the grace period after it', 37, {}, true],
    ['a moment less', 37 - 1 / 86_400_000, {}, false],
    ['less, and nobody replaces it for its age', 1, { maxAge: undefined }, true],
    ['less, and it is told its own lifetime', 1, { expiry: { kind: 'after', span: days(1) } }, true],
  ])('%s', async (_, lifetime, policy, fits) => {
    const { problems } = await before(allowing({}), living(lifetime, policy))
    expect(problems.map(({ about }) => about)).toEqual(fits ? [] : ['expiry'])
    if (!fits)
      expect(problems[0]?.problem).toMatch(
        /^the new key would live as long as the replaced one did, until 2030-07-22T11:59:59.999Z, which is shorter than max-age \(30d\) plus grace-period \(7d\)$/,
      )
  })

  test('where the replaced one never ends, the new one does not either', async () => {
    const { problems } = await before(allowing({}), {
      policy: { expiry: { kind: 'inherit' }, maxAge: days(30), grace: days(7) },
    })
    expect(problems).toEqual([])
  })
})

describe('clocks that are apart', () => {
  const at = (minutes: number) => ({
    targets: { now: () => new Date(NOW.getTime() + minutes * 60_000) },
  })

  test.each([
    ['an hour ahead', 60, true],
    ['an hour behind', -60, true],
    ['more than that ahead', 61, false],
    ['more than that behind', -61, false],
  ])('%s', async (_, minutes, fits) => {
    const { problems } = await before(SILENT, { parts: at(minutes) })
    expect(problems.map(({ about, knownCause }) => [about, knownCause])).toEqual(
      fits ? [] : [['clock', 'clock-off']],
    )
  })

  test('both times are told', async () => {
    const { problems } = await before(SILENT, { parts: at(90) })
    expect(problems[0]?.problem).toBe(
      'the answers of Scaleway are dated 2030-06-15T12:00:00.000Z, and those of GitHub 2030-06-15T13:30:00.000Z',
    )
  })
})

const PUBLISH: Step = { kind: 'publish', accessKey: 'K2', revision: 2, targets: ['T1'] }
const REPAIR: Step = { kind: 'repair', accessKey: 'K1', revision: 1, targets: ['T2'] }

describe('the room for a version', () => {
  const RESTORE: Step = { kind: 'roll-back', accessKey: 'K1', revision: 1 }
  const PRUNE: Step = { kind: 'prune', revision: 1 }
  /** So many versions of each status, the current one among the enabled. */
  const there = (counts: Partial<Record<VersionStatus, number>>): Pick<Case, 'versions'> => {
    const statuses = (['enabled', 'disabled', 'scheduled_for_deletion', 'deleted'] as const).flatMap(
      (status) => Array.from({ length: counts[status] ?? 0 }, () => status),
    )
    return {
      versions: statuses
        .map((status, index) => version(index + 2, 'retired', `R${index}`, { status }))
        .concat(version(1, 'current', 'K1')),
    }
  }
  const full = {
    about: 'secret-name',
    problem:
      'the secret has 20 versions of at most 20, and none of them is of a dead key that this action made',
    knownCause: 'scaleway-twenty-versions',
  }

  test.each<[string, Case, boolean]>([
    ['one is left', there({ enabled: 10, disabled: 8 }), true],
    ['none is left', there({ enabled: 10, disabled: 9 }), false],
    ['none is left for a rollback either', { ...there({ enabled: 19 }), steps: [RESTORE] }, false],
    ['nor for one with steps after it', { ...there({ enabled: 19 }), steps: [RESTORE, REPAIR] }, false],
    ['what makes no version needs none', { ...there({ enabled: 19 }), steps: [PRUNE] }, true],
    ['what is deleted needs none', there({ enabled: 18, deleted: 5 }), true],
  ])('%s', async (_, given, fits) => {
    const { problems, events } = await before(allowing({}), given)
    expect(problems).toMatchObject(fits ? [] : [full])
    expect(events.filter(({ kind }) => kind === 'unchecked')).toEqual([])
  })

  test.each<[string, Case, boolean]>([
    ['as many as would fill it', there({ enabled: 17, scheduled_for_deletion: 2 }), true],
    ['one less', there({ enabled: 17, scheduled_for_deletion: 1 }), false],
    ['one that this run deletes before', { ...there({ enabled: 19 }), steps: [PRUNE, MAKE] }, true],
  ])('versions that are being deleted may count, which is said: %s', async (_, given, said) => {
    const { problems, events } = await before(allowing({}), given)
    expect(problems).toEqual([])
    const why =
      'with those that are being deleted, or will be by this run, the secret has 20 versions of at most 20, ' +
      'and whether they count is nowhere said'
    expect(events.filter(({ kind }) => kind === 'unchecked')).toEqual(
      said ? [{ kind: 'unchecked', what: 'the room left in the secret', why }] : [],
    )
  })
})

describe('a secret of this name in another place', () => {
  const found = (...tags: readonly string[]): SecretInWrongLocation => ({
    differs: 'region',
    where: 'the region nl-ams',
    value: 'nl-ams',
    tags,
  })
  const beside = (...others: readonly SecretInWrongLocation[]): Parts => ({
    store: { wrongLocations: () => Promise.resolve(others) },
  })
  const policy = { replacesAccessKey: 'K1' }
  const start: Case = { noSecret: true, versions: [], keys: [key('K1', { mark: 'none' })], policy }

  test('of this rotation: nothing is begun anew', async () => {
    const parts = beside(found('team:web'), found('team:web', TAG))
    const { problems, events } = await before(allowing({}), { ...start, parts })
    expect(problems).toMatchObject([
      {
        about: 'scw-region',
        remedy: 'Set scw-region to nl-ams; or name another secret (secret-name) where a new one is meant',
      },
    ])
    expect(events).toEqual([])
  })

  test('of somebody else: it is told, and is no problem', async () => {
    const { problems, events } = await before(allowing({}), { ...start, parts: beside(found('team:web')) })
    expect(problems).toEqual([])
    expect(events).toEqual([
      {
        kind: 'advice',
        text: 'There is no secret of this name here, so this run begins with a new one; the region nl-ams has one of the same name and path, which is left alone.',
      },
    ])
  })

  test('none: nothing is told', async () => {
    const { problems, events } = await before(allowing({}), { ...start, parts: beside() })
    expect([problems, events]).toEqual([[], []])
  })

  test('nobody looks where there is a secret here', async () => {
    const wrongLocations = () => Promise.reject(new Error('nobody should have looked'))
    expect((await before(allowing({}), { parts: { store: { wrongLocations } } })).problems).toEqual([])
  })
})

describe('the targets that are prepared', () => {
  const REFUSAL: Problem = { about: 'github-token', problem: 'asked before', remedy: 'Give a good one' }
  const asked = (...ids: readonly string[]): Prefetched => ({
    ids: new Set(ids),
    prepared: Promise.resolve(preparedFor([], [REFUSAL])),
    limits: Promise.resolve({
      maxLifetimeMs: { known: false, why: 'asked before' },
      keysLeft: { known: true, value: 1 },
    }),
  })

  test.each<[string, readonly Step[], readonly string[]]>([
    ['those that are published to', [MAKE, PUBLISH], ['T1']],
    ['those that are repaired', [REPAIR], ['T2']],
    ['both', [REPAIR, PUBLISH, PUBLISH], ['T2', 'T1']],
    ['none where none is written', [MAKE], []],
  ])('%s', async (_, steps, ids) => {
    const { prepared } = await before(allowing({}), { steps })
    expect(prepared).toEqual([ids])
  })

  test('none again where they were prepared before it was certain', async () => {
    const steps = [MAKE, PUBLISH, REPAIR]
    const { prepared, problems } = await before(allowing({}), { steps, ahead: asked('T1', 'T2') })
    expect(prepared).toEqual([])
    expect(problems).toEqual([REFUSAL])
  })

  test.each([
    ['more', ['T1', 'T2']],
    ['less', []],
    ['others', ['T2']],
  ])('all of them where %s were prepared before', async (_, ids) => {
    const { prepared, problems } = await before(allowing({}), {
      steps: [MAKE, PUBLISH],
      ahead: asked(...ids),
    })
    expect(prepared).toEqual([['T1']])
    expect(problems).toEqual([])
  })

  test('all of them where only some are the same', async () => {
    const { prepared } = await before(allowing({}), { steps: [PUBLISH, REPAIR], ahead: asked('T1', 'T3') })
    expect(prepared).toEqual([['T1', 'T2']])
  })

  test('limits that were asked for before are not asked for again', async () => {
    const { events } = await before(listing({}), { ahead: asked() })
    expect(events).toContainEqual({
      kind: 'unchecked',
      what: "the organization's maximum API key lifetime",
      why: 'asked before',
    })
  })
})

describe('what a keys API needs for a rollover', () => {
  const rollover: Case = { policy: { command: 'rollover' }, versions: [], keys: [] }

  test('a key that can be rolled over', async () => {
    const { problems } = await before(SILENT, rollover)
    expect(problems.map(({ about }) => about)).toEqual([NOTHING_TO_ROLL_OVER.about])
  })

  test('the one that it is told of will do', async () => {
    expect((await before({ ...SILENT, first: { id: 'key-1' } }, rollover)).problems).toEqual([])
  })

  test('and for any new key what it says itself', async () => {
    const refusal: Problem = {
      about: 'keys-api-token',
      problem: `at ${NOW.toISOString()}`,
      remedy: 'none',
    }
    const issuer = {
      ...SILENT,
      problems: (at: Date) => [{ ...refusal, problem: `at ${at.toISOString()}` }],
    }
    expect((await before(issuer)).problems).toEqual([refusal])
    expect((await before(issuer, { steps: [] })).problems).toEqual([])
  })
})
