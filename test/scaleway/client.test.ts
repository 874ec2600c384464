import { Iamv1alpha1 } from '@scaleway/sdk-iam'
import { describe, expect, test } from '@jest/globals'
import { AmbiguousResult, RunProblems } from '../../src/rotation/model/ports.ts'
import { change, explainFailure, requireConfirmed, readWholeList } from '../../src/scaleway/client.ts'
import { json, serviceOf, thrownBy } from '../http/responses.ts'
import { sessionOver } from './session.ts'

const OWN = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }
const denied = (reason: string) => ({ type: 'denied_authentication', method: 'api_key', reason })
const lacking = (...details: readonly object[]) => ({ type: 'permissions_denied', details })

/** What a refusal of Scaleway is told as. */
async function told(status: number, body: object): Promise<readonly [string, string]> {
  const { fetch } = serviceOf(() => json(body, status))
  const session = sessionOver(fetch, OWN)
  const api = new Iamv1alpha1.API(session.client())
  const error = await thrownBy(
    explainFailure('read their own API key', 'scw-access-key', () => api.getAPIKey(OWN)),
  )
  const [problem] = error instanceof RunProblems ? error.problems : []
  if (problem === undefined) throw error
  return [problem.problem, problem.remedy]
}

test.each<readonly [string, number, object, string]>([
  ['a reason', 401, denied('not_found'), '(not_found)'],
  ['no reason', 401, {}, '(unknown)'],
])('a key that Scaleway does not accept, for %s', async (_, status, body, said) => {
  expect((await told(status, body))[0]).toBe(`Scaleway does not accept the credentials of the run ${said}`)
})

const IN_SECRET_MANAGER =
  'permission sets SecretManagerReadOnly, SecretManagerSecretAccess, SecretManagerSecretCreate, ' +
  'SecretManagerSecretWrite, SecretManagerSecretDelete in the Project'
const EVERYTHING = `permission set IAMApplicationManager in the Organization, and the ${IN_SECRET_MANAGER}`

test.each<readonly [string, object, string, string]>([
  ...(['read', 'access', 'create', 'write', 'delete'] as const).map(
    (action, at): [string, object, string, string] => [
      `to ${action} versions`,
      lacking({ action, resource: 'secret_version' }),
      ` (missing: ${action} on secret_version)`,
      `permission set ${IN_SECRET_MANAGER.split(' ')[2 + at]?.replace(',', '') ?? ''} in the Project, or correct scw-project-id`,
    ],
  ),
  [
    'that is new',
    lacking({ action: 'seal', resource: 'secret' }),
    ' (missing: seal on secret)',
    `${IN_SECRET_MANAGER}, or correct scw-project-id`,
  ],
  [
    'of an application',
    lacking({ action: 'read', resource: 'api_key' }),
    ' (missing: read on api_key)',
    'permission set IAMApplicationManager (or IAMManager) in the Organization',
  ],
  [
    'of something else',
    lacking({ action: 'read', resource: 'organization' }),
    ' (missing: read on organization)',
    EVERYTHING,
  ],
  ['that Scaleway does not name', {}, '', EVERYTHING],
])('a permission %s', async (_, body, missing, set) => {
  expect(await told(403, body)).toEqual([
    `the credentials of the run are not allowed to read their own API key${missing}`,
    `Give their bearer the ${set}`,
  ])
})

test.each([[1e12], [-1], ['many']])('a list that is said to hold %j is not read', async (count) => {
  const { fetch, asked } = serviceOf(() => json({ api_keys: [], total_count: count }))
  const session = sessionOver(fetch, OWN)
  const list = readWholeList(new Iamv1alpha1.API(session.client()).listAPIKeys({}))
  await expect(list).rejects.toThrow(`Scaleway announced a list of ${count} items`)
  expect(asked).toHaveLength(1)
})

describe('a change', () => {
  const sent = () => Promise.resolve(7)

  test('counts when its answer confirms it', async () => {
    expect(await change('do it', 'secret-name', sent, (answer) => answer + 1)).toBe(8)
  })

  test('has an unknown result when its answer does not confirm it, or cannot be read', async () => {
    const unconfirmed = change('do it', 'secret-name', sent, () => {
      requireConfirmed('the description', false)
    })
    await expect(unconfirmed).rejects.toBeInstanceOf(AmbiguousResult)
    await expect(unconfirmed).rejects.toThrow("Scaleway's answer does not confirm the description")
    const unreadable = Object.assign(new Error('could not parse'), { status: 200 })
    const failing = change('do it', 'secret-name', () => Promise.reject(unreadable), sent)
    await expect(failing).rejects.toBeInstanceOf(AmbiguousResult)
  })

  test.each([
    [503, true],
    [408, true],
    [409, false],
    [429, false],
  ])('that is refused with %d may have taken effect: %j', async (status, unknownEffect) => {
    const refusal = Object.assign(new Error('no'), { status })
    const error = await thrownBy(change('do it', 'secret-name', () => Promise.reject(refusal), sent))
    expect(error).toMatchObject({ name: 'RunProblems', unknownEffect })
  })
})
