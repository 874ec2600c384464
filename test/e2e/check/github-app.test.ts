import { expect, jest, test } from '@jest/globals'
import { asApp, asked, expectAllRevoked, withApp } from '../fixtures/app-fixture.ts'
import { check, found, watcher } from '../fixtures/check-fixture.ts'
import { deploy, production, withFixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const READS = { metadata: 'read', secrets: 'read', environments: 'read' } as const
const looks = (permissions: Readonly<Record<string, 'read' | 'write'>>) =>
  withApp({ installations: [{ id: 1, account: 'acme', repositories: 'all', permissions }] })

test.concurrent(
  'an App that may only read: its tokens are made for that alone, and end with the check',
  withFixture(
    async (stage) => {
      const { sandbox, rotate } = stage
      const replaces = { 'replaces-access-key': deploy.accessKey }
      await rotate(replaces)
      sandbox.github.setSecret(production, 'SCW_SECRET_KEY', 'an-old-secret-key')
      sandbox.clock.advance(60_000)
      const run = await check(sandbox, { ...asApp, ...watcher(sandbox), ...replaces, 'fail-on': 'drift' })
      expect(run.exitCode).toBe(0)
      expect(found(run)).toEqual([
        expect.stringMatching(/^shadowed: the secrets of acme\/shop are hidden by environment production/),
      ])
      for (const request of asked(run))
        expect(Object.values((request as { permissions: Record<string, string> }).permissions)).not.toContain(
          'write',
        )
      expectAllRevoked(stage, run, asked(run).length)
    },
    looks({ ...READS, actions: 'read' }),
  ),
)

test.concurrent(
  'a token of the App that cannot be ended is told, and harms nobody: it ends within the hour',
  withFixture(
    async ({ sandbox, rotate }) => {
      const replaces = { 'replaces-access-key': deploy.accessKey }
      await rotate(replaces)
      sandbox.clock.advance(60_000)
      const effect = { kind: 'status', status: 500 } as const
      sandbox.setFaults([
        { service: 'github', method: 'DELETE', path: '/installation/token$', times: 0, effect },
      ])
      const run = await check(sandbox, { ...asApp, ...watcher(sandbox), ...replaces, 'fail-on': 'any' })
      expect(run.exitCode).toBe(0)
      expect(run.warnings.join('\n')).toContain(
        'A token of the GitHub App could not be revoked; it expires at',
      )
    },
    looks({ ...READS, actions: 'read' }),
  ),
)

test.concurrent(
  'an App that may not list environments: what hides a secret is out of sight, and the rest is not',
  withFixture(async ({ sandbox, rotate }) => {
    const replaces = { 'replaces-access-key': deploy.accessKey }
    await rotate(replaces)
    sandbox.clock.advance(60_000)
    const eyes = { ...asApp, ...watcher(sandbox), ...replaces }
    const run = await check(sandbox, { ...eyes, 'fail-on': 'drift' })
    expect(run.exitCode).toBe(0)
    expect(found(run)).toEqual([expect.stringMatching(/^unchecked: .*Actions/)])
    expect(run.report.keys[0]?.targets).toMatchObject([{ holds: 'current' }])
    expect((await check(sandbox, { ...eyes, 'fail-on': 'shadowed' })).exitCode).toBe(1)
  }, looks(READS)),
)
