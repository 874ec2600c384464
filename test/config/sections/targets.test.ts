import { describe, expect, test } from '@jest/globals'
import type { RotateInputs } from '../../../src/config/types.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { given, inputsOf, problemsOf, type Values } from '../given.ts'

function targets(inputs: Values): RotateInputs['targets'] {
  const read = inputsOf(given(inputs))
  if (read.command !== 'rotate') throw new Error('not a rotation')
  return read.targets
}

/** The places in short: `dependabot acme/shop`, `actions acme/shop production`, `actions acme`. */
function places(inputs: Values): readonly string[] {
  return targets(inputs).places.map((place) => placeId(place).replaceAll('\n', ' '))
}

describe('which places get the key', () => {
  test.each<[string, Values, readonly string[]]>([
    [
      'the own repository, in every kind',
      { kinds: 'actions, dependabot' },
      ['actions acme/shop', 'dependabot acme/shop'],
    ],
    [
      'every kind of every repository',
      { repositories: 'acme/api\nacme/web', kinds: 'codespaces\nagents, codespaces' },
      ['codespaces acme/api', 'agents acme/api', 'codespaces acme/web', 'agents acme/web'],
    ],
    ['an organization alone: not the own repository', { organization: 'acme' }, ['actions acme']],
    [
      'every kind of an organization, and an environment as Actions alone',
      { organization: 'Acme', environments: 'production', kinds: 'dependabot, agents' },
      ['actions acme/shop production', 'dependabot acme', 'agents acme'],
    ],
    [
      'a place that is named twice, once',
      { repositories: 'acme/api, ACME/Api', organization: 'acme' },
      ['actions acme/api', 'actions acme'],
    ],
    ['a pattern alone: no place before it is looked up', { repositories: 'acme/*' }, []],
    [
      'an environment alone, where a list of repositories is empty',
      { repositories: ',', environments: 'production' },
      ['actions acme/shop production'],
    ],
  ])('%s', (_, inputs, expected) => {
    expect(places(inputs)).toEqual(expected)
  })

  test('patterns, each once', () => {
    const repositories = 'acme/*, acme/Deploy-*-prod, ACME/deploy-*-PROD, acme/topic:Scaleway, acme/shop'
    expect(targets({ repositories, kinds: 'actions, agents' })).toMatchObject({
      places: [
        { kind: 'actions', scope: 'repository', owner: 'acme', repo: 'shop' },
        { kind: 'agents', scope: 'repository', owner: 'acme', repo: 'shop' },
      ],
      patterns: [
        { owner: 'acme', name: '*' },
        { owner: 'ACME', name: 'deploy-*-PROD' },
        { owner: 'acme', topic: 'scaleway' },
      ],
      kinds: ['actions', 'agents'],
    })
  })

  test.each<[string, Values, unknown]>([
    ['nothing is said', {}, undefined],
    ['all', { visibility: 'all' }, { visibility: 'all' }],
    ['private', { visibility: 'private' }, { visibility: 'private' }],
    ['selected, as they are', { visibility: 'selected' }, { visibility: 'selected' }],
    [
      'selected repositories, which say so by themselves',
      { 'selected-repositories': 'shop, ACME/api' },
      {
        visibility: 'selected',
        repositories: [
          { owner: 'acme', repo: 'shop' },
          { owner: 'ACME', repo: 'api' },
        ],
      },
    ],
  ])('who reads the secrets of an organization: %s', (_, inputs, access) => {
    const [place] = targets({ organization: 'acme', ...inputs }).places
    expect(place).toEqual({
      kind: 'actions',
      scope: 'organization',
      organization: 'acme',
      ...(access !== undefined && { access }),
    })
  })

  test('the names of variables, in upper case; a secret may have the same', () => {
    expect(targets({ 'access-key-variable': 'scw_access_key, KEY_ID\nSCW_ACCESS_KEY' }).names).toMatchObject({
      accessKey: ['SCW_ACCESS_KEY'],
      accessKeyVariable: ['SCW_ACCESS_KEY', 'KEY_ID'],
    })
    expect(targets({ 'access-key-variable': 'none' }).names.accessKeyVariable).toEqual([])
    expect(targets({ repositories: 'acme/*', 'access-key-variable': 'ID' }).names.accessKeyVariable).toEqual([
      'ID',
    ])
    expect(
      targets({
        kinds: 'dependabot',
        repositories: 'acme/api',
        environments: 'production',
        'access-key-variable': 'ID',
      }).names.accessKeyVariable,
    ).toEqual(['ID'])
  })
})

describe('what is wrong with places', () => {
  test.each<[Values, string, string]>([
    [{ kinds: 'action' }, 'kinds', '"action" is not a kind of secret'],
    [{ kinds: ',' }, 'kinds', 'no kind of secret is listed'],
    [{ kinds: ',', environments: 'production' }, 'kinds', 'no kind of secret is listed'],
    [
      { kinds: ',', repositories: 'acme/*', 'access-key-variable': 'ID' },
      'kinds',
      'no kind of secret is listed',
    ],
    [
      { kinds: 'dependabot, agents', environments: 'production' },
      'kinds',
      'environments have Actions secrets only, and no other target can have the given kinds (dependabot, agents)',
    ],
    [{ organization: 'acme/shop' }, 'organization', '"acme/shop" is not an organization name'],
    [{ organization: '..' }, 'organization', '".." is not'],
    [{ organization: 'acme', visibility: 'public' }, 'visibility', '"public" is not a visibility'],
    [{ visibility: 'all' }, 'visibility', 'set without organization'],
    [{ 'selected-repositories': 'shop' }, 'selected-repositories', 'set without organization'],
    [
      { organization: 'acme', visibility: 'private', 'selected-repositories': 'shop' },
      'selected-repositories',
      'set, but visibility is private',
    ],
    [
      { organization: 'acme', 'selected-repositories': 'octo/shop' },
      'selected-repositories',
      '"octo/shop" is not a repository of the organization acme',
    ],
    [
      { organization: 'acme', 'selected-repositories': 'sh*' },
      'selected-repositories',
      '"sh*" is not a repository',
    ],
    [
      { organization: 'acme', 'selected-repositories': ',' },
      'selected-repositories',
      'no repository is listed',
    ],
    [{ repositories: '*/shop' }, 'repositories', '"*/shop" is not a repository'],
    [{ repositories: '*' }, 'repositories', '"*" is not a repository'],
    [{ repositories: 'topic:scaleway' }, 'repositories', '"topic:scaleway" is not a repository'],
    [{ repositories: 'acme/topic:' }, 'repositories', '"acme/topic:" is not a repository'],
    [{ repositories: 'acme/topic:a b' }, 'repositories', 'is not a repository'],
    [{ repositories: 'acme/sh[op]*' }, 'repositories', 'is not a repository'],
    [{ environments: 'acme/*/production' }, 'environments', 'is not an environment'],
    [
      { 'access-key-variable': 'GITHUB_ID' },
      'access-key-variable',
      '"GITHUB_ID" is not a valid name for a GitHub',
    ],
    [
      { kinds: 'dependabot, agents', 'access-key-variable': 'KEY_ID' },
      'access-key-variable',
      'no target is for Actions (kinds: dependabot, agents)',
    ],
    // Where no place could be read, that alone is told.
    [{ repositories: 'shop', 'access-key-variable': 'KEY_ID' }, 'repositories', '"shop" is not a repository'],
    [
      { repositories: 'acme/*', kinds: 'agents', 'access-key-variable': 'KEY_ID' },
      'access-key-variable',
      'no target is for Actions',
    ],
  ])('%j: %s', (inputs, input, said) => {
    expect(problemsOf(given(inputs))).toMatchObject([
      { input, problem: expect.stringContaining(said), remedy: expect.stringMatching(/./) },
    ])
  })
})
