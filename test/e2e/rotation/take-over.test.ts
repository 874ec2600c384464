import { expect, jest, test } from '@jest/globals'
import type { Sandbox } from '../../../sandbox/index.ts'
import { changes, DAY, deploy, HOUR, keyOf, projectId, withFixture, shop } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** What a rotation function left in Secret Manager: the pair as JSON, no tags, no descriptions. */
function fill(sandbox: Sandbox, key: { readonly accessKey: string; readonly secretKey: string }): void {
  sandbox.scaleway.secrets.createSecret({
    name: 'shop-deploy',
    projectId,
    versions: [
      { payload: '{"API_KEY":"SCWFAKEL0NGDEAD00001","SECRET_KEY":"fa4e0000-0000-4000-8000-00000000dead"}' },
      { payload: JSON.stringify({ API_KEY: key.accessKey, SECRET_KEY: key.secretKey }) },
    ],
  })
}

test.concurrent(
  'a secret that something else filled is refused, and taken over where take-over says so',
  withFixture(async ({ sandbox, rotate, workingKey, living, lives }) => {
    fill(sandbox, deploy)
    const refused = await rotate()
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(refused.log).toContain('was not made by this action')
    expect(refused.log).toContain('take-over: true')
    expect(changes(refused)).toEqual([])

    const dry = await rotate({ 'take-over': 'true', 'dry-run': 'true' })
    expect(changes(dry)).toEqual([])
    expect(dry.log).toContain(
      `would take the secret over; v2 (${deploy.accessKey}) counts as its current key`,
    )

    // The key was not created by this action, so it is replaced in the same run.
    const taking = await rotate({ 'take-over': 'true' })
    expect(taking.outputs).toMatchObject({
      outcome: 'rotated',
      revision: '3',
      'previous-access-key': deploy.accessKey,
    })
    expect(workingKey(shop)).toBe(taking.outputs['access-key'])
    expect(keyOf(sandbox, taking.outputs['access-key'] ?? '').description).toContain('made by hand')
    expect(lives(deploy.accessKey)).toBe(true)

    // From now on it is ours, without take-over. Its first key is ended only where it is named, after a grace period.
    sandbox.clock.advance(8 * DAY)
    const named = { 'replaces-access-key': deploy.accessKey }
    const next = await rotate(named)
    expect(next.outputs['outcome']).toBe('resumed')
    expect(next.log).toContain(
      `Marked the key v2 (${deploy.accessKey}) as replaced: its grace period begins.`,
    )
    expect(lives(deploy.accessKey)).toBe(true)
    sandbox.clock.advance(8 * DAY)
    expect((await rotate(named)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([taking.outputs['access-key']])
  }),
)

test.concurrent(
  'the key of a secret that is taken over has its grace period from then on where the step names it',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    fill(sandbox, deploy)
    const named = { 'replaces-access-key': deploy.accessKey }
    const taking = await rotate({ ...named, 'take-over': 'true' })
    expect(taking.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': deploy.accessKey })
    expect(taking.outputs['previous-retires-at']).not.toBe('')
    sandbox.clock.advance(6 * DAY)
    expect(changes(await rotate(named))).toEqual([])
    sandbox.clock.advance(DAY + HOUR)
    expect((await rotate(named)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([taking.outputs['access-key']])
    expect(workingKey(shop)).toBe(taking.outputs['access-key'])
  }),
)

test.concurrent(
  'the key of a secret that was taken over is let go where nobody named it',
  withFixture(async ({ sandbox, rotate, living }) => {
    fill(sandbox, deploy)
    const taking = await rotate({ 'take-over': 'true' })
    expect(taking.log).toContain(
      `Released the key v2 (${deploy.accessKey}), which was not created here: its mark is removed.`,
    )
    for (const days of [1, 8, 30]) {
      sandbox.clock.advance(days * DAY)
      const next = await rotate({ 'max-age': '60d' })
      expect(changes(next)).toEqual([])
      // Nothing is wrong: nobody forged the record of the version that was taken over.
      expect([...taking.warnings, ...next.warnings].join('\n')).not.toContain('contradicts IAM')
    }
    expect(living()).toEqual([deploy.accessKey, taking.outputs['access-key']])
    expect(keyOf(sandbox, deploy.accessKey).description).toBe('deploy key, made by hand')
  }),
)

test.concurrent(
  'a young key that is taken over goes to no target: it is replaced at once, and keeps working',
  withFixture(async ({ sandbox, rotate, workingKey, lives, versions }) => {
    const young = sandbox.scaleway.iam.createKey({ applicationId: deploy.applicationId })
    fill(sandbox, young)
    sandbox.clock.advance(DAY)
    const run = await rotate({ 'take-over': 'true' })
    expect(run.outputs).toMatchObject({ outcome: 'rotated', revision: '3' })
    expect(run.log).toContain('was taken over with the secret and was not created by this action')
    const made = versions().at(-1)?.accessKey
    expect(made).not.toBe(young.accessKey)
    expect(workingKey(shop)).toBe(made)
    expect(lives(young.accessKey)).toBe(true)
    expect(keyOf(sandbox, young.accessKey).description).not.toContain('key-rotation')
  }),
)

test.concurrent(
  "another rotator's secret is refused by name, and belongs to whoever took it over last",
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const made = (await rotate()).outputs['access-key']
    const other = { env: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_REPOSITORY_ID: '700001' } }
    sandbox.clock.advance(DAY)

    const refused = await rotate({}, other)
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(refused.log).toContain('belongs to another rotator (tag key-rotation:repository:700003)')
    expect(changes(refused)).toEqual([])

    const taking = await rotate({ 'take-over': 'true' }, other)
    expect(taking).toMatchObject({ exitCode: 0, outputs: { changed: 'true', 'access-key': made } })
    expect(taking.log).toContain('Took the secret over')
    const first = await rotate()
    expect(first.log).toContain('belongs to another rotator (tag key-rotation:repository:700001)')
    expect(workingKey(shop)).toBe(made)
    expect(living()).toEqual([deploy.accessKey, made])
  }),
)
