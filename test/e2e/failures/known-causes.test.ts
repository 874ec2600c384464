import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, SandboxOptions } from '../../../sandbox/index.ts'
import { KNOWN_CAUSES, type KnownCause } from '../../../src/lib/known-causes.ts'
import type { Run } from '../../harness/run-action.ts'
import { asApp, newKey, withApp } from '../fixtures/app-fixture.ts'
import {
  DAY,
  deploy,
  otherProjectId,
  projectId,
  rotator,
  withFixture,
  shop,
  signIn,
  tokens,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(240_000)

/** Where the runner takes the action from: what the links of a run are made of. */
const env = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_ACTION_REPOSITORY: 'acme/scaleway-key-rotation',
  GITHUB_ACTION_REF: 'v1.4.0',
}
const PAGE = 'https://github.com/acme/scaleway-key-rotation/blob/v1.4.0/docs/troubleshooting.md'

/** A cause that keeps a run from its work, and what the run says of it. */
interface Case {
  readonly cause: KnownCause
  /** Where one cause has several forms. */
  readonly form?: string
  /** Brings it about, and runs. */
  readonly fixture: (fixture: Fixture) => Promise<Run>
  readonly says: string
  readonly remedy: string
  readonly options?: () => SandboxOptions
}

const inSecretManager = [{ set: 'SecretManagerFullAccess', projectIds: [projectId] }] as const
const ours = { name: 'shop-deploy', projectId, type: 'key_value' } as const
const tags = ['key-rotation:repository:700003']

type Fault = Parameters<Fixture['sandbox']['setFaults']>[0][number]

/** Runs while something goes wrong with every request that fits. */
const during =
  (
    fault: Omit<Fault, 'effect'>,
    effect: FaultEffect,
    inputs: Readonly<Record<string, string>> = {},
  ): Case['fixture'] =>
  ({ sandbox, rotate }) => {
    sandbox.setFaults([{ times: 0, ...fault, effect }])
    return rotate(inputs, { env })
  }

/** Runs as somebody with these permissions. */
const permitted =
  (...permissions: Parameters<Fixture['sandbox']['scaleway']['iam']['setPermissions']>[1]): Case['fixture'] =>
  ({ sandbox, rotate }) => {
    sandbox.scaleway.iam.setPermissions(rotator.applicationId, permissions)
    return rotate({}, { env })
  }

const cases: readonly Case[] = [
  {
    cause: 'scaleway-key-unknown',
    fixture: ({ rotate }) => rotate({ 'scw-secret-key': 'fa4e0000-0000-4000-8000-00000000dead' }, { env }),
    says: 'does not accept the credentials of the run (not_found)',
    remedy: 'Set scw-access-key and scw-secret-key to the access key and secret key of a valid API key',
  },
  {
    cause: 'scaleway-key-expired',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.iam.changeKey(rotator.accessKey, { expiresAt: sandbox.clock.now() })
      return rotate({}, { env })
    },
    says: 'the API key of the run (scw-access-key) has expired',
    remedy: 'create a new API key for its application',
  },
  {
    cause: 'scaleway-iam-permission-missing',
    fixture: permitted('IAMReadOnly', ...inSecretManager),
    says: 'missing: write on api_key',
    remedy: 'Give their bearer the permission set IAMApplicationManager',
  },
  {
    cause: 'scaleway-secret-manager-permission-missing',
    fixture: permitted('IAMManager'),
    says: 'missing: read on secret',
    remedy: 'SecretManagerReadOnly in the Project, or correct scw-project-id',
  },
  {
    cause: 'scaleway-secret-manager-permission-missing',
    form: 'a reader',
    fixture: ({ retrieve }) => retrieve(signIn(deploy), { env }),
    says: 'missing: access on secret_version',
    remedy: 'SecretManagerSecretAccess in the Project, or correct scw-project-id',
  },
  {
    cause: 'scaleway-application-not-found',
    fixture: ({ rotate }) => rotate({ 'application-id': '00000000-0000-4000-8000-0000000000ff' }, { env }),
    says: 'could not find the application',
    remedy: 'Check this input',
  },
  {
    cause: 'scaleway-secret-not-found',
    fixture: ({ retrieve }) => retrieve({ 'secret-name': 'nowhere' }, { env }),
    says: `the secret /nowhere does not exist in the Project ${projectId}, in the region fr-par, or has no enabled version`,
    remedy: 'Correct secret-name, secret-path, scw-project-id or scw-region',
  },
  {
    cause: 'scaleway-wrong-region',
    async fixture({ rotate }) {
      await rotate()
      return rotate({ 'scw-region': 'nl-ams' }, { env })
    },
    says: 'not stand in the place that the inputs name, but in the region fr-par',
    remedy: 'Set scw-region to fr-par',
  },
  {
    cause: 'scaleway-wrong-region',
    form: 'retrieve, by somebody who may look around',
    async fixture({ rotate, retrieve }) {
      await rotate()
      return retrieve({ ...signIn(rotator), 'scw-region': 'pl-waw' }, { env })
    },
    says: 'but in the region fr-par',
    remedy: 'Set scw-region to fr-par',
  },
  {
    cause: 'scaleway-wrong-project',
    async fixture({ sandbox, rotate }) {
      await rotate()
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, [
        'IAMManager',
        { set: 'SecretManagerFullAccess', projectIds: [projectId, otherProjectId] },
      ])
      return rotate({ 'scw-project-id': otherProjectId }, { env })
    },
    says: `but in the Project ${projectId} (fr-par)`,
    remedy: `Set scw-project-id to ${projectId}`,
  },
  {
    cause: 'scaleway-secret-of-another-rotation',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.secrets.createSecret(ours)
      return rotate({}, { env })
    },
    says: 'exists already and was not made by this action',
    remedy: 'set take-over: true for one run',
  },
  {
    cause: 'scaleway-secret-locked',
    fixture({ sandbox, rotate }) {
      const { secrets } = sandbox.scaleway
      secrets.changeSecret(secrets.createSecret({ ...ours, tags }).id, { status: 'locked' })
      return rotate({}, { env })
    },
    says: 'is locked',
    remedy: 'Only Scaleway locks and unlocks secrets: ask its support',
  },
  {
    cause: 'scaleway-api-key-quota-full',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ keyQuota: 3 })
      return rotate({}, { env })
    },
    says: "the organization's quota of API keys is full",
    remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
  },
  {
    cause: 'scaleway-api-key-quota-full',
    form: 'which no check could see',
    fixture(stage) {
      stage.sandbox.scaleway.changeSettings({ keyQuota: 3 })
      return permitted('IAMApplicationManager', ...inSecretManager)(stage)
    },
    says: "the organization's quota of API keys is full",
    remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
  },
  {
    cause: 'scaleway-maximum-api-key-lifetime',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000 })
      return rotate({}, { env })
    },
    says: 'allows no API key without an expiry (at most 60d)',
    remedy: 'Set expiry to at most 60d',
  },
  {
    cause: 'scaleway-maximum-api-key-lifetime',
    form: 'which no check could see',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.changeSettings({ maxKeyLifetime: (60 * DAY) / 1000 })
      sandbox.scaleway.iam.setPermissions(rotator.applicationId, [
        'IAMApplicationManager',
        ...inSecretManager,
      ])
      return rotate({ expiry: '90d' }, { env })
    },
    says: 'expires_at',
    remedy: 'Set expiry to at most the maximum API key lifetime',
  },
  {
    cause: 'scaleway-twenty-versions',
    fixture({ sandbox, rotate }) {
      const versions = Array.from({ length: 20 }, () => ({ payload: '{"A":"somebody keeps this"}' }))
      sandbox.scaleway.secrets.createSecret({ ...ours, tags, versions })
      return rotate({}, { env })
    },
    says: 'has 20 versions of at most 20',
    remedy: 'Delete versions that nobody needs any more, or name another secret',
  },
  {
    cause: 'scaleway-too-many-requests',
    fixture: during({ service: 'scaleway', path: '/api-keys' }, { kind: 'rate-limit' }),
    says: '(429)',
    remedy: 'Run again later; the next run continues from here',
  },
  {
    cause: 'scaleway-unreachable',
    fixture: during({ service: 'scaleway', path: '/api-keys' }, { kind: 'cut', when: 'before' }),
    says: 'Scaleway did not answer GET',
    remedy: 'Run again. If the problem persists, check status.scaleway.com',
  },
  {
    cause: 'github-token-not-accepted',
    fixture: ({ rotate }) => rotate({ 'github-token': 'ghp_FAKErevoked000000000000000000000000' }, { env }),
    says: 'GitHub does not accept the token (401)',
    remedy: 'Give a token that is neither expired nor revoked',
  },
  {
    cause: 'github-github_token-used',
    fixture: ({ rotate }) => rotate({ 'github-token': tokens.workflow, repositories: 'acme/infra' }, { env }),
    says: 'the token is not allowed to use the secrets of acme/infra',
    remedy: 'GITHUB_TOKEN can never write secrets',
  },
  {
    cause: 'github-token-permission-missing',
    fixture: ({ rotate }) => rotate({ 'github-token': tokens.reader }, { env }),
    says: 'Resource not accessible by personal access token',
    remedy: 'Give the token the permission Secrets: write',
  },
  {
    cause: 'github-app-permission-missing',
    fixture({ sandbox, rotate }) {
      sandbox.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'write' } })
      return rotate({ ...asApp, environments: 'acme/shop/production' }, { env })
    },
    options: withApp,
    says: 'does not have the permissions at acme that the run needs: repository permission Environments: write',
    remedy: "Add them in the App's settings, under Permissions & events",
  },
  {
    cause: 'github-app-permission-missing',
    form: 'at the write',
    fixture: during(
      { service: 'github', method: 'PUT', path: '/secrets/' },
      { kind: 'status', status: 403, body: { message: 'Resource not accessible by integration' } },
      asApp,
    ),
    options: withApp,
    says: 'Resource not accessible by integration',
    remedy: 'Secrets: write',
  },
  {
    cause: 'github-app-not-installed',
    fixture({ sandbox, rotate }) {
      sandbox.github.uninstallApp(7001, 'acme')
      return rotate(asApp, { env })
    },
    options: withApp,
    says: 'is not installed at acme',
    remedy: 'Install it there (https://github.com/apps/acme-rotator/installations/new)',
  },
  {
    cause: 'github-app-not-installed',
    form: 'for the repository',
    fixture: ({ rotate }) => rotate({ ...asApp, repositories: 'acme/infra' }, { env }),
    options: withApp,
    says: 'is not installed for the repository acme/infra',
    remedy: 'Add the repository to the installation',
  },
  {
    cause: 'github-app-not-accepted',
    fixture: ({ rotate }) => rotate({ ...asApp, 'github-app-private-key': newKey().privateKey }, { env }),
    options: withApp,
    says: 'GitHub does not accept this private key for the App 7001',
    remedy: "Use a private key that is listed in this App's settings",
  },
  {
    cause: 'github-single-sign-on',
    fixture: during(
      { service: 'github', method: 'GET', path: '/actions/secrets' },
      {
        kind: 'status',
        status: 403,
        body: {
          message:
            'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
        },
      },
    ),
    says: 'acme/shop belongs to an organization with single sign-on, for which the token is not authorized',
    remedy: 'Authorize the token for the organization',
  },
  {
    cause: 'github-target-not-found',
    fixture({ sandbox, rotate }) {
      sandbox.github.changeToken(tokens.writer, { repositories: ['acme/api'] })
      sandbox.github.changeRepository('acme/shop', { private: true })
      return rotate({}, { env })
    },
    says: 'the repository acme/shop does not exist, or the token cannot access it',
    remedy: 'Correct the name, or give the token access to the repository and the permission Secrets: write',
  },
  {
    cause: 'github-target-not-found',
    form: 'an environment',
    fixture: ({ rotate }) => rotate({ environments: 'acme/shop/staging' }, { env }),
    says: 'the environment "staging" of the repository',
    remedy: 'Create the environment, or correct its name',
  },
  {
    cause: 'github-repository-archived',
    fixture({ sandbox, rotate }) {
      sandbox.github.changeRepository('acme/shop', { archived: true })
      return rotate({}, { env })
    },
    says: 'archived',
    remedy: 'Unarchive the repository, or remove it from the targets',
  },
  {
    cause: 'github-repository-renamed',
    fixture: during(
      { service: 'github', method: 'GET', path: '/repos/acme/shop/' },
      {
        kind: 'status',
        status: 301,
        body: { message: 'Moved Permanently' },
        headers: { location: 'https://api.github.com/repositories/700001/actions/secrets' },
      },
    ),
    says: 'If something was renamed or moved, use its new name',
    remedy: 'Use its new name',
  },
  {
    cause: 'github-repository-replaced',
    async fixture({ sandbox, rotate }) {
      await rotate({}, { env })
      sandbox.clock.advance(DAY)
      sandbox.github.deleteRepository('acme/shop')
      sandbox.github.addRepository({ name: 'acme/shop' })
      return rotate({}, { env })
    },
    says: 'acme/shop is not the repository that this key is for: its ID was 700001 and is now',
    remedy: 'run once with accept-repositories: acme/shop',
  },
  {
    cause: 'github-public-repository-left-out',
    async fixture({ sandbox, rotate }) {
      await rotate({ repositories: 'acme/*' }, { env })
      sandbox.clock.advance(DAY)
      sandbox.github.changeRepository('acme/api', { private: false })
      return rotate({ repositories: 'acme/*' }, { env })
    },
    says: 'acme/api has this key and is public',
    remedy: 'set public-repositories: include',
  },
  {
    cause: 'github-no-room-for-another-secret',
    fixture({ sandbox, rotate }) {
      for (let at = 1; at <= 99; at += 1)
        sandbox.github.setSecret({ repository: 'acme/api' }, `OTHER_${at}`, 'another value')
      return rotate({ repositories: 'acme/api' }, { env })
    },
    says: '99 of at most 100 secrets, and 2 more are needed',
    remedy: 'Delete unused secrets',
  },
  {
    cause: 'github-too-many-requests',
    fixture: during(
      { service: 'github', method: 'GET', path: '/actions/secrets' },
      { kind: 'rate-limit', limit: 'primary', status: 403, seconds: 3600 },
    ),
    says: "GitHub's rate limits leave no time for this request",
    remedy: 'Run again later',
  },
  {
    cause: 'github-too-many-requests',
    form: 'at the write',
    fixture: during(
      { service: 'github', method: 'PUT', path: '/actions/secrets' },
      { kind: 'rate-limit', limit: 'primary', status: 403, seconds: 3600 },
    ),
    says: "GitHub's rate limits leave no time",
    remedy: 'the next run continues',
  },
  {
    cause: 'github-unreachable',
    fixture: during(
      { service: 'github', method: 'GET', path: '/actions/secrets' },
      { kind: 'cut', when: 'before' },
    ),
    says: 'GitHub did not answer GET',
    remedy: 'Run again later',
  },
  {
    cause: 'clock-off',
    fixture: during(
      { service: 'github', path: '/installation$' },
      {
        kind: 'status',
        status: 401,
        body: { message: "'Expiration time' claim ('exp') is too far in the future" },
      },
      asApp,
    ),
    options: withApp,
    says: "GitHub does not accept the time of the App's JWT",
    remedy: "Correct the machine's clock",
  },
  {
    cause: 'new-key-not-working',
    fixture({ sandbox, rotate }) {
      sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
      return rotate({ 'propagation-timeout': '1s' }, { env })
    },
    says: 'did not work',
    remedy: 'Run again later, or raise propagation-timeout',
  },
]

test.concurrent.each(cases.map((one) => [one.cause, one.form ?? '', one] as const))(
  '%s: %s',
  (_, __, { cause, fixture, says, remedy, options }) =>
    withFixture(async (stage) => {
      const run = await fixture(stage)
      expect(run.exitCode).toBe(1)
      const link = `${PAGE}#${cause}`
      const told = run.errors.filter((error) => error.endsWith(` See ${link}`) || error.includes(`${link}\n`))
      expect({ count: told.length, errors: run.errors }).toMatchObject({ count: 1 })
      for (const words of [says, remedy]) expect(told[0]?.toLowerCase()).toContain(words.toLowerCase())
      // The verdict comes last, with a title.
      expect(run.commands.findLast(({ name }) => name === 'error')?.properties['title']).toBe(
        `Key rotation: ${run.outputs['outcome'] ?? ''}`,
      )
      // What only retrieves has no summary.
      if (run.summary !== '') expect(run.summary).toContain(`[More on this](${link})`)
      if (run.outputs['report'] !== undefined) expect(run.outputs['report']).toContain(`See ${link}`)
    }, options?.())(),
)

test('each known cause is among them', () => {
  expect(new Set(cases.map(({ cause }) => cause))).toEqual(new Set(KNOWN_CAUSES))
})

test.concurrent(
  'a wrong region changes nothing: the key of the rotation stays the only one',
  withFixture(async ({ rotate, living, versions, workingKey }) => {
    await rotate()
    const before = { living: living(), versions: versions() }
    const run = await rotate({ 'scw-region': 'nl-ams', force: 'true' })
    expect(run.outputs).toMatchObject({ outcome: 'failed', changed: 'false' })
    expect({ living: living(), versions: versions() }).toEqual(before)
    expect(workingKey(shop)).toBe(living().at(-1))
  }),
)

test.concurrent(
  "somebody else's secret of the same name in another region is told, and in nobody's way",
  withFixture(async ({ sandbox, rotate }) => {
    sandbox.scaleway.secrets.createSecret({ ...ours, region: 'nl-ams' })
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(run.warnings.join('\n')).toContain('the region nl-ams has one of the same name and path')
  }),
)
