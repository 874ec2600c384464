import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Grant, type Sandbox, smallOrganization, startSandbox } from '../../../sandbox/index.ts'
import { admin, base64, iamKeys, scaleway, secretsPath } from '../client.ts'

const { rotator, deploy, reader, projectId, otherProjectId } = smallOrganization
const byPath = '/secret-manager/v1beta1/regions/fr-par/secrets-by-path/versions/latest_enabled/access'
const wanted = '5ec7e700-0000-4000-8000-000000000001'
const other = '5ec7e700-0000-4000-8000-000000000002'
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2026-08-01T12:00:00Z') })
  for (const [id, name] of [
    [wanted, 'wanted'],
    [other, 'other'],
  ] as const)
    sandbox.scaleway.secrets.createSecret({ id, name, path: '/ci', projectId, versions: [{ payload: name }] })
})
afterEach(async () => {
  await sandbox.stop()
})

const allow = (...permissions: readonly Grant[]): void => {
  sandbox.scaleway.iam.setPermissions(reader.applicationId, permissions)
}
const get = (path: string) => scaleway(sandbox, reader.secretKey, 'GET', path)
const status = async (path: string): Promise<number> => (await get(path)).status
const access = (id: string): Promise<number> => status(`${secretsPath}/${id}/versions/latest_enabled/access`)
const accessByPath = (name: string): Promise<number> =>
  status(
    `${byPath}?${new URLSearchParams({ secret_name: name, secret_path: '/ci', project_id: projectId }).toString()}`,
  )
const listed = async (): Promise<unknown> => {
  const answer = await get(`${secretsPath}?project_id=${projectId}`)
  if (answer.status !== 200) return answer.status
  return (answer.body as { secrets: readonly { name: string }[] }).secrets.map(({ name }) => name)
}

describe("a condition on a secret's id", () => {
  test('opens that secret and no other', async () => {
    allow({ set: 'SecretManagerSecretAccess', condition: `resource.id == "${wanted}"` })
    expect([await access(wanted), await access(other)]).toEqual([200, 403])
  })

  test('adds to the Projects of its rule', async () => {
    allow({
      set: 'SecretManagerSecretAccess',
      projectIds: [otherProjectId],
      condition: `resource.id == "${wanted}"`,
    })
    expect(await access(wanted)).toBe(403)
  })

  test.each([
    [false, 403],
    [true, 200],
  ])('applies to a read by path that has the resource (%p)', async (pathHasResource, expected) => {
    sandbox.scaleway.changeSettings({ pathHasResource })
    allow({ set: 'SecretManagerSecretAccess', condition: `resource.id == "${wanted}"` })
    expect([await accessByPath('wanted'), await accessByPath('other'), await accessByPath('none')]).toEqual([
      expected,
      403,
      403,
    ])
  })

  test('that also admits requests without a resource opens every secret by path, where such a read has none', async () => {
    allow({ set: 'SecretManagerSecretAccess', condition: `resource.id == "${wanted}" || !has(resource.id)` })
    expect([await access(other), await accessByPath('other')]).toEqual([403, 200])
    sandbox.scaleway.changeSettings({ pathHasResource: true })
    expect(await accessByPath('other')).toBe(403)
  })

  test('refuses lists, unless it admits requests without a resource', async () => {
    allow({ set: 'SecretManagerReadOnly', condition: `resource.id == "${wanted}"` })
    expect(await listed()).toBe(403)
    expect([await status(`${secretsPath}/${wanted}`), await status(`${secretsPath}/${other}`)]).toEqual([
      200, 403,
    ])
    expect(await status(`${secretsPath}/${wanted}/versions`)).toBe(200)

    allow({ set: 'SecretManagerReadOnly', condition: `resource.id == "${wanted}" || !has(resource.id)` })
    expect(await listed()).toEqual(['other', 'wanted'])
    sandbox.scaleway.changeSettings({ listConditions: 'each' })
    expect(await listed()).toEqual(['wanted'])
  })

  test('refuses the creation of secrets, which have no id yet', async () => {
    allow({ set: 'SecretManagerSecretCreate', condition: `resource.id == "${wanted}"` })
    const create = (path: string, body: object) =>
      scaleway(sandbox, reader.secretKey, 'POST', `${secretsPath}${path}`, body)
    expect((await create('', { project_id: projectId, name: 'new' })).status).toBe(403)
    expect((await create(`/${wanted}/versions`, { data: base64('x') })).status).toBe(200)
    expect((await create(`/${other}/versions`, { data: base64('x') })).status).toBe(403)
  })
})

test.each([
  ['resource.name == "/ci/wanted"', 200, 403],
  ['resource.name.startsWith("/ci/w")', 200, 403],
  ['resource.name.startswith("/ci/w")', 200, 403],
  ['resource.locality == "fr-par"', 200, 200],
  [`resource.id in ["${wanted}", "${other}"]`, 200, 200],
  ['request.ip == "127.0.0.1"', 200, 200],
  ['request.ip == "192.0.2.1"', 403, 403],
  ['request.user_agent == "node"', 200, 200],
  ['request.time < timestamp("2026-08-01T12:00:00Z")', 403, 403],
  ['request.time < timestamp("2026-08-02T00:00:00Z")', 200, 200],
  // What cannot be evaluated, or is no boolean, is not fulfilled.
  ['resource.annotation == "x"', 403, 403],
  ['unknown(resource.id)', 403, 403],
  ['resource.id', 403, 403],
])('%s is evaluated as CEL', async (condition, one, another) => {
  allow({ set: 'SecretManagerSecretAccess', condition })
  expect([await access(wanted), await access(other)]).toEqual([one, another])
})

test('conditions limit which API key and which application can be read and changed', async () => {
  allow({ set: 'IAMApplicationManager', condition: `resource.id == "${deploy.accessKey}"` })
  expect(await status(`${iamKeys}/${deploy.accessKey}`)).toBe(200)
  expect(await status(`${iamKeys}/${rotator.accessKey}`)).toBe(403)
  expect(await status(iamKeys)).toBe(403)
  const created = await scaleway(sandbox, reader.secretKey, 'POST', iamKeys, {
    application_id: deploy.applicationId,
  })
  expect(created.status).toBe(403)

  allow({ set: 'IAMApplicationManager', condition: `resource.id == "${deploy.applicationId}"` })
  expect(await status(`/iam/v1alpha1/applications/${deploy.applicationId}`)).toBe(200)
  expect(await status(`/iam/v1alpha1/applications/${rotator.applicationId}`)).toBe(403)
})

test('a condition that is not CEL is refused when it is set', async () => {
  expect(() => {
    allow({ set: 'SecretManagerReadOnly', condition: 'resource.id = "x"' })
  }).toThrow()
  const path = `/_sandbox/scaleway/bearers/${reader.applicationId}/permissions`
  const set = (condition: string) =>
    admin(sandbox, 'PUT', path, { permissions: [{ set: 'SecretManagerReadOnly', condition }] })
  expect((await set('resource.id ==')).status).toBe(400)
  expect((await set('resource.id == "x"')).status).toBe(200)
})
