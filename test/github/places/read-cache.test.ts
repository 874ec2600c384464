import { describe, expect, test } from '@jest/globals'
import type { Octokit } from '../../../src/github/client/client.ts'
import { createSecrets } from '../../../src/github/secrets/secrets.ts'
import { createCachedReads, createReadCache } from '../../../src/github/places/read-cache.ts'

/** A clock that tells how many questions were asked since it was made. */
function counting() {
  let now = 0
  const at = (count: number) => new Date(Date.UTC(2030, 0, 1) + count)
  return {
    pass: () => (now += 1),
    now: () => at(now),
    stamp() {
      const then = now
      return () => at(then)
    },
    sleep: () => Promise.resolve(),
  }
}

describe('what several ask', () => {
  test('is asked once, and says when that was', async () => {
    const clock = counting()
    const shared = createCachedReads<string>(clock)
    const first = await shared.ask('a', () => Promise.resolve('one'))
    clock.pass()
    const second = await shared.ask('a', () => Promise.resolve('two'))
    expect([first.answer, second.answer]).toEqual(['one', 'one'])
    expect(second.askedAt()).toEqual(first.askedAt())
    expect((await shared.ask('b', () => Promise.resolve('other'))).answer).toBe('other')
  })

  test('is asked once as well where the answer is still under way', async () => {
    const shared = createCachedReads<string>(counting())
    const { promise, resolve } = Promise.withResolvers<string>()
    let asked = 0
    const ask = () => shared.ask('a', () => ((asked += 1), promise))
    const both = [ask(), ask()]
    resolve('one')
    expect((await Promise.all(both)).map(({ answer }) => answer)).toEqual(['one', 'one'])
    expect(asked).toBe(1)
  })

  test('is asked by each where it fails: nobody fails for a reason of somebody else', async () => {
    const shared = createCachedReads<string>(counting())
    const failing = shared.ask('a', () => Promise.reject(new Error('my time is over')))
    const other = shared.ask('a', () => Promise.resolve('one'))
    await expect(failing).rejects.toThrow('my time is over')
    expect((await other).answer).toBe('one')
    expect((await shared.ask('a', () => Promise.resolve('two'))).answer).toBe('two')
  })

  test('is asked anew where it was out of date, and by several who found that out once', async () => {
    const shared = createCachedReads<object>(counting())
    const [old, fresh] = [{}, {}]
    await shared.ask('a', () => Promise.resolve(old))
    let asked = 0
    const anew = async () => {
      shared.forget('a', old)
      return (await shared.ask('a', () => ((asked += 1), Promise.resolve(fresh)))).answer
    }
    expect(await Promise.all([anew(), anew()])).toEqual([fresh, fresh])
    expect(await anew()).toBe(fresh)
    expect(asked).toBe(1)
  })
})

test("a key's first look at a place may be another one's, and what it looks at after that never is", async () => {
  const clock = counting()
  const reads = createReadCache(clock)
  const updated: string[] = []
  const octokit = {
    request: () => {
      updated.push(`2030-01-01T00:00:0${updated.length}Z`)
      const secrets = ['A', 'B'].map((name) => ({ name, updated_at: updated.at(-1) }))
      return Promise.resolve({ data: { secrets }, headers: {} })
    },
  } as unknown as Octokit
  const place = { kind: 'actions', scope: 'repository', owner: 'acme', repo: 'shop' } as const
  const secretsNamed = (name: string) =>
    createSecrets({ octokit, clock, reads, place, names: [name], access: undefined, confirm: unasked })
  const [one, other] = [secretsNamed('A'), secretsNamed('B')]
  const first = await one.observe()
  clock.pass()
  const shared = await other.observe()
  expect(updated).toHaveLength(1)
  expect(shared.askedAt).toEqual(first.askedAt)
  expect(shared.askedAt).not.toEqual(clock.now())

  const again = await other.observe()
  expect(updated).toHaveLength(2)
  expect(again.entries).toEqual([{ name: 'B', updatedAt: new Date(updated[1] ?? '') }])
  expect(again.askedAt).toEqual(clock.now())
  await one.observe()
  expect(updated).toHaveLength(3)
})

function unasked(): Promise<never> {
  return Promise.reject(new Error('nobody should have asked'))
}
