import { expect, jest, test } from '@jest/globals'
import { check, found, kinds, SEES_ALL, watcher } from '../fixtures/check-fixture.ts'
import { deploy, production, withFixture, shop, tokens, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const replaces = { 'replaces-access-key': deploy.accessKey }
const acme = { organization: 'acme' } as const

/** A minute later somebody who sees everything of GitHub looks. */
function look({ sandbox }: Fixture): Readonly<Record<string, string>> {
  sandbox.github.changeToken(tokens.reader, { permissions: SEES_ALL })
  sandbox.clock.advance(60_000)
  return { ...watcher(sandbox), ...replaces }
}

/** What the report says of a target. */
function target(run: Awaited<ReturnType<typeof check>>, label: string): Readonly<Record<string, unknown>> {
  const one = run.report.keys[0]?.targets?.find((each) => each['label'] === label)
  if (one === undefined) throw new Error(`The report says nothing of ${label}.`)
  return one
}

test.concurrent(
  'a target that somebody else wrote, one that lacks a half, and one that lacks all',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const targets = { repositories: 'acme/shop, acme/api', environments: 'acme/infra/production' }
    await rotate({ ...replaces, ...targets })
    const eyes = { ...look(stage), ...targets, 'fail-on': 'drift' }
    expect((await check(sandbox, eyes)).outputs['outcome']).toBe('healthy')

    sandbox.github.setSecret(shop, 'SCW_ACCESS_KEY', 'SCWSOMEBODYELSES0001')
    sandbox.github.deleteSecret({ repository: 'acme/api' }, 'SCW_SECRET_KEY')
    for (const name of ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'])
      sandbox.github.deleteSecret({ repository: 'acme/infra', environment: 'production' }, name)
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 1, outputs: { findings: 'drift' } })
    expect(found(run)).toEqual(
      expect.arrayContaining([
        'drift: the secrets of acme/shop do not hold the current key: unknown: written by somebody else; last written on <time>',
        'drift: the secrets of acme/api do not hold the current key: only a part: SCW_SECRET_KEY is not there; last written on <time>',
        'drift: the secrets of environment production of acme/infra do not hold the current key: nothing: none of the declared secrets is there',
      ]),
    )
    expect(target(run, 'acme/shop')).toMatchObject({ holds: 'unknown', missing: [] })
    expect(target(run, 'acme/api')).toMatchObject({ holds: 'unknown', missing: ['SCW_SECRET_KEY'] })
    expect(target(run, 'environment production of acme/infra')).toMatchObject({ holds: 'missing' })
    expect(run.log).toContain('Targets: 0 of 3 in order')
    expect(run.log).toContain('Targets that hold it: 0 of 3.')

    // The rotation mends what the check only tells of.
    await rotate({ ...replaces, ...targets })
    expect((await check(sandbox, eyes)).outputs['outcome']).toBe('healthy')
  }),
)

test.concurrent(
  'what GitHub’s limits make the check wait for, and what stands there twice, is told',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const targets = { ...acme, repositories: 'acme/shop' }
    await rotate({ ...replaces, ...targets })
    const eyes = look(stage)
    const effect = { kind: 'rate-limit', seconds: 1 } as const
    sandbox.setFaults([{ service: 'github', method: 'GET', path: '/secrets$', effect }])
    const run = await check(sandbox, { ...eyes, ...targets, 'fail-on': 'drift' })
    expect(run.exitCode).toBe(0)
    expect(run.warnings.join('\n')).toMatch(/GitHub .*too many/)
    expect(run.report.keys[0]?.remarks.join('\n')).toContain(
      'The secrets of organization acme are overridden by declared secrets of the same names: acme/shop',
    )
  }),
)

test.concurrent(
  'a target that holds the key before the current one, and a variable that says another',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const targets = { ...replaces, 'access-key-variable': 'SCW_ACCESS_KEY' }
    await rotate(targets)
    const eyes = { ...look(stage), ...targets }
    expect((await check(sandbox, eyes)).outputs['outcome']).toBe('healthy')
    sandbox.github.setVariable(shop, 'SCW_ACCESS_KEY', deploy.accessKey)
    expect(found(await check(sandbox, eyes))).toEqual([
      expect.stringContaining('drift: the secrets of acme/shop do not hold the current key'),
    ])
  }),
)

test.concurrent(
  "an environment's secret hides a repository's of the same name, where nobody keeps it up to date",
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotate(replaces)
    const eyes = { ...look(stage), 'fail-on': 'shadowed' }
    expect((await check(sandbox, eyes)).outputs['outcome']).toBe('healthy')
    sandbox.github.setSecret(production, 'SCW_SECRET_KEY', 'an-old-secret-key')
    sandbox.github.setSecret(production, 'OTHER', 'of-no-concern')
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 1, outputs: { findings: 'shadowed' } })
    expect(found(run)).toEqual([
      'shadowed: the secrets of acme/shop are hidden by environment production of acme/shop, which has SCW_SECRET_KEY too ' +
        'and is no declared target: jobs there get what stands there, and no rotation keeps that up to date',
    ])
    expect(target(run, 'acme/shop')).toMatchObject({
      holds: 'current',
      hiddenBy: ['environment production of acme/shop'],
    })

    // Where it is a target itself, it gets the key.
    const declared = { environments: 'acme/shop/production' }
    await rotate({ ...replaces, ...declared })
    expect((await check(sandbox, { ...eyes, ...declared })).outputs['outcome']).toBe('healthy')
  }),
)

test.concurrent(
  "repositories and environments hide an organization's secret, where they may read it",
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const { github } = sandbox
    const targets = {
      repositories: '',
      organization: 'acme',
      visibility: 'selected',
      'selected-repositories': 'shop, infra',
    }
    await rotate({ ...replaces, ...targets })
    // The old pair that stands in acme/shop since before; acme/api reads nothing of the organization.
    github.setSecret({ repository: 'acme/api' }, 'SCW_ACCESS_KEY', 'SCWOFNOCONCERN000001')
    github.setSecret(
      { repository: 'acme/infra', environment: 'production' },
      'SCW_ACCESS_KEY',
      'SCWOLD00000000000001',
    )
    const eyes = { ...look(stage), ...targets }
    const run = await check(sandbox, eyes)
    expect(found(run)).toEqual([
      expect.stringMatching(
        /^shadowed: the secrets of organization acme are hidden by acme\/shop, which has SCW_ACCESS_KEY; SCW_SECRET_KEY too/,
      ),
      expect.stringMatching(
        /^shadowed: the secrets of organization acme are hidden by environment production of acme\/infra, which has SCW_ACCESS_KEY too/,
      ),
    ])
    expect(target(run, 'organization acme')).toMatchObject({ holds: 'current', access: 'as-declared' })

    // Somebody shows it to everybody: that is drift, and now acme/api hides it as well.
    const value = github.secret(acme, 'SCW_ACCESS_KEY') ?? ''
    const at = new Date(github.secretInfo(acme, 'SCW_ACCESS_KEY')?.updatedAt ?? '')
    github.setSecret(acme, 'SCW_ACCESS_KEY', value, { visibility: 'all' }, at)
    const shown = await check(sandbox, eyes)
    expect(kinds(shown)).toEqual(['drift', 'shadowed'])
    expect(found(shown)[0]).toBe(
      'drift: the secrets of organization acme hold the current key, and other repositories read them than were declared',
    )
    expect(target(shown, 'organization acme')).toMatchObject({
      access: 'differs',
      hiddenBy: expect.arrayContaining(['acme/api', 'acme/shop']),
    })
  }),
)

test.concurrent(
  'what the token cannot see is told, fails the job where it was asked for, and hides nothing else',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const targets = { repositories: 'acme/shop, acme/api' }
    await rotate({ ...replaces, ...targets })
    const eyes = { ...look(stage), ...targets }

    // No right to list environments.
    const rest = Object.entries(SEES_ALL).filter(([name]) => name !== 'actions')
    sandbox.github.changeToken(tokens.reader, { permissions: Object.fromEntries(rest) })
    const noEnvironments = await check(sandbox, { ...eyes, 'fail-on': 'drift' })
    expect(noEnvironments).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'attention', findings: 'unchecked' },
    })
    expect(found(noEnvironments)).toEqual([
      expect.stringMatching(
        /environments could not be listed: acme\/shop, acme\/api \(Resource not accessible/,
      ),
    ])
    expect(noEnvironments.report.keys[0]?.findings[0]?.remedy).toContain('Actions: read')
    expect(noEnvironments.log).toContain('1 thing could not be looked at.')
    const asked = await check(sandbox, { ...eyes, 'fail-on': 'drift, shadowed' })
    expect(asked.exitCode).toBe(1)
    expect(asked.errors.at(-1)).toContain('The job fails by fail-on: shadowed could not be ruled out.')

    // One of two repositories is out of sight: the other is seen to have drifted.
    sandbox.github.changeToken(tokens.reader, { permissions: SEES_ALL, repositories: ['acme/api'] })
    sandbox.github.setSecret({ repository: 'acme/api' }, 'SCW_ACCESS_KEY', 'SCWSOMEBODYELSES0001')
    const half = await check(sandbox, { ...eyes, 'fail-on': 'drift' })
    expect(half.exitCode).toBe(1)
    expect(found(half)).toContainEqual(expect.stringMatching(/^drift: the secrets of acme\/api/))
    expect(found(half)).toContainEqual(expect.stringMatching(/^unchecked: repositories: .*acme\/shop/))

    // What is missing is asked for to read, never to write.
    sandbox.github.changeToken(tokens.reader, { permissions: { metadata: 'read' }, repositories: 'all' })
    const refused = await check(sandbox, eyes)
    expect(refused.report.keys[0]?.findings[0]?.remedy).toContain('Secrets: read')
    expect(refused.log).not.toMatch(/: write|FullAccess|Manager\b/)

    // Nothing of GitHub: whether a key is overdue is judged all the same.
    sandbox.github.deleteToken(tokens.reader)
    sandbox.clock.advance(33 * 24 * 60 * 60 * 1000)
    const blind = await check(sandbox, { ...eyes, 'fail-on': 'overdue' })
    expect(blind.exitCode).toBe(1)
    expect(kinds(blind)).toEqual(['overdue', 'unchecked'])
    expect(blind.report.keys[0]?.hidden).toEqual(expect.arrayContaining(['drift', 'shadowed']))
    expect(blind.log).toContain('GitHub does not accept the token (401)')
  }),
)

test.concurrent(
  'a target whose repository was replaced by another one of the same name, and its environment',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const targets = { repositories: 'acme/shop, acme/api', environments: 'acme/shop/production' }
    await rotate({ ...replaces, ...targets })
    const eyes = { ...look(stage), ...targets, 'fail-on': 'replaced-repository' }
    const before = await check(sandbox, eyes)
    expect(before.outputs['outcome']).toBe('healthy')
    const reads = before.exchanges.filter(({ url }) => /^\/repos\/acme\/\w+$/.test(url))
    expect(reads.map(({ url }) => url).sort()).toEqual(['/repos/acme/api', '/repos/acme/shop'])

    sandbox.github.deleteRepository('acme/shop')
    sandbox.github.addRepository({ name: 'acme/shop', environments: ['production'] })
    const now = sandbox.github.repositoryId('acme/shop')
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 1, outputs: { findings: 'replaced-repository' } })
    const text = `acme/shop is not the repository that this key is for: its ID was 700001 and is now ${now}.`
    expect(found(run)).toEqual([
      expect.stringMatching(new RegExp(`^replaced-repository: ${text} .*Nothing is written to acme/shop$`)),
      expect.stringMatching(
        /^replaced-repository: .*Nothing is written to environment production of acme\/shop$/,
      ),
    ])
    expect(run.report.keys[0]?.findings[0]?.remedy).toContain('accept-repositories: acme/shop')
  }),
)

test.concurrent(
  'a repository whose ID cannot be read is told, and fails a check for a replaced one',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotate(replaces)
    const eyes = look(stage)
    const effect = { kind: 'status', status: 403, body: { message: 'no' } } as const
    sandbox.setFaults([{ service: 'github', method: 'GET', path: '/repos/acme/shop$', times: 0, effect }])
    const run = await check(sandbox, { ...eyes, 'fail-on': 'replaced-repository' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { findings: 'unchecked' } })
  }),
)
