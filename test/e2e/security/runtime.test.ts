import { expect, jest, test } from '@jest/globals'
import { projectId, withFixture, shop } from '../fixtures/fixture.ts'

// What the runner hands over besides the inputs may be missing or broken. A rotation goes on, and says what it missed.

jest.setTimeout(180_000)

test.concurrent(
  'an input that the action does not have is named, and the rotation goes on',
  withFixture(async ({ rotate, workingKey }) => {
    const run = await rotate({}, { env: { INPUT_REPOSITORY: 'acme/shop', 'INPUT_MAX-AGES': '3d' } })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(run.warnings).toContain('Unknown input: repository')
    expect(run.warnings).toContain('Unknown input: max-ages')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent.each([
  ['somebody is known to have started it', { GITHUB_ACTOR: 'jane' }, '1000001/1 by jane'],
  ['nobody is', { GITHUB_ACTOR: undefined }, '1000001/1'],
])('the record of a version names the run, and who started it where %s', (_, env, name) =>
  withFixture(async ({ sandbox, rotate }) => {
    expect((await rotate({}, { env })).outputs['outcome']).toBe('rotated')
    const secret = sandbox.scaleway.secrets.secretNamed('shop-deploy', { projectId })
    const record = JSON.parse(secret?.versions[0]?.description ?? '{}') as { run?: string }
    expect(record.run).toBe(name)
  })(),
)

test.concurrent(
  'a job summary that cannot be written costs the page and nothing else',
  withFixture(async ({ rotate, workingKey }) => {
    const run = await rotate({}, { env: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', changed: 'true' } })
    expect(run.warnings.join('\n')).toContain('/nowhere/summary.md')
    expect(run.summary).toBe('')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent.each(['/nowhere/event.json', '/', ''])(
  'an event that cannot be read (%j) is not needed on a schedule',
  (path) =>
    withFixture(async ({ rotate, workingKey }) => {
      const run = await rotate({}, { env: { GITHUB_EVENT_PATH: path } })
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(workingKey(shop)).toBe(run.outputs['access-key'])
    })(),
)

test.concurrent(
  'an event that cannot be read trusts nobody, where all rests on it',
  withFixture(async ({ sandbox, rotate, living }) => {
    const before = living()
    const run = await rotate(
      { 'scw-api-url': 'https://api.scaleway.com' },
      { event: { name: 'workflow_run' }, env: { GITHUB_EVENT_PATH: '/nowhere/event.json' } },
    )
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.errors.join('\n')).toContain('workflow_run')
    expect(living()).toEqual(before)
    expect(sandbox.exchanges).toEqual([])
  }),
)
