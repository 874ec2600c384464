import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Sandbox, smallOrganization, startSandbox } from '../../sandbox/index.ts'
import { admin, iamKeys, scaleway } from './client.ts'

const { rotator, deploy } = smallOrganization
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2026-03-01T12:00:00Z') })
})
afterEach(() => sandbox.stop())

describe('the clock', () => {
  test.each([
    [{ advance: 90_000 }, '2026-03-01T12:01:30'],
    [{ advance: 'P7D' }, '2026-03-08T12:00:00'],
    [{ advance: 'P1M' }, '2026-04-01T12:00:00'],
    [{ advance: 'P1Y2W' }, '2027-03-15T12:00:00'],
    [{ advance: 'PT1H30M5S' }, '2026-03-01T13:30:05'],
    [{ advance: '-P1D' }, '2026-02-28T12:00:00'],
    [{ set: '2030-01-02T03:04:05Z' }, '2030-01-02T03:04:05'],
    [{}, '2026-03-01T12:00:00'],
  ])('%j', async (change, time) => {
    const { body } = await admin(sandbox, 'POST', '/_sandbox/clock', change)
    const { headers } = await admin(sandbox, 'GET', '/_sandbox/clock')
    for (const shown of [(body as { now: string }).now, headers.get('date') ?? '']) {
      expect(new Date(shown)).toEqual(new Date(`${time}Z`))
    }
  })

  test('ticks', async () => {
    await admin(sandbox, 'POST', '/_sandbox/clock', { tickPerRequest: 60_000 })
    await scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)
    expect(sandbox.clock.now().getUTCMinutes()).toBe(1)
  })

  test.each([
    [{ advance: 'a week' }, ['"advance" is neither milliseconds']],
    [{ advance: 'P' }, ['"advance" is neither']],
    [{ set: 'now', tickPerRequest: 'x' }, ['set must match format', 'tickPerRequest must be number']],
    [{ move: 1 }, ['must NOT have additional properties']],
  ])('refuses %j', async (change, problems) => {
    const answer = await admin(sandbox, 'POST', '/_sandbox/clock', change)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ problems: problems.map((problem) => expect.stringContaining(problem)) })
  })
})

describe('faults', () => {
  test('are replaced, shown and cleared', async () => {
    const faults = [{ service: 'scaleway', times: 0, effect: { kind: 'status', status: 503 } }]
    expect((await admin(sandbox, 'POST', '/_sandbox/faults', { faults })).body).toEqual({ faults })
    expect((await admin(sandbox, 'GET', '/_sandbox/faults')).body).toEqual({ faults })
    expect((await scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)).status).toBe(503)
    expect((await admin(sandbox, 'DELETE', '/_sandbox/faults')).body).toEqual({ faults: [] })
    expect((await scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)).status).toBe(200)
  })

  test('bad ones are refused with every problem', async () => {
    const faults = [
      { effect: { kind: 'cut' } },
      { path: '(', effect: { kind: 'nope' } },
      { times: -1, effect: { kind: 'hang' } },
    ]
    const answer = await admin(sandbox, 'POST', '/_sandbox/faults', { faults })
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({
      problems: [
        "faults.0.effect must have required property 'when'",
        'faults.1.path must match format "regex"',
        'faults.1.effect value of tag "kind" must be in oneOf',
        'faults.2.times must be >= 0',
      ],
    })
  })
})

test('shows everything', async () => {
  sandbox.scaleway.secrets.createSecret({ name: 'pair', versions: [{ payload: 'in the clear' }] })
  sandbox.github.setSecret({ repository: 'acme/shop' }, 'SCW_ACCESS_KEY', 'opened')
  await scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)
  const { body } = await admin(sandbox, 'GET', '/_sandbox/state')
  expect(body).toMatchObject({
    scaleway: {
      keys: [{ accessKey: rotator.accessKey, secretKey: rotator.secretKey }, {}, {}],
      secrets: [{ name: 'pair', versions: [{ payload: 'in the clear', status: 'enabled' }] }],
    },
    requests: [{ number: 1, url: iamKeys }],
  })
  expect(JSON.stringify(body)).toContain('opened')
  expect((await admin(sandbox, 'GET', '/_sandbox/requests')).body).toMatchObject({
    requests: [{ number: 1 }],
  })
})

test("a person's acts", async () => {
  const made = await admin(sandbox, 'POST', '/_sandbox/scaleway/keys', {
    applicationId: deploy.applicationId,
    description: 'by hand',
    createdAt: '2026-01-01T00:00:00Z',
  })
  const { accessKey, secretKey } = made.body as { accessKey: string; secretKey: string }
  const accepts = () => admin(sandbox, 'POST', '/_sandbox/scaleway/accepts', { accessKey, secretKey })
  expect((await accepts()).body).toEqual({ accepts: true })
  await admin(sandbox, 'DELETE', `/_sandbox/scaleway/keys/${accessKey}`)
  expect((await accepts()).body).toEqual({ accepts: false })
  const again = await admin(sandbox, 'DELETE', `/_sandbox/scaleway/keys/${accessKey}`)
  expect([again.status, again.body]).toEqual([400, { problems: [expect.stringContaining('no valid key')] }])

  const permissions = (value: unknown) =>
    admin(sandbox, 'PUT', `/_sandbox/scaleway/bearers/${rotator.applicationId}/permissions`, {
      permissions: value,
    })
  expect((await permissions(['Everything'])).status).toBe(400)
  expect((await permissions([{ set: 'IAMReadOnly', projectIds: [] }, 'SecretManagerReadOnly'])).status).toBe(
    200,
  )
  expect((await scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)).status).toBe(403)

  expect((await admin(sandbox, 'PATCH', '/_sandbox/scaleway/settings', { keyQuota: 3 })).body).toMatchObject({
    keyQuota: 3,
    versionLimit: 20,
  })
  expect(
    (await admin(sandbox, 'PUT', '/_sandbox/scaleway/consistency', { flapping: ['sometimes'] })).status,
  ).toBe(400)
  expect(
    (await admin(sandbox, 'PUT', '/_sandbox/scaleway/consistency', { flapping: ['unknown'] })).status,
  ).toBe(200)

  const { id } = sandbox.scaleway.secrets.createSecret({ name: 'pair', versions: [{ payload: 'x' }] })
  const act = (name: string, revision = 1) =>
    admin(sandbox, 'POST', `/_sandbox/scaleway/secrets/${id}/versions/${String(revision)}/${name}`)
  expect((await act('disable')).status).toBe(200)
  expect(sandbox.scaleway.secrets.version(id, 1)?.status).toBe('disabled')
  expect((await act('disable', 2)).status).toBe(400)
  expect((await act('burn')).status).toBe(400)

  await admin(sandbox, 'POST', '/_sandbox/github/secrets', {
    place: { repository: 'acme/shop' },
    name: 'SCW_ACCESS_KEY',
    value: 'typed in',
  })
  const seen = await admin(sandbox, 'POST', '/_sandbox/github/workflow-secrets', { repository: 'acme/shop' })
  expect(seen.body).toMatchObject({ secrets: { SCW_ACCESS_KEY: 'typed in' } })
  expect((await admin(sandbox, 'GET', '/_sandbox/nothing')).status).toBe(404)
})
