import { expect, test } from '@jest/globals'
import { findOverlaps, type Writer } from '../../../src/config/file/overlaps.ts'
import type { Place } from '../../../src/github/places/places.ts'

const repository = (repo: string, kind: 'actions' | 'dependabot' = 'actions'): Place => ({
  kind,
  scope: 'repository',
  owner: 'acme',
  repo,
})

function writer(name: string, places: readonly Place[], change: Partial<Writer['names']> = {}): Writer {
  const names = { accessKey: ['ID'], secretKey: ['KEY'], bundle: [], accessKeyVariable: [], ...change }
  const resolved = { places: places.map((place) => [place, undefined] as const), unlisted: [] }
  return { name, names, kinds: ['actions'], resolved }
}

/** What is said of each key. */
function said(...writers: readonly Writer[]): Readonly<Record<string, readonly string[]>> {
  const found = [...findOverlaps(writers)]
  return Object.fromEntries(found.map(([name, all]) => [name, all.map(({ problem }) => problem)]))
}

test('two keys that write the same are refused, and each is told of the other; a third one is not', () => {
  const one = writer('one', [repository('shop'), repository('api')])
  const two = writer('two', [repository('API'), repository('site')])
  expect(said(one, two, writer('three', [repository('docs')]))).toEqual({
    one: ['writes ID, KEY of acme/API, as does two'],
    two: ['writes ID, KEY of acme/API, as does one'],
  })
})

test.each<[string, Writer]>([
  ['other names', writer('two', [repository('shop')], { accessKey: ['OTHER'], secretKey: ['OTHER_KEY'] })],
  ['another kind of secret', writer('two', [repository('shop', 'dependabot')])],
  [
    'an environment',
    writer('two', [{ ...repository('shop'), scope: 'environment', environment: 'x' } as Place]),
  ],
])('%s: nothing is shared', (_, other) => {
  expect(said(writer('one', [repository('shop')]), other)).toEqual({})
})

test('a variable is no secret of the same name', () => {
  const variable = { accessKey: [], secretKey: ['A'], accessKeyVariable: ['ID'] }
  const one = writer('one', [repository('shop')])
  expect(said(one, writer('two', [repository('shop')], variable))).toEqual({})
  const both = writer('three', [repository('shop')], { ...variable, secretKey: ['B'] })
  expect(said(writer('two', [repository('shop')], variable), both)['three']).toEqual([
    'writes the variable ID of acme/shop, as does two',
  ])
})

test('a long list stays short', () => {
  const places = Array.from({ length: 200 }, (_, index) => repository(`service-${index}`))
  expect(said(writer('one', places), writer('two', places))['one']?.[0]).toMatch(
    /acme\/service-9 and 190 more, as does two$/,
  )
})

test('where nobody knows what a pattern stands for, it may be what another key writes', () => {
  const unknown = { ...writer('two', []), resolved: { places: [], unlisted: ['acme'] } }
  expect(said(writer('one', [repository('shop')]), unknown)).toEqual({
    one: [expect.stringContaining('the repositories that match the patterns of two could not be listed')],
  })
  const elsewhere: Place = { kind: 'actions', scope: 'repository', owner: 'octo', repo: 'shop' }
  const other = writer('three', [repository('shop')], { accessKey: ['OTHER'], secretKey: [] })
  const dependabot = writer('four', [repository('shop', 'dependabot')])
  expect(said(writer('one', [elsewhere]), other, dependabot, unknown)).toEqual({})
})
