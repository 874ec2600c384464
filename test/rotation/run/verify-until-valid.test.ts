import { describe, expect, test } from '@jest/globals'
import type { Credential, ProbeAnswer } from '../../../src/rotation/model/ports.ts'
import { verifyUntilValid } from '../../../src/rotation/run/verify-until-valid.ts'
import { Interrupted, type RotationContext } from '../../../src/rotation/model/context.ts'
import { NOW } from '../build.ts'
import { testContext } from '../fixture.ts'

// Whether a new key works, question by question.

const NEW: Credential = { accessKey: 'NEW', secret: 'FAKE-new' }
const OLD: Credential = { accessKey: 'OLD', secret: 'FAKE-old' }

const WORDS = { a: 'accepted', f: 'forbidden', d: 'denied', u: 'unclear' } as const
/** Answers in a letter each. */
const answers = (letters: string): ProbeAnswer[] =>
  Array.from(letters, (one) => WORDS[one as keyof typeof WORDS])

interface Script {
  /** How the new key is met, time after time; a letter for each answer. The last goes on for ever. */
  readonly fresh: string
  /** How the replaced one is; nobody holds it where undefined. */
  readonly old?: string
  readonly timeoutMs?: number
  readonly stopping?: () => boolean
  /** Whether no time passes, however long is slept. */
  readonly frozen?: true
  /** How long an answer takes, in milliseconds. */
  readonly takes?: number
}

async function play({ fresh, old, timeoutMs = 60_000, stopping, frozen, takes = 0 }: Script) {
  const left = new Map([
    [NEW, answers(fresh)],
    [OLD, answers(old ?? '')],
  ])
  const shown: string[] = []
  const { context, events } = testContext({ ...(stopping && { stopping }) })
  let slept = 0
  const clock: RotationContext['clock'] = {
    now: () => (frozen ? NOW : context.clock.now()),
    stamp: () => (frozen ? () => NOW : context.clock.stamp()),
    sleep: (milliseconds) => {
      slept += milliseconds
      return context.clock.sleep(milliseconds)
    },
  }
  const probe = async (credential: Credential): Promise<ProbeAnswer> => {
    shown.push(credential.accessKey)
    await context.clock.sleep(takes)
    const script = left.get(credential) ?? []
    const answer = script.length > 1 ? script.shift() : script[0]
    if (answer === undefined) throw new Error('nobody holds that key')
    return answer
  }
  const reference = old === undefined ? undefined : OLD
  const works = await verifyUntilValid({ ...context, clock }, probe, NEW, reference, timeoutMs)
  const looks = events.flatMap((event) => (event.kind === 'key-probed' ? [event] : []))
  const count = (accessKey: string): number => shown.filter((one) => one === accessKey).length
  return { works, looks, slept, asked: { fresh: count('NEW'), old: count('OLD') } }
}

describe('a key works that is known three times in a row, and allowed what the replaced one is', () => {
  test.each<[string, Script, number]>([
    ['accepted, where the replaced one is', { fresh: 'aaa', old: 'a' }, 3],
    ['accepted, where nobody holds the replaced one', { fresh: 'aaa' }, 3],
    ['known and not allowed, as the replaced one is', { fresh: 'fff', old: 'f' }, 3],
    ['known and not allowed, where the replaced one is dead', { fresh: 'fff', old: 'd' }, 3],
    ['allowed more than the replaced one', { fresh: 'aaa', old: 'f' }, 3],
    ['first unknown', { fresh: 'ddaaa', old: 'a' }, 5],
    ['first known and not allowed, unlike the replaced one', { fresh: 'ffaaa', old: 'a' }, 5],
    ['not in a row', { fresh: 'aadaaa', old: 'a' }, 6],
    ['no answer in between', { fresh: 'auaaa', old: 'a' }, 5],
    ['not allowed like the replaced one, which then is', { fresh: 'ffffaaa', old: 'dfa' }, 7],
    ['not allowed, where the replaced one was once', { fresh: 'ffaaa', old: 'ad' }, 5],
  ])('%s', async (_, script, looks) => {
    const { works, asked, looks: told } = await play(script)
    expect([works, asked.fresh]).toEqual([true, looks])
    expect(told.at(-1)).toMatchObject({ accessKey: 'NEW', inARow: 3, needed: 3 })
  })

  test('each look is told, with how many there are in a row', async () => {
    const { looks } = await play({ fresh: 'adaaa', old: 'a' })
    expect(looks.map(({ answer, inARow }) => `${answer} ${inARow}`)).toEqual([
      'accepted 1',
      'denied 0',
      'accepted 1',
      'accepted 2',
      'accepted 3',
    ])
  })

  test('the replaced one is asked no more once it was accepted', async () => {
    expect((await play({ fresh: 'aaa', old: 'a' })).asked).toEqual({ fresh: 3, old: 1 })
    expect((await play({ fresh: 'fff', old: 'f' })).asked).toEqual({ fresh: 3, old: 3 })
  })
})

describe('how long that takes', () => {
  test('a second after a success, two after a failure', async () => {
    expect((await play({ fresh: 'aaa' })).slept).toBe(2000)
    expect((await play({ fresh: 'daaa' })).slept).toBe(4000)
  })

  test.each([
    ['it is given up after the time that there is', 'd', 10_000, false],
    ['a moment less is not enough for the last look', 'dddddaaa', 9999, false],
    ['what passes at the end of it is seen through', 'dddddaaa', 10_000, true],
    ['what passes then and fails again is not', 'dddddad', 10_000, false],
  ])('%s', async (_, fresh, timeoutMs, works) => {
    expect((await play({ fresh, timeoutMs })).works).toBe(works)
  })

  test('a failure in between does not begin the time anew', async () => {
    const { works, slept } = await play({ fresh: `${'aad'.repeat(40)}aaa`, timeoutMs: 10_000 })
    expect([works, slept]).toEqual([false, 10_000])
  })

  test.each([
    ['and is seen through', 9000, true],
    ['and is given up after twice the time', 11_000, false],
  ])('what takes long to answer counts, too, %s', async (_, takes, works) => {
    expect((await play({ fresh: 'aaa', timeoutMs: 10_000, takes })).works).toBe(works)
  })

  test('where a clock stands still, what was slept counts', async () => {
    const { works, slept } = await play({ fresh: 'd', timeoutMs: 10_000, frozen: true })
    expect([works, slept]).toEqual([false, 10_000])
  })

  test('a run that is asked to end proves nothing more', async () => {
    await expect(play({ fresh: 'daaa', stopping: () => true })).rejects.toThrow(Interrupted)
    expect((await play({ fresh: 'aaa', stopping: () => false })).works).toBe(true)
  })
})

test('both keys are asked at once, and a replaced one that nobody holds is not asked', async () => {
  const under = { now: 0, most: 0 }
  const { context } = testContext({})
  const probe = async (): Promise<ProbeAnswer> => {
    under.now += 1
    under.most = Math.max(under.most, under.now)
    await Promise.resolve()
    under.now -= 1
    return 'forbidden'
  }
  expect(await verifyUntilValid(context, probe, NEW, OLD, 60_000)).toBe(true)
  expect(under.most).toBe(2)
  under.most = 0
  expect(await verifyUntilValid(context, probe, NEW, undefined, 60_000)).toBe(true)
  expect(under.most).toBe(1)
})
