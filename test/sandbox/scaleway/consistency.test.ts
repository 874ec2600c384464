import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type Consistency, type Sandbox, smallOrganization, startSandbox } from '../../../sandbox/index.ts'
import { refuseBrokenContracts } from '../../contracts/validate.ts'
import { iamKeys, scaleway, secretsPath } from '../client.ts'

const { rotator, deploy, projectId } = smallOrganization
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0 })
})
afterEach(async () => {
  await sandbox.stop()
  refuseBrokenContracts(sandbox.exchanges, { request: false })
})

const list = async (secretKey: string = rotator.secretKey) => {
  const { status, body } = await scaleway(sandbox, secretKey, 'GET', iamKeys)
  const { reason, total_count: total } = body as { reason?: string; total_count?: number }
  return [status, reason ?? total]
}
const newKey = (consistency: Consistency) => {
  sandbox.scaleway.setConsistency(consistency)
  return sandbox.scaleway.iam.createKey({ applicationId: rotator.applicationId })
}
const met = async (secretKey: string, times: number) => {
  const statuses = []
  for (let turn = 0; turn < times; turn += 1) {
    statuses.push((await list(secretKey))[0])
  }
  return statuses
}

test('a new key goes back and forth', async () => {
  const key = newKey({ flapping: ['ok', 'unknown', 'ok', 'forbidden'], newKeyUnknownFor: { requests: 1 } })
  expect(await met(key.secretKey, 6)).toEqual([200, 401, 200, 403, 401, 200])
  expect(await list()).toEqual([200, 4])
})

test('a new key is unknown, then without its permissions, by requests', async () => {
  const key = newKey({ newKeyUnknownFor: { requests: 2 }, permissionsDeniedFor: { requests: 1 } })
  expect(await met(key.secretKey, 4)).toEqual([401, 401, 403, 200])
  expect(sandbox.scaleway.iam.accepts(key.accessKey, key.secretKey)).toBe(true)
})

test('the same by time', async () => {
  const key = newKey({
    newKeyUnknownFor: { milliseconds: 10_000 },
    permissionsDeniedFor: { milliseconds: 60_000 },
  })
  expect(await met(key.secretKey, 1)).toEqual([401])
  sandbox.clock.advance(10_000)
  expect(await met(key.secretKey, 1)).toEqual([403])
  sandbox.clock.advance(50_000)
  expect(await met(key.secretKey, 1)).toEqual([200])
})

test('keys from before are not concerned', async () => {
  const key = sandbox.scaleway.iam.createKey({ applicationId: rotator.applicationId })
  sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 5 } })
  expect(await met(key.secretKey, 1)).toEqual([200])
})

test('lists are stale for so many lists', async () => {
  newKey({ staleListFor: { requests: 2 } })
  expect([await list(), await list(), await list()]).toEqual([
    [200, 3],
    [200, 3],
    [200, 4],
  ])
  sandbox.scaleway.iam.deleteKey(deploy.accessKey)
  expect([await list(), await list(), await list()]).toEqual([
    [200, 4],
    [200, 4],
    [200, 3],
  ])
})

test('lists are stale for so long', async () => {
  newKey({ staleListFor: { milliseconds: 30_000 } })
  expect(await list()).toEqual([200, 3])
  sandbox.clock.advance(30_000)
  expect(await list()).toEqual([200, 4])
})

test('a new secret is not found for a while', async () => {
  sandbox.scaleway.setConsistency({ newSecretUnknownFor: { requests: 2 } })
  const made = await scaleway(sandbox, rotator.secretKey, 'POST', secretsPath, {
    name: 'pair',
    project_id: projectId,
  })
  const path = `${secretsPath}/${(made.body as { id: string }).id}`
  const get = async (rest: string) => (await scaleway(sandbox, rotator.secretKey, 'GET', path + rest)).status
  expect([await get(''), await get('/versions'), await get('/versions'), await get('')]).toEqual([
    404, 404, 200, 200,
  ])
})
