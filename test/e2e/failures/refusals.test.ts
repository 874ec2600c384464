import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  changes,
  DAY,
  deploy,
  everythingSaid,
  projectId,
  rotator,
  withFixture,
  shop,
  signIn,
  tokens,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** Something that keeps a run from going on. */
interface Refusal {
  readonly name: string
  /** Brings it about, and runs. */
  readonly act: (fixture: Fixture) => Promise<Run>
  /** The input (or the place) that the message is about: the title of its annotation. */
  readonly about: string
  /** What the message must say: what is wrong, and what to do. */
  readonly says: readonly string[]
  /** What was changed all the same, where only a try can tell. */
  readonly changed?: readonly string[]
}

const readOnly = [{ set: 'SecretManagerReadOnly', projectIds: [projectId] }] as const
const inSecretManager = [{ set: 'SecretManagerFullAccess', projectIds: [projectId] }] as const
const ours = {
  name: 'shop-deploy',
  projectId,
  type: 'key_value',
  tags: ['key-rotation:repository:700003'],
} as const

const refusals: readonly Refusal[] = [
  {
    name: 'a secret key that Scaleway does not know',
    act: ({ rotate }) => rotate({ 'scw-secret-key': 'fa4e0000-0000-4000-8000-00000000dead' }),
    about: 'scw-secret-key',
    says: [
      'does not accept the credentials of the run (not_found)',
      'Set scw-access-key and scw-secret-key to the access key and secret key of a valid API key',
    ],
  },
  {
    name: 'a sign-in key that was deleted',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.deleteKey(rotator.accessKey)
      return rotate()
    },
    about: 'scw-secret-key',
    says: ['does not accept the credentials of the run'],
  },
  {
    name: 'a sign-in key that has expired',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.changeKey(rotator.accessKey, { expiresAt: sandbox.clock.now() })
      return rotate()
    },
    about: 'scw-secret-key',
    says: ['the API key of the run (scw-access-key) has expired'],
  },
  {
    name: 'a sign-in key without any permission in IAM',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, inSecretManager)
      return rotate()
    },
    about: 'scw-access-key',
    // Which of the two reads is refused first is chance.
    says: ['missing: read on ap', 'IAMApplicationManager'],
  },
  {
    name: 'a sign-in key that may only read in IAM',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMReadOnly', ...inSecretManager])
      return rotate()
    },
    about: 'scw-access-key',
    says: ['missing: write on api_key', 'IAMApplicationManager'],
    changed: ['POST /secret-manager/v1beta1/regions/fr-par/secrets'],
  },
  {
    name: 'a sign-in key without a permission in Secret Manager',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager'])
      return rotate()
    },
    about: 'scw-access-key',
    says: ['missing: read on secret', 'SecretManagerReadOnly in the Project'],
  },
  {
    name: 'a sign-in key that may not make a secret',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager', ...readOnly])
      return rotate()
    },
    about: 'scw-access-key',
    says: ['missing: create on secret', 'SecretManagerSecretCreate in the Project'],
    changed: [],
  },
  {
    name: 'a sign-in key that may not store a version: its new key is deleted at once',
    act({ sandbox, rotate }) {
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager', ...readOnly])
      sandbox.scaleway.secrets.createSecret(ours)
      return rotate()
    },
    about: 'scw-access-key',
    says: ['missing: create on secret_version', 'SecretManagerSecretCreate in the Project'],
    changed: [
      'POST /iam/v1alpha1/api-keys',
      'PATCH /iam/v1alpha1/api-keys/<key>',
      'DELETE /iam/v1alpha1/api-keys/<key>',
    ],
  },
  {
    name: 'an application that does not exist',
    act: ({ rotate }) => rotate({ 'application-id': '00000000-0000-4000-8000-0000000000ff' }),
    about: 'application-id',
    says: ['could not find the application 00000000-0000-4000-8000-0000000000ff'],
  },
  {
    name: 'an environment that does not exist',
    act: ({ rotate }) => rotate({ environments: 'acme/shop/staging' }),
    about: 'environments',
    says: [
      'the environment "staging" of the repository acme/shop does not exist',
      'Create the environment, or correct its name',
    ],
  },
  {
    name: 'a token that cannot see one of the repositories',
    act({ sandbox, rotate }) {
      sandbox.github.changeToken(tokens.writer, { repositories: ['acme/shop'] })
      return rotate({ repositories: 'acme/shop, acme/api' })
    },
    about: 'repositories',
    says: ['the repository acme/api', 'Secrets: write'],
  },
  {
    name: 'a token that GitHub does not know',
    act: ({ rotate }) => rotate({ 'github-token': 'ghp_FAKErevoked000000000000000000000000' }),
    about: 'github-token',
    says: ['GitHub does not accept the token (401)'],
  },
  {
    name: 'GITHUB_TOKEN in place of a token that may write secrets',
    act: ({ rotate }) => rotate({ 'github-token': tokens.workflow, repositories: 'acme/infra' }),
    about: 'github-token',
    says: ['GITHUB_TOKEN can never write secrets', 'Secrets: write'],
  },
  {
    name: 'a repository that has no room for another secret',
    act({ sandbox, rotate }) {
      for (let at = 1; at <= 99; at += 1) {
        sandbox.github.setSecret({ repository: 'acme/api' }, `OTHER_${at}`, 'another value')
      }
      return rotate({ repositories: 'acme/api' })
    },
    about: 'repositories',
    says: ['99 of at most 100 secrets, and 2 more are needed'],
  },
  {
    name: 'a locked secret',
    act({ sandbox, rotate }) {
      const { secrets } = sandbox.scaleway
      secrets.changeSecret(secrets.createSecret(ours).id, { status: 'locked' })
      return rotate()
    },
    about: 'secret-name',
    says: ['is locked', 'name another secret'],
  },
  {
    name: 'a secret full of versions that nobody may prune',
    act({ sandbox, rotate }) {
      const versions = Array.from({ length: 20 }, () => ({ payload: '{"A":"somebody keeps this"}' }))
      sandbox.scaleway.secrets.createSecret({ ...ours, versions })
      return rotate()
    },
    about: 'secret-name',
    says: ['20 versions of at most 20', 'Delete versions that nobody needs any more'],
  },
  {
    name: 'a full quota of API keys',
    act({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ keyQuota: 3 })
      return rotate()
    },
    about: 'quota',
    says: ["the organization's quota of API keys is full", 'ask Scaleway to raise the quota'],
  },
  {
    name: 'a key without an expiry where the organization wants one',
    act({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000 })
      return rotate()
    },
    about: 'expiry',
    says: ['no API key without an expiry (at most 60d)', 'Set expiry to at most 60d'],
  },
  {
    name: 'an expiry longer than the organization allows',
    act({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000 })
      return rotate({ expiry: '90d' })
    },
    about: 'expiry',
    says: ['longer than the organization allows (at most 60d)', 'Set expiry to at most 60d'],
  },
  {
    name: 'an inherited lifetime that is shorter than max-age and grace period',
    act({ sandbox, rotate }) {
      const now = sandbox.clock.now().getTime()
      const short = sandbox.scaleway.iam.createKey({
        applicationId: deploy.applicationId,
        createdAt: new Date(now - 5 * DAY),
        expiresAt: new Date(now + 25 * DAY),
      })
      return rotate({ 'replaces-access-key': short.accessKey })
    },
    about: 'expiry',
    says: ['shorter than max-age (30 days) plus grace-period (7 days)', 'Set expiry to something longer'],
  },
]

test.concurrent.each(refusals)('$name: told, and nothing is broken', ({ act, about, says, changed }) =>
  withFixture(async (stage) => {
    const run = await act(stage)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    const told = run.commands.find(
      ({ name, properties }) => name === 'error' && properties['title'] === about,
    )
    for (const words of says) expect(told?.data.toLowerCase()).toContain(words.toLowerCase())
    expect(withoutRefused(run)).toEqual(changed ?? [])
    if (changed === undefined) {
      expect(run.outputs['changed']).toBe('false')
      expect(run.log).toContain('Nothing was changed')
    }
    expectUntouched(stage)
  })(),
)

test.concurrent(
  'problems of every service are listed at once',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMManager'])
    const run = await rotate({ repositories: 'acme/shop, acme/nowhere', environments: 'acme/shop/staging' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    for (const words of ['missing: read on secret', 'acme/nowhere', '"staging"', '3 problems']) {
      expect(everythingSaid(run)).toContain(words)
    }
    expectUntouched(stage)

    sandbox.scaleway.iam.setPermissions(rotator.applicationId, [
      'IAMManager',
      'OrganizationReadOnly',
      ...inSecretManager,
    ])
    sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000, keyQuota: 3 })
    const limits = await rotate()
    expect(limits.errors.filter((error) => /quota|expiry/.test(error)).length).toBeGreaterThanOrEqual(2)
    expectUntouched(stage)
  }),
)

test.concurrent(
  'inputs that are wrong are listed at once, before anything is asked of any service',
  withFixture(async (stage) => {
    const run = await stage.rotate({
      'scw-access-key': 'SCW-no-access-key',
      'scw-region': 'mars-1',
      repositories: 'acme',
      'access-key-secret': 'GITHUB_KEY',
      'max-age': 'a month',
      force: 'maybe',
    })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    const about = run.commands.flatMap(({ name, properties }) =>
      name === 'error' ? [properties['title']] : [],
    )
    for (const input of [
      'scw-access-key',
      'scw-region',
      'repositories',
      'access-key-secret',
      'max-age',
      'force',
    ]) {
      expect(about).toContain(`Input ${input}`)
    }
    expect(run.exchanges).toEqual([])
  }),
)

test.concurrent(
  'one problem is told once, although several requests met it',
  withFixture(async ({ rotate }) => {
    const run = await rotate({ 'scw-secret-key': 'fa4e0000-0000-4000-8000-00000000dead' })
    expect(run.errors.filter((error) => error.startsWith('scw-secret-key: Scaleway'))).toHaveLength(1)
    expect(run.log).not.toContain('2 problems')
  }),
)

test.concurrent.each([
  {
    name: 'of API keys',
    bringAbout: ({ sandbox }: Fixture) => {
      sandbox.scaleway.changeSettings({ keyQuota: 3 })
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, [
        'IAMApplicationManager',
        ...inSecretManager,
      ])
    },
  },
  {
    name: 'of versions, those that are being deleted among them',
    bringAbout: ({ sandbox }: Fixture) => {
      const versions = Array.from({ length: 20 }, () => ({ payload: '{"A":"somebody deleted this"}' }))
      const { id } = sandbox.scaleway.secrets.createSecret({ ...ours, versions })
      for (let at = 1; at <= 20; at += 1) sandbox.scaleway.secrets.deleteVersion(id, at)
    },
  },
])('a full quota $name that no check could see is told as what it is', ({ bringAbout }) =>
  withFixture(async (stage) => {
    bringAbout(stage)
    const run = await stage.rotate()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expectUntouched(stage)
    expect(run.log).toContain('quota')
    expect(run.log).not.toContain('permission set')
  })(),
)

test.concurrent(
  'what could not be checked is said, and is no error',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMApplicationManager', ...inSecretManager])
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    const titles = run.commands.flatMap(({ name, properties }) =>
      name === 'notice' ? [properties['title']] : [],
    )
    expect(titles).toEqual([
      'Could not check the quota of API keys',
      "Could not check the organization's maximum API key lifetime",
    ])
    expect(run.summary).toContain('Could not check the quota of API keys')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'an expiry that the organization refuses without having been readable names the reason, and leaves nothing behind',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000 })
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, ['IAMApplicationManager', ...inSecretManager])
    const run = await rotate({ expiry: '90d' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('expires_at')
    expectUntouched(stage)
  }),
)

test.concurrent(
  'a token that may read secrets and not write them fails at the first write; a good one finishes with the same key',
  withFixture(async ({ sandbox, rotate, workingKey, living, lives, writes }) => {
    const inputs = { environments: 'acme/shop/production' }
    const run = await rotate({ ...inputs, 'github-token': tokens.reader })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    const errors = run.errors.join('\n')
    expect(errors).toContain('Give the token the permission Secrets: write')
    expect(errors).toContain('Give the token the permission Environments: write')
    expect(writes()).toEqual([])
    expect(workingKey(shop)).toBe(deploy.accessKey)
    const [, made] = living()

    sandbox.clock.advance(DAY)
    const next = await rotate(inputs)
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': made })
    expect(workingKey(shop)).toBe(made)
    expect(living()).toEqual([deploy.accessKey, made])
    expect(lives(deploy.accessKey)).toBe(true)
  }),
)

test.concurrent(
  'somebody who may do nothing is told so without a change',
  withFixture(async (stage) => {
    const run = await stage.rotate({ ...signIn(deploy), 'application-id': '' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.log).toContain('missing: read on')
    expectUntouched(stage)
  }),
)

/** No key was left behind, no target was touched, and the workflow goes on working. */
function expectUntouched({ sandbox, living, writes, workingKey }: Fixture): void {
  const handmade = sandbox.scaleway.iam
    .keys()
    .filter(({ description }) => !description.startsWith('[key-rotation'))
  expect(living().filter((key) => !handmade.some(({ accessKey }) => accessKey === key))).toEqual([])
  expect(writes()).toEqual([])
  expect(workingKey(shop)).toBe(deploy.accessKey)
}

/** The requests that changed something: those that were not refused. */
function withoutRefused(run: Run): readonly string[] {
  return changes({ exchanges: run.exchanges.filter(({ status = 0 }) => status < 400) })
}
