import { expect, jest, test } from '@jest/globals'
import {
  acme,
  asked,
  deposits,
  expired,
  withKeysFixture,
  nameOf,
  NEW_KEY,
  productionKey,
  stages,
  VERIFY,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, production, shop, told } from '../fixtures/fixture.ts'

// What the guide of the service tells its readers to do by hand, section by section.

jest.setTimeout(180_000)

const MINUTE = 60_000
/** A month of 31 days, so that what is told of its length is the same whenever the test runs. */
const START = { start: new Date('2027-03-10T12:00:00Z') }

/** The body of the rollover that a run asked for. */
function rolloverBody(run: {
  readonly exchanges: readonly { url: string; requestBody: unknown }[]
}): unknown {
  return run.exchanges.find(({ url }) => url === '/keys/rollover')?.requestBody
}

test.concurrent(
  'option 1: the key itself, which the store holds from then on, so that nobody has to remember it',
  withKeysFixture(async ({ sandbox, rollover, working, accepts, versions }) => {
    const run = await rollover(VERIFY)
    const made = working() ?? ''
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over', changed: 'true' } })
    expect(rolloverBody(run)).toEqual({ api_key: productionKey.key, expiry: '1M' })
    expect(made).toMatch(/^sk_live_/)
    expect(made).not.toBe(productionKey.key)
    expect(accepts(productionKey.key)).toBe(false)
    expect(versions()).toMatchObject([{ revision: 1, status: 'enabled', key: made }])
    expect(run.outputs).toMatchObject({ 'access-key': nameOf(made), revision: '1' })
    expect(told(run)).toMatchSnapshot()

    sandbox.clock.advance(25 * DAY)
    const next = await rollover({ ...VERIFY, 'keys-api-key': '' })
    expect(next.outputs['outcome']).toBe('rolled-over')
    expect(rolloverBody(next)).toEqual({ api_key: made, expiry: '1M' })
    expect(stages(versions())).toEqual(['retired', 'current'])
    // What is given for the first run does not count later on.
    sandbox.clock.advance(25 * DAY)
    const later = await rollover(VERIFY)
    expect(rolloverBody(later)).toEqual({ api_key: versions()[1]?.key, expiry: '1M' })
    expect(working()).toBe(versions().at(-1)?.key)
  }, START),
)

test.concurrent(
  'option 2: the id of the key, where only that is known',
  withKeysFixture(async ({ rollover, working, accepts }) => {
    const byId = { 'keys-api-key': '', 'keys-api-expired-key-id': expired.id }
    const run = await rollover({ ...VERIFY, ...byId })
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(rolloverBody(run)).toEqual({ expired_key_id: expired.id, expiry: '1M' })
    expect(accepts(working() ?? '')).toBe(true)
    // The key that stood in the secret until now is another one, and none of this run's business.
    expect(accepts(productionKey.key)).toBe(true)
  }),
)

test.concurrent(
  'the complete example: step 1, a key that has expired already, and its services updated in the same run',
  withKeysFixture(async ({ sandbox, rollover, working, held, keyOf, accepts }) => {
    sandbox.keysApi.expireKey(productionKey.key)
    sandbox.github.setSecret(production, 'API_KEY', productionKey.key)
    sandbox.clock.advance(MINUTE)
    expect(accepts(productionKey.key)).toBe(false)
    const run = await rollover({ ...VERIFY, environments: 'acme/shop/production' })
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(working(shop)).toBe(working(production))
    expect(working(shop)).toBeDefined()
    const made = keyOf(held() ?? '')
    expect(run.outputs['expires-at']).toBe(made.expiresAt.toISOString())
    // The old one is deactivated and stays in the service's database, for an audit.
    expect(keyOf(productionKey.key)).toMatchObject({ replacedBy: made.id, deactivatedBy: acme.id })
  }),
)

const expiries = [
  { expiry: '1H', start: '2027-06-30T23:30:00Z', ends: '2027-07-01T00:30', window: '10m' },
  { expiry: '1D', start: '2028-02-28T12:00:00Z', ends: '2028-02-29T12:00', window: '2h' },
  { expiry: '1M', start: '2027-01-31T12:00:00Z', ends: '2027-02-28T12:00', window: '' },
  { expiry: '1M', start: '2028-01-31T12:00:00Z', ends: '2028-02-29T12:00', window: '' },
  { expiry: '', start: '2027-03-31T23:59:00Z', ends: '2027-04-30T23:59', window: '' },
  { expiry: '1Y', start: '2028-02-29T12:00:00Z', ends: '2029-02-28T12:00', window: '7d' },
]

test.concurrent.each(expiries)('a key made at $start with expiry "$expiry" ends at $ends', (when) =>
  withKeysFixture(
    async ({ sandbox, rollover, rotate, working, keyOf, versions }) => {
      sandbox.clock.set(new Date(when.start))
      const lasting = { ...VERIFY, expiry: when.expiry, 'rollover-window': when.window }
      const run = await rollover(lasting)
      expect(run.outputs['outcome']).toBe('rolled-over')
      expect(keyOf(working() ?? '').expiresAt.toISOString()).toContain(when.ends)
      expect(run.outputs['expires-at']).toContain(when.ends)
      expect(versions()[0]?.record['expires']).toBe(run.outputs['expires-at'])

      const other = await rotate({ ...lasting, 'grace-period': '5m' })
      expect(other.outputs['outcome']).toBe('rotated')
      expect(other.outputs['expires-at']).toContain(when.ends)
    },
    { start: new Date(new Date(when.start).getTime() - MINUTE) },
  )(),
)

test.concurrent(
  'name, permissions and owner are preserved; the key, its end and its id change',
  withKeysFixture(async ({ rollover, working, keyOf }) => {
    const before = keyOf(productionKey.key)
    await rollover({ ...VERIFY, ...other() })
    const made = keyOf(working() ?? '')
    expect(made).toMatchObject({
      name: before.name,
      permissions: before.permissions,
      userId: before.userId,
      replaces: before.id,
    })
    expect(made.key).not.toBe(before.key)
    expect(made.id).not.toBe(before.id)
    expect(made.expiresAt.getTime()).toBeGreaterThan(before.expiresAt.getTime())
  }),
)

/** What is said of a new key does not count where one is rolled over. */
function other(): Readonly<Record<string, string>> {
  return { 'keys-api-name': 'Another name', 'keys-api-permissions': 'read' }
}

test.concurrent(
  'a key that may not read (403 where it is shown) is known, and that is enough',
  withKeysFixture(async ({ sandbox, rollover, working, keyOf }) => {
    sandbox.github.setSecret(shop, 'API_KEY', deposits.key)
    sandbox.clock.advance(MINUTE)
    const run = await rollover({ ...VERIFY, 'keys-api-key': deposits.key })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(keyOf(working() ?? '').permissions).toEqual(['deposit'])
    expect(run.warnings).toEqual([])
  }),
)

test.concurrent(
  'testing rollover: a 1H key, 54 minutes later rolled over to 1D; the old one fails, the new one works',
  withKeysFixture(async ({ sandbox, rotate, rollover, working, accepts, made }) => {
    const short = { ...VERIFY, expiry: '1H', 'rollover-window': '6m', 'grace-period': '5m' }
    const test = { 'keys-api-name': 'Test Key', 'keys-api-permissions': 'read' }
    const first = await rotate({ ...short, ...test })
    const old = working() ?? ''
    expect(first.outputs['outcome']).toBe('rotated')
    expect(made()).toMatchObject([{ key: old, name: 'Test Key', permissions: ['read'] }])
    sandbox.clock.advance(53 * MINUTE)
    const early = await rollover({ ...VERIFY, expiry: '1D', 'rollover-window': '6m' })
    expect(early.outputs['outcome']).toBe('not-due')
    expect(asked(early)).toEqual([])

    sandbox.clock.advance(MINUTE)
    const run = await rollover({ ...VERIFY, expiry: '1D', 'rollover-window': '6m' })
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(accepts(old)).toBe(false)
    expect(working()).toBeDefined()
    expect(working()).not.toBe(old)
    expect(made().at(-1)).toMatchObject({ name: 'Test Key', permissions: ['read'] })
    const life = new Date(run.outputs['expires-at'] ?? '').getTime() - sandbox.clock.now().getTime()
    expect(life).toBeGreaterThan(DAY - MINUTE)
    expect(life).toBeLessThanOrEqual(DAY)
  }),
)

test.concurrent(
  'the example workflow: a production key is rolled over by the daily schedule, and nobody has to be reminded',
  withKeysFixture(async ({ sandbox, rollover, working, accepts, made, writes }) => {
    // 23 days of a key that ends in 30: nothing is done, nothing is changed.
    await rollover(VERIFY)
    const first = working() ?? ''
    sandbox.clock.advance(22 * DAY)
    const quiet = await rollover(VERIFY)
    expect(quiet).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
    expect(changes(quiet)).toEqual([])
    expect(quiet.log).toContain('The current key is due on')
    // The schedule was dropped for a while; three days before the end it comes.
    sandbox.clock.set(new Date(new Date(quiet.outputs['expires-at'] ?? '').getTime() - 3 * DAY))
    const run = await rollover(VERIFY)
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(run.log).toContain('expires soon')
    expect(accepts(first)).toBe(false)
    expect(working()).toBe(made().at(-1)?.key)
    expect(made()).toHaveLength(2)
    expect(writes()).toHaveLength(2)
    sandbox.clock.advance(DAY)
    expect(changes(await rollover(VERIFY))).toEqual([])
  }),
)

test.concurrent(
  'rollover against create: rotate makes another key, with other permissions, and leaves the old one active',
  withKeysFixture(async ({ sandbox, rollover, rotate, working, accepts, made, keyOf, versions }) => {
    await rollover(VERIFY)
    const old = working() ?? ''
    sandbox.clock.advance(DAY)
    const run = await rotate(VERIFY)
    const current = working() ?? ''
    expect(run.outputs).toMatchObject({
      outcome: 'rotated',
      'access-key': nameOf(current),
      'previous-access-key': nameOf(old),
    })
    expect(asked(run)).toEqual(['POST /keys/create'])
    expect(keyOf(current)).toMatchObject({ name: NEW_KEY['keys-api-name'], permissions: ['read', 'deposit'] })
    expect(accepts(old)).toBe(true)
    expect(stages(versions())).toEqual(['previous', 'current'])

    // When the grace period is over it is let go; it lives on until it expires, as the guide says.
    sandbox.clock.advance(8 * DAY)
    const later = await rotate({ ...VERIFY, 'max-age': '20d' })
    expect(later.outputs['outcome']).toBe('retired')
    expect(later.log).toContain('let go')
    expect(accepts(old)).toBe(true)
    expect(made()).toHaveLength(2)
    sandbox.clock.advance(DAY)
    expect(changes(await rotate({ ...VERIFY, 'max-age': '20d' }))).toEqual([])
  }),
)

test.concurrent(
  'several names of the secret, and the key in several places',
  withKeysFixture(async ({ sandbox, rollover, working }) => {
    const names = { 'api-key-secret': 'API_KEY, PAYMENTS_API_KEY' }
    const run = await rollover({ ...VERIFY, ...names, environments: 'acme/shop/production' })
    expect(run.outputs['outcome']).toBe('rolled-over')
    const made = working()
    for (const place of [shop, production]) {
      for (const name of ['API_KEY', 'PAYMENTS_API_KEY'])
        expect(sandbox.github.secret(place, name)).toBe(made)
    }
  }),
)

test.concurrent(
  'a rolled-back key: rotate, then back to the one before, which is alive',
  withKeysFixture(async ({ sandbox, rollover, rotate, working, accepts }) => {
    await rollover(VERIFY)
    const old = working() ?? ''
    sandbox.clock.advance(DAY)
    await rotate(VERIFY)
    const newer = working() ?? ''
    sandbox.clock.advance(MINUTE)
    const back = await rollover({ ...VERIFY, command: 'rollback' })
    expect(back.outputs['outcome']).toBe('rolled-back')
    expect(working()).toBe(old)
    expect(accepts(newer)).toBe(true)

    // After a rollover there is nothing to go back to.
    sandbox.clock.advance(26 * DAY)
    expect((await rollover({ ...VERIFY, force: 'true' })).outputs['outcome']).toBe('rolled-over')
    sandbox.keysApi.deactivateKey(newer)
    sandbox.clock.advance(5 * DAY)
    const current = working()
    const none = await rollover({ ...VERIFY, command: 'rollback' })
    expect(none).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(none.log).toContain('nothing to go back to')
    expect(working()).toBe(current)
  }),
)

test.concurrent(
  'a dry run says what would be, and asks the service for nothing',
  withKeysFixture(async ({ sandbox, rollover, rotate, held, made }) => {
    const dry = await rollover({ ...VERIFY, 'dry-run': 'true' })
    expect(dry).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over', changed: 'false' } })
    const other = await rotate({ ...VERIFY, 'dry-run': 'true' })
    expect(other.outputs).toMatchObject({ outcome: 'rotated', changed: 'false' })
    for (const run of [dry, other]) {
      expect(changes(run)).toEqual([])
      expect(run.log).toContain('would create and store a new key')
    }
    expect(held()).toBe(productionKey.key)
    expect(made()).toEqual([])

    await rollover(VERIFY)
    sandbox.clock.advance(25 * DAY)
    const due = await rollover({ ...VERIFY, 'dry-run': 'true' })
    expect(due.outputs).toMatchObject({ outcome: 'rolled-over', changed: 'false' })
    expect(due.log).toContain('expires soon')
    expect(changes(due)).toEqual([])
  }),
)
