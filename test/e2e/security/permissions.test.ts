import { describe, expect, jest, test } from '@jest/globals'
import type { PermissionSet } from '../../../sandbox/index.ts'
import {
  DAY,
  otherProjectId,
  projectId,
  report,
  rotator,
  withFixture,
  signIn,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(240_000)

// The permission sets that docs/permissions.md gives the rotator: enough for all that it does, and none too many.

const IN_SECRET_MANAGER = [
  'SecretManagerReadOnly',
  'SecretManagerSecretAccess',
  'SecretManagerSecretCreate',
  'SecretManagerSecretWrite',
  'SecretManagerSecretDelete',
] as const

function allow({ sandbox }: Fixture, sets: readonly PermissionSet[]) {
  const inProject = sets.map((set) => ({ set, projectIds: [projectId] }))
  sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMApplicationManager', ...inProject])
}

/** Several generations, with everything that a rotation ever does to Secret Manager. @returns what failed */
async function rotations({ sandbox, rotate }: Fixture): Promise<readonly string[]> {
  const errors: string[] = []
  for (let generation = 1; generation <= 5; generation += 1) {
    const run = await rotate({ force: 'true', 'keep-versions': '1', 'grace-period': '1d' })
    errors.push(...run.errors.filter((line) => line.includes('missing: ')))
    sandbox.clock.advance(2 * DAY)
  }
  return errors
}

describe('in Secret Manager a rotator needs', () => {
  test.concurrent(
    'five permission sets in the Project of the secret, and no other Project',
    withFixture(async (one) => {
      allow(one, IN_SECRET_MANAGER)
      expect(await rotations(one)).toEqual([])
      expect((await one.rotate({ command: 'rollback' })).outputs['outcome']).toBe('rolled-back')
      expect((await one.rotate({ command: 'retire', force: 'true' })).outputs['outcome']).toBe('retired')
      expect(one.versions().length).toBeGreaterThanOrEqual(6)
    }),
  )

  test.concurrent.each(IN_SECRET_MANAGER)('%s, without which something fails and says so', (missing) =>
    withFixture(async (one) => {
      allow(
        one,
        IN_SECRET_MANAGER.filter((set) => set !== missing),
      )
      // A take-over reads payloads; a rotation of its own keys does so only to publish what an earlier run stored.
      if (missing === 'SecretManagerSecretAccess') {
        one.sandbox.github.changeRepository('acme/shop', { archived: true })
        await one.rotate({ 'on-unreachable': 'continue' })
        one.sandbox.github.changeRepository('acme/shop', { archived: false })
      }
      expect((await rotations(one)).join('\n')).toContain(`permission set ${missing} in the Project`)
    })(),
  )
})

describe('the key of the run itself, where keys of others are stored', () => {
  /** The rotator rotates its own key, in the environment that it is read from. */
  const own = {
    'application-id': '',
    'secret-name': 'rotator-key',
    repositories: '',
    environments: 'acme/infra/production',
    'access-key-secret': 'ROTATOR_ACCESS_KEY',
    'secret-key-secret': 'ROTATOR_SECRET_KEY',
  }
  const warning = /belongs to the application or user whose credentials this run uses, .*\(shop-deploy\)/

  test.concurrent(
    'is a warning of each run that stores it, and of no other',
    withFixture(async ({ sandbox, rotate }) => {
      const alone = await rotate(own)
      expect(report(alone).advice.join('\n')).not.toMatch(warning)
      const deployed = await rotate()
      expect(report(deployed).advice.join('\n')).not.toMatch(warning)
      sandbox.clock.advance(31 * DAY)

      const current = sandbox.scaleway.iam
        .livingKeys()
        .findLast(({ applicationId }) => applicationId === rotator.applicationId)
      if (current === undefined) throw new Error('the rotator has no key')
      const beside = await rotate({ ...own, ...signIn(current) })
      expect(beside.outputs['outcome']).toBe('rotated')
      expect(report(beside).advice.join('\n')).toMatch(warning)
      expect(beside.warnings.join('\n')).toMatch(warning)
      expect(beside.summary).toMatch(warning)

      const quiet = await rotate({ ...own, ...signIn(current) })
      expect(quiet.outputs['outcome']).toBe('not-due')
      expect(report(quiet).advice.join('\n')).not.toMatch(warning)
      const others = ({ exchanges }: typeof quiet) =>
        exchanges.filter(({ url }) => /secret-manager.*\/secrets\?/.test(url) && !url.includes('name='))
      expect([others(beside).length, others(quiet).length]).toEqual([1, 0])
    }),
  )

  test.concurrent(
    'is none in a Project of its own, or where keys of others are under another path',
    withFixture(async ({ sandbox, rotate }) => {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager', 'SecretManagerFullAccess'])
      await rotate()
      for (const inputs of [
        { 'scw-project-id': otherProjectId },
        { 'secret-path': '/rotator', 'secret-name': 'own' },
      ]) {
        const run = await rotate({ ...own, ...inputs })
        expect(run.outputs['outcome']).toBe('rotated')
        expect(report(run).advice.join('\n')).not.toMatch(/whose credentials this run uses/)
      }
    }),
  )

  test.concurrent(
    'moves to a Project of its own under another name, and the targets get the key from there',
    withFixture(async ({ sandbox, rotate, workingKey }) => {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager', 'SecretManagerFullAccess'])
      await rotate()
      await rotate(own)
      const names = { accessKey: 'ROTATOR_ACCESS_KEY', secretKey: 'ROTATOR_SECRET_KEY' }
      const job = { repository: 'acme/infra', environment: 'production' }
      const before = workingKey(job, names) ?? ''
      sandbox.clock.advance(DAY)
      const key = sandbox.scaleway.iam.key(before)
      if (key === undefined) throw new Error('the rotator has no key')
      const moved = { ...own, ...signIn(key), 'scw-project-id': otherProjectId, 'secret-name': 'rotator' }
      expect((await rotate(moved)).outputs['outcome']).toBe('rotated')
      const after = workingKey(job, names)
      expect(after).toBeDefined()
      expect(after).not.toBe(before)
      const { secrets } = sandbox.scaleway
      expect(secrets.secretNamed('rotator', { projectId: otherProjectId })?.versions).toHaveLength(1)
    }),
  )
})
