import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Sandbox, smallOrganization, startSandbox } from '../../../sandbox/index.ts'
import { refuseBrokenContracts } from '../../contracts/validate.ts'
import { day, iamKeys, scaleway } from '../client.ts'

const { rotator, deploy, reader, owner } = smallOrganization
const start = new Date('2026-03-01T12:00:00Z')
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start })
})
afterEach(async () => {
  await sandbox.stop()
  refuseBrokenContracts(sandbox.exchanges, { request: false })
})

const as = (secretKey: string | undefined) => (method: string, path: string, body?: unknown) =>
  scaleway(sandbox, secretKey, method, path, body)
const call = (method: string, path: string, body?: unknown) => as(rotator.secretKey)(method, path, body)
const create = (body: object) => call('POST', iamKeys, { application_id: deploy.applicationId, ...body })
const denied = (...needs: [string, string][]) => ({
  details: needs.map(([action, resource]) => ({ action, resource })),
  message: 'insufficient permissions',
  type: 'permissions_denied',
})
const invalid = (argument: string, reason: string) => ({
  details: [{ argument_name: argument, reason, help_message: expect.any(String) }],
  message: 'invalid argument(s)',
  type: 'invalid_arguments',
})

describe('signing in', () => {
  test.each([
    ['no key', undefined, 'invalid_argument'],
    ['not a UUID', 'secret', 'invalid_argument'],
    ['unknown', '00000000-0000-4000-8000-0000000000ff', 'not_found'],
  ])('%s', async (_name, secretKey, reason) => {
    const answer = await as(secretKey)('GET', iamKeys)
    expect([answer.status, answer.body]).toEqual([
      401,
      { message: 'authentication is denied', method: 'api_key', reason, type: 'denied_authentication' },
    ])
  })

  test('expired, and deleted', async () => {
    const key = sandbox.scaleway.iam.createKey({
      applicationId: rotator.applicationId,
      expiresAt: new Date(start.getTime() + day),
    })
    expect((await as(key.secretKey)('GET', iamKeys)).status).toBe(200)
    expect(sandbox.scaleway.iam.accepts(key.accessKey, key.secretKey)).toBe(true)
    sandbox.clock.advance(day)
    expect((await as(key.secretKey)('GET', iamKeys)).body).toMatchObject({ reason: 'expired' })
    expect(sandbox.scaleway.iam.accepts(key.accessKey, key.secretKey)).toBe(false)
    sandbox.scaleway.iam.deleteKey(key.accessKey)
    expect((await as(key.secretKey)('GET', iamKeys)).body).toMatchObject({ reason: 'not_found' })
  })

  test('a key whose bearer has no IAM permission gets a 403 for ever, even about itself', async () => {
    const answer = await as(deploy.secretKey)('GET', `${iamKeys}/${deploy.accessKey}`)
    expect([answer.status, answer.body]).toEqual([403, denied(['read', 'api_key'])])
  })
})

describe('making a key', () => {
  test('answers 200, and the secret key this once', async () => {
    const expiresAt = '2026-06-01T00:00:00Z'
    const made = await create({
      description: 'new',
      expires_at: expiresAt,
      default_project_id: smallOrganization.projectId,
    })
    expect(made.status).toBe(200)
    expect(made.headers.get('content-type')).toBe('application/json')
    const body = made.body as Record<string, string>
    expect(body).toEqual({
      access_key: expect.stringMatching(/^SCW[0-9A-Z]{17}$/),
      secret_key: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      application_id: deploy.applicationId,
      description: 'new',
      created_at: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{6}Z$/),
      updated_at: body['created_at'],
      expires_at: expiresAt,
      default_project_id: smallOrganization.projectId,
      editable: true,
      deletable: true,
      managed: false,
      creation_ip: '127.0.0.1',
    })
    const got = await call('GET', `${iamKeys}/${body['access_key'] ?? ''}`)
    expect(got.body).toEqual({ ...body, secret_key: null })
    expect(sandbox.scaleway.iam.accepts(body['access_key'] ?? '', body['secret_key'] ?? '')).toBe(true)
  })

  test('without more it gets the default Project and no expiry', async () => {
    expect((await create({})).body).toMatchObject({
      default_project_id: smallOrganization.id,
      expires_at: null,
      description: '',
    })
  })

  test.each([
    [{ description: 'x'.repeat(201) }, 'description', 'constraint'],
    [{ expires_at: '2026-03-01T11:59:59Z' }, 'expires_at', 'constraint'],
    [{ expires_at: 'tomorrow' }, 'expires_at', 'format'],
    [{ default_project_id: '00000000-0000-4000-8000-0000000000ff' }, 'default_project_id', 'constraint'],
    [{ default_project_id: 'shop' }, 'default_project_id', 'format'],
    [{ user_id: owner.userId }, 'bearer', 'required'],
    [{ application_id: null }, 'bearer', 'required'],
  ])('refuses %j', async (body, argument, reason) => {
    const answer = await create(body)
    expect([answer.status, answer.body]).toEqual([400, invalid(argument, reason)])
  })

  test('refuses more than the quota', async () => {
    sandbox.scaleway.changeSettings({ keyQuota: 3 })
    const answer = await create({})
    expect([answer.status, answer.body]).toEqual([
      403,
      expect.objectContaining({
        type: 'quotas_exceeded',
        details: [{ resource: 'iam_api_keys', quota: 3, current: 3 }],
      }),
    ])
  })

  test('refuses more than the longest lifetime, and none', async () => {
    sandbox.scaleway.changeSettings({ maxKeyLifetime: 90 * 24 * 60 * 60 })
    expect((await create({})).body).toEqual(invalid('expires_at', 'constraint'))
    expect((await create({ expires_at: '2026-06-01T00:00:00Z' })).status).toBe(400)
    expect((await create({ expires_at: '2026-05-01T00:00:00Z' })).status).toBe(200)
  })

  test('needs a permission; unknown applications are not found; nobody makes keys for another user', async () => {
    const own = await as(deploy.secretKey)('POST', iamKeys, { application_id: deploy.applicationId })
    expect([own.status, own.body]).toEqual([403, denied(['write', 'api_key'], ['write', 'self_api_key'])])
    const foreign = await as(deploy.secretKey)('POST', iamKeys, { application_id: reader.applicationId })
    expect([foreign.status, foreign.body]).toEqual([403, denied(['write', 'api_key'])])
    sandbox.scaleway.changeSettings({ selfKeys: true })
    expect(
      (await as(deploy.secretKey)('POST', iamKeys, { application_id: deploy.applicationId })).status,
    ).toBe(200)

    const unknown = '00000000-0000-4000-8000-0000000000ff'
    expect((await create({ application_id: unknown })).body).toEqual({
      message: 'resource is not found',
      resource: 'application',
      resource_id: unknown,
      type: 'not_found',
    })
    const other = sandbox.scaleway.iam.createUser({ email: 'other@acme.example', permissions: [] })
    const key = sandbox.scaleway.iam.createKey({ userId: owner.userId })
    expect((await as(key.secretKey)('POST', iamKeys, { user_id: other.id })).status).toBe(403)
    expect((await as(key.secretKey)('POST', iamKeys, { user_id: owner.userId })).body).toMatchObject({
      user_id: owner.userId,
    })
  })

  test.each([
    ['IAMManager', 200],
    ['IAMApplicationManager', 200],
    ['IAMReadOnly', 403],
    ['SecretManagerFullAccess', 403],
  ] as const)('%s: %d', async (set, status) => {
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, [set])
    expect((await create({})).status).toBe(status)
  })
})

describe('listing keys', () => {
  const list = async (query: string) => {
    const { body } = await call('GET', `${iamKeys}?${query}`)
    const { api_keys: keys, total_count: total } = body as {
      api_keys: { access_key: string; secret_key: string | null }[]
      total_count: number
    }
    expect(keys.every((key) => key.secret_key === null)).toBe(true)
    return [keys.map((key) => key.access_key), total]
  }

  test('filters and orders', async () => {
    const all = [deploy.accessKey, reader.accessKey, rotator.accessKey]
    expect(await list('')).toEqual([all, 3])
    expect(await list('order_by=created_at_desc')).toEqual([all.toReversed(), 3])
    expect(await list(`bearer_id=${deploy.applicationId}`)).toEqual([[deploy.accessKey], 1])
    expect(await list('description=made+by+hand')).toEqual([[deploy.accessKey], 1])
    expect(await list(`access_keys=${deploy.accessKey}&access_keys=${reader.accessKey}`)).toEqual([
      all.slice(0, 2),
      2,
    ])
    expect(await list('bearer_type=user')).toEqual([[], 0])
    expect(await list(`organization_id=${smallOrganization.id}&bearer_type=application`)).toEqual([all, 3])
    const short = sandbox.scaleway.iam.createKey({
      applicationId: deploy.applicationId,
      expiresAt: new Date(start.getTime() + 1000),
    })
    sandbox.clock.advance(5000)
    expect(await list('expired=true')).toEqual([[short.accessKey], 1])
    expect(await list('expired=false')).toEqual([all, 3])
  })

  test('comes in pages', async () => {
    const made = Array.from(
      { length: 102 },
      () => sandbox.scaleway.iam.createKey({ applicationId: deploy.applicationId }).accessKey,
    )
    const mine = `bearer_id=${deploy.applicationId}`
    expect(await list(mine)).toEqual([[deploy.accessKey, ...made.slice(0, 19)], 103])
    expect(await list(`${mine}&page=2&page_size=100`)).toEqual([made.slice(99), 103])
    expect((await call('GET', `${iamKeys}?page_size=101`)).body).toEqual(invalid('page_size', 'constraint'))
    expect((await call('GET', `${iamKeys}?page=0`)).body).toEqual(invalid('page', 'constraint'))
  })

  test('needs a permission; users see their own', async () => {
    expect((await as(deploy.secretKey)('GET', iamKeys)).body).toEqual(denied(['read', 'api_key']))
    const user = sandbox.scaleway.iam.createUser({ email: 'other@acme.example', permissions: [] })
    const key = sandbox.scaleway.iam.createKey({ userId: user.id })
    expect((await as(key.secretKey)('GET', iamKeys)).body).toMatchObject({ total_count: 1 })
  })
})

describe('changing and deleting keys', () => {
  const path = `${iamKeys}/${deploy.accessKey}`

  test('description and Project', async () => {
    sandbox.clock.advance(60_000)
    const answer = await call('PATCH', path, { description: 'marked', default_project_id: null })
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({
        description: 'marked',
        secret_key: null,
        default_project_id: smallOrganization.projectId,
        updated_at: expect.stringMatching(/^2026-03-01T12:01/),
      }),
    ])
    expect((await call('PATCH', path, { description: 'x'.repeat(201) })).status).toBe(400)
    expect((await as(deploy.secretKey)('PATCH', path, { description: 'mine' })).body).toEqual(
      denied(['write', 'api_key'], ['write', 'self_api_key']),
    )
  })

  test('an expiry can be added, not changed, unless the sandbox is told so', async () => {
    const set = (time: string) => call('PATCH', path, { expires_at: time })
    expect((await set('2026-04-01T00:00:00Z')).body).toMatchObject({ expires_at: '2026-04-01T00:00:00Z' })
    expect((await set('2026-05-01T00:00:00Z')).body).toEqual(invalid('expires_at', 'constraint'))
    sandbox.scaleway.changeSettings({ expiryChangeable: true })
    expect((await set('2026-05-01T00:00:00Z')).body).toMatchObject({ expires_at: '2026-05-01T00:00:00Z' })
  })

  test('a deleted one is gone, and remembered', async () => {
    const answer = await call('DELETE', path)
    expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([
      204,
      '',
      'application/json',
    ])
    const gone = {
      message: 'resource is not found',
      resource: 'access_key',
      resource_id: deploy.accessKey,
      type: 'not_found',
    }
    expect((await call('DELETE', path)).body).toEqual(gone)
    const got = await call('GET', path)
    expect([got.status, got.body]).toEqual([404, gone])
    expect((await call('PATCH', path, {})).status).toBe(404)
    expect(sandbox.scaleway.iam.key(deploy.accessKey)?.deletedAt?.toISOString()).toMatch(/^2026-03-01T12:00/)
    expect((await as(deploy.secretKey)('GET', path)).status).toBe(401)
  })
})

describe('the rest of IAM', () => {
  test('applications', async () => {
    const { body } = await call('GET', `/iam/v1alpha1/applications/${deploy.applicationId}`)
    expect(body).toEqual({
      id: deploy.applicationId,
      name: 'deploy',
      description: 'Puts the shop into its bucket',
      created_at: '2025-12-01T12:00:00.000417Z',
      updated_at: '2025-12-01T12:00:00.000417Z',
      organization_id: smallOrganization.id,
      editable: true,
      deletable: true,
      managed: false,
      nb_api_keys: 1,
      tags: [],
    })
    const list = `/iam/v1alpha1/applications?organization_id=${smallOrganization.id}`
    expect((await call('GET', `${list}&order_by=name_asc`)).body).toMatchObject({
      applications: [{ name: 'deploy' }, { name: 'reader' }, { name: 'rotator' }],
      total_count: 3,
    })
    expect((await call('GET', `${list}&name=rea`)).body).toMatchObject({ total_count: 1 })
    expect((await call('GET', '/iam/v1alpha1/applications/deploy')).status).toBe(400)
    expect((await call('GET', `/iam/v1alpha1/applications/${owner.userId}`)).status).toBe(404)
    expect((await as(deploy.secretKey)('GET', list)).body).toEqual(denied(['read', 'application']))
  })

  test('users', async () => {
    const path = `/iam/v1alpha1/users/${owner.userId}`
    expect((await call('GET', path)).body).toMatchObject({
      id: owner.userId,
      type: 'owner',
      email: 'owner@acme.example',
    })
    expect((await as(deploy.secretKey)('GET', path)).body).toEqual(
      denied(['read', 'user'], ['read', 'self_user']),
    )
  })

  test('security settings and quotas, for those who may read them', async () => {
    const settings = `/iam/v1alpha1/organizations/${smallOrganization.id}/security-settings`
    const quota = '/iam/v1alpha1/quota/iam_api_keys'
    expect((await call('GET', settings)).body).toMatchObject({ max_api_key_expiration_duration: '0s' })
    sandbox.scaleway.changeSettings({ maxKeyLifetime: 7_776_000 })
    expect((await call('GET', settings)).body).toMatchObject({ max_api_key_expiration_duration: '7776000s' })
    expect((await call('GET', `${quota}?organization_id=${smallOrganization.id}`)).body).toMatchObject({
      name: 'iam_api_keys',
      limit: 100,
      limits: [{ global: true, limit: 100 }],
    })
    expect((await call('GET', '/iam/v1alpha1/quota?quotum_names=iam_api_keys')).body).toMatchObject({
      total_count: 1,
    })
    expect((await call('GET', '/iam/v1alpha1/quota/nothing')).status).toBe(404)
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMApplicationManager'])
    expect((await call('GET', settings)).body).toEqual(denied(['read', 'organization']))
    expect((await call('GET', quota)).body).toEqual(denied(['read', 'quota']))
  })
})
