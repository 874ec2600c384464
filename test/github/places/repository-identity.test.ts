import { describe, expect, test } from '@jest/globals'
import { TargetError } from '../../../src/rotation/model/ports.ts'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { createCachedReads } from '../../../src/github/places/read-cache.ts'
import { json, thrownBy, type Asked } from '../../http/responses.ts'
import { acme, emptyGithub, NEW, production, shop, targetsAt } from '../targets/github-responses.ts'

const dependabot = { ...shop, kind: 'dependabot' } as const
const reads = (asked: readonly Asked[]) =>
  asked.filter(({ method, path }) => method === 'GET' && /^\/(repos\/acme\/shop|orgs\/acme)$/.test(path))

const keyIdIn = ({ body }: Pick<Asked, 'body'>) => (body as { readonly key_id?: string }).key_id

test('the places of a repository share one read, which comes after all of their public keys, and is not repeated', async () => {
  const places = [shop, production, dependabot]
  const { targets, asked } = targetsAt(emptyGithub, places)
  await targets.observe()
  const first = await targets.prepare(places.map(placeId))
  expect(first.problems).toEqual([])
  expect([...first.identities.values()]).toEqual(places.map(() => [{ name: 'acme/shop', id: '700001' }]))
  expect(reads(asked)).toHaveLength(1)
  expect(asked.findLastIndex(({ path }) => path.endsWith('/public-key'))).toBeLessThan(
    asked.findIndex(({ path }) => path === '/repos/acme/shop'),
  )
  expect(await targets.prepare(places.map(placeId))).toEqual(first)
  expect(reads(asked)).toHaveLength(1)
})

test('a public key that is read later is followed by another read: it may be the one of another repository', async () => {
  const { targets, asked } = targetsAt(emptyGithub, [shop, production])
  await targets.observe()
  await targets.prepare([placeId(shop)])
  await targets.prepare([placeId(production)])
  expect(reads(asked)).toHaveLength(2)
})

test('an organization has its own, and those of the repositories that it is declared for', async () => {
  const selected = [{ name: 'acme/shop', id: '700001' }]
  const access = { visibility: 'selected', repositoryIds: new Set([700001]), selected } as const
  const { targets } = targetsAt(emptyGithub, [[acme, access]])
  await targets.observe()
  const { identities } = await targets.prepare([placeId(acme)])
  expect(identities.get(placeId(acme))).toEqual([{ name: 'acme', id: '9001' }, ...selected])
})

test('what a list of repositories says is not read again; the owner counts as well', async () => {
  const { targets, asked } = targetsAt(emptyGithub, [], {
    resolve: () =>
      Promise.resolve({
        places: [[shop, undefined, { pattern: 'acme/*', ids: { repository: 7, owner: 9 } }]],
        problems: [],
        advice: [],
        unlisted: [],
      }),
  })
  await targets.observe()
  const { identities } = await targets.prepare([placeId(shop)])
  expect(identities.get(placeId(shop))).toEqual([
    { name: 'acme/shop', id: '7' },
    { name: 'acme', id: '9' },
  ])
  expect(reads(asked)).toEqual([])
})

describe('an answer without an ID', () => {
  test.each([
    {},
    { name: 'shop' },
    { name: 'shop', id: 0 },
    { id: -1 },
    { id: 1.5 },
    { id: 1e15 },
    { id: '7' },
  ])('%j keeps the run from changing anything', async (answer) => {
    const { targets } = targetsAt(
      (asked) => (asked.path === '/repos/acme/shop' ? json(answer) : emptyGithub(asked)),
      [shop],
    )
    await targets.observe()
    const { problems, identities } = await targets.prepare([placeId(shop)])
    expect(problems).toMatchObject([{ about: 'repositories', knownCause: 'github-unreachable' }])
    expect(identities.size).toBe(0)
  })

  test('leaves the target out with on-unreachable: continue, and its write says why', async () => {
    const { targets } = targetsAt(
      (asked) => (asked.path === '/repos/acme/shop' ? json({}) : emptyGithub(asked)),
      [shop],
      { onUnreachable: 'continue' },
    )
    await targets.observe()
    const { problems, identities } = await targets.prepare([placeId(shop)])
    expect([problems, [...identities]]).toEqual([[], [[placeId(shop), []]]])
    const error = await thrownBy(targets.write(placeId(shop), NEW, undefined))
    expect(error).toMatchObject({
      message: expect.stringMatching(/^it cannot be reached/),
      left: 'untouched',
    })
  })
})

describe('a public key that GitHub no longer knows', () => {
  /** A GitHub that refuses the first public key, and says afterwards that the repository has this ID. */
  const withNewKey = (idAfterwards: number) => {
    let keys = 0
    return (asked: Asked) => {
      if (asked.path.endsWith('/public-key')) {
        keys += 1
        return json({ key_id: String(keys), key: Buffer.alloc(32, 9).toString('base64') })
      }
      if (asked.path === '/repos/acme/shop')
        return json({ id: keys < 2 ? 700001 : idAfterwards, name: 'shop' })
      if (asked.method === 'PUT' && keyIdIn(asked) === '1') return json({ message: 'no' }, 422)
      return emptyGithub(asked)
    }
  }

  test('of the same repository: the new one is used', async () => {
    const { targets } = targetsAt(withNewKey(700001), [shop])
    await targets.observe()
    await targets.prepare([placeId(shop)])
    expect((await targets.write(placeId(shop), NEW, undefined)).size).toBe(2)
  })

  test('of another repository: nothing is sealed for that one', async () => {
    const { targets, asked } = targetsAt(withNewKey(800001), [shop])
    await targets.observe()
    await targets.prepare([placeId(shop)])
    const error = await thrownBy(targets.write(placeId(shop), NEW, undefined))
    expect(error).toBeInstanceOf(TargetError)
    expect(error).toMatchObject({
      left: 'untouched',
      message: expect.stringContaining('its ID was 700001 and is now 800001'),
      remedy: expect.stringContaining('accept-repositories: acme/shop'),
      knownCause: 'github-repository-replaced',
    })
    expect(asked.filter(({ method, body }) => method === 'PUT' && keyIdIn({ body }) !== '1')).toEqual([])
  })
})

test('an answer that was asked for before a moment is asked for again, and then shared', async () => {
  const shared = createCachedReads<number>(createServiceClock(() => Promise.resolve()))
  let asked = 0
  const ask = () => Promise.resolve((asked += 1))
  const first = await shared.ask('a', ask)
  expect((await shared.ask('a', ask, first.asked - 1)).answer).toBe(1)
  expect((await shared.ask('a', ask, first.answered)).answer).toBe(2)
  expect((await shared.ask('a', ask, first.answered)).answer).toBe(2)
  expect((await shared.ask('a', ask)).answer).toBe(2)
})
