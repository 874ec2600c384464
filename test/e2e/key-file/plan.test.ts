import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import { changes, deploy, withFixture, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
/** Three keys of one application; the first has most to write. */
const THREE = `defaults:
  application-id: ${deploy.applicationId}
  max-age: 30d
keys:
  shop:
    repositories: [acme/shop, acme/api]
    bundle-secret: SHOP
    access-key-secret: SHOP_ACCESS_KEY
    secret-key-secret: SHOP_SECRET_KEY
  api:
    repositories: [acme/api]
  infra:
    repositories: [acme/infra]
`

/** What an entry of the matrix tells its job. */
interface Entry {
  readonly name: string
  readonly key: string
  readonly budget: string
}

/** Runs the step with the file; what the usual step says of its one key is left out. */
function fleet({ rotate }: Fixture, inputs: Readonly<Record<string, string>>, file = THREE): Promise<Run> {
  const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
  return rotate({ ...none, config: FILE, ...inputs }, { workspace: { [FILE]: file } })
}

function matrixOf(run: Run): readonly Entry[] {
  const { include } = JSON.parse(run.outputs['matrix'] ?? '{}') as { readonly include: readonly Entry[] }
  return include
}

const keysOf = (entries: readonly Entry[]): readonly string[] => entries.map(({ key }) => key)
const sum = (entries: readonly Entry[]): number =>
  entries.reduce((all, { budget }) => all + Number(budget), 0)

test.concurrent(
  'a plan spreads the keys over jobs, changes nothing, and its jobs rotate every key',
  withFixture(async (stage) => {
    const { workingKey, versions } = stage
    const plan = await fleet(stage, { command: 'plan', jobs: '3' })
    expect(plan).toMatchObject({ exitCode: 0, outputs: { outcome: 'planned', changed: 'false' } })
    expect(changes(plan)).toEqual([])
    const entries = matrixOf(plan)
    expect(entries.map(({ name }) => name)).toEqual(['1 of 3', '2 of 3', '3 of 3'])
    expect(keysOf(entries)).toEqual(['shop', 'api', 'infra'])
    // Six secrets in two repositories, against two in one.
    const [most = 0, ...others] = entries.map(({ budget }) => Number(budget))
    for (const other of others) expect(most).toBeGreaterThan(2 * other)
    expect(sum(entries)).toBeLessThanOrEqual(1)
    expect(sum(entries)).toBeGreaterThan(0.99)
    expect(plan.log).toContain('Planned: 3 keys in 3 jobs, 10 writes; under GitHub')
    expect(plan.summary).toContain('Planned: 3 keys in 3 jobs, 10 writes')
    expect(plan.summary).toMatch(/\| 1 \| shop \| 6 \| 6 \| \d+ % \|/)
    expect(plan.summary).toMatch(/\| 3 \| infra \| 2 \| 3 \| \d+ % \|/)

    for (const { key, budget } of entries) {
      const job = await fleet(stage, { key, 'github-budget': budget })
      expect(job).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', changed: 'true' } })
    }
    const names = { accessKey: 'SHOP_ACCESS_KEY', secretKey: 'SHOP_SECRET_KEY' }
    for (const repository of ['acme/shop', 'acme/api'])
      expect(workingKey({ repository }, names)).toBe(versions('acme-infra-shop')[0]?.accessKey)
    for (const name of ['api', 'infra'])
      expect(workingKey({ repository: `acme/${name}` })).toBe(versions(`acme-infra-${name}`)[0]?.accessKey)

    const after = await fleet(stage, { command: 'plan', jobs: '3' })
    expect(changes(after)).toEqual([])
    expect(after.log).toContain('Planned: 3 keys in 3 jobs, 0 writes; nothing is to be written.')
    expect(keysOf(matrixOf(after)).toSorted()).toEqual(['api', 'infra', 'shop'])
  }),
)

test.concurrent(
  'fewer jobs than keys are balanced by what there is to write; where nobody says how many, few are enough',
  withFixture(async (stage) => {
    const two = await fleet(stage, { command: 'plan', jobs: '2' })
    expect(keysOf(matrixOf(two))).toEqual(['shop', 'api, infra'])
    const few = await fleet(stage, { command: 'plan' })
    expect(matrixOf(few)).toEqual([{ name: '1 of 1', key: 'shop, api, infra', budget: '1' }])
    const picked = await fleet(stage, { command: 'plan', jobs: '9', key: 'infra, api' })
    expect(keysOf(matrixOf(picked))).toEqual(['api', 'infra'])
  }),
)

test.concurrent(
  'a key that cannot be looked at is named, and still gets a job',
  withFixture(async (stage) => {
    const effect = { kind: 'status', status: 404 } as const
    const path = '/repos/acme/infra/actions/secrets'
    stage.sandbox.setFaults([{ service: 'github', path, times: 0, effect }])
    const plan = await fleet(stage, { command: 'plan', jobs: '3' })
    expect(plan).toMatchObject({ exitCode: 0, outputs: { outcome: 'planned' } })
    expect(changes(plan)).toEqual([])
    expect(keysOf(matrixOf(plan))).toEqual(['shop', 'api', 'infra'])
    expect(plan.warnings).toEqual([expect.stringContaining('The state of infra could not be read')])

    // Its job says what it lacks, and the others do not care.
    for (const { key, budget } of matrixOf(plan)) {
      const job = await fleet(stage, { key, 'github-budget': budget })
      expect([key, job.exitCode]).toEqual([key, key === 'infra' ? 1 : 0])
    }
  }),
)

test.concurrent(
  'a plan that cannot be made is refused before anything is asked of anybody',
  withFixture(async (stage) => {
    for (const jobs of ['0', '300', 'many']) {
      const run = await fleet(stage, { command: 'plan', jobs })
      expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
      expect(run.outputs['matrix']).toBeUndefined()
      expect(run.errors[0]).toContain(`jobs: "${jobs}" is not a whole number from 1 to 256`)
    }
    const alone = await stage.rotate({ command: 'plan' })
    expect(alone).toMatchObject({ exitCode: 1, exchanges: [] })
    expect(alone.errors[0]).toContain(
      'plan distributes the keys of a key file over jobs, but config is not set',
    )
  }),
)
