import { expect, test } from '@jest/globals'
import { needOf, permissionsFor, type PlaceKind } from '../../../src/github/targets/app-permissions.ts'

const kinds = ['actions', 'dependabot', 'codespaces', 'agents'] as const

const namesOf = (place: PlaceKind, variables = false): readonly string[] =>
  permissionsFor(place, 'write', variables).map(({ name, level }) => `${name}: ${level}`)

test.each<readonly [PlaceKind['scope'], readonly string[]]>([
  [
    'repository',
    ['secrets: write', 'dependabot_secrets: write', 'codespaces_secrets: write', 'agent_secrets: write'],
  ],
  [
    'environment',
    ['environments: write', 'environments: write', 'environments: write', 'environments: write'],
  ],
  [
    'organization',
    [
      'organization_secrets: write',
      'organization_dependabot_secrets: write',
      'organization_codespaces_secrets: write',
      'organization_agent_secrets: write',
    ],
  ],
])('the permission for each kind of secret of a place: %s', (scope, names) => {
  expect(kinds.flatMap((kind) => namesOf({ kind, scope }))).toEqual(names)
})

test('variables need one of their own, except in environments', () => {
  const variables = (scope: PlaceKind['scope']) => namesOf({ kind: 'actions', scope }, true)
  expect(variables('repository')).toEqual(['secrets: write', 'actions_variables: write'])
  expect(variables('organization')).toEqual([
    'organization_secrets: write',
    'organization_actions_variables: write',
  ])
  expect(variables('environment')).toEqual(['environments: write'])
})

test('what reads only asks for no more, where GitHub knows the difference', () => {
  const levels = kinds.flatMap((kind) => permissionsFor({ kind, scope: 'repository' }, 'read'))
  expect(levels.map(({ level }) => level)).toEqual(['read', 'read', 'write', 'read'])
  const place = {
    kind: 'actions',
    scope: 'environment',
    owner: 'acme',
    repo: 'shop',
    environment: 'x',
  } as const
  const environments = { name: 'environments', label: 'repository permission Environments' }
  expect(needOf(place, 'read')).toEqual({
    owner: 'acme',
    repository: 'shop',
    permissions: [{ ...environments, level: 'read' }],
    expected: [{ ...environments, level: 'write' }],
    about: 'environments',
  })
})
