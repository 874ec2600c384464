import { describe, expect, test } from '@jest/globals'
import { isExpiring, whetherDue } from '../../../src/rotation/decide/due.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { ago, freshMemory, key, observed, version, type KeyOptions, type State } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

/** One current generation whose key is as described. */
function withKey(options: KeyOptions): State {
  return { versions: [version(1, 'current', 'K1')], keys: [key('K1', options)] }
}

/** The same, where somebody went back to that key. */
function backTo(options: KeyOptions, daysAgo = 1): State {
  const record = { rolledBack: true, rolledBackAt: ago(daysAgo) } as const
  return { ...withKey(options), versions: [version(1, 'current', 'K1', { record })] }
}

interface Row {
  readonly state: State
  readonly policy?: Partial<Policy>
  readonly memory?: Partial<RunMemory>
}

function due({ state, policy, memory }: Row): string {
  const observation = observed(state)
  const found = whetherDue(observation, policyOf(policy), freshMemory(observation, memory))
  return found.due ? found.because.kind : 'not due'
}

const ROLLOVER = { command: 'rollover' } as const
const NO_MAX_AGE = { maxAge: undefined }

describe('when a key is due', () => {
  test.each<[string, Row, string]>([
    ['a young key', { state: withKey({ days: 29.9 }) }, 'not due'],
    ['a key of max-age to the moment', { state: withKey({ days: 30 }) }, 'old'],
    ['force', { state: withKey({ days: 1 }), policy: { force: true } }, 'forced'],
    [
      'force, after this run promoted one',
      { state: withKey({ days: 1 }), policy: { force: true }, memory: { promoted: true } },
      'not due',
    ],
    [
      'force, after this run made one',
      { state: withKey({ days: 1 }), policy: { force: true }, memory: { issued: 'K2' } },
      'not due',
    ],
    [
      'force, after the issuer gave no key',
      {
        state: withKey({}),
        policy: { force: true },
        memory: { halted: { kind: 'not-yet', accessKey: 'K1', until: undefined, forced: true } },
      },
      'not due',
    ],
    ['a key gone back to, however old', { state: backTo({ days: 400 }) }, 'not due'],
    ['until max-age has passed since then', { state: backTo({ days: 400 }, 30) }, 'old'],
    [
      'a key gone back to, without max-age, for 30 days',
      { state: backTo({ days: 400 }, 29.9), policy: NO_MAX_AGE },
      'not due',
    ],
    ['and then again', { state: backTo({ days: 400 }, 30), policy: NO_MAX_AGE }, 'every-run'],
    ['a key gone back to, in its last days', { state: backTo({ days: 400, expires: 3 }) }, 'expiring'],
    ['a key gone back to that is dead', { state: { ...backTo({}), keys: [] } }, 'deleted'],
    ['a key that was found', { state: withKey({ mark: 'found' }) }, 'found'],
    ['a key of format 1 that every target holds', { state: withKey({ mark: 'legacy' }) }, 'not due'],
    [
      'a key of format 1 that a target needs',
      { state: { ...withKey({ mark: 'legacy' }), held: [1, 'nothing'] } },
      'unpublishable',
    ],
    [
      'the same where the quota is nearly full',
      {
        state: { ...withKey({ mark: 'legacy' }), held: [1, 'nothing'] },
        memory: { migrationPostponed: true },
      },
      'not due',
    ],
    ['a date of a freeze', { state: withKey({ days: 400 }), policy: { pauseUntil: ago(-1) } }, 'not due'],
    ['a freeze that is over', { state: withKey({ days: 400 }), policy: { pauseUntil: ago(0) } }, 'old'],
    [
      'a freeze, and a key that expires',
      { state: withKey({ days: 400, expires: 3 }), policy: { pauseUntil: ago(-1) } },
      'expiring',
    ],
    [
      'a freeze, and force',
      { state: withKey({ days: 1 }), policy: { pauseUntil: ago(-1), force: true } },
      'forced',
    ],
    ['a key gone back to, by force', { state: backTo({ days: 1 }), policy: { force: true } }, 'forced'],
    ['a key gone back to that has expired', { state: backTo({ expires: 0 }) }, 'expired'],
    ['no current generation', { state: {} }, 'first'],
    [
      'only a foreign version',
      { state: { versions: [{ revision: 1, status: 'enabled', record: undefined }] } },
      'first',
    ],
    [
      'a current version that was deleted',
      { state: { ...withKey({}), versions: [version(1, 'current', 'K1', { status: 'deleted' })] } },
      'first',
    ],
    [
      'a current version that is disabled',
      { state: { ...withKey({}), versions: [version(1, 'current', 'K1', { status: 'disabled' })] } },
      'unreadable',
    ],
    ['a dead key', { state: { versions: [version(1, 'current', 'K1')] } }, 'deleted'],
    ['an expired key', { state: withKey({ expires: 0 }) }, 'expired'],
    ['a key that expires at the window’s edge', { state: withKey({ expires: 7 }) }, 'expiring'],
    ['a key that expires after it', { state: withKey({ expires: 7.1 }) }, 'not due'],
    ['no max-age: every run', { state: withKey({ days: 0.01 }), policy: NO_MAX_AGE }, 'every-run'],
    [
      'no max-age, and this run finished an earlier one’s work',
      { state: withKey({}), policy: NO_MAX_AGE, memory: { resumed: true } },
      'not due',
    ],
    ['rollover: age does not count', { state: withKey({ days: 400 }), policy: ROLLOVER }, 'not due'],
    [
      'rollover without max-age',
      { state: withKey({ days: 400 }), policy: { ...ROLLOVER, ...NO_MAX_AGE } },
      'not due',
    ],
    [
      'rollover within the window',
      { state: withKey({ days: 400, expires: 3 }), policy: ROLLOVER },
      'expiring',
    ],
    ['rollover of an expired key', { state: withKey({ expires: -3 }), policy: ROLLOVER }, 'expired'],
    [
      'rollover of a dead key',
      { state: { versions: [version(1, 'current', 'K1')] }, policy: ROLLOVER },
      'deleted',
    ],
    ['rollover with nothing there', { state: {}, policy: ROLLOVER }, 'first'],
  ])('%s', (_, row, expected) => {
    expect(due(row)).toBe(expected)
  })
})

describe('when it will be due', () => {
  function next(row: Row): Date | undefined {
    const observation = observed(row.state)
    const found = whetherDue(observation, policyOf(row.policy), freshMemory(observation, row.memory))
    return found.due ? undefined : found.next
  }

  test('with max-age: when it comes of age', () => {
    expect(next({ state: withKey({ days: 10 }) })).toEqual(ago(-20))
  })

  test('with an expiry before that: when the window opens', () => {
    expect(next({ state: withKey({ days: 10, expires: 17 }) })).toEqual(ago(-10))
  })

  test('with an expiry after that: when it comes of age all the same', () => {
    expect(next({ state: withKey({ days: 10, expires: 90 }) })).toEqual(ago(-20))
  })

  test('gone back to: when the pause ends, or when the window opens before that', () => {
    expect(next({ state: backTo({ days: 10 }, 1) })).toEqual(ago(-29))
    expect(next({ state: backTo({ days: 10, expires: 17 }, 1) })).toEqual(ago(-10))
    expect(next({ state: backTo({ days: 10 }, 1), policy: { pauseUntil: ago(-60) } })).toEqual(ago(-60))
  })

  test('by rollover: when the window opens, and never without an expiry', () => {
    expect(next({ state: withKey({ days: 10, expires: 90 }), policy: ROLLOVER })).toEqual(ago(-83))
    expect(next({ state: withKey({ days: 10 }), policy: ROLLOVER })).toBeUndefined()
  })
})

test('a key expires soon from the window’s edge on', () => {
  const policy = policyOf({ rolloverWindow: days(2) })
  expect(isExpiring(observed({}), policy, ago(-2))).toBe(true)
  expect(isExpiring(observed({}), policy, ago(-2.01))).toBe(false)
})
