import { describe, expect, test } from '@jest/globals'
import type { RotationEvent } from '../../src/rotation/events.ts'
import type { Policy } from '../../src/rotation/policy.ts'
import type { IssuerLimits, ListingIssuer, Problem } from '../../src/rotation/ports.ts'
import { preflight } from '../../src/rotation/preflight.ts'
import type { Step } from '../../src/rotation/steps.ts'
import { freshMemory, key, NOW, observed, version } from './build.ts'
import { days, policyOf } from './model/model.ts'
import { listing, SILENT, smallWorld, type Parts } from './small-world.ts'

const MAKE: Step = { kind: 'make', because: { kind: 'old', accessKey: 'K1', createdAt: NOW } }
const HOUR = 3600_000

/** An issuer that says only what it allows. */
function allowing(limits: Partial<IssuerLimits>): ListingIssuer {
  return listing({
    limits: () =>
      Promise.resolve({
        maxLifetimeMs: { known: true, value: undefined },
        keysLeft: { known: true, value: 10 },
        ...limits,
      }),
  })
}

/** What stands in the way of making a key now, and what the run is told. */
async function before(
  issuer: Parts['issuer'],
  policy: Partial<Policy> = {},
  steps: readonly Step[] = [MAKE],
  parts: Parts = {},
): Promise<{ problems: readonly Problem[]; events: readonly RotationEvent[] }> {
  const { world, events } = smallWorld({
    ...parts,
    ...(issuer && { issuer }),
    targets: { prepare: () => Promise.resolve([]), ...parts.targets },
  })
  const kind = world.issuer.kind
  const observation = observed({
    issuer: kind,
    versions: [version(1, 'current', 'K1')],
    keys: [key('K1', { days: 40, mark: kind === 'blind' ? 'none' : 'stored' })],
  })
  const known = { observation, memory: freshMemory(observation) }
  return { problems: await preflight(world, policyOf(policy), known, steps), events }
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
      },
    ])
  })

  test('one that ends in time is not, and one that ends later is', async () => {
    const expiry = { kind: 'after', span: days(30) } as const
    expect((await before(atMost(30 * 24 * HOUR), { expiry })).problems).toEqual([])
    const { problems } = await before(atMost(30 * 24 * HOUR - 1), { expiry })
    expect(problems.map(({ about }) => about)).toEqual(['expiry'])
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
    [
      'none, but an unfinished one is deleted before',
      0,
      [{ kind: 'discard', accessKey: 'K9', revisions: [] }, MAKE],
      true,
    ],
    ['none, and one is let go: it lives on', 0, [{ ...ENDS, how: 'let-go' }, MAKE], false],
  ])('%s', async (_, value, steps, fits) => {
    const { problems } = await before(left(value), {}, steps)
    expect(problems.map(({ about }) => about)).toEqual(fits ? [] : ['quota'])
  })

  test('a number that nobody may read is said, and is no problem', async () => {
    const { problems, events } = await before(allowing({ keysLeft: { known: false, why: 'not allowed' } }))
    expect(problems).toEqual([])
    expect(events).toContainEqual({ kind: 'unchecked', what: 'the quota of API keys', why: 'not allowed' })
  })
})

test('a recovery key that nothing can be sealed to is refused', async () => {
  const seal = () => Promise.reject(new Error('a point of low order'))
  const { problems } = await before(SILENT, {}, [MAKE], { seal })
  expect(problems).toMatchObject([
    { about: 'recovery-public-key', problem: 'nothing can be sealed to it (a point of low order)' },
  ])
})
