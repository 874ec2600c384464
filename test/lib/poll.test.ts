import { expect, test } from '@jest/globals'
import { poll } from '../../src/lib/poll.ts'

/** Polls a list of answers. @returns the result, and the waits and answers in order */
async function polled(answers: readonly string[], attempts: number, delayFirst = false) {
  const left = [...answers]
  const log: string[] = []
  const result = await poll(
    () => {
      const answer = left.shift() ?? 'none'
      log.push(answer)
      return Promise.resolve(answer)
    },
    {
      attempts,
      intervalMs: 5,
      delayFirst,
      clock: {
        sleep: (milliseconds) => {
          log.push(`${milliseconds} ms`)
          return Promise.resolve()
        },
      },
      isFinal: (answer) => answer === 'done',
    },
  )
  return { result, log }
}

test.each<[string, Parameters<typeof polled>, Awaited<ReturnType<typeof polled>>]>([
  ['a final answer ends it', [['done'], 3], { result: 'done', log: ['done'] }],
  ['it waits between attempts', [['a', 'done'], 3], { result: 'done', log: ['a', '5 ms', 'done'] }],
  ['it returns the last answer', [['a', 'b'], 2], { result: 'b', log: ['a', '5 ms', 'b'] }],
  ['it waits before the first attempt', [['done'], 2, true], { result: 'done', log: ['5 ms', 'done'] }],
])('%s', async (_, [answers, attempts, delayFirst], expected) => {
  expect(await polled(answers, attempts, delayFirst)).toEqual(expected)
})
