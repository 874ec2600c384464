import { describe, expect, jest, test } from '@jest/globals'
import { parse } from 'yaml'
import { type Grant, type Sandbox, smallGithub, type SandboxOptions } from '../../sandbox/index.ts'
import { newKey } from '../e2e/fixtures/app-fixture.ts'
import {
  deploy,
  otherProjectId,
  projectId,
  reader,
  rotator,
  withFixture,
  type Fixture,
} from '../e2e/fixtures/fixture.ts'
import { runAction, type Run } from '../harness/run-action.ts'
import { documents, workflowsIn } from '../workflows/readme.ts'
import { after, followSetup, isCall, policiesIn, projectOf, SECRET_PLACEHOLDER } from './guide.ts'
import { read } from './markdown.ts'
import { have } from './programs.ts'

jest.setTimeout(240_000)

// Who can read which key with the setup of the documents: its policies and its workflow, run against the sandbox.

/** The inputs of a step, as YAML has them. */
type Inputs = Readonly<Record<string, string | number | boolean>>

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string
        readonly steps?: readonly {
          readonly uses?: string
          readonly with?: Inputs
        }[]
      }
    >
  >
}

const infra = 'acme/infra'
const environment = 'key-rotation'
const app = newKey()

/** A key that a run or a job has. */
interface Pair {
  readonly accessKey: string
  readonly secretKey: string
}

/** The App of the guide, installed on selected repositories, and no key but the rotator's first one. */
function services(): SandboxOptions {
  return {
    github: {
      ...smallGithub(),
      apps: [
        {
          id: 123456,
          slug: 'acme-key-rotation',
          owner: 'acme',
          publicKeys: [app.publicKey],
          installations: [
            {
              account: 'acme',
              repositories: ['acme/shop', 'acme/api', infra],
              permissions: { metadata: 'read', secrets: 'write', environments: 'write' },
            },
          ],
        },
      ],
    },
  }
}

/** Runs the steps of the guide's workflow, with the secrets of its environment and the variables of the guide. */
async function rotateAll(
  { sandbox }: Pick<Fixture, 'sandbox'>,
  variables: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string>> = {},
): Promise<readonly Run[]> {
  const { jobs } = parse(workflowsIn(read('docs/setup.md')).get('key-rotation.yml') ?? '') as Workflow
  const runs: Run[] = []
  for (const { with: inputs = {} } of jobs['rotate']?.steps ?? []) {
    const secrets = sandbox.github.workflowSecrets({ repository: infra, environment })
    const evaluated = Object.entries(inputs).map(([name, value]): [string, string] => [
      name,
      String(value).replace(/^\$\{\{ (\w+)\.([\w-]+).* \}\}$/, (_, context: string, key: string) =>
        context === 'secrets' ? (secrets[key] ?? '') : context === 'vars' ? (variables[key] ?? '') : 'false',
      ),
    ])
    runs.push(await runAction({ sandbox, inputs: { ...Object.fromEntries<string>(evaluated), ...change } }))
  }
  return runs
}

/** The guide, followed to its end. @returns the variables that it sets */
async function setUp(
  one: Pick<Fixture, 'sandbox'>,
  change: Readonly<Record<string, string>> = {},
): Promise<readonly Run[]> {
  const { github, scaleway } = one.sandbox
  const calls = await followSetup()
  for (const { applicationId } of [deploy, reader, rotator]) scaleway.iam.setPermissions(applicationId, [])
  for (const [bearer, grants] of policiesIn(calls))
    if (bearer !== reader.applicationId) scaleway.iam.setPermissions(bearer, grants)
  for (const { accessKey } of [deploy, reader]) scaleway.iam.deleteKey(accessKey)

  github.addEnvironment(infra, environment)
  const place = { repository: infra, environment }
  github.setSecret(place, 'ROTATOR_ACCESS_KEY', rotator.accessKey)
  github.setSecret(place, 'ROTATOR_SECRET_KEY', rotator.secretKey)
  github.setSecret(place, 'ROTATION_APP_PRIVATE_KEY', app.privateKey)
  const set = calls.filter((call) => isCall(call, 'gh', 'variable', 'set'))
  const variables = Object.fromEntries(
    set.map((call) => [call.parameters[2] ?? '', projectOf(after(call, '--body') ?? '')]),
  )
  const runs = await rotateAll(
    one,
    {
      ...variables,
      SCW_DEFAULT_ORGANIZATION_ID: scaleway.organizationId,
      FIRST_ROTATOR_KEY: rotator.accessKey,
    },
    change,
  )
  // After the first run: the reader's policy, with the id that the secret now has.
  const condition = `"${idOf(one.sandbox, 'deploy-key')}"`
  scaleway.iam.setPermissions(
    reader.applicationId,
    (policiesIn(calls).get(reader.applicationId) ?? []).map((grant) =>
      typeof grant === 'string' || grant.condition === undefined
        ? grant
        : { ...grant, condition: grant.condition.replace(`"${SECRET_PLACEHOLDER}"`, condition) },
    ),
  )
  return runs
}

function idOf({ scaleway }: Sandbox, name: string): string {
  const found = scaleway.secrets.secrets().find((secret) => secret.name === name)
  if (found === undefined) throw new Error(`there is no secret ${name}`)
  return found.id
}

/** The pair that jobs of acme/shop find under these names. */
function pairIn({ github, scaleway }: Sandbox, names: string): Pair {
  const secrets = github.workflowSecrets({ repository: 'acme/shop' })
  const pair = {
    accessKey: secrets[`${names}_ACCESS_KEY`] ?? '',
    secretKey: secrets[`${names}_SECRET_KEY`] ?? '',
  }
  expect(scaleway.iam.accepts(pair.accessKey, pair.secretKey)).toBe(true)
  return pair
}

/**
 * Everything that Scaleway shows to whoever has a key, by every route: lists, metadata, and payloads by id and by path,
 * in every Project.
 */
async function readable({ urls, scaleway }: Sandbox, { secretKey }: Pair): Promise<readonly string[]> {
  const base = `${urls.scaleway}/secret-manager/v1beta1/regions/fr-par`
  const revisions = ['latest_enabled', 'latest', '1', '2', '3']
  const secrets = scaleway.secrets.secrets()
  const scopes = [
    '',
    `?organization_id=${scaleway.organizationId}`,
    `?project_id=${projectId}`,
    `?project_id=${otherProjectId}`,
  ]
  const paths = secrets.flatMap(({ id, name, path }) =>
    revisions.flatMap((revision) => [
      `/secrets/${id}/versions/${revision}/access`,
      `/secrets/${id}/versions/${revision}`,
      ...[projectId, otherProjectId, scaleway.organizationId].map(
        (project) =>
          `/secrets-by-path/versions/${revision}/access?${new URLSearchParams({ project_id: project, secret_name: name, secret_path: path }).toString()}`,
      ),
    ]),
  )
  const metadata = secrets.flatMap(({ id }) => [`/secrets/${id}`, `/secrets/${id}/versions`])
  const texts = await Promise.all(
    [...scopes.map((scope) => `/secrets${scope}`), ...metadata, ...paths].map(async (path) => {
      const answer = await fetch(base + path, { headers: { 'X-Auth-Token': secretKey } })
      const text = await answer.text()
      if (answer.status !== 200) return ''
      const { data = '' } = JSON.parse(text) as { data?: string }
      return text + Buffer.from(data, 'base64').toString()
    }),
  )
  const all = texts.join('\n')
  return secrets
    .flatMap(({ id, name, versions }) => [
      ...(all.includes(id) ? [`${name}: exists`] : []),
      ...versions.flatMap(({ payload }) => {
        const { SECRET_KEY } = JSON.parse(payload.toString() || '{}') as { SECRET_KEY?: string }
        return SECRET_KEY !== undefined && all.includes(SECRET_KEY) ? [`${name}: key`] : []
      }),
    ])
    .sort()
}

/** Both answers where the behavior of the service is unverified. */
const BEHAVIORS = [false, true].flatMap((pathHasResource) =>
  (['once', 'each'] as const).map((listConditions) => ({ pathHasResource, listConditions })),
)

async function readableInAll(sandbox: Sandbox, pair: Pair): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = []
  for (const behavior of BEHAVIORS) {
    sandbox.scaleway.changeSettings(behavior)
    found.push(await readable(sandbox, pair))
  }
  return found
}
const inAll = (...found: readonly string[]) => BEHAVIORS.map(() => found)

const ifPossible = have('bash') && have('jq') ? describe : describe.skip

ifPossible('with the setup of the documents', () => {
  test(
    'the reader reads the deploy key, and by no route the rotator’s, or anything else',
    withFixture(async (one) => {
      const { sandbox } = one
      const runs = await setUp(one)
      expect(runs.map(({ outputs }) => outputs['outcome'])).toEqual(['rotated', 'rotated', 'rotated'])
      expect(runs.flatMap(({ warnings }) => warnings).join('\n')).not.toMatch(
        /whose credentials|can make keys/,
      )
      const project = (name: string) => sandbox.scaleway.secrets.secret(idOf(sandbox, name))?.projectId
      expect(['deploy-key', 'reader-key', 'rotator-key'].map(project)).toEqual([
        projectId,
        projectId,
        otherProjectId,
      ])

      const readers = pairIn(sandbox, 'SCW_READER')
      expect(await readableInAll(sandbox, readers)).toEqual(inAll('deploy-key: exists', 'deploy-key: key'))
      const deploys = pairIn(sandbox, 'SCW')
      expect(await readableInAll(sandbox, deploys)).toEqual(inAll())

      const retrieved = await runAction({
        sandbox,
        event: { name: 'push' },
        expectLeaks: 'outputs',
        inputs: {
          command: 'retrieve',
          'scw-access-key': readers.accessKey,
          'scw-secret-key': readers.secretKey,
          'scw-region': 'fr-par',
          'secret-id': idOf(sandbox, 'deploy-key'),
        },
      })
      expect(retrieved.outputs).toMatchObject({ outcome: 'retrieved', 'access-key': deploys.accessKey })
      expect(retrieved.exchanges).toHaveLength(1)
    }, services()),
  )

  test(
    'each of the two barriers holds by itself, and an exception for lists breaks the second one',
    withFixture(async (one) => {
      const { sandbox } = one
      await setUp(one)
      const readers = pairIn(sandbox, 'SCW_READER')
      const allow = (...grants: readonly Grant[]) => {
        sandbox.scaleway.iam.setPermissions(reader.applicationId, grants)
      }
      const condition = `resource.id == "${idOf(sandbox, 'deploy-key')}"`
      const set = 'SecretManagerSecretAccess'
      const rotators = (found: readonly (readonly string[])[]) =>
        found.map((list) => list.filter((line) => line.startsWith('rotator-key')))

      // The Project alone, with the right to list as well.
      allow({ set, projectIds: [projectId] }, { set: 'SecretManagerReadOnly', projectIds: [projectId] })
      expect(rotators(await readableInAll(sandbox, readers))).toEqual(inAll())
      // The condition alone, in the whole Organization.
      allow({ set, condition })
      expect(await readableInAll(sandbox, readers)).toEqual(inAll('deploy-key: exists', 'deploy-key: key'))
      // What docs/permissions.md warns of.
      allow({ set, condition: `${condition} || !has(resource.id)` })
      expect(rotators(await readableInAll(sandbox, readers))).toEqual(
        BEHAVIORS.map(({ pathHasResource }) =>
          pathHasResource ? [] : ['rotator-key: exists', 'rotator-key: key'],
        ),
      )
    }, services()),
  )

  test(
    'and with one Project for all, which it was once, the reader of the Project reads the rotator’s key, and the run warns',
    withFixture(async (one) => {
      const { sandbox } = one
      const runs = await setUp(one, { 'scw-project-id': projectId })
      expect(runs.at(-1)?.warnings.join('\n')).toMatch(
        /whose credentials this run uses, .*\(deploy-key, reader-key\)/,
      )
      const set = 'SecretManagerSecretAccess'
      sandbox.scaleway.iam.setPermissions(reader.applicationId, [{ set, projectIds: [projectId] }])
      expect(await readable(sandbox, pairIn(sandbox, 'SCW_READER'))).toContain('rotator-key: key')
    }, services()),
  )
})

describe('in every example', () => {
  const ROTATORS = ['ROTATOR_ACCESS_KEY', 'ROTATOR_SECRET_KEY'] as const
  const COMMANDS_THAT_WRITE = ['rotate', 'rollover', 'rollback', 'retire']
  const own = ['rotate.yml', 'rotate-fleet.yml'].map(
    (name) => [name, read(`.github/workflows/${name}`)] as const,
  )
  const shown = [...workflowsIn([...documents().values()].join('\n'))]
  const steps = [...shown, ...own].flatMap(([file, text]) =>
    Object.values((parse(text) as Workflow).jobs).flatMap((job) =>
      (job.steps ?? [])
        .filter(({ uses }) => uses === './' || uses?.startsWith('OWNER/scaleway-key-rotation@'))
        .map((step) => ({ file, environment: job.environment, inputs: step.with ?? {} })),
    ),
  )
  const commandOf = (inputs: Inputs) => String(inputs['command'] ?? 'rotate')
  const isRotation = (inputs: Inputs) => !['retrieve', 'check'].includes(commandOf(inputs))

  test('the credentials of a rotation are the rotator’s, and it runs in an environment', () => {
    const rotations = steps.filter(({ inputs }) => isRotation(inputs))
    expect(rotations.length).toBeGreaterThan(15)
    for (const { file, environment: named, inputs } of rotations) {
      expect([file, inputs['scw-access-key'], inputs['scw-secret-key']]).toEqual([
        file,
        ...ROTATORS.map((name) => `\${{ secrets.${name} }}`),
      ])
      expect([file, named]).not.toEqual([file, undefined])
    }
  })

  test('nothing that only reads has the rotator’s credentials', () => {
    for (const { file, inputs } of steps.filter(({ inputs: given }) => !isRotation(given)))
      expect([file, JSON.stringify(inputs)]).not.toEqual([file, expect.stringContaining('ROTATOR_')])
  })

  test('no key is written under the names of the rotator’s credentials, but its own, into one environment', () => {
    const writing = steps.filter(({ inputs }) => COMMANDS_THAT_WRITE.includes(commandOf(inputs)))
    const named = writing.filter(({ inputs }) =>
      ROTATORS.some((name) => Object.values(inputs).includes(name)),
    )
    expect(named.map(({ file }) => file)).toEqual(['key-rotation.yml'])
    for (const { inputs, environment: job } of named)
      expect(inputs).toMatchObject({
        environments: job,
        'access-key-secret': ROTATORS[0],
        'secret-key-secret': ROTATORS[1],
        'scw-project-id': '${{ vars.ROTATOR_PROJECT_ID }}',
      })
    for (const { inputs } of named)
      for (const other of ['application-id', 'repositories', 'organization', 'kinds'])
        expect(inputs).not.toHaveProperty(other)
  })

  test('the file of keys has the rotator’s key in a Project of its own, under the same names', () => {
    const file =
      /```yaml\n(# \.github\/key-rotation\.yml\n.*?)```/s.exec(read('docs/file-of-keys.md'))?.[1] ?? ''
    const { keys } = parse(file) as { keys: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
    const own = Object.entries(keys).filter(([, key]) => key['application-id'] === undefined)
    expect(own).toEqual([
      [
        'rotator',
        {
          'scw-project-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
          environments: 'key-rotation',
          'access-key-secret': ROTATORS[0],
          'secret-key-secret': ROTATORS[1],
        },
      ],
    ])
    for (const [name, key] of Object.entries(keys))
      if (name !== 'rotator') expect(JSON.stringify(key)).not.toMatch(/ROTATOR_|scw-project-id/)
  })
})
