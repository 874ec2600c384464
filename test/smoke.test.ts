import { expect, jest, test } from '@jest/globals'
import { check, watcher } from './e2e/fixtures/check-fixture.ts'
import { deploy, HOUR, shop, withFixture } from './e2e/fixtures/fixture.ts'

// Runs each command of the bundle once, as a process. `npm run test:e2e` has the rest.
jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
const KEYS = `keys:
  shop:
    application-id: ${deploy.applicationId}
    repositories: [acme/shop]
`

test(
  'the bundle runs every command as a process',
  withFixture(async (fixture) => {
    const { rotate, retrieve, workingKey, sandbox } = fixture
    const outcome = async (inputs: Readonly<Record<string, string>>): Promise<unknown> =>
      (await rotate(inputs)).outputs['outcome']

    expect(await outcome({})).toBe('rotated')
    expect(await outcome({})).toBe('not-due')
    expect((await retrieve()).outputs['access-key']).toBe(workingKey(shop))
    expect((await check(sandbox, watcher(sandbox))).outputs['outcome']).toBe('attention')
    sandbox.clock.advance(60_000)
    expect(await outcome({ force: 'true' })).toBe('rotated')
    sandbox.clock.advance(60_000)
    expect(await outcome({ command: 'rollback' })).toBe('rolled-back')
    sandbox.clock.advance(HOUR)
    expect(await outcome({ command: 'retire' })).toBe('retired')
    expect(await outcome({ command: 'rollover', 'max-age': '' })).toBe('not-due')
    const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
    const plan = await rotate({ ...none, command: 'plan', config: FILE }, { workspace: { [FILE]: KEYS } })
    expect(plan.outputs['outcome']).toBe('planned')
  }),
)
