import { describe, expect, test } from '@jest/globals'
import type { Clock } from '../../../src/rotation/model/ports.ts'
import { createAppToken, type MintedToken } from '../../../src/github/app/installation-token.ts'
import type { GithubRequest } from '../../../src/github/client/client.ts'

const MINUTE = 60_000
const REQUEST = { headers: {} }

/** A token of a GitHub App, GitHub's time, and how often it was waited and made anew. */
function tokenOf() {
  let now = Date.UTC(2030, 0, 1)
  const waits: number[] = []
  const clock: Clock = {
    now: () => new Date(now),
    stamp() {
      const then = now
      return () => new Date(then)
    },
    sleep(milliseconds) {
      waits.push(milliseconds)
      now += milliseconds
      return Promise.resolve()
    },
  }
  let made = 0
  const mint = (): Promise<MintedToken> => {
    made += 1
    const expiresAt = new Date(now + 60 * MINUTE)
    return Promise.resolve({ token: `ghs_FAKE_${made}`, madeAt: clock.now(), expiresAt })
  }
  const pass = (milliseconds: number) => (now += milliseconds)
  return { clock, mint, waits, pass, made: () => made }
}

const refusal = () => Object.assign(new Error('Bad credentials'), { status: 401 })
const signedWith = ({ headers }: GithubRequest) => headers['authorization']

/** GitHub, which does not accept tokens so often. */
function github(refusals: number) {
  const seen: unknown[] = []
  const send = (request: GithubRequest): Promise<unknown> => {
    seen.push(signedWith(request))
    return seen.length <= refusals ? Promise.reject(refusal()) : Promise.resolve('done')
  }
  return { seen, send }
}

const grant = { owner: 'acme', repositories: ['shop'], permissions: {} }

describe('a token that GitHub does not accept', () => {
  test('is given some seconds to get around, where it is new', async () => {
    const { clock, mint, waits, made } = tokenOf()
    const { seen, send } = github(3)
    const token = createAppToken(grant, await mint(), mint, clock)
    expect(await token.send(send, REQUEST)).toBe('done')
    expect(seen).toEqual(Array(4).fill('token ghs_FAKE_1'))
    expect(waits).toEqual([1000, 1000, 1000])
    expect(made()).toBe(1)
  })

  test('is made anew once, and no more often', async () => {
    const { clock, mint, waits, made } = tokenOf()
    const { seen, send } = github(7)
    const token = createAppToken(grant, await mint(), mint, clock)
    await expect(token.send(send, REQUEST)).rejects.toThrow('Bad credentials')
    expect(seen).toEqual([...Array<string>(5).fill('token ghs_FAKE_1'), 'token ghs_FAKE_2'])
    expect(waits).toEqual([1000, 1000, 1000, 1000])
    expect(made()).toBe(2)
  })

  test('is made anew at once where it is old: somebody ended it', async () => {
    const { clock, mint, waits, pass } = tokenOf()
    const { seen, send } = github(1)
    const token = createAppToken(grant, await mint(), mint, clock)
    pass(30 * MINUTE)
    expect(await token.send(send, REQUEST)).toBe('done')
    expect(seen).toEqual(['token ghs_FAKE_1', 'token ghs_FAKE_2'])
    expect(waits).toEqual([])
  })

  test('is made anew by the first who learns of it, and the others use that one', async () => {
    const { clock, mint, pass, made } = tokenOf()
    const token = createAppToken(grant, await mint(), mint, clock)
    pass(30 * MINUTE)
    const late = Promise.withResolvers<unknown>()
    const seen: unknown[] = []
    const slow = token.send((request) => {
      seen.push(signedWith(request))
      return seen.length === 1 ? late.promise : Promise.resolve('done')
    }, REQUEST)
    expect(await token.send(github(1).send, REQUEST)).toBe('done')
    late.reject(refusal())
    expect(await slow).toBe('done')
    expect(seen).toEqual(['token ghs_FAKE_1', 'token ghs_FAKE_2'])
    expect(made()).toBe(2)
  })
})

test('what GitHub refuses for another reason is sent once', async () => {
  const { clock, mint } = tokenOf()
  const token = createAppToken(grant, await mint(), mint, clock)
  const other = Object.assign(new Error('Forbidden'), { status: 403 })
  let sent = 0
  await expect(token.send(() => ((sent += 1), Promise.reject(other)), REQUEST)).rejects.toBe(other)
  expect(sent).toBe(1)
})
