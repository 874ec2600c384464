import { expect, jest, test } from '@jest/globals'
import type { Place } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import { compressed, type CompressedRun } from '../fixtures/compressed-time.ts'
import {
  FILE,
  file,
  KEYS,
  platform,
  REPOSITORIES,
  secretsOf,
  SHARED,
  type PlatformKey,
} from '../fixtures/platform.ts'
import { changes, DAY, everythingSaid, withFixture, tokens, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(300_000)

/** GitHub's minute passes in three seconds, here and there. */
const SPEED = 20
const LIMITS = { pointsPerMinute: 900, requestsPerHour: 5000 } as const
const MEBIBYTE = 1024 * 1024

/** Runs the step with the whole file, in compressed time and with GitHub's limits enforced. */
async function rotateAll({ sandbox, rotate }: Fixture): Promise<CompressedRun> {
  sandbox.github.setLimits(LIMITS)
  const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
  return compressed(sandbox, SPEED, (options) =>
    rotate({ ...none, config: FILE }, { workspace: { [FILE]: file }, ...options }),
  )
}

/** What GitHub was told to write, apart from reads. */
const puts = (run: Run) =>
  run.exchanges.filter(({ service, method }) => service === 'github' && method !== 'GET')

/** The access key of the working pair that stands in a place; undefined where no job could work with it. */
function standing({ sandbox }: Fixture, place: Place, { names }: PlatformKey): string | undefined {
  const { github, scaleway } = sandbox
  // A job of that place sees what a workflow there sees; an organization's is seen from a repository that was selected.
  const job =
    'repository' in place ? place : { repository: REPOSITORIES[0] ?? '', kind: place.kind ?? 'actions' }
  const seen = github.workflowSecrets(job)
  const pair =
    'bundle' in names
      ? (JSON.parse(seen[names.bundle] ?? '{}') as { API_KEY?: string; SECRET_KEY?: string })
      : { API_KEY: seen[names.accessKey], SECRET_KEY: seen[names.secretKey] }
  const { API_KEY: accessKey, SECRET_KEY: secretKey } = pair
  if (accessKey === undefined || secretKey === undefined) return undefined
  return scaleway.iam.accepts(accessKey, secretKey) ? accessKey : undefined
}

/** For each key, what stands in its places, without repetition. */
function everywhere(stage: Fixture): Readonly<Record<string, readonly (string | undefined)[]>> {
  return Object.fromEntries(
    KEYS.map((key) => [key.name, [...new Set(key.places.map((place) => standing(stage, place, key)))]]),
  )
}

/** What the report says of each key. */
function outcomes(run: Run): Readonly<Record<string, string>> {
  const { keys } = JSON.parse(run.outputs['report'] ?? '{}') as { keys: Record<string, { outcome: string }> }
  return Object.fromEntries(Object.entries(keys).map(([name, { outcome }]) => [name, outcome]))
}

test(
  'thirty keys in two hundred repositories rotate within the limits; the repository that is out of reach lags alone',
  withFixture(async (stage) => {
    const { sandbox } = stage
    const first = await rotateAll(stage)
    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    const before = everywhere(stage)
    for (const held of Object.values(before)) expect(held).toEqual([expect.stringMatching(/^SCW/)])

    // A month later the token no longer reaches one repository, which two keys go to.
    sandbox.clock.advance(31 * DAY)
    const reached = REPOSITORIES.filter((name) => name !== SHARED)
    sandbox.github.changeToken(tokens.writer, { repositories: reached })
    const affected = KEYS.filter(({ places }) =>
      places.some((place) => 'repository' in place && place.repository === SHARED),
    ).map(({ name }) => name)
    expect(affected).toEqual(['key-01', 'key-21', 'key-29'])
    const run = await rotateAll(stage)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(outcomes(run)).toEqual(
      Object.fromEntries(KEYS.map(({ name }) => [name, affected.includes(name) ? 'incomplete' : 'rotated'])),
    )
    const after = everywhere(stage)
    for (const { name } of KEYS) {
      const [old] = before[name] ?? []
      const held = after[name] ?? []
      // All but the one have the new key, and the one has the old one, which lives.
      expect(held).toHaveLength(affected.includes(name) ? 2 : 1)
      expect(held).not.toContain(undefined)
      if (affected.includes(name)) expect(held).toContain(old)
      else expect(held).not.toContain(old)
    }
    for (const said of [run.log, run.summary, run.errors.join('\n'), run.outputs['report'] ?? ''])
      expect(said).toContain(SHARED)
    expect(run.errors.at(-1)).toContain(`Look at: ${affected.join(', ')}.`)
    expect(sandbox.github.variable({ organization: 'acme' }, 'PLATFORM_KEY')?.value).toBe(
      after['key-26']?.[0],
    )
    for (const index of [189, 198])
      expect(sandbox.github.variable({ repository: REPOSITORIES[index] ?? '' }, 'KEY_28')?.value).toBe(
        after['key-28']?.[0],
      )
    // Each secret is written once, GitHub never had to refuse, and a reader is not drowned.
    const targets = KEYS.flatMap((key) =>
      key.places.flatMap(() => [...secretsOf(key), ...(key.variable === undefined ? [] : [key.variable])]),
    )
    const lagging = KEYS.filter(({ name }) => affected.includes(name)).flatMap(secretsOf)
    expect(puts(run)).toHaveLength(targets.length - lagging.length)
    expect(
      run.exchanges.filter(
        ({ status, url }) => status === 429 || (status === 403 && url.startsWith('/repos')),
      ),
    ).toEqual([])
    const publicKeys = run.exchanges.filter(({ url }) => url.endsWith('/public-key')).map(({ url }) => url)
    expect(new Set(publicKeys).size).toBe(publicKeys.length)
    expect(Buffer.byteLength(run.summary)).toBeLessThan(MEBIBYTE)
    expect((run.outputs['report'] ?? '').length).toBeLessThan(MEBIBYTE)
    expect(Buffer.byteLength(run.stdout)).toBeLessThan(300_000)
    // As many for a key as it has steps, however many targets there are.
    expect(run.log.split('\n').length).toBeLessThan(40 * KEYS.length)
    expect(run.peakBytes).toBeLessThan(400 * MEBIBYTE)

    // The token is mended; the next run writes what is missing, and makes no key.
    sandbox.clock.advance(DAY)
    sandbox.github.changeToken(tokens.writer, { repositories: 'all' })
    const next = await rotateAll(stage)
    expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'resumed' } })
    expect(outcomes(next)).toEqual(
      Object.fromEntries(KEYS.map(({ name }) => [name, affected.includes(name) ? 'resumed' : 'not-due'])),
    )
    expect(changes(next).filter((change) => change === 'POST /iam/v1alpha1/api-keys')).toEqual([])
    expect(
      puts(next)
        .map(({ url }) => url.split('/').at(-1))
        .sort(),
    ).toEqual([...lagging].sort())
    expect(puts(next).every(({ url }) => url.startsWith(`/repos/${SHARED}/`))).toBe(true)
    const whole = everywhere(stage)
    for (const { name } of KEYS) {
      expect(whole[name]).toHaveLength(1)
      expect(after[name]).toContain(whole[name]?.[0])
      expect(before[name]).not.toContain(whole[name]?.[0])
    }
    expect(everythingSaid(next)).not.toContain('cannot be reached')
  }, platform()),
)
