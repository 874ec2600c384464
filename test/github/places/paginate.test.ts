import { expect, test } from '@jest/globals'
import { listAll } from '../../../src/github/places/paginate.ts'
import { json, thrownBy } from '../../http/responses.ts'
import { githubOf } from '../targets/github-responses.ts'

const list = (body: unknown) =>
  listAll<{ readonly items: readonly unknown[] }, unknown>(
    githubOf(() => json(body)).octokit,
    { route: '/repos/{owner}/{repo}/things', parts: { owner: 'acme', repo: 'shop' } },
    ({ items }) => items,
  )

test.each([
  [{ name: 'SHOP' }],
  [{ name: 'SHOP', id: 7, value: '', topics: [], updated_at: '2030-01-01T00:00:00Z' }],
  [{ id: 7 }],
])('%j is something of GitHub', async (item) => {
  expect((await list({ items: [item] })).items).toEqual([item])
})

test.each([
  [null],
  [7],
  [{}],
  [{ name: 7 }],
  [{ name: null, id: 7 }],
  [{ name: 'SHOP', id: 'seven' }],
  [{ name: 'SHOP', value: 7 }],
  [{ name: 'SHOP', topics: 'scaleway' }],
  [{ name: 'SHOP', updated_at: 7 }],
  [{ name: 'SHOP', updated_at: 'soon' }],
])('%j is nothing that GitHub lists', async (item) => {
  expect(await thrownBy(list({ items: [{ name: 'API' }, item] }))).toMatchObject({
    name: 'ConnectionError',
    message: "GitHub's answer is not valid: a field has the wrong type",
  })
})

test.each([[{}], [{ items: null }], [{ items: 'all' }]])('%j is no list', async (body) => {
  await expect(list(body)).rejects.toThrow('it has no list')
})
