import { expect, jest, test } from '@jest/globals'
import { manyRepositories, rotateAll } from '../fixtures/many-repositories.ts'
import { DAY, withFixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** More pairs than GitHub lets be written in a minute. */
const { names, services } = manyRepositories(150)

test(
  'what GitHub’s limits leave no time for keeps its old key, is named as such, and is written by the next run',
  withFixture(async (stage) => {
    const { sandbox, workingKey, lives } = stage
    const first = await rotateAll(stage)
    const old = first.outputs['access-key'] ?? ''

    sandbox.clock.advance(31 * DAY)
    sandbox.setFaults([
      {
        service: 'github',
        method: 'PUT',
        path: '/actions/secrets',
        effect: { kind: 'rate-limit', limit: 'primary', status: 403, seconds: 3600 },
      },
    ])
    const cut = await rotateAll(stage)
    expect([cut.exitCode, cut.outputs['outcome']]).toEqual([1, 'incomplete'])
    const postponed = cut.log.split('\n').find((line) => line.includes('leave no time in this run')) ?? ''
    const many = Number(/for (\d+) targets/.exec(postponed)?.[1])
    expect(many).toBeGreaterThan(10)
    expect(postponed).toContain('the next run goes on with what keeps its old key until then: acme/service-')
    expect(cut.summary).toContain("GitHub's rate limits left no time for it in this run")
    const holders = names.map((repository) => workingKey({ repository }))
    expect(holders.filter((key) => key === old).length).toBeGreaterThanOrEqual(many)
    expect(holders.filter((key) => key !== old && key !== undefined).length).toBeGreaterThan(10)
    expect(lives(old)).toBe(true)

    sandbox.setFaults([])
    sandbox.clock.advance(DAY)
    const next = await rotateAll(stage)
    expect([next.exitCode, next.outputs['outcome']]).toEqual([0, 'resumed'])
    const current = next.outputs['access-key'] ?? ''
    expect(current).not.toBe(old)
    expect(
      next.exchanges.filter(({ method, url }) => method === 'POST' && url.endsWith('/api-keys')),
    ).toEqual([])
    for (const repository of names) expect(workingKey({ repository })).toBe(current)
  }, services),
)
