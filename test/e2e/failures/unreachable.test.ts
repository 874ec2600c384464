import { expect, jest, test } from '@jest/globals'
import {
  changes,
  DAY,
  report,
  withFixture,
  shop,
  both,
  production,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** acme/shop and its environment, which nobody can reach: it answers as if it were not there. */
function hide({ sandbox }: Fixture): void {
  const effect = { kind: 'status', status: 404 } as const
  sandbox.setFaults([{ service: 'github', path: '/environments/', times: 0, effect }])
}

test.concurrent(
  'a target that cannot be reached keeps a run from changing anything',
  withFixture(async (stage) => {
    hide(stage)
    const run = await stage.rotate(both)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(changes(run)).toEqual([])
    expect(run.log).toContain('environments: ')
  }),
)

test.concurrent(
  'with on-unreachable: continue the others get the key, the old one lives, and the job fails with the name',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey, living, lives } = stage
    const inputs = { ...both, 'on-unreachable': 'continue' }
    const first = await rotate(inputs)
    const old = first.outputs['access-key'] ?? ''
    expect(workingKey(production)).toBe(old)

    sandbox.clock.advance(31 * DAY)
    hide(stage)
    const run = await rotate(inputs)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(run.errors.join('\n')).toContain('environment production of acme/shop')
    expect(run.warnings.join('\n')).toContain('environment production of acme/shop cannot be reached')
    const made = workingKey(shop)
    expect(made).not.toBe(old)
    // Its grace period would long be over, but a target lags.
    for (let day = 0; day < 3; day += 1) {
      sandbox.clock.advance(5 * DAY)
      const again = await rotate(inputs)
      expect(again).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
      expect(lives(old)).toBe(true)
    }
    expect(living()).toHaveLength(3) // the one by hand, the old one, and one new one

    sandbox.clearFaults()
    const end = await rotate(inputs)
    expect(end).toMatchObject({ exitCode: 0, outputs: { outcome: 'resumed', 'access-key': made } })
    expect(workingKey(production)).toBe(made)
    expect(workingKey(shop)).toBe(made)
  }),
)

test.concurrent(
  'where no target can be reached at all, nothing is changed, whatever is said',
  withFixture(async ({ sandbox, rotate }) => {
    const effect = { kind: 'status', status: 401 } as const
    sandbox.setFaults([{ service: 'github', times: 0, effect }])
    const run = await rotate({ ...both, 'on-unreachable': 'continue' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(changes(run)).toEqual([])
    expect(run.log).toContain('GitHub does not accept the token')
  }),
)

test.concurrent(
  'a target that is no longer declared: the run says so, and when its key ends',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotate(both)
    sandbox.clock.advance(DAY)
    const still = await rotate()
    expect(report(still).advice.join('\n')).toMatch(
      /2 GitHub secrets were given SCW\w{17} \(v1\) and are no longer declared as targets.* It ends 7 days after it is replaced/,
    )
    sandbox.clock.advance(30 * DAY)
    const replaced = await rotate()
    sandbox.clock.advance(DAY)
    const after = await rotate()
    const ends = (replaced.outputs['previous-retires-at'] ?? '').slice(0, 16)
    expect(report(after).advice.join('\n')).toContain(`It ends on ${ends}`)
    sandbox.clock.advance(8 * DAY)
    await rotate()
    expect(report(await rotate()).advice.join('\n')).not.toContain('no longer declared')
  }),
)
