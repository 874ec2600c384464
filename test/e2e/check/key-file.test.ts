import { expect, jest, test } from '@jest/globals'
import { check, kinds, SEES_ALL, watcher } from '../fixtures/check-fixture.ts'
import { DAY, deploy, projectId, withFixture, shop, tokens, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
const FLEET = `defaults:
  application-id: ${deploy.applicationId}
  replaces-access-key: ${deploy.accessKey}
keys:
  shop:
    repositories: [acme/shop]
    max-age: 90d
  api:
    repositories: [acme/api]
    max-age: 10d
  late:
    max-age: 10d
    overdue-after: 30d
    organization: acme
    access-key-secret: LATE_ACCESS_KEY
    secret-key-secret: LATE_SECRET_KEY
`
/** What the usual steps say of their one key. */
const NONE = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
const options = { workspace: { [FILE]: FLEET } }

/** Rotates all of them once, as the workflow of acme/infra does. */
async function rotateAll({ sandbox, rotate }: Fixture): Promise<void> {
  const run = await rotate({ ...NONE, config: FILE }, options)
  if (run.outputs['outcome'] !== 'rotated') throw new Error(run.log)
  sandbox.github.changeToken(tokens.reader, { permissions: SEES_ALL })
  sandbox.clock.advance(60_000)
}

test.concurrent(
  'every key of a file is looked at from another repository, which names whose workflow rotates them',
  withFixture(async (stage) => {
    const { sandbox } = stage
    await rotateAll(stage)
    const eyes = {
      ...NONE,
      ...watcher(sandbox),
      config: FILE,
      'rotator-repository': 'acme/infra',
      'fail-on': 'no-key, overdue, drift',
    }
    const run = await check(sandbox, eyes, options)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'healthy' } })
    expect(run.outputs).not.toHaveProperty('access-key')
    expect(run.report.keys.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['shop', 'healthy'],
      ['api', 'healthy'],
      ['late', 'healthy'],
    ])
    expect(run.log).toContain('3 keys: 3 healthy.')
    expect(run.groups).toEqual(['shop', 'api', 'late'])

    sandbox.clock.advance(13 * DAY)
    sandbox.github.setSecret(shop, 'SCW_ACCESS_KEY', 'SCWSOMEBODYELSES0001')
    const alarm = await check(sandbox, eyes, options)
    expect(alarm).toMatchObject({
      exitCode: 1,
      outputs: { outcome: 'attention', findings: 'overdue, drift' },
    })
    expect(alarm.report.alarms).toEqual([
      { kind: 'overdue', keys: ['api'], found: true },
      { kind: 'drift', keys: ['shop'], found: true },
    ])
    expect(alarm.errors.at(-1)).toBe(
      '3 keys: 1 healthy, 2 to be looked at. Found: overdue (api), drift (shop). The job fails by fail-on: overdue of api; ' +
        'drift of shop.',
    )
    expect(
      alarm.commands.filter(({ name }) => name === 'error').map(({ properties }) => properties['title']),
    ).toEqual(expect.arrayContaining(['shop: drift', 'api: overdue']))
    // Those that need a look come first, and open.
    expect(alarm.summary).toMatch(/\| shop \| ⚠️ drift[^\n]*\n\| api \| ⚠️ overdue[^\n]*\n\| late \| ✅/)
    expect(alarm.summary).toContain('<details open><summary>⚠️ api</summary>')
    expect(alarm.summary).toContain('<details><summary>✅ late</summary>')

    const picked = await check(sandbox, { ...eyes, key: 'late' }, options)
    expect(picked).toMatchObject({ exitCode: 0, outputs: { outcome: 'healthy', revision: '1' } })
    expect(picked.report.keys).toHaveLength(1)
  }),
)

test.concurrent(
  'without whose workflow it is the secrets have other names, which is found; and one key out of sight hides no other',
  withFixture(async (stage) => {
    const { sandbox } = stage
    await rotateAll(stage)
    const eyes = { ...NONE, ...watcher(sandbox), config: FILE, 'fail-on': 'overdue' }
    const strange = await check(sandbox, eyes, options)
    expect(kinds(strange)).toContain('no-key')
    expect(strange.log).toContain('there is no secret /acme-watch-shop')

    const path = `/versions`
    const id = sandbox.scaleway.secrets.secretNamed('acme-infra-api', { projectId })?.id ?? ''
    const effect = { kind: 'status', status: 500 } as const
    sandbox.setFaults([{ service: 'scaleway', method: 'GET', path: `${id}${path}`, times: 0, effect }])
    const run = await check(sandbox, { ...eyes, 'rotator-repository': 'acme/infra' }, options)
    sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'attention' } })
    expect(run.report.keys.map(({ outcome }) => outcome)).toEqual(['healthy', 'failed', 'healthy'])
    expect(run.errors.at(-1)).toContain('2 healthy, 1 out of sight.')
    expect(run.errors.at(-1)).toContain('overdue of api could not be ruled out')
  }),
)
