import { expect, jest, test } from '@jest/globals'
import type { Sandbox } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import {
  after,
  both,
  changes,
  DAY,
  deploy,
  HOUR,
  pairOf,
  production,
  projectId,
  reader,
  rotateHalf,
  rotateTwice,
  rotator,
  withFixture,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const twoGenerations = after(rotateTwice)

function secretId({ scaleway }: Sandbox): string {
  const secret = scaleway.secrets.secretNamed('shop-deploy', { projectId })
  if (secret === undefined) throw new Error('there is no secret')
  return secret.id
}

const held = ({ workingKey }: Pick<Fixture, 'workingKey'>) => [workingKey(shop), workingKey(production)]

/** Scheduled runs until the grace period of whatever was replaced is over; the last one changes nothing. */
async function settle(
  { sandbox, rotate }: Fixture,
  inputs: Readonly<Record<string, string>> = both,
): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (const days of [8, 1]) {
    sandbox.clock.advance(days * DAY)
    runs.push(await rotate(inputs))
  }
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(changes(runs.at(-1) ?? { exchanges: [] })).toEqual([])
  return runs
}

/** What belongs to nobody's rotation is as it was. */
function expectOthersUntouched(stage: Fixture): void {
  const { sandbox, lives, writes } = stage
  for (const { accessKey } of [deploy, reader, rotator]) expect(lives(accessKey)).toBe(true)
  expect(sandbox.github.secret(production, 'UNRELATED')).toBe('left-alone')
  expect(writes().filter((write) => !/: SCW_(ACCESS|SECRET)_KEY$/.test(write))).toEqual([])
}

interface Deed {
  readonly name: string
  readonly act: (sandbox: Sandbox, pair: readonly [string, string]) => void
  /** What the first run after it comes to. */
  readonly outcome: string
  /** Which keys live in the end: the names of those that were there, and `new`. */
  readonly living: readonly ('v1' | 'v2' | 'new')[]
  /** What its log says, if that is certain. */
  readonly says?: RegExp
}

const deeds: readonly Deed[] = [
  {
    name: 'the current key was deleted at Scaleway',
    act: ({ scaleway }, [, current]) => {
      scaleway.iam.deleteKey(current)
    },
    outcome: 'rotated',
    living: ['new'],
    says: /no longer exists/,
  },
  {
    name: 'the previous key was deleted at Scaleway',
    act: ({ scaleway }, [old]) => {
      scaleway.iam.deleteKey(old)
    },
    outcome: 'resumed',
    living: ['v2'],
    says: /its key is deleted/,
  },
  {
    name: 'both keys were deleted at Scaleway',
    act: ({ scaleway }, pair) => {
      for (const key of pair) scaleway.iam.deleteKey(key)
    },
    outcome: 'rotated',
    living: ['new'],
  },
  {
    name: "the current key's version was disabled",
    act: (sandbox) => {
      sandbox.scaleway.secrets.disableVersion(secretId(sandbox), 2)
    },
    outcome: 'rotated',
    living: ['new'],
    says: /can no longer be read/,
  },
  {
    name: "the current key's version was deleted",
    act: (sandbox) => {
      sandbox.scaleway.secrets.deleteVersion(secretId(sandbox), 2)
    },
    outcome: 'rotated',
    living: ['new'],
  },
  {
    name: "the previous key's version was deleted",
    act: (sandbox) => {
      sandbox.scaleway.secrets.deleteVersion(secretId(sandbox), 1)
    },
    outcome: 'not-due',
    living: ['v2'],
  },
  {
    name: "the previous key's version was disabled",
    act: (sandbox) => {
      sandbox.scaleway.secrets.disableVersion(secretId(sandbox), 1)
    },
    outcome: 'not-due',
    living: ['v2'],
  },
  {
    name: 'a secret of a target was deleted',
    act: ({ github }) => {
      github.deleteSecret(shop, 'SCW_ACCESS_KEY')
    },
    outcome: 'repaired',
    living: ['v2'],
  },
  {
    name: 'a secret of a target was overwritten',
    act: ({ github }) => {
      github.setSecret(production, 'SCW_SECRET_KEY', 'written-by-somebody-else')
    },
    outcome: 'repaired',
    living: ['v2'],
  },
  {
    name: 'every secret of every target was deleted',
    act: ({ github }) => {
      for (const place of [shop, production]) {
        for (const name of ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']) github.deleteSecret(place, name)
      }
    },
    outcome: 'repaired',
    living: ['v2'],
  },
  {
    name: 'an environment was deleted and made again',
    act: ({ github }) => {
      github.deleteEnvironment('acme/shop', 'production')
      github.addEnvironment('acme/shop', 'production')
      github.setSecret(production, 'UNRELATED', 'left-alone')
    },
    outcome: 'repaired',
    living: ['v2'],
  },
]

test.concurrent.each(deeds)('$name: the schedule mends it, and touches nothing else', (deed) =>
  twoGenerations(async (stage) => {
    const { sandbox, rotate, living, versions } = stage
    const pair = pairOf(versions())
    sandbox.github.setSecret(production, 'UNRELATED', 'left-alone')
    sandbox.clock.advance(HOUR)
    deed.act(sandbox, pair)
    sandbox.clock.advance(HOUR)

    const run = await rotate(both)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: deed.outcome } })
    if (deed.says !== undefined) expect(run.log).toMatch(deed.says)
    const current = run.outputs['access-key'] ?? ''
    expect(held(stage)).toEqual([current, current])

    await settle(stage)
    const names = { v1: pair[0], v2: pair[1], new: current }
    expect(living()).toEqual([deploy.accessKey, ...deed.living.map((name) => names[name])])
    expect(held(stage)).toEqual([current, current])
    // A deleted version keeps its record.
    const there = versions().filter(({ status }) => status === 'enabled' || status === 'disabled')
    expect(there.filter(({ stage: name }) => name === 'current')).toHaveLength(1)
    expectOthersUntouched(stage)
  })(),
)

test.concurrent(
  'a secret that somebody deleted is made again with a new key; what cannot be known to be replaced is left alone',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, living, versions, retrieve } = stage
    const [old, current] = pairOf(versions())
    sandbox.github.setSecret(production, 'UNRELATED', 'left-alone')
    sandbox.scaleway.secrets.deleteSecret(secretId(sandbox))
    sandbox.clock.advance(HOUR)
    const run = await rotate(both)
    const made = run.outputs['access-key']
    expect(run.outputs).toMatchObject({ outcome: 'rotated', revision: '1' })
    expect(held(stage)).toEqual([made, made])
    expect((await retrieve()).outputs['access-key']).toBe(made)
    expect(run.warnings.join('\n')).toContain('replaces-access-key')
    await settle(stage)
    // Their store is gone, and with it what was known of them; the warning says what a person can do.
    expect(living()).toEqual([deploy.accessKey, old, current, made])
    expectOthersUntouched(stage)
  }),
)

// A mark is another rotation's word for a key (C10), and whether that one's secret is gone cannot be known for certain:
// it may lie in another Project or region.
test.concurrent(
  'a key with the mark of a deleted secret is left alone, and the run says how to have it retired',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, lives, versions } = stage
    const [, current] = pairOf(versions())
    const named = { ...both, 'replaces-access-key': current }
    sandbox.scaleway.secrets.deleteSecret(secretId(sandbox))
    sandbox.clock.advance(HOUR)
    const run = await rotate(named)
    expect(run.warnings.join('\n')).toContain('remove the mark')
    sandbox.clock.advance(8 * DAY)
    expect((await rotate(named)).log).not.toContain('deletes it')
    expect(lives(current)).toBe(true)

    sandbox.scaleway.iam.changeKey(current, { description: 'made long ago' })
    // Without the other mark it is marked replaced, and has its grace period.
    sandbox.clock.advance(DAY)
    expect((await rotate(named)).log).toContain(`Marked the key ${current} as replaced`)
    sandbox.clock.advance(6 * DAY)
    await rotate(named)
    expect(lives(current)).toBe(true)
    sandbox.clock.advance(2 * DAY)
    await rotate(named)
    expect(lives(current)).toBe(false)
  }),
)

test.concurrent(
  'an environment that is gone fails the run by name and nothing else is touched; when it is back it gets the key',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, living, versions, workingKey, writes } = stage
    const [old, current] = pairOf(versions())
    sandbox.github.deleteEnvironment('acme/shop', 'production')
    // Past the grace period and past max-age: nothing is retired and nothing is made while a target is missing.
    sandbox.clock.advance(31 * DAY)
    for (const command of ['rotate', 'rollover', 'retire', 'rollback']) {
      const run = await rotate({ ...both, command })
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(run.errors.join('\n')).toContain('production')
      expect(changes(run)).toEqual([])
    }
    expect(living()).toEqual([deploy.accessKey, old, current])
    expect(workingKey(shop)).toBe(current)
    expect(writes(production)).toEqual([])

    sandbox.github.addEnvironment('acme/shop', 'production')
    const back = await rotate(both)
    const made = back.outputs['access-key']
    expect(back.outputs['outcome']).toBe('rotated')
    expect(held(stage)).toEqual([made, made])
    sandbox.github.setSecret(production, 'UNRELATED', 'left-alone')
    await settle(stage)
    expect(living()).toEqual([deploy.accessKey, made])
  }),
)

test.concurrent(
  'a pending version that somebody disabled is given up; its key goes the way of every replaced one',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, living, versions, lives } = stage
    sandbox.github.setSecret(production, 'UNRELATED', 'left-alone')
    const [, current] = pairOf(versions())
    const pending = await rotateHalf(stage)
    sandbox.scaleway.secrets.disableVersion(secretId(sandbox), 3)

    const run = await rotate(both)
    expect(run.exitCode).toBe(0)
    expect(run.log).toContain('a person disabled it')
    // One of the targets had it already.
    expect(held(stage)).toEqual([current, current])
    expect(lives(pending)).toBe(true)
    expect(versions().at(-1)).toMatchObject({ stage: 'retired', status: 'disabled' })
    // Whoever read it from the store has it through a grace period.
    await settle(stage)
    expect(lives(pending)).toBe(true)
    await settle(stage)
    expect(living()).toEqual([deploy.accessKey, current])
    expectOthersUntouched(stage)
  }),
)

test.concurrent(
  'a pending version that somebody deleted is as good as disabled',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, living, versions } = stage
    sandbox.github.setSecret(production, 'UNRELATED', 'left-alone')
    const [, current] = pairOf(versions())
    const pending = await rotateHalf(stage)
    sandbox.scaleway.secrets.deleteVersion(secretId(sandbox), 3)
    sandbox.clock.advance(HOUR)
    const run = await rotate(both)
    expect(run.exitCode).toBe(0)
    expect(held(stage)).toEqual([current, current])
    await settle(stage)
    // Nothing says any more when it was given up, so that it waits for the next promotion and its grace period.
    expect(living()).toEqual([deploy.accessKey, current, pending])
    sandbox.clock.advance(22 * DAY)
    const made = (await rotate(both)).outputs['access-key']
    await settle(stage)
    expect(living()).toEqual([deploy.accessKey, made])
    expectOthersUntouched(stage)
  }),
)

test.concurrent(
  'a key that a person gave another description is not deleted, and the rotation goes on without harm',
  withFixture(async ({ sandbox, rotate, lives, workingKey }) => {
    const first = (await rotate()).outputs['access-key'] ?? ''
    sandbox.scaleway.iam.changeKey(first, { description: 'mine now' })
    sandbox.clock.advance(31 * DAY)
    const second = await rotate()
    expect(second.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
    expect(lives(first)).toBe(true)
    expect(lives(deploy.accessKey)).toBe(true)
  }),
)
