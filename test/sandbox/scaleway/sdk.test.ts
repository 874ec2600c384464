// A client that nobody here wrote: the whole of Scaleway's own SDK, unmodified.

import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createClient, Iamv1alpha1, Secretv1beta1 } from '@scaleway/sdk'
import { Errors } from '@scaleway/sdk-client'
import { type Sandbox, smallOrganization, startSandbox } from '../../../sandbox/index.ts'
import { refuseBrokenContracts } from '../../contracts/validate.ts'

const { deploy, projectId } = smallOrganization
let sandbox: Sandbox
let iam: Iamv1alpha1.API
let secrets: Secretv1beta1.API

beforeAll(async () => {
  sandbox = await startSandbox({ clockSpeed: 0 })
  const env = sandbox.env()
  const client = createClient({
    apiURL: env['SCW_API_URL'] ?? '',
    accessKey: env['SCW_ACCESS_KEY'] ?? '',
    secretKey: env['SCW_SECRET_KEY'] ?? '',
    defaultOrganizationId: env['SCW_DEFAULT_ORGANIZATION_ID'] ?? '',
    defaultProjectId: env['SCW_DEFAULT_PROJECT_ID'] ?? '',
    defaultRegion: 'fr-par',
  })
  iam = new Iamv1alpha1.API(client)
  secrets = new Secretv1beta1.API(client)
})
afterAll(async () => {
  await sandbox.stop()
  refuseBrokenContracts(sandbox.exchanges, { request: false })
})

test('makes, lists, marks and deletes a key', async () => {
  const key = await iam.createAPIKey({ applicationId: deploy.applicationId, description: 'by the SDK' })
  expect(sandbox.scaleway.iam.accepts(key.accessKey, key.secretKey ?? '')).toBe(true)
  expect(key.createdAt).toBeInstanceOf(Date)
  const { apiKeys } = await iam.listAPIKeys({ bearerId: deploy.applicationId })
  expect(apiKeys.map(({ accessKey }) => accessKey)).toEqual([deploy.accessKey, key.accessKey])
  expect(await iam.listAPIKeys({ pageSize: 2 }).all()).toHaveLength(4)
  const marked = await iam.updateAPIKey({ accessKey: key.accessKey, description: 'marked' })
  expect(marked).toMatchObject({ description: 'marked', secretKey: null })
  await iam.deleteAPIKey({ accessKey: key.accessKey })
  await expect(iam.getAPIKey({ accessKey: key.accessKey })).rejects.toThrow(Errors.ResourceNotFoundError)
  const settings = await iam.getOrganizationSecuritySettings()
  expect(settings.maxApiKeyExpirationDuration).toBe('0s')
  expect((await iam.getQuotum({ quotumName: 'iam_api_keys' })).limits).toMatchObject([
    { global: true, limit: 100 },
  ])
})

test('stores and reads a pair', async () => {
  const secret = await secrets.createSecret({
    name: 'pair',
    projectId,
    type: 'key_value',
    protected: false,
    tags: ['a'],
  })
  const data = Buffer.from(JSON.stringify({ API_KEY: 'SCW', SECRET_KEY: 'fake' }))
  const version = await secrets.createSecretVersion({
    secretId: secret.id,
    data: data.toString('base64'),
    description: 'first',
    dataCrc32: crc32(data),
  })
  expect(version).toMatchObject({ revision: 1, status: 'enabled', latest: true })
  await secrets.updateSecretVersion({ secretId: secret.id, revision: '1', description: 'changed' })
  const byPath = await secrets.accessSecretVersionByPath({
    secretPath: '/',
    secretName: 'pair',
    projectId,
    revision: 'latest_enabled',
  })
  expect(byPath).toMatchObject({ revision: 1, data: data.toString('base64'), dataCrc32: crc32(data) })
  expect(
    (await secrets.listSecretVersions({ secretId: secret.id, status: ['enabled'] })).versions,
  ).toMatchObject([{ description: 'changed' }])
  await secrets.disableSecretVersion({ secretId: secret.id, revision: '1' })
  await expect(secrets.accessSecretVersion({ secretId: secret.id, revision: '1' })).rejects.toThrow(
    Errors.PreconditionFailedError,
  )
  await secrets.deleteSecretVersion({ secretId: secret.id, revision: '1' })
  await expect(
    secrets.createSecret({ name: 'pair', projectId, type: 'opaque', protected: false }),
  ).rejects.toThrow('cannot have same secret name in same path')
  await secrets.deleteSecret({ secretId: secret.id })
  expect((await secrets.listSecrets({ scheduledForDeletion: false, projectId })).totalCount).toBe(0)
})
