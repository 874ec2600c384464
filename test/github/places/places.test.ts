import { describe, expect, test } from '@jest/globals'
import { permissionFor } from '../../../src/github/places/token-permissions.ts'
import {
  distinctPlaces,
  placeId,
  placeLabel,
  capacityOf,
  routeTo,
  SECRET_KINDS,
  type Place,
} from '../../../src/github/places/places.ts'

const shop = { owner: 'Acme', repo: 'Shop' } as const
const every: readonly Place[] = [
  ...SECRET_KINDS.map((kind): Place => ({ kind, scope: 'repository', ...shop })),
  { kind: 'actions', scope: 'environment', ...shop, environment: 'Production' },
  ...SECRET_KINDS.map((kind): Place => ({ kind, scope: 'organization', organization: 'Acme' })),
]

describe('places', () => {
  test('have ids of their own, whatever the case; records of earlier runs name targets by them', () => {
    expect(every.map(placeId)).toEqual([
      'actions\nacme/shop',
      'dependabot\nacme/shop',
      'codespaces\nacme/shop',
      'agents\nacme/shop',
      'actions\nacme/shop\nproduction',
      'actions\nacme',
      'dependabot\nacme',
      'codespaces\nacme',
      'agents\nacme',
    ])
  })

  test('are named so that a reader tells them apart', () => {
    expect(every.map(placeLabel)).toEqual([
      'Acme/Shop',
      'Acme/Shop (Dependabot)',
      'Acme/Shop (Codespaces)',
      'Acme/Shop (agents)',
      'environment Production of Acme/Shop',
      'organization Acme',
      'organization Acme (Dependabot)',
      'organization Acme (Codespaces)',
      'organization Acme (agents)',
    ])
  })

  test('have addresses', () => {
    expect(every.map((place) => routeTo(place, 'secrets').route)).toEqual([
      '/repos/{owner}/{repo}/actions/secrets',
      '/repos/{owner}/{repo}/dependabot/secrets',
      '/repos/{owner}/{repo}/codespaces/secrets',
      '/repos/{owner}/{repo}/agents/secrets',
      '/repos/{owner}/{repo}/environments/{environment_name}/secrets',
      '/orgs/{org}/actions/secrets',
      '/orgs/{org}/dependabot/secrets',
      '/orgs/{org}/codespaces/secrets',
      '/orgs/{org}/agents/secrets',
    ])
  })

  test('have room as GitHub documents it', () => {
    expect(every.map((place) => capacityOf(place, 'secrets'))).toEqual([
      100, 100, 100, 100, 100, 1000, 1000, 100, 1000,
    ])
    const ofActions = every.filter(({ kind }) => kind === 'actions')
    expect(ofActions.map((place) => capacityOf(place, 'variables'))).toEqual([500, 100, 1000])
  })

  test('ask for permissions of their own', () => {
    expect(new Set(every.map((place) => permissionFor(place, 'secrets'))).size).toBe(every.length)
  })

  test('stay once each, as they were written first', () => {
    const again = every.map((place) =>
      place.scope === 'organization' ? { ...place, organization: 'ACME' } : { ...place, owner: 'ACME' },
    )
    expect(distinctPlaces([...every, ...again])).toEqual(every)
  })
})
