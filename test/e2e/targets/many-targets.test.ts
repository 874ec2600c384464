import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import { manyRepositories, rotateAll } from '../fixtures/many-repositories.ts'
import { changes, DAY, projectId, withFixture, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(300_000)

const COUNT = 300
const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY', 'SCW_KEY']
/** The table of writes, and 14 characters for the ID of each repository. */
const LIMIT = 4000 + 14 * COUNT

const { names, services } = manyRepositories(COUNT)

const rotate = (stage: Fixture): Promise<Run> =>
  rotateAll(stage, { 'bundle-secret': 'SCW_KEY', 'grace-period': '1d' })

/** Which repositories a run wrote. */
const written = (run: Run): ReadonlySet<string> =>
  new Set(
    run.exchanges.flatMap(({ method, url }) =>
      method === 'PUT' ? [url.split('/').slice(2, 4).join('/')] : [],
    ),
  )

test(
  'so many targets that not all can be listed in a record: it stays short, and the runs after it find all as it was left',
  withFixture(async (stage) => {
    const { sandbox, workingKey, lives } = stage
    sandbox.scaleway.changeSettings({ versionDescriptionLimit: LIMIT })
    const first = await rotate(stage)
    expect(first.outputs['outcome']).toBe('rotated')
    const old = first.outputs['access-key'] ?? ''
    for (const repository of names) expect(workingKey({ repository })).toBe(old)

    sandbox.clock.advance(DAY)
    const idle = await rotate(stage)
    expect(idle.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(idle)).toEqual([])

    // Whoever writes one of them is found out, and few others are written with it.
    sandbox.github.setSecret({ repository: 'acme/service-7' }, 'SCW_KEY', 'by hand, and wrong')
    sandbox.clock.advance(DAY)
    const mended = await rotate(stage)
    expect(mended.outputs['outcome']).toBe('repaired')
    expect(written(mended)).toContain('acme/service-7')
    expect(written(mended).size).toBeLessThan(30)
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(stage))).toEqual([])

    // A replaced key ends, since every target is found as it was left.
    sandbox.clock.advance(31 * DAY)
    const next = await rotate(stage)
    expect(next.outputs['outcome']).toBe('rotated')
    expect(written(next).size).toBe(COUNT)
    sandbox.clock.advance(2 * DAY)
    expect((await rotate(stage)).outputs['outcome']).toBe('retired')
    expect(lives(old)).toBe(false)
    for (const repository of names) expect(workingKey({ repository })).toBe(next.outputs['access-key'])

    const { versions = [] } = sandbox.scaleway.secrets.secretNamed('shop-deploy', { projectId }) ?? {}
    for (const { description } of versions) expect(description.length).toBeLessThanOrEqual(LIMIT)
    expect(
      NAMES.every((name) => sandbox.github.secret({ repository: 'acme/service-7' }, name) !== undefined),
    ).toBe(true)
  }, services),
)
