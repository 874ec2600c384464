import { describe, expect, test } from '@jest/globals'
import { adviseOnPlaces } from '../../../src/github/targets/place-advice.ts'
import type { DeclaredAccess } from '../../../src/github/places/places.ts'
import { acme, production, shop } from './github-responses.ts'

describe('an organization beside a repository of its own', () => {
  const advice = (access?: DeclaredAccess) =>
    adviseOnPlaces([{ ...acme, ...(access && { access }) }, shop], ['actions'])
  const named = (repo: string) =>
    ({ visibility: 'selected', repositories: [{ owner: 'Acme', repo }] }) as const

  test.each<readonly [string, DeclaredAccess | undefined]>([
    ['as it stands', undefined],
    ['for all', { visibility: 'all' }],
    ['for this one', named('SHOP')],
    ['for selected ones, whichever they are', { visibility: 'selected' }],
  ])('%s: the narrower secrets take precedence', (_, access) => {
    expect(advice(access)).toEqual([
      'The secrets of organization acme are overridden by declared secrets of the same names: acme/shop. ' +
        'Jobs there read these.',
    ])
  })

  test('for others: nothing is to be said', () => {
    expect(advice(named('api'))).toEqual([])
    expect(adviseOnPlaces([acme, { ...shop, owner: 'jo' }], ['actions'])).toEqual([])
    expect(adviseOnPlaces([acme, { ...shop, kind: 'dependabot' }], ['dependabot'])).toEqual([])
  })
})

test('environments get the key as Actions secrets, whatever kinds says', () => {
  expect(adviseOnPlaces([production], ['actions', 'dependabot'])).toEqual([])
  expect(adviseOnPlaces([production], ['dependabot', 'codespaces'])).toEqual([
    'Environments have Actions secrets only, so kinds (dependabot, codespaces) does not apply to them.',
  ])
})
