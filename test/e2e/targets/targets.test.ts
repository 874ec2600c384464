import { expect, jest, test } from '@jest/globals'
import {
  changes,
  DAY,
  deploy,
  production,
  withFixture,
  shop,
  tokens,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const api = { repository: 'acme/api' }
const infra = { repository: 'acme/infra' }
const odd = { repository: 'acme/shop', environment: 'eu/west 1%' }
const everywhere = [shop, api, infra, production, odd]
const names = {
  'access-key-secret': 'SCW_ACCESS_KEY, AWS_ACCESS_KEY_ID',
  'secret-key-secret': 'SCW_SECRET_KEY\nAWS_SECRET_ACCESS_KEY',
  'bundle-secret': 'scw_key',
}

test.concurrent(
  'one key goes into three repositories and two environments, under several names and as a bundle',
  withFixture(async (stage) => {
    const { sandbox, rotate, writes } = stage
    sandbox.github.setSecret(shop, 'DATABASE_URL', 'not-ours-to-touch')
    const run = await rotate({
      ...names,
      repositories: 'acme/shop, acme/api\nacme/infra',
      environments: 'acme/shop/production\nacme/shop/eu/west 1%',
    })
    const made = run.outputs['access-key'] ?? ''
    expect(run.outputs['outcome']).toBe('rotated')
    for (const place of everywhere) {
      const held = namesIn(stage, place)
      expect(Object.keys(held).filter((name) => name !== 'DATABASE_URL')).toEqual([
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
        'SCW_ACCESS_KEY',
        'SCW_KEY',
        'SCW_SECRET_KEY',
      ])
      const bundle = JSON.parse(held['SCW_KEY'] ?? '{}') as Record<string, string>
      expect(Object.keys(bundle)).toEqual(['API_KEY', 'SECRET_KEY'])
      const pairs = [
        [held['SCW_ACCESS_KEY'], held['SCW_SECRET_KEY']],
        [held['AWS_ACCESS_KEY_ID'], held['AWS_SECRET_ACCESS_KEY']],
        [bundle['API_KEY'], bundle['SECRET_KEY']],
      ]
      for (const [accessKey = '', secretKey = ''] of pairs) {
        expect(accessKey).toBe(made)
        expect(sandbox.scaleway.iam.accepts(accessKey, secretKey)).toBe(true)
      }
    }
    expect(sandbox.github.secret(shop, 'DATABASE_URL')).toBe('not-ours-to-touch')
    expect(writes()).toHaveLength(25)
    expect(changes(run).filter((change) => change.startsWith('DELETE'))).toEqual([])
  }),
)

test.concurrent(
  'a key can go into a bundle alone, and a place that is named twice is one target',
  withFixture(async (stage) => {
    const run = await stage.rotate({
      'access-key-secret': 'none',
      'secret-key-secret': 'none',
      'bundle-secret': 'SCW_KEY',
      repositories: 'acme/api, Acme/API',
    })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(stage.writes()).toEqual(['actions acme/api: SCW_KEY'])
    expect(Object.keys(namesIn(stage, api))).toEqual(['SCW_KEY'])
  }),
)

test.concurrent(
  'where nothing is named, the key goes into the secrets of the own repository; with an environment named, only there',
  withFixture(async ({ sandbox, rotate, workingKey, writes }) => {
    await rotate({ repositories: '' })
    expect(workingKey(infra)).toBeDefined()
    sandbox.clock.advance(DAY)
    const before = writes(infra).length
    await rotate({ repositories: '', environments: 'production', 'secret-name': 'another' })
    expect(writes(infra)).toHaveLength(before)
    expect(workingKey({ ...infra, environment: 'production' })).toBeDefined()
  }),
)

test.concurrent(
  'drift is mended by the next run: a secret overwritten, a secret deleted, a public key replaced, a target added',
  withFixture(async ({ sandbox, rotate, workingKey, writes }) => {
    const { github, clock } = sandbox
    const inputs = { repositories: 'acme/shop, acme/api', environments: 'acme/shop/production' }
    const first = await rotate(inputs)
    const made = first.outputs['access-key'] ?? ''

    clock.advance(DAY)
    github.setSecret(shop, 'SCW_SECRET_KEY', deploy.secretKey)
    github.deleteSecret(production, 'SCW_ACCESS_KEY')
    expect(workingKey(shop)).toBeUndefined()
    const before = writes().length
    const mending = await rotate(inputs)
    expect(mending.outputs).toMatchObject({ outcome: 'repaired', changed: 'true', 'access-key': made })
    expect(workingKey(shop)).toBe(made)
    expect(workingKey(production)).toBe(made)
    expect(writes().slice(before).sort()).toEqual([
      'actions acme/shop production: SCW_ACCESS_KEY',
      'actions acme/shop production: SCW_SECRET_KEY',
      'actions acme/shop: SCW_ACCESS_KEY',
      'actions acme/shop: SCW_SECRET_KEY',
    ])

    clock.advance(DAY)
    github.rotatePublicKey(api)
    const idle = await rotate(inputs)
    expect(idle.outputs['outcome']).toBe('not-due')
    expect(changes(idle)).toEqual([])

    const adding = await rotate({ ...inputs, repositories: 'acme/shop, acme/api, acme/infra' })
    expect(adding.outputs).toMatchObject({ outcome: 'repaired', 'access-key': made })
    expect(workingKey(infra)).toBe(made)
    expect(changes(adding).filter((change) => change.startsWith('POST'))).toEqual([])
  }),
)

test.concurrent(
  'a public key that is replaced between its reading and the write is read again',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    let rotated = 0
    sandbox.beforeRequest(async ({ service, method }) => {
      if (service === 'github' && method === 'PUT' && rotated === 0) {
        rotated += 1
        sandbox.github.rotatePublicKey(shop)
      }
      return Promise.resolve(undefined)
    })
    const run = await rotate()
    expect(run.outputs['outcome']).toBe('rotated')
    expect(run.exchanges.filter(({ status }) => status === 422)).not.toEqual([])
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a target that fails does not stop the others, and the next run finishes with the same key',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const inputs = { repositories: 'acme/shop, acme/api' }
    sandbox.github.changeRepository('acme/api', { archived: true })
    const run = await rotate(inputs)
    const made = living().at(-1) ?? ''
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(run.errors.join('\n')).toContain('acme/api')
    expect(run.log).toContain('archived')
    expect(workingKey(shop)).toBe(made)

    sandbox.github.changeRepository('acme/api', { archived: false })
    sandbox.clock.advance(DAY)
    const next = await rotate(inputs)
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': made })
    expect(workingKey(shop)).toBe(made)
    expect(workingKey(api)).toBe(made)
    expect(living()).toEqual([deploy.accessKey, made])
  }),
)

test.concurrent(
  'a pair of which only a half could be written is put back, so that no mixed pair stays',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const first = await rotate()
    sandbox.clock.advance(DAY)
    sandbox.setFaults([
      // Twice: what is refused with 422 is sealed anew and tried once more.
      {
        service: 'github',
        method: 'PUT',
        path: '/SCW_SECRET_KEY$',
        times: 2,
        effect: { kind: 'status', status: 422 },
      },
    ])
    const run = await rotate({ force: 'true', 'github-token': tokens.writer })
    expect(run.outputs['outcome']).toBe('incomplete')
    expect(run.log).toContain('put back')
    expect(workingKey(shop)).toBe(first.outputs['access-key'])
    sandbox.clearFaults()
    const next = await rotate()
    expect(next.outputs['outcome']).toBe('resumed')
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(next.outputs['access-key']).not.toBe(first.outputs['access-key'])
  }),
)

/** What a place itself holds, opened, by name. */
function namesIn({ sandbox }: Fixture, place: (typeof everywhere)[number]): Readonly<Record<string, string>> {
  return Object.fromEntries(sandbox.github.secrets(place).map(({ name, value }) => [name, value]))
}
