import { expect, jest, test } from '@jest/globals'
import { check, found, kinds, watcher } from '../fixtures/check-fixture.ts'
import { DAY, deploy, HOUR, keyOf, projectId, rotator, withFixture, signIn } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const replaces = { 'replaces-access-key': deploy.accessKey }
/** These are about keys: GitHub is left out. */
const keysAlone = { 'github-token': '' }

test.concurrent(
  'keys of the same bearer that no rotation knows, and those that one knows',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate()
    // Another rotation's key, of another secret that is there.
    await rotate({ 'secret-name': 'shop-other', repositories: 'acme/api' })
    const { iam } = sandbox.scaleway
    const mine = { applicationId: deploy.applicationId }
    const unknown = iam.createKey({ ...mine, description: 'made in a hurry' })
    const expired = iam.createKey({ ...mine, expiresAt: new Date(sandbox.clock.now().getTime() + HOUR) })
    sandbox.clock.advance(DAY + 1.5 * HOUR)
    const eyes = { ...watcher(sandbox), ...keysAlone, 'fail-on': 'unknown-keys' }
    const run = await check(sandbox, eyes)
    expect(run.exitCode).toBe(1)
    const told = found(run).filter((one) => one.startsWith('unknown-keys'))
    expect(told).toEqual([
      'unknown-keys: the key <key> of the same bearer (41 days old, described as "deploy key, made by hand") was not made ' +
        'by a rotation, and nothing replaces or ends it',
      'unknown-keys: the key <key> of the same bearer (25 hours old, described as "made in a hurry") was not made by a ' +
        'rotation, and nothing replaces or ends it',
    ])
    const others = run.report.keys[0]?.otherKeys ?? []
    expect(others.map(({ standing }) => standing)).toEqual(['unknown', 'elsewhere', 'unknown', 'unknown'])
    expect(others).toContainEqual(expect.objectContaining({ accessKey: unknown.accessKey, expired: false }))
    expect(others).toContainEqual(expect.objectContaining({ accessKey: expired.accessKey, expired: true }))
  }),
)

test.concurrent(
  'keys that carry the mark of a secret that is gone, or of a version that is',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    const lost = await rotate({ ...replaces, 'secret-name': 'shop-lost', repositories: 'acme/api' })
    const { secrets, iam } = sandbox.scaleway
    const eyes = { ...watcher(sandbox), ...keysAlone, ...replaces, 'fail-on': 'orphaned-keys' }
    expect((await check(sandbox, eyes)).exitCode).toBe(0)

    sandbox.clock.advance(DAY + 1.5 * HOUR)
    secrets.deleteSecret(lost.outputs['secret-id'] ?? '')
    const gone = await check(sandbox, eyes)
    expect(gone.exitCode).toBe(1)
    expect(found(gone)[0]).toBe(
      'orphaned-keys: the key <key> of the same bearer (25 hours old, described as "deploy key, made by hand") ' +
        'carries the mark of the secret <id>, and no secret or no version there holds it any more',
    )

    // A key that a run makes right now is none; one that it never stored is, an hour later.
    const own = secrets.secretNamed('shop-deploy', { projectId })?.id ?? ''
    const made = iam.createKey({
      applicationId: deploy.applicationId,
      description: `[key-rotation made ${own} abc123]`,
    })
    const standing = async (): Promise<string | undefined> =>
      (await check(sandbox, eyes)).report.keys[0]?.otherKeys?.find(
        ({ accessKey }) => accessKey === made.accessKey,
      )?.standing
    expect(await standing()).toBe('unfinished')
    sandbox.clock.advance(2 * HOUR)
    expect(await standing()).toBe('orphaned')
  }),
)

test.concurrent(
  'a secret in another region is there, and one that nobody may see is not taken for gone',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    await rotate({ ...replaces, 'scw-region': 'nl-ams', 'secret-name': 'shop-ams', repositories: 'acme/api' })
    const eyes = { ...watcher(sandbox), ...keysAlone, ...replaces }
    const run = await check(sandbox, eyes)
    expect(kinds(run)).not.toContain('orphaned-keys')
    expect(run.report.keys[0]?.otherKeys?.map(({ standing }) => standing)).toContain('elsewhere')

    const elsewhere = sandbox.scaleway.secrets.createSecret({
      projectId: '00000000-0000-4000-8000-000000000003',
      name: 'out-of-sight',
    })
    sandbox.scaleway.iam.createKey({
      applicationId: deploy.applicationId,
      description: `[key-rotation stored ${elsewhere.id} abc123]`,
    })
    const unseen = await check(sandbox, { ...eyes, 'fail-on': 'orphaned-keys' })
    expect(unseen.exitCode).toBe(1)
    expect(kinds(unseen)).not.toContain('orphaned-keys')
    expect(unseen.errors.at(-1)).toContain('orphaned-keys could not be ruled out')
    expect(unseen.log).toContain('in the mark of a key')
  }),
)

test.concurrent(
  'without application-id the keys of who signs in are not taken for those of the key',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    const eyes = { ...watcher(sandbox), ...keysAlone, 'application-id': '' }
    const run = await check(sandbox, { ...eyes, 'fail-on': 'no-key, overdue' })
    expect(run.exitCode).toBe(0)
    expect(kinds(run)).toEqual(['unchecked'])
    expect(run.report.keys[0]).toMatchObject({ current: { alive: true }, otherKeys: [] })
    expect(run.log).toContain('the current key belongs to another application or user')
    const asked = await check(sandbox, { ...eyes, 'fail-on': 'unknown-keys' })
    expect(asked.errors.at(-1)).toContain('unknown-keys could not be ruled out')
  }),
)

test.concurrent(
  'the store alone says that a key is overdue, where neither IAM nor GitHub can be read',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate({ ...replaces, expiry: '90d' })
    const eyes = { ...watcher(sandbox, ['SecretManagerReadOnly']), ...keysAlone, 'fail-on': 'overdue' }
    const young = await check(sandbox, eyes)
    expect(young).toMatchObject({ exitCode: 0, outputs: { outcome: 'attention', findings: 'unchecked' } })
    expect(young.log).toMatch(/^Nothing found\. v1 .* \d things could not be looked at\.$/m)
    expect(young.log).toContain('could not be read') // when it expires
    expect(young.report.keys[0]?.current).toMatchObject({ alive: null, expiresAt: null, expiryKnown: false })
    expect(young.report.keys[0]?.hidden).toEqual(
      expect.arrayContaining(['no-key', 'expired', 'unknown-keys', 'orphaned-keys', 'drift', 'quota']),
    )

    sandbox.clock.advance(33 * DAY)
    const run = await check(sandbox, eyes)
    expect(run.exitCode).toBe(1)
    expect(kinds(run)).toEqual(['overdue', 'unchecked'])
    const hidden = await check(sandbox, { ...eyes, 'max-age': '90d', 'fail-on': 'expired' })
    expect(hidden.errors.at(-1)).toContain('expired could not be ruled out')

    // Without a rule nobody can say when it is overdue: an alarm that cannot ring says so.
    const ruleless = await check(sandbox, { ...eyes, 'max-age': '' })
    expect(ruleless.exitCode).toBe(1)
    expect(ruleless.errors.at(-1)).toContain('overdue could not be ruled out')
    expect(ruleless.log).toContain('Give max-age')
  }),
)

test.concurrent(
  'a store that cannot be read fails the job, whatever fail-on says',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    const eyes = { ...watcher(sandbox, ['IAMReadOnly']), ...keysAlone }
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', findings: 'unchecked' } })
    expect(run.errors.at(-1)).toContain(
      'Could not be looked at: the credentials of the run are not allowed to',
    )
    expect(run.report.keys[0]).toMatchObject({ outcome: 'failed', current: null })

    expect(run.report.keys[0]?.findings[0]?.remedy).toBe(
      'Give their bearer the permission set SecretManagerReadOnly in the Project, or correct scw-project-id',
    )

    const secretKey = 'fa4e0000-0000-4000-8000-0000000000ff'
    const stranger = await check(sandbox, { ...keysAlone, ...signIn({ ...rotator, secretKey }) })
    expect(stranger).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(stranger.log).toContain('Scaleway does not accept the credentials of the run')
    // Whatever it kept from being looked at, it is said once.
    const said = stranger.report.keys[0]?.findings.filter(({ found: what }) =>
      what.includes('does not accept'),
    )
    expect(said).toHaveLength(1)
  }),
)

test.concurrent(
  'the room that is left: versions of the secret, and the quota of keys',
  withFixture(async ({ sandbox, rotate }) => {
    const first = await rotate(replaces)
    const eyes = { ...watcher(sandbox), ...keysAlone, ...replaces, 'fail-on': 'quota' }
    const { secrets, iam } = sandbox.scaleway
    const id = first.outputs['secret-id'] ?? ''
    for (let count = 1; count <= 18; count += 1)
      secrets.createVersion(id, { payload: Buffer.from('{"A":"B"}') })
    const full = await check(sandbox, eyes)
    expect(full.exitCode).toBe(1)
    expect(found(full)).toContain('quota: the secret takes only 1 more version (of 20)')
    expect(full.report.keys[0]?.room).toMatchObject({ versions: { left: 1 } })

    sandbox.scaleway.changeSettings({ keyQuota: iam.livingKeys().length })
    const quota = await check(sandbox, eyes)
    expect(found(quota)).toContain("quota: the organization's quota has room for no more API keys")
    expect(keyOf(sandbox, first.outputs['access-key'] ?? '').accessKey).toBe(quota.outputs['access-key'])

    const unread = await check(sandbox, {
      ...eyes,
      ...watcher(sandbox, ['IAMReadOnly', 'SecretManagerReadOnly']),
      'secret-name': 'shop-empty',
    })
    expect(unread.errors.at(-1)).toContain('quota could not be ruled out')
    expect(unread.log).toContain('OrganizationReadOnly')
  }),
)
