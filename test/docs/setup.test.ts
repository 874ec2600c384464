import { describe, expect, jest, test } from '@jest/globals'
import { asApp, withApp } from '../e2e/fixtures/app-fixture.ts'
import { rotator, withFixture } from '../e2e/fixtures/fixture.ts'
import { permissionSetNames } from '../../sandbox/scaleway/permissions.ts'
import { workflowsIn } from '../workflows/readme.ts'
import { after, followSetup, isCall as is } from './guide.ts'
import { read } from './markdown.ts'
import { have, type Call } from './programs.ts'

jest.setTimeout(120_000)

const guide = read('docs/setup.md')

/** Runs all commands of the guide, once for all tests. */
function follow(): Promise<readonly Call[]> {
  return (followed ??= followSetup())
}
let followed: Promise<readonly Call[]> | undefined

const ifPossible = have('bash') && have('jq') ? describe : describe.skip

ifPossible('the commands of the first setup', () => {
  test('hand no secret over as a parameter, and none with a line break', async () => {
    const calls = await follow()
    expect(calls.flatMap(({ parameters }) => parameters).join('\n')).not.toMatch(/fa4e-secret|BEGIN FAKE/)
    const given = calls.filter((call) => is(call, 'gh', 'secret', 'set'))
    for (const { input } of given) expect(input).toMatch(/^(SCWFAKE\d{4}|fa4e-secret-\d{4}|-----BEGIN .*\n)$/)
    const pairs = given.map(({ input }) => input.match(/\d{4}$/)?.[0])
    expect(pairs).toEqual([pairs[0], pairs[0], undefined])
  })

  test('put in place all that its workflow and those that deploy read, the dangerous part in the environment', async () => {
    const calls = await follow()
    const secrets = calls.filter((call) => is(call, 'gh', 'secret', 'set'))
    const inEnvironment = secrets.filter((call) => after(call, '--env') === 'key-rotation')
    const variables = calls.filter((call) => is(call, 'gh', 'variable', 'set'))
    const names = (some: readonly Call[]) => new Set(some.map(({ parameters }) => parameters[2]))

    const workflow = workflowsIn(guide).get('key-rotation.yml') ?? ''
    const deploy = workflowsIn(read('docs/workflows.md')).get('deploy.yml') ?? ''
    const used = (text: string, what: string) =>
      new Set([...text.matchAll(new RegExp(`\\b${what}\\.(\\w+)`, 'g'))].map(([, name]) => name))
    expect(names(inEnvironment)).toEqual(used(workflow, 'secrets'))
    // The reader's key is written by the workflow itself.
    expect(secrets).toEqual(inEnvironment)
    expect(workflow).toContain('access-key-secret: SCW_READER_ACCESS_KEY')
    expect(used(deploy, 'secrets')).toEqual(new Set(['SCW_READER_ACCESS_KEY', 'SCW_READER_SECRET_KEY']))
    expect(names(variables)).toEqual(new Set([...used(workflow, 'vars'), ...used(deploy, 'vars')]))
    const ofReaders = variables.filter(({ parameters }) => parameters[2] === 'DEPLOY_KEY_SECRET_ID')
    expect(ofReaders.map((call) => after(call, '--repo'))).toEqual(['acme/shop', 'acme/api'])
  })

  test('give each application the permission sets that docs/permissions.md names, and no others', async () => {
    const policies = (await follow()).filter((call) => is(call, 'scw', 'iam', 'policy', 'create'))
    const setsOf = (name: string) =>
      policies
        .filter(({ parameters }) => parameters.includes(`name=${name}`))
        .flatMap(({ parameters }) =>
          parameters.flatMap((word) => /permission-set-names\.\d=(.*)/.exec(word)?.[1] ?? []),
        )
    const row = (who: string) =>
      /^\|[^|]*\|([^|]*)\|/m.exec(
        read('docs/permissions.md').slice(read('docs/permissions.md').indexOf(`| ${who}`)),
      )?.[1]
    for (const [name, who] of [
      ['key-rotation', 'the rotator'],
      ['key-reader', 'the reader'],
    ] as const) {
      const documented = [...(row(who) ?? '').matchAll(/`(\w+)`/g)].map(([, set]) => set)
      expect(setsOf(name)).toEqual(documented)
      expect(setsOf(name).filter((set) => !permissionSetNames.includes(set))).toEqual([])
    }
    expect(setsOf('deploy').filter((set) => set.startsWith('IAM'))).toEqual([])
  })

  test('protect the environment by its branches', async () => {
    const [made, branch] = (await follow()).filter((call) => is(call, 'gh', 'api'))
    expect(JSON.parse(made?.input ?? '')).toEqual({
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    })
    expect(branch?.parameters).toContain('name=main')
  })
})

test(
  'a dry run without the permissions says what the guide says that it says',
  withFixture(
    async ({ sandbox, rotate }) => {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, [])
      const run = await rotate({
        ...asApp,
        'dry-run': 'true',
        'secret-name': 'deploy-key',
        repositories: 'acme/shop, acme/api',
      })
      // Of several reads that IAM refuses, which is refused first is chance.
      const either = / may not [^(]+ \(missing: read on (application|api_key)\)/
      // What is wrong, word by word; the remedy behind it may say more than the guide has room for.
      const problem = (text: string) => text.replace(either, ' may not …').split('. ', 1)[0]
      const said = run.log.split('\n').filter((line) => line.startsWith('Error: '))
      const shown = /<!-- what a dry run says -->\s*```text\n(.*?)```/s.exec(guide)?.[1] ?? ''
      expect(shown.trim().split('\n').map(problem)).toEqual(said.map(problem))
    },
    withApp({
      slug: 'acme-key-rotation',
      installations: [
        {
          account: 'acme',
          repositories: ['acme/shop', 'acme/api'],
          permissions: { metadata: 'read', secrets: 'read' },
        },
      ],
    }),
  ),
)
