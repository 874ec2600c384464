import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sealed, startGithub, type TestGithub } from './fixture.ts'

const shop = '/repos/acme/shop/actions/secrets'
const production = '/repos/acme/shop/environments/production/secrets'
const odd = '/repos/acme/shop/environments/eu%2Fwest%201%25/secrets'

let site: TestGithub
beforeAll(async () => {
  site = await startGithub()
})
afterAll(() => site.stop())

describe.each([
  ['a repository', shop, { repository: 'acme/shop' }],
  ['an environment', production, { repository: 'acme/shop', environment: 'production' }],
  ['an environment with an odd name', odd, { repository: 'acme/shop', environment: 'eu/west 1%' }],
])('the secrets of %s', (_what, path, place) => {
  test('are created with 201 and {}, updated with 204 and nothing, and open to what was sealed', async () => {
    const created = await site.put(path, 'scw_secret_key', 'première valeur ✓')
    expect([created.status, created.text]).toEqual([201, '{}'])
    expect(created.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(site.github.secret(place, 'SCW_SECRET_KEY')).toBe('première valeur ✓')

    site.clock.advance(65_000)
    const updated = await site.put(path, 'SCW_SECRET_KEY', 'second value')
    expect([updated.status, updated.text]).toEqual([204, ''])
    expect(updated.headers.get('content-type')).toBeNull()
    expect(site.github.secret(place, 'scw_secret_key')).toBe('second value')
    expect(site.github.history(place).map(({ name, value, by }) => [name, value, by])).toEqual([
      ['SCW_SECRET_KEY', 'première valeur ✓', 'api'],
      ['SCW_SECRET_KEY', 'second value', 'api'],
    ])
  })

  test('are shown by name in upper case, with times in whole seconds and no value', async () => {
    const shown = await site.ask('GET', `${path}/scw_Secret_key`)
    const { createdAt, updatedAt } = site.github.secretInfo(place, 'SCW_SECRET_KEY') ?? {}
    expect(shown.status).toBe(200)
    expect(shown.body).toEqual({ name: 'SCW_SECRET_KEY', created_at: createdAt, updated_at: updatedAt })
    expect(createdAt).toMatch(/^2026-03-01T10:\d\d:\d\dZ$/)
    expect(Date.parse(updatedAt ?? '') - Date.parse(createdAt ?? '')).toBeGreaterThanOrEqual(65_000)
    expect((await site.ask('GET', path)).body).toEqual({ total_count: 1, secrets: [shown.body] })
  })

  test('are deleted with 204, and then unknown', async () => {
    expect((await site.ask('DELETE', `${path}/scw_secret_key`)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) {
      expect((await site.ask(method, `${path}/SCW_SECRET_KEY`)).body).toMatchObject({
        message: 'Not Found',
        status: '404',
      })
    }
    expect(site.github.history(place).at(-1)).toMatchObject({ name: 'SCW_SECRET_KEY', value: undefined })
  })
})

test('every place has its own key, all of a kind under one id', async () => {
  const keys = await Promise.all([shop, production, odd].map((path) => site.ask('GET', `${path}/public-key`)))
  const bodies = keys.map(({ body }) => body as { key: string; key_id: string })
  expect(new Set(bodies.map(({ key }) => key)).size).toBe(3)
  expect(new Set(bodies.map(({ key_id }) => key_id)).size).toBe(1)
  expect(Buffer.from(bodies[0]?.key ?? '', 'base64')).toHaveLength(32)
})

test('the names of owners, repositories and environments may be written in any case', async () => {
  await site.put('/repos/ACME/Shop/environments/Production/secrets', 'A', 'x')
  expect(site.github.secret({ repository: 'Acme/SHOP', environment: 'PRODUCTION' }, 'a')).toBe('x')
})

describe('what PUT refuses', () => {
  const bad = 'Bad request - validation failed due to an improperly encrypted secret'
  const names =
    'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). ' +
    'Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).'

  test.each([
    ['a name with a hyphen', 'A-B', {}, names],
    ['a name with a digit first', '9A', {}, names],
    ['a name with a space', 'A%20B', {}, names],
    ['a reserved name', 'github_TOKEN', {}, 'Secret names must not start with GITHUB_.'],
    ['no key_id', 'A', { key_id: undefined }, 'Invalid request.\n\n"key_id" wasn\'t supplied.'],
    ['another key_id', 'A', { key_id: '1' }, bad],
    [
      'a key_id that is a number',
      'A',
      { key_id: 1 },
      "Invalid request.\n\nFor 'properties/key_id', 1 is not a string.",
    ],
    ['a box of nothing', 'A', { encrypted_value: 'c2VjcmV0' }, bad],
  ])('%s', async (_what, name, change, message) => {
    const { body: key } = await site.ask('GET', `${shop}/public-key`)
    const answer = await site.ask('PUT', `${shop}/${name}`, { body: { ...sealed(key, 'v'), ...change } })
    expect(answer.status).toBe(422)
    expect(answer.body).toEqual({
      message,
      documentation_url: 'https://docs.github.com/rest/actions/secrets#create-or-update-a-repository-secret',
      status: '422',
    })
  })

  test('what is no base64', async () => {
    const answer = await site.ask('PUT', `${shop}/A`, { body: { encrypted_value: 'in clear!', key_id: '1' } })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      message: expect.stringMatching(/^Invalid request\.\n\nin clear! does not match \/\^/),
    })
  })

  test('a body without anything', async () => {
    const answer = await site.ask('PUT', `${shop}/A`, { body: {} })
    expect(answer.body).toMatchObject({
      message: 'Invalid request.\n\n"encrypted_value", "key_id" weren\'t supplied.',
    })
  })

  test('a box that was sealed for another place under the same id', async () => {
    const { body: key } = await site.ask('GET', `${production}/public-key`)
    const answer = await site.ask('PUT', `${shop}/A`, { body: sealed(key, 'v') })
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ message: bad })])
  })

  test('a box that was damaged', async () => {
    const { body: key } = await site.ask('GET', `${shop}/public-key`)
    const { encrypted_value, key_id } = sealed(key, 'v')
    const bytes = Buffer.from(encrypted_value, 'base64')
    bytes[40] = (bytes[40] ?? 0) ^ 1
    const answer = await site.ask('PUT', `${shop}/A`, {
      body: { encrypted_value: bytes.toString('base64'), key_id },
    })
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ message: bad })])
  })

  test('a key that was rotated away, until the new one is read', async () => {
    const { body: stale } = await site.ask('GET', `${shop}/public-key`)
    site.github.rotatePublicKey({ repository: 'acme/shop' })
    expect((await site.ask('PUT', `${shop}/ROTATED`, { body: sealed(stale, 'v') })).status).toBe(422)
    expect((await site.put(shop, 'ROTATED', 'v')).status).toBe(201)
    expect((await site.put(production, 'ROTATED', 'v')).status).toBe(201)
  })

  test('more than 48 KB', async () => {
    expect((await site.put(shop, 'LARGE', 'x'.repeat(48 * 1024))).status).toBe(201)
    expect((await site.put(shop, 'LARGE', 'x'.repeat(48 * 1024 + 1))).status).toBe(422)
  })

  test('the 101st secret of a repository, while the 100 can still be updated', async () => {
    const place = { repository: 'acme/api' }
    for (let number = 1; number <= 100; number += 1) site.github.setSecret(place, `S${number}`, 'v')
    expect((await site.put('/repos/acme/api/actions/secrets', 'S101', 'v')).status).toBe(422)
    expect((await site.put('/repos/acme/api/actions/secrets', 'S7', 'new')).status).toBe(204)
    expect(site.github.secret(place, 'S7')).toBe('new')
  })
})

describe('pages of a list', () => {
  const list = '/repos/acme/api/actions/secrets'
  const names = (body: unknown) => (body as { secrets: { name: string }[] }).secrets.map(({ name }) => name)

  test('hold 30 by default, and say where the others are', async () => {
    const first = await site.ask('GET', list)
    expect(names(first.body)).toHaveLength(30)
    expect(first.body).toMatchObject({ total_count: 100 })
    expect(first.headers.get('link')).toBe(
      `<${site.url}${list}?per_page=30&page=2>; rel="next", <${site.url}${list}?per_page=30&page=4>; rel="last"`,
    )
  })

  test('hold 100 at most', async () => {
    const all = await site.ask('GET', `${list}?per_page=500`)
    expect(names(all.body)).toHaveLength(100)
    expect(all.headers.get('link')).toBeNull()
  })

  test('followed to the end hold every secret once', async () => {
    const seen: string[] = []
    let next: string | undefined = `${list}?per_page=40`
    while (next !== undefined) {
      const { body, headers } = await site.ask('GET', next)
      seen.push(...names(body))
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.slice(site.url.length)
    }
    expect(new Set(seen).size).toBe(100)
    expect(seen).toHaveLength(100)
  })
})

describe('a person', () => {
  const place = { repository: 'acme/infra' }

  test('sets and deletes secrets beside the API, and the history tells', async () => {
    site.github.setSecret(place, 'by_hand', 'old', undefined, new Date('2025-12-24T18:00:00Z'))
    expect((await site.ask('GET', '/repos/acme/infra/actions/secrets/BY_HAND')).body).toEqual({
      name: 'BY_HAND',
      created_at: '2025-12-24T18:00:00Z',
      updated_at: '2025-12-24T18:00:00Z',
    })
    expect((await site.put('/repos/acme/infra/actions/secrets', 'BY_HAND', 'new')).status).toBe(204)
    site.github.deleteSecret(place, 'by_hand')
    expect(
      site.github.history(place, 'by_hand').map(({ place: where, value, by }) => [where, value, by]),
    ).toEqual([
      ['actions acme/infra', 'old', 'hand'],
      ['actions acme/infra', 'new', 'api'],
      ['actions acme/infra', undefined, 'hand'],
    ])
    expect(() => {
      site.github.deleteSecret(place, 'by_hand')
    }).toThrow('There is no secret by_hand')
  })

  test('deletes an environment, and its secrets are gone with it', async () => {
    const environment = { ...place, environment: 'production' }
    site.github.setSecret(environment, 'GONE', 'v')
    site.github.deleteEnvironment('acme/infra', 'production')
    expect(
      (await site.ask('GET', '/repos/acme/infra/environments/production/secrets/public-key')).status,
    ).toBe(404)
    site.github.addEnvironment('acme/infra', 'production')
    expect(site.github.secrets(environment)).toEqual([])
    expect(site.github.history(environment).map(({ value }) => value)).toEqual(['v', undefined])
  })

  test('finds every value that was ever there among the secret values, and the tokens', () => {
    const values = site.github.secretValues()
    expect(values).toEqual(expect.arrayContaining(['première valeur ✓', 'second value', 'old', 'new']))
    expect(values.some((value) => value.startsWith('ghs_'))).toBe(true)
    expect(values).not.toContain('')
  })

  test('sees everything in the state', () => {
    expect(JSON.parse(JSON.stringify(site.github.state()))).toMatchObject({
      repositories: expect.arrayContaining([expect.objectContaining({ id: 700001, name: 'acme/shop' })]),
      places: expect.arrayContaining([
        expect.objectContaining({
          place: 'actions acme/shop production',
          secrets: expect.arrayContaining([expect.objectContaining({ name: 'A', value: 'x' })]),
        }),
      ]),
    })
  })
})
