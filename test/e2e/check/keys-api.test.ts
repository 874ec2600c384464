import { expect, jest, test } from '@jest/globals'
import { check, found, kinds, SEES_ALL, watcher } from '../fixtures/check-fixture.ts'
import { withKeysFixture, nameOf, NEW_KEY, VERIFY } from '../fixtures/keys-api-fixture.ts'
import { DAY, shop, tokens } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const keysApi = {
  issuer: 'keys-api',
  'secret-name': 'shop-api-key',
  'application-id': '',
  'max-age': '',
}

test.concurrent(
  'a key of a keys API: what the store says of it, and what cannot be looked for, without signing in there',
  withKeysFixture(async ({ sandbox, rollover, held }) => {
    await rollover()
    sandbox.github.changeToken(tokens.reader, { permissions: SEES_ALL })
    sandbox.clock.advance(60_000)
    const eyes = { ...watcher(sandbox, ['SecretManagerReadOnly']), ...keysApi, 'fail-on': 'any' }
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'healthy', 'access-key': nameOf(held()) } })
    expect(run.exchanges.filter(({ service }) => service === 'keys-api')).toEqual([])
    expect(run.report.keys[0]).toMatchObject({ issuer: 'keys-api', current: { alive: true, overdue: false } })
    expect(run.report.keys[0]?.remarks.join('\n')).toContain('A keys API shows no list of its keys')
    expect(run.report.keys[0]?.remarks.join('\n')).toContain('Whether the key works was not asked')

    // It is rolled over in its last seven days; two days into them somebody should have done it.
    sandbox.clock.advance(24 * DAY)
    expect(kinds(await check(sandbox, eyes))).toEqual(['expiring'])
    sandbox.clock.advance(2 * DAY)
    const late = await check(sandbox, eyes)
    expect(late.exitCode).toBe(1)
    expect(kinds(late)).toEqual(['expiring', 'overdue'])
    sandbox.clock.advance(7 * DAY)
    expect(kinds(await check(sandbox, eyes))).toEqual(['expired', 'overdue'])
    sandbox.github.setSecret(shop, 'API_KEY', 'sk_live_FAKE_somebody_elses')
    expect(found(await check(sandbox, eyes)).join('\n')).toContain('drift: the secrets of acme/shop')
  }),
)

test.concurrent(
  'a key of a keys API that somebody ended, where the check may ask with it',
  withKeysFixture(async ({ sandbox, rotate, keyOf, held }) => {
    await rotate(NEW_KEY)
    sandbox.clock.advance(60_000)
    const sets = ['SecretManagerReadOnly', 'SecretManagerSecretAccess'] as const
    const asking = { ...keysApi, 'github-token': '', 'keys-api-url': sandbox.urls.keysApi, ...VERIFY }
    const eyes = { ...watcher(sandbox, sets), ...asking, 'fail-on': 'no-key' }
    const run = await check(sandbox, eyes)
    expect(run.exitCode).toBe(0)
    expect(run.exchanges.filter(({ service }) => service === 'keys-api').map(({ url }) => url)).toEqual([
      '/wallet/balance',
    ])

    // Who may not read the key cannot ask with it, and says so.
    const blind = await check(sandbox, { ...asking, ...watcher(sandbox, [sets[0]]), 'fail-on': 'no-key' })
    expect(blind.exitCode).toBe(1)
    expect(blind.errors.at(-1)).toContain('no-key could not be ruled out')
    expect(blind.exchanges.filter(({ service }) => service === 'keys-api')).toEqual([])

    // An answer that says nothing of the key is none.
    const effect = { kind: 'status', status: 500 } as const
    sandbox.setFaults([{ service: 'keys-api', method: 'GET', path: '/wallet', times: 0, effect }])
    const deaf = await check(sandbox, eyes)
    sandbox.clearFaults()
    expect(deaf.errors.at(-1)).toContain('no-key could not be ruled out')

    sandbox.keysApi.deactivateKey(keyOf(held() ?? '').id)
    const dead = await check(sandbox, eyes)
    expect(dead.exitCode).toBe(1)
    expect(found(dead)[0]).toContain('no longer exists: somebody ended it')
  }),
)

test.concurrent(
  'a run that was about to roll the key over, and of which nobody knows how it ended',
  withKeysFixture(async ({ sandbox, rollover, held }) => {
    await rollover()
    sandbox.clock.advance(25 * DAY)
    const effect = { kind: 'cut', when: 'before' } as const
    sandbox.setFaults([{ service: 'keys-api', method: 'POST', path: '/keys/rollover$', times: 0, effect }])
    expect((await rollover()).exitCode).toBe(1)
    sandbox.clearFaults()
    const eyes = { ...watcher(sandbox, ['SecretManagerReadOnly']), ...keysApi, 'fail-on': 'unfinished' }
    // The next scheduled run may still find out.
    sandbox.clock.advance(DAY)
    expect(kinds(await check(sandbox, eyes))).not.toContain('unfinished')

    sandbox.clock.advance(2 * DAY)
    const run = await check(sandbox, eyes)
    expect(run.exitCode).toBe(1)
    const what = found(run).find((text) => text.startsWith('unfinished: '))
    expect(what).toContain(`a run was about to roll v1 (${nameOf(held())}) over on <time>`)
    expect(what).toContain('nobody knows how that ended')
    expect(run.report.keys[0]?.findings.map(({ remedy }) => remedy).join('\n')).toContain('command: rotate')
  }),
)
