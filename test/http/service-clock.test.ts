import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { createDeadline, DeadlinePassed } from '../../src/http/deadline.ts'
import { createServiceClock } from '../../src/http/service-clock.ts'

const MINUTE = 60_000
/** What the machine believes. */
const WRONG = Date.UTC(2030, 0, 1)
/** What the service says. */
const RIGHT = Date.UTC(2030, 1, 1)

const clockOf = () => createServiceClock(() => Promise.resolve())

beforeEach(() => {
  jest.useFakeTimers({ now: WRONG })
})
afterEach(() => {
  jest.useRealTimers()
})

/** The machine sleeps: its steady clock stands still, and the other one goes on. */
function suspend(milliseconds: number): void {
  jest.setSystemTime(Date.now() + milliseconds)
}

describe('a moment of a service', () => {
  test("is the machine's until the first answer, and then what that one tells", () => {
    const clock = clockOf()
    const moment = clock.stamp()
    expect(moment()).toEqual(new Date(WRONG))
    jest.advanceTimersByTime(MINUTE)
    expect(moment()).toEqual(new Date(WRONG))
    clock.learn(new Date(RIGHT))
    expect(moment()).toEqual(new Date(RIGHT - MINUTE))
  })

  test('stays what the first answer made it, however long the machine sleeps after that', () => {
    const clock = clockOf()
    const moment = clock.stamp()
    clock.learn(new Date(RIGHT))
    suspend(60 * MINUTE)
    clock.learn(new Date(RIGHT + 60 * MINUTE))
    expect(moment()).toEqual(new Date(RIGHT))
  })
})

describe('the deadline of a run', () => {
  test("is not moved by a machine's clock that is wrong, though it was asked for before any answer", () => {
    for (const right of [RIGHT, WRONG - 10 * MINUTE, WRONG + 10 * MINUTE]) {
      jest.setSystemTime(WRONG)
      const clock = clockOf()
      const deadline = createDeadline(clock)
      expect(deadline.leftMs()).toBe(30 * MINUTE)
      clock.learn(new Date(right))
      expect(deadline.leftMs()).toBe(30 * MINUTE)
      jest.advanceTimersByTime(29 * MINUTE)
      expect(deadline).not.toThrow()
      jest.advanceTimersByTime(MINUTE)
      expect(deadline).toThrow(DeadlinePassed)
    }
  })

  test('passes while the machine sleeps, before its first change as well', () => {
    const clock = clockOf()
    const deadline = createDeadline(clock)
    clock.learn(new Date(RIGHT))
    suspend(31 * MINUTE)
    clock.learn(new Date(RIGHT + 31 * MINUTE))
    expect(deadline).toThrow(DeadlinePassed)
  })
})
