import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  changes,
  DAY,
  deploy,
  everythingSaid,
  rotator,
  withFixture,
  shop,
  signIn,
  vault,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const api = { repository: 'acme/api' } as const
const FILE = '.github/key-rotation.yml'
/** Two keys of one application, in one repository each. */
const TWO = `defaults:
  application-id: ${deploy.applicationId}
  max-age: 30d
keys:
  shop:
    repositories: [acme/shop]
  api:
    repositories: [acme/api]
    max-age: 10d
`

/** Runs the step with a file of keys; what the usual step says of its one key is left out. */
async function fleet(
  { rotate }: Fixture,
  file: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
  return rotate({ ...none, config: FILE, ...inputs }, { workspace: { [FILE]: file } })
}

/** What the `report` output says of a key. */
function reportOn(
  run: Run,
  key: string,
): { readonly outcome: string; readonly key: { readonly accessKey: string } } {
  const { keys } = JSON.parse(run.outputs['report'] ?? '{}') as {
    keys: Record<string, ReturnType<typeof reportOn>>
  }
  const found = keys[key]
  if (found === undefined) throw new Error(`The report says nothing of ${key}.`)
  return found
}

test.concurrent(
  'each key of a file has a secret, targets and a rhythm of its own',
  withFixture(async (stage) => {
    const { sandbox, workingKey, versions, living } = stage
    const first = await fleet(stage, TWO)
    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', changed: 'true' } })
    const [one, two] = [workingKey(shop), workingKey(api)]
    expect(one).toBe(versions('acme-infra-shop')[0]?.accessKey)
    expect(two).toBe(versions('acme-infra-api')[0]?.accessKey)
    expect(one).not.toBe(two)
    expect(reportOn(first, 'shop')).toMatchObject({ outcome: 'rotated', key: { accessKey: one } })
    for (const name of ['shop', 'api']) expect(everythingSaid(first)).toContain(`${name}: rotated`)

    sandbox.clock.advance(DAY)
    const second = await fleet(stage, TWO)
    expect(second.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(second)).toEqual([])

    sandbox.clock.advance(10 * DAY)
    const third = await fleet(stage, TWO)
    expect(third.outputs['outcome']).toBe('rotated')
    expect(reportOn(third, 'shop').outcome).toBe('not-due')
    expect(reportOn(third, 'api').outcome).toBe('rotated')
    expect(workingKey(shop)).toBe(one)
    expect(workingKey(api)).not.toBe(two)
    expect(living()).toContain(two)
  }),
)

test.concurrent(
  'a key that fails stops no other; the job fails and says which, and the next run finishes it without another key',
  withFixture(async (stage) => {
    const { sandbox, workingKey, living } = stage
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/acme/api/', times: 0, effect }])
    const run = await fleet(stage, TWO)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(run.errors.at(-1)).toContain('2 keys: 1 rotated, 1 incomplete. Look at: api.')
    expect(run.summary).toContain('<details open><summary>⚠️ api: incomplete</summary>')
    expect(workingKey(shop)).toBe(reportOn(run, 'shop').key.accessKey)
    const made = living().length

    sandbox.clearFaults()
    sandbox.clock.advance(DAY)
    const next = await fleet(stage, TWO)
    expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'resumed' } })
    expect(reportOn(next, 'shop').outcome).toBe('not-due')
    expect(living()).toHaveLength(made)
    expect(workingKey(api)).toBe(reportOn(next, 'api').key.accessKey)
  }),
)

test.concurrent(
  'the input key picks some, and force then means those',
  withFixture(async (stage) => {
    const { sandbox, workingKey, retrieve } = stage
    await fleet(stage, TWO)
    const [one, two] = [workingKey(shop), workingKey(api)]
    sandbox.clock.advance(DAY)
    const run = await fleet(stage, TWO, { key: 'api', force: 'true' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(one)
    expect(workingKey(api)).not.toBe(two)

    const read = await retrieve(
      { config: FILE, key: 'api', 'secret-name': '' },
      { workspace: { [FILE]: TWO }, env: { GITHUB_REPOSITORY: 'acme/infra' } },
    )
    expect(read.outputs['access-key']).toBe(workingKey(api))
    const unclear = await retrieve({ config: FILE, 'secret-name': '' }, { workspace: { [FILE]: TWO } })
    expect(unclear.exitCode).toBe(1)
    expect(unclear.log).toContain('key: retrieve reads exactly one key. Expected: one of shop, api')
  }),
)

test.concurrent(
  'what is wrong with the file is told at once, with line and column, and nothing is asked of anybody',
  withFixture(async (stage) => {
    const twice = `keys:
  one:
    application-id: ${deploy.applicationId}
    repositories: acme/shop
    max-age: tomorrow
  two:
    application-id: nobody
    repositories: acme/shop
`
    const run = await fleet(stage, twice)
    expect(run).toMatchObject({
      exitCode: 1,
      exchanges: [],
      outputs: { outcome: 'failed', changed: 'false' },
    })
    expect(run.errors).toEqual([
      expect.stringContaining(`${FILE}:5:5: keys.one.max-age: "tomorrow" is not a duration`),
      expect.stringContaining(`${FILE}:7:5: keys.two.application-id: "nobody" is not an application ID`),
      expect.stringContaining('2 problems'),
    ])

    const same = TWO.replace('acme/api', 'acme/shop')
    const clash = await fleet(stage, same)
    expect(clash.exchanges).toEqual([])
    expect(clash.log).toContain(
      'keys.api: writes the GitHub secret SCW_ACCESS_KEY of acme/shop, as does shop',
    )

    const unknown = await fleet(stage, TWO, { key: 'shop, shpo' })
    expect(unknown.log).toContain('key: the key file has no key "shpo". Expected: one or more of shop, api')
    const alone = await stage.rotate({ key: 'shop' })
    expect(alone.log).toContain('key: selects keys of a key file, but config is not set')
    const nowhere = await stage.rotate({ config: 'keys.yml' })
    expect(nowhere.log).toContain('config: the file does not exist in the workspace')
  }),
)

test.concurrent(
  'the key that signs in is rotated after all others, which go on working with it until then',
  withFixture(async (stage) => {
    const { sandbox } = stage
    for (const [name, value] of [
      ['SCW_ACCESS_KEY', rotator.accessKey],
      ['SCW_SECRET_KEY', rotator.secretKey],
    ] as const)
      sandbox.github.setSecret(vault, name, value)
    sandbox.clock.advance(60_000)
    const file = `defaults:
  max-age: 30d
  grace-period: 0
keys:
  own:
    environments: acme/infra/production
    replaces-access-key: ${rotator.accessKey}
  shop:
    application-id: ${deploy.applicationId}
    repositories: acme/shop
`
    const run = await fleet(stage, file, signIn(rotator))
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    const lines = run.log.split('\n')
    const at = (text: string): number => lines.findIndex((line) => line.startsWith(text))
    expect(at('own: ')).toBeGreaterThan(at('shop: Rotated'))
    expect(stage.workingKey(vault)).toBe(reportOn(run, 'own').key.accessKey)
    expect(stage.lives(rotator.accessKey)).toBe(false)
  }),
)

test.concurrent(
  'a key moves from a step of its own into a file, with its secret, and is taken over once',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey, versions, lives } = stage
    await rotate()
    sandbox.clock.advance(DAY)
    await rotate({ force: 'true' })
    const [old, key] = versions().map(({ accessKey }) => accessKey ?? '')
    sandbox.clock.advance(DAY)
    const lines = '    repositories: [acme/shop]\n    secret-name: shop-deploy\n'
    const file = TWO.replace('    repositories: [acme/shop]\n', lines)
    const picked = { key: 'shop' }

    const refused = await fleet(stage, file, picked)
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(refused.log).toContain('take-over')

    const taken = await fleet(stage, file.replace(lines, `${lines}    take-over: true\n`), picked)
    expect(taken.exitCode).toBe(0)
    sandbox.clock.advance(DAY)
    const after = await fleet(stage, file, picked)
    expect(after).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
    expect(workingKey(shop)).toBe(key)
    expect(lives(old ?? '')).toBe(true)

    sandbox.clock.advance(6 * DAY)
    const ended = await fleet(stage, file, picked)
    expect(ended.outputs['outcome']).toBe('retired')
    expect(lives(old ?? '')).toBe(false)
    expect(workingKey(shop)).toBe(key)

    // The step of its own, if somebody forgot it, does not fight over the key.
    const forgotten = await rotate({ force: 'true' })
    expect(forgotten).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
  }),
)
