import { describe, expect, test } from '@jest/globals'
import { TargetError } from '../../../src/rotation/model/ports.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { json, thrownBy, type Asked } from '../../http/responses.ts'
import { emptyGithub, NAMES, NEW, shop, targetsAt } from './github-responses.ts'

const id = placeId(shop)
const empty = (status: number) => new Response(null, { status })

/** Success answers that GitHub does not give to a PUT of a secret. */
const unconfirmed: readonly (readonly [string, () => Response])[] = [
  ['200 and {}', () => json({})],
  ['200 and nothing', () => empty(200)],
  ['202 and {}', () => json({}, 202)],
  ['203 and {}', () => json({}, 203)],
  ['205', () => empty(205)],
  [
    '200 and a page',
    () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } }),
  ],
  ['201 and a page', () => new Response('<html>Sign in</html>', { status: 201 })],
]

describe('a write of a secret', () => {
  test.each([
    ['201', () => json({}, 201)],
    ['204', () => empty(204)],
  ])('counts with %s', async (_, answer) => {
    const { targets } = targetsAt((asked) => (asked.method === 'PUT' ? answer() : emptyGithub(asked)), [shop])
    await targets.observe()
    expect([...(await targets.write(id, NEW, undefined)).keys()]).toEqual([
      'SCW_ACCESS_KEY',
      'SCW_SECRET_KEY',
    ])
  })

  test.each(unconfirmed)('has an unknown result with %s', async (_, answer) => {
    const { targets } = targetsAt((asked) => (asked.method === 'PUT' ? answer() : emptyGithub(asked)), [shop])
    await targets.observe()
    const error = await thrownBy(targets.write(id, NEW, undefined))
    expect(error).toBeInstanceOf(TargetError)
    expect(error).toMatchObject({ left: 'unknown' })
  })

  test.each(unconfirmed)('puts the other half back when one is answered %s', async (_, answer) => {
    const refused = new Set(['SCW_SECRET_KEY'])
    const puts: string[] = []
    const { targets } = targetsAt(
      (asked) => {
        if (asked.method !== 'PUT') return emptyGithub(asked)
        const name = asked.path.split('/').at(-1) ?? ''
        puts.push(name)
        return refused.delete(name) ? answer() : empty(204)
      },
      [shop],
    )
    await targets.observe()
    const old = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }
    const error = await thrownBy(targets.write(id, NEW, () => Promise.resolve(old)))
    // Both are written again: the one whose result is unknown may have taken effect.
    expect(puts).toEqual(['SCW_ACCESS_KEY', 'SCW_SECRET_KEY', 'SCW_ACCESS_KEY', 'SCW_SECRET_KEY'])
    expect(error).toMatchObject({ left: 'restored' })
  })
})

describe('a write of a variable', () => {
  const names = { ...NAMES, accessKey: [], secretKey: [], accessKeyVariable: ['SCW_ACCESS_KEY'] }
  const variable = { name: 'SCW_ACCESS_KEY', value: 'an old one', updated_at: '2030-01-01T00:00:00Z' }

  /** GitHub with the variable or without it, which answers changes like this. */
  function variableAt(exists: boolean, answer: (asked: Asked) => Response) {
    return targetsAt(
      (asked) => {
        if (asked.method !== 'GET') return answer(asked)
        return exists && asked.path.endsWith('/SCW_ACCESS_KEY') ? json(variable) : emptyGithub(asked)
      },
      [shop],
      { names },
    )
  }

  test('counts with the status that GitHub documents: 201 for a new one, 204 for a change', async () => {
    for (const [exists, status] of [
      [false, 201],
      [true, 204],
    ] as const) {
      const { targets, asked } = variableAt(exists, () => (status === 204 ? empty(204) : json({}, 201)))
      await targets.observe()
      await targets.write(id, NEW, undefined)
      expect(asked.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual([
        exists ? 'PATCH' : 'POST',
      ])
    }
  })

  test.each([200, 201, 202])('a change has an unknown result with %d', async (status) => {
    const { targets } = variableAt(true, () => json({}, status))
    await targets.observe()
    expect(await thrownBy(targets.write(id, NEW, undefined))).toMatchObject({ left: 'unknown' })
  })

  test.each([200, 202, 204])('a new one that is answered %d is settled by a change', async (status) => {
    const { targets, asked } = variableAt(false, ({ method }) => {
      if (method === 'PATCH') return empty(204)
      return status === 204 ? empty(204) : json({}, status)
    })
    await targets.observe()
    await targets.write(id, NEW, undefined)
    expect(asked.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual([
      'POST',
      'PATCH',
    ])
  })

  test('a new one that is answered 200 each time, and is never there, has an unknown result', async () => {
    const { targets } = variableAt(false, ({ method }) =>
      method === 'PATCH' ? json({ message: 'Not Found' }, 404) : json({}),
    )
    await targets.observe()
    expect(await thrownBy(targets.write(id, NEW, undefined))).toMatchObject({ left: 'unknown' })
  })
})

describe('the confirming read before a key is retired in the same run', () => {
  test('asks again, with one request for each place, and sees what changed in between', async () => {
    let writtenAt = '2030-01-01T00:00:00Z'
    const { targets, asked } = targetsAt(
      (one) => {
        if (!one.path.endsWith('/secrets')) return emptyGithub(one)
        const secrets = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'].map((name) => ({ name, updated_at: writtenAt }))
        return json({ total_count: 2, secrets })
      },
      [shop, { ...shop, repo: 'api' }, { ...shop, scope: 'environment', environment: 'production' }],
    )
    await targets.observe()
    for (const place of [shop, { ...shop, repo: 'api' }]) await targets.write(placeId(place), NEW, undefined)
    asked.length = 0
    writtenAt = '2030-01-02T00:00:00Z'
    const { states } = await targets.observe()
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toHaveLength(3)
    expect(new Set(asked.map(({ path }) => path)).size).toBe(3)
    const seen = states.flatMap(({ secrets }) => secrets.map(({ updatedAt }) => updatedAt?.toISOString()))
    expect(new Set(seen)).toEqual(new Set(['2030-01-02T00:00:00.000Z']))
    writtenAt = '2030-01-03T00:00:00Z'
    const third = await targets.observe()
    expect(third.states[0]?.secrets[0]?.updatedAt?.toISOString()).toBe('2030-01-03T00:00:00.000Z')
    expect(asked).toHaveLength(6)
  })
})
