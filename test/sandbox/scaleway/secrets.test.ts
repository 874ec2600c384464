import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type Sandbox,
  type ScalewaySecretSeed,
  smallOrganization,
  startSandbox,
} from '../../../sandbox/index.ts'
import { refuseBrokenContracts } from '../../contracts/validate.ts'
import { type Answer, base64, day, scaleway, secretsPath } from '../client.ts'

const { rotator, deploy, reader, projectId, otherProjectId } = smallOrganization
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2026-03-01T12:00:00Z') })
})
afterEach(async () => {
  await sandbox.stop()
  refuseBrokenContracts(sandbox.exchanges, { request: false })
})

const as = (secretKey: string) => (method: string, path: string, body?: unknown) =>
  scaleway(sandbox, secretKey, method, path, body)
const call = (method: string, path: string, body?: unknown) => as(rotator.secretKey)(method, path, body)
const byHand = (seed: Partial<ScalewaySecretSeed> = {}) =>
  sandbox.scaleway.secrets.createSecret({ name: 'pair', projectId, ...seed })
const problem = ({ status, body }: Answer) => {
  const { type, details } = body as {
    type: string
    details?: { argument_name?: string; help_message?: string }[]
  }
  return [status, type, details?.map((detail) => detail.argument_name ?? detail)]
}
const pair = { API_KEY: 'SCWFAKE0000000000000', SECRET_KEY: 'fa4e0000-0000-4000-8000-0000000000aa' }

describe('secrets', () => {
  test('are made, read, changed', async () => {
    const made = await call('POST', secretsPath, {
      project_id: projectId,
      name: 'pair',
      type: 'key_value',
      tags: null,
    })
    expect(made.status).toBe(200)
    const secret = made.body as Record<string, string>
    expect(secret).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      project_id: projectId,
      name: 'pair',
      status: 'ready',
      created_at: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{6}Z$/),
      updated_at: secret['created_at'],
      tags: [],
      version_count: 0,
      description: '',
      managed: false,
      type: 'key_value',
      protected: false,
      path: '/',
      ephemeral_policy: null,
      used_by: [],
      deletion_requested_at: null,
      key_id: null,
      region: 'fr-par',
    })
    const path = `${secretsPath}/${secret['id'] ?? ''}`
    expect((await call('GET', path)).body).toEqual(secret)
    expect((await call('PATCH', path, { tags: ['one'], description: 'd', path: '/ci' })).body).toMatchObject({
      name: 'pair',
      tags: ['one'],
      description: 'd',
      path: '/ci',
    })
  })

  test('no two of one name in one path', async () => {
    byHand()
    const again = { project_id: projectId, name: 'pair' }
    const answer = await call('POST', secretsPath, again)
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        details: [
          {
            argument_name: 'name',
            help_message: 'cannot have same secret name in same path',
            reason: 'format',
          },
        ],
        message: 'invalid argument(s)',
        type: 'invalid_arguments',
      },
    ])
    expect((await call('POST', secretsPath, { ...again, path: '/other' })).status).toBe(200)
    expect((await call('POST', secretsPath.replace('fr-par', 'nl-ams'), again)).status).toBe(200)
    const other = byHand({ name: 'other' })
    expect((await call('PATCH', `${secretsPath}/${other.id}`, { name: 'pair' })).status).toBe(400)
    expect((await call('PATCH', `${secretsPath}/${other.id}`, { name: 'other' })).status).toBe(200)
  })

  test('bad arguments, all at once', async () => {
    expect(
      problem(await call('POST', secretsPath, { project_id: 'shop', type: 'magic', path: 'ci', tags: [1] })),
    ).toEqual([400, 'invalid_arguments', ['project_id', 'name', 'path', 'type', 'tags']])
    expect(problem(await call('GET', `${secretsPath.replace('fr-par', 'us-east')}/pair`))).toEqual([
      400,
      'invalid_arguments',
      ['region', 'secret_id'],
    ])
  })

  test('lists filter and come in pages', async () => {
    byHand({ name: 'b', tags: ['x', 'y'] })
    byHand({ name: 'a', path: '/ci', type: 'key_value' })
    byHand({ name: 'c', projectId: otherProjectId })
    byHand({ name: 'd', region: 'nl-ams' })
    const gone = byHand({ name: 'e' })
    sandbox.scaleway.secrets.deleteSecret(gone.id)
    const names = async (query: string) => {
      const { body } = await call('GET', `${secretsPath}?${query}`)
      const { secrets, total_count: total } = body as { secrets: { name: string }[]; total_count: number }
      return [secrets.map(({ name }) => name).join(''), total]
    }
    expect(await names('')).toEqual(['ab', 2])
    expect(await names('order_by=created_at_asc')).toEqual(['ba', 2])
    expect(await names(`project_id=${projectId}&name=b`)).toEqual(['b', 1])
    expect(await names('path=%2Fci&type=key_value')).toEqual(['a', 1])
    expect(await names('path=%2F&type=unknown_type')).toEqual(['b', 1])
    expect(await names('tags=x&tags=y')).toEqual(['b', 1])
    expect(await names('tags=x&tags=z')).toEqual(['', 0])
    expect(await names('scheduled_for_deletion=true')).toEqual(['e', 1])
    expect(await names('page=2&page_size=1')).toEqual(['b', 2])
    expect((await call('GET', `${secretsPath}?project_id=${otherProjectId}`)).status).toBe(403)
  })

  test('are deleted in seven days, unless they are protected or locked', async () => {
    const { id } = byHand({ versions: [{ payload: 'x' }] })
    const path = `${secretsPath}/${id}`
    expect((await call('POST', `${path}/protect`, {})).body).toMatchObject({ protected: true })
    const refused = await call('DELETE', path)
    expect([refused.status, refused.body]).toEqual([
      412,
      {
        help_message: 'cannot delete a protected secret',
        message: 'precondition is not respected',
        precondition: 'protected_resource',
        type: 'precondition_failed',
      },
    ])
    expect((await call('POST', `${path}/unprotect`, {})).body).toMatchObject({ protected: false })

    sandbox.scaleway.secrets.changeSecret(id, { status: 'locked' })
    expect((await call('GET', path)).body).toMatchObject({ status: 'locked' })
    for (const [method, rest, body] of [
      ['DELETE', '', undefined],
      ['PATCH', '', {}],
      ['POST', '/versions', { data: base64('y') }],
      ['GET', '/versions/1/access', undefined],
    ] as const) {
      expect(problem(await call(method, path + rest, body)).slice(0, 2)).toEqual([423, 'locked'])
    }
    sandbox.scaleway.secrets.changeSecret(id, { status: 'ready' })

    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).body).toMatchObject({
      deletion_requested_at: expect.stringMatching(/^2026-03-01/),
    })
    expect((await call('GET', `${path}/versions/1/access`)).status).toBe(404)
    expect((await call('POST', `${path}/restore`, {})).body).toMatchObject({ deletion_requested_at: null })
    expect((await call('GET', `${path}/versions/1/access`)).status).toBe(200)
    await call('DELETE', path)
    sandbox.clock.advance(7 * day)
    const gone = await call('GET', path)
    expect([gone.status, gone.body]).toEqual([
      404,
      { message: 'resource is not found', resource: 'secret', resource_id: id, type: 'not_found' },
    ])
  })
})

describe('versions', () => {
  test('are made, listed newest first, read, described', async () => {
    const { id } = byHand({ type: 'key_value' })
    const path = `${secretsPath}/${id}/versions`
    expect((await call('GET', path)).body).toEqual({ versions: [], total_count: 0 })
    const payload = JSON.stringify(pair)
    const made = await call('POST', path, {
      data: base64(pair),
      description: 'first',
      data_crc32: crc32(payload),
    })
    expect(made.status).toBe(200)
    const first = made.body as Record<string, string>
    expect(first).toEqual({
      revision: 1,
      secret_id: id,
      status: 'enabled',
      created_at: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{6}Z$/),
      updated_at: first['created_at'],
      deleted_at: null,
      description: 'first',
      latest: true,
      ephemeral_properties: null,
      deletion_requested_at: null,
      region: 'fr-par',
    })
    expect((await call('POST', path, { data: base64(pair) })).body).toMatchObject({
      revision: 2,
      latest: true,
    })
    expect((await call('GET', path)).body).toMatchObject({
      versions: [
        { revision: 2, latest: true },
        { revision: 1, latest: false },
      ],
      total_count: 2,
    })
    expect((await call('GET', `${path}?page=2&page_size=1`)).body).toMatchObject({
      versions: [{ revision: 1 }],
      total_count: 2,
    })
    expect((await call('PATCH', `${path}/1`, { description: 'changed' })).body).toMatchObject({
      description: 'changed',
      revision: 1,
    })
    expect((await call('GET', `${path}/1/access`)).body).toEqual({
      secret_id: id,
      revision: 1,
      data: base64(pair),
      data_crc32: crc32(payload),
      type: 'key_value',
    })
    expect((await call('GET', `${path}/latest/access`)).body).toMatchObject({ revision: 2, data_crc32: null })
    expect((await call('GET', `${secretsPath}/${id}`)).body).toMatchObject({ version_count: 2 })
    expect((await call('GET', `${path}/3`)).status).toBe(404)
    expect((await call('GET', `${path}/newest`)).status).toBe(400)
  })

  test.each([
    [
      'a nested value',
      { key: 'value', invalid: {} },
      '- invalid: Invalid type. Expected: string, given: object\n',
    ],
    ['a number', { key: 1 }, '- key: Invalid type. Expected: string, given: integer\n'],
    ['a list', ['a'], '- (root): Invalid type. Expected: object, given: array\n'],
  ])('a key_value payload with %s is refused', async (_name, payload, help) => {
    const { id } = byHand({ type: 'key_value' })
    const answer = await call('POST', `${secretsPath}/${id}/versions`, { data: base64(payload) })
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        details: [{ argument_name: 'data', help_message: help, reason: 'format' }],
        message: 'invalid argument(s)',
        type: 'invalid_arguments',
      },
    ])
  })

  test.each([
    [{ data: base64('no JSON') }, 'data'],
    [{ data: 'no base64!' }, 'data'],
    [{}, 'data'],
    [{ data: base64({ a: 'x'.repeat(64 * 1024) }) }, 'data'],
    [{ data: base64(pair), data_crc32: 1 }, 'data_crc32'],
    [{ data: base64(pair), data_crc32: -1 }, 'data_crc32'],
  ])('refuses %.60j', async (body, argument) => {
    const { id } = byHand({ type: 'key_value' })
    expect(problem(await call('POST', `${secretsPath}/${id}/versions`, body))).toEqual([
      400,
      'invalid_arguments',
      [argument],
    ])
    expect(sandbox.scaleway.secrets.secret(id)?.versions).toEqual([])
  })

  test('at most 20, those that are scheduled for deletion included', async () => {
    const { id } = byHand({ versions: Array.from({ length: 20 }, () => ({ payload: 'x' })) })
    const path = `${secretsPath}/${id}/versions`
    const add = () => call('POST', path, { data: base64('y') })
    const full = [403, 'quotas_exceeded', [{ resource: 'secret_versions', quota: 20, current: 20 }]]
    expect(problem(await add())).toEqual(full)
    expect((await call('DELETE', `${path}/1`)).status).toBe(204)
    expect(problem(await add())).toEqual(full)
    sandbox.clock.advance(7 * day)
    expect((await add()).body).toMatchObject({ revision: 21 })
    sandbox.scaleway.changeSettings({ countedVersions: ['enabled'] })
    sandbox.scaleway.secrets.disableVersion(id, 2)
    expect((await add()).body).toMatchObject({ revision: 22 })
  })

  test('disabled, enabled, deleted, restored', async () => {
    const { id } = byHand({ versions: [{ payload: 'one' }, { payload: 'two' }, { payload: 'three' }] })
    const path = `${secretsPath}/${id}/versions`
    const access = async (revision: string) => {
      const { status, body } = await call('GET', `${path}/${revision}/access`)
      return status === 200 ? Buffer.from((body as { data: string }).data, 'base64').toString() : status
    }
    expect((await call('POST', `${path}/3/disable`, {})).body).toMatchObject({
      status: 'disabled',
      latest: true,
    })
    expect([await access('3'), await access('latest'), await access('latest_enabled')]).toEqual([
      412,
      412,
      'two',
    ])
    expect((await call('POST', `${path}/latest/enable`, {})).body).toMatchObject({ status: 'enabled' })
    expect(await access('3')).toBe('three')

    expect((await call('DELETE', `${path}/latest`)).status).toBe(204)
    expect((await call('GET', `${path}/3`)).body).toMatchObject({
      status: 'scheduled_for_deletion',
      deletion_requested_at: expect.stringMatching(/^2026-03-01/),
      latest: false,
    })
    expect([await access('3'), await access('latest')]).toEqual([404, 'two'])
    expect((await call('POST', `${path}/3/enable`, {})).status).toBe(412)
    expect((await call('POST', `${path}/3/restore`, {})).body).toMatchObject({
      status: 'disabled',
      deletion_requested_at: null,
    })
    await call('DELETE', `${path}/3`)
    sandbox.clock.advance(8 * day)
    expect((await call('GET', `${path}/3`)).body).toMatchObject({
      status: 'deleted',
      deleted_at: expect.stringMatching(/^2026-03-08/),
    })
    expect(sandbox.scaleway.secrets.payload(id, 3)).toBeUndefined()
    expect((await call('DELETE', `${path}/3`)).status).toBe(404)
    const listed = async (query: string) =>
      ((await call('GET', `${path}${query}`)).body as { versions: { revision: number }[] }).versions.map(
        (one) => one.revision,
      )
    expect(await listed('')).toEqual([3, 2, 1])
    expect(await listed('?status=enabled&status=disabled')).toEqual([2, 1])
    sandbox.scaleway.changeSettings({ listDeletedVersions: false })
    expect(await listed('')).toEqual([2, 1])
  })

  test('disable_previous', async () => {
    const { id } = byHand({ versions: [{ payload: 'one' }] })
    await call('POST', `${secretsPath}/${id}/versions`, { data: base64('two'), disable_previous: true })
    expect(sandbox.scaleway.secrets.secret(id)?.versions.map(({ status }) => status)).toEqual([
      'disabled',
      'enabled',
    ])
  })

  test('by path, in one call', async () => {
    byHand({
      name: 'a b',
      path: '/ci',
      versions: [{ payload: 'one' }, { payload: 'two', status: 'disabled' }],
    })
    const path = (revision: string, query: string) =>
      `${secretsPath}-by-path/versions/${revision}/access?project_id=${projectId}&${query}`
    const found = await as(reader.secretKey)(
      'GET',
      path('latest_enabled', 'secret_path=%2Fci&secret_name=a%20b'),
    )
    expect(found.body).toMatchObject({ revision: 1, data: base64('one') })
    expect((await call('GET', path('latest', 'secret_path=/&secret_name=a%20b'))).status).toBe(404)
    expect(problem(await call('GET', path('latest', 'secret_path=/ci')))).toEqual([
      400,
      'invalid_arguments',
      ['secret_name'],
    ])
  })
})

describe('permissions', () => {
  test('reader: payloads only, of its Project only', async () => {
    const { id } = byHand({ versions: [{ payload: 'x' }] })
    const elsewhere = byHand({ projectId: otherProjectId, versions: [{ payload: 'x' }] })
    const get = async (path: string) => (await as(reader.secretKey)('GET', `${secretsPath}${path}`)).status
    expect(await get(`/${id}/versions/1/access`)).toBe(200)
    expect(await get(`/${elsewhere.id}/versions/1/access`)).toBe(403)
    expect(await get(`/${id}`)).toBe(403)
    expect(await get(`/${id}/versions`)).toBe(403)
    expect(await get('')).toBe(403)
  })

  test('a 403 names what is missing', async () => {
    const { id } = byHand({ versions: [{ payload: 'x' }] })
    const details = async (method: string, path: string, body?: unknown) =>
      problem(await as(deploy.secretKey)(method, `${secretsPath}${path}`, body))
    const denied = (resource: string, action: string) => [403, 'permissions_denied', [{ resource, action }]]
    expect(await details('POST', '', { name: 'x', project_id: projectId })).toEqual(
      denied('secret', 'create'),
    )
    expect(await details('GET', `/${id}`)).toEqual(denied('secret', 'read'))
    expect(await details('POST', `/${id}/versions`, { data: base64('y') })).toEqual(
      denied('secret_version', 'create'),
    )
    expect(await details('GET', `/${id}/versions/1/access`)).toEqual(denied('secret_version', 'access'))
    expect(await details('PATCH', `/${id}/versions/1`, {})).toEqual(denied('secret_version', 'write'))
    expect(await details('DELETE', `/${id}`)).toEqual(denied('secret', 'delete'))
  })

  test.each([
    ['SecretManagerFullAccess', [200, 200, 200, 200, 204]],
    ['SecretManagerReadOnly', [403, 200, 403, 403, 403]],
    ['SecretManagerSecretAccess', [403, 403, 200, 403, 403]],
    ['SecretManagerSecretCreate', [200, 403, 403, 403, 403]],
    ['SecretManagerSecretWrite', [403, 403, 403, 200, 403]],
    ['SecretManagerSecretDelete', [403, 403, 403, 403, 204]],
  ] as const)('%s', async (set, statuses) => {
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, [set])
    const { id } = byHand({ versions: [{ payload: 'x' }] })
    expect([
      (await call('POST', secretsPath, { name: 'new', project_id: projectId })).status,
      (await call('GET', `${secretsPath}/${id}/versions`)).status,
      (await call('GET', `${secretsPath}/${id}/versions/1/access`)).status,
      (await call('PATCH', `${secretsPath}/${id}/versions/1`, { description: 'd' })).status,
      (await call('DELETE', `${secretsPath}/${id}/versions/1`)).status,
    ]).toEqual(statuses)
  })
})
