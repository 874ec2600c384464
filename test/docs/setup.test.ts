import { describe, expect, jest, test } from '@jest/globals'
import { asApp, withApp } from '../action/app-scene.ts'
import { rotator, scene } from '../action/scene.ts'
import { permissionSetNames } from '../../sandbox/scaleway/permissions.ts'
import { workflowsIn } from '../workflows/readme.ts'
import { blocks, read } from './markdown.ts'
import { have, openWorkplace, type Call } from './programs.ts'

jest.setTimeout(120_000)

const guide = read('docs/setup.md')
const commands = blocks('sh').filter(({ page }) => page === 'docs/setup.md')

/** What stands in for the vendors' programs: each call gets ids or keys of its own. */
const standIns = {
  scw: `
    const count = String(readFileSync(process.env.CALLS, 'utf8').split('\\n').length).padStart(4, '0')
    if (parameters[2] !== 'create') throw new Error('unknown: ' + parameters)
    if (parameters[1] === 'application') return JSON.stringify({ id: 'application-' + count })
    if (parameters[1] === 'api-key') return JSON.stringify({ access_key: 'SCWFAKE' + count, secret_key: 'fa4e-secret-' + count })
    return ''`,
  gh: `return ''`,
}

/** Runs all commands of the guide, one after the other, once for all tests. */
function follow(): Promise<readonly Call[]> {
  return (followed ??= followAll())
}
let followed: Promise<readonly Call[]> | undefined

async function followAll(): Promise<readonly Call[]> {
  const workplace = openWorkplace(standIns)
  try {
    workplace.write('acme-key-rotation.private-key.pem', '-----BEGIN FAKE KEY-----\n')
    const script = ['set -euo pipefail', ...commands.map(({ text }) => text)].join('\n')
    await workplace.run('bash', ['-c', script])
    return workplace.calls()
  } finally {
    workplace.remove()
  }
}

const is = (call: Call, ...words: readonly string[]): boolean =>
  words.every((word, at) => [call.program, ...call.parameters][at] === word)
const after = (call: Call, option: string): string | undefined =>
  call.parameters[call.parameters.indexOf(option) + 1]

const ifPossible = have('bash') && have('jq') ? describe : describe.skip

ifPossible('the commands of the first setup', () => {
  test('hand no secret over as a parameter, and none with a line break', async () => {
    const calls = await follow()
    expect(calls.flatMap(({ parameters }) => parameters).join('\n')).not.toMatch(/fa4e-secret|BEGIN FAKE/)
    const given = calls.filter((call) => is(call, 'gh', 'secret', 'set'))
    for (const { input } of given) expect(input).toMatch(/^(SCWFAKE\d{4}|fa4e-secret-\d{4}|-----BEGIN .*\n)$/)
    const pairs = given.map(({ input }) => input.match(/\d{4}$/)?.[0])
    expect(pairs).toEqual([pairs[0], pairs[0], pairs[2], pairs[2], undefined])
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
    expect(names(secrets)).toEqual(new Set([...used(workflow, 'secrets'), ...used(deploy, 'secrets')]))
    expect(names(variables)).toEqual(used(workflow, 'vars'))
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
  scene(
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
