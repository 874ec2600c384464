import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import { asApp, key, newKey, otherChanges, withApp } from '../fixtures/app-fixture.ts'
import { deploy, withFixture, shop, tokens, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** Something that keeps the App from what the run needs. */
interface Refusal {
  readonly name: string
  readonly act: (fixture: Fixture) => Promise<Run>
  readonly about: string
  readonly says: readonly string[]
}

const settingsOf = 'https://github.com/organizations/acme/settings/installations/'

const refusals: readonly Refusal[] = [
  {
    name: 'an App that is not installed at the owner',
    act({ sandbox, rotate }) {
      sandbox.github.uninstallApp(7001, 'acme')
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: [
      'The App acme-rotator is not installed at acme',
      'Install it there (https://github.com/apps/acme-rotator/installations/new)',
    ],
  },
  {
    name: 'an owner that there is not',
    act: ({ rotate }) => rotate({ ...asApp, repositories: 'acne/shop' }),
    about: 'github-app-id',
    says: ['is not installed at acne, or this account does not exist', 'correct the name of the owner'],
  },
  {
    name: 'an App that is not installed at the owner of a pattern',
    act: ({ rotate }) => rotate({ ...asApp, repositories: 'acne/service-*' }),
    about: 'github-app-id',
    says: ['is not installed at acne, or this account does not exist', 'correct the name of the owner'],
  },
  {
    name: 'a suspended installation',
    act({ sandbox, rotate }) {
      sandbox.github.changeInstallation(7001, 'acme', { suspended: true })
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['The installation of the App acme-rotator at acme is suspended', `Unsuspend it (${settingsOf}`],
  },
  {
    name: 'a repository that is not among the installation’s',
    act: ({ rotate }) => rotate({ ...asApp, repositories: 'acme/shop, acme/infra' }),
    about: 'repositories',
    says: [
      'The App acme-rotator is not installed for the repository acme/infra',
      `Add the repository to the installation (${settingsOf}`,
    ],
  },
  {
    name: 'a repository of an environment that is not among the installation’s',
    act: ({ rotate }) => rotate({ ...asApp, environments: 'acme/infra/production' }),
    about: 'environments',
    says: ['is not installed for the repository acme/infra'],
  },
  {
    name: 'the old name of a repository that was renamed',
    act({ sandbox, rotate }) {
      sandbox.github.renameRepository('acme/api', 'acme/interface')
      return rotate({ ...asApp, repositories: 'acme/shop, acme/api' })
    },
    about: 'repositories',
    says: ['If something was renamed or moved, use its new name'],
  },
  {
    name: 'a permission that was not granted',
    act({ sandbox, rotate }) {
      sandbox.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
      return rotate({ ...asApp, environments: 'acme/shop/production' })
    },
    about: 'github-app-id',
    says: [
      'repository permission Secrets: write, repository permission Environments: write',
      `an owner of acme must accept them (${settingsOf}`,
    ],
  },
  {
    name: 'the private key of another App',
    act: ({ rotate }) => rotate({ ...asApp, 'github-app-private-key': newKey().privateKey }),
    about: 'github-app-private-key',
    says: [
      'GitHub does not accept this private key for the App 7001 (A JSON web token could not be decoded',
      "Use a private key that is listed in this App's settings",
    ],
  },
  {
    name: 'the id of no App',
    act: ({ rotate }) => rotate({ ...asApp, 'github-app-id': '4711' }),
    about: 'github-app-id',
    says: ['App 4711 does not exist', 'Use the App ID or the client ID'],
  },
  {
    name: 'a GitHub that refuses for another reason',
    act({ sandbox, rotate }) {
      const effect = { kind: 'status', status: 422, body: { message: 'Not on a Sunday.' } } as const
      sandbox.setFaults([{ service: 'github', path: '/access_tokens$', times: 0, effect }])
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['Could not create a token for acme: Not on a Sunday.'],
  },
  {
    name: 'a GitHub that does not answer',
    act({ sandbox, rotate }) {
      const effect = { kind: 'cut', when: 'before' } as const
      sandbox.setFaults([{ service: 'github', path: '/access_tokens$', times: 0, effect }])
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['Could not create a token for acme: GitHub did not answer POST', 'Run again later'],
  },
]

test.concurrent.each(refusals.map((refusal) => [refusal.name, refusal] as const))(
  'refused before anything is changed: %s',
  (_, { act, about, says }) =>
    withFixture(async (stage) => {
      const run = await act(stage)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      const annotations = run.commands.filter(
        ({ name, properties }) => name === 'error' && properties['title'] === about,
      )
      expect(annotations).toHaveLength(1)
      for (const words of says) expect(annotations[0]?.data).toContain(words)
      expect(otherChanges(run)).toEqual([])
      expect(stage.workingKey(shop)).toBe(deploy.accessKey)
      for (const { revoked } of stage.sandbox.github.installationTokens()) expect(revoked).toBe(true)
    }, withApp())(),
)

test.concurrent(
  'all problems at once: with the App at one owner, and with a target of another',
  withFixture(async ({ sandbox, rotate }) => {
    sandbox.github.uninstallApp(7001, 'jo')
    const run = await rotate({
      ...asApp,
      repositories: 'jo/site, acme/shop, acme/infra',
      environments: 'acme/shop/staging',
      'application-id': '00000000-0000-4000-8000-0000000000ff',
    })
    expect(run.exitCode).toBe(1)
    const errors = run.errors.join('\n')
    for (const words of [
      'is not installed at jo',
      'is not installed for the repository acme/infra',
      'environment "staging" of the repository',
      'could not find the application',
    ])
      expect(errors).toContain(words)
    expect(otherChanges(run)).toEqual([])
  }, withApp()),
)

test.concurrent.each([
  [
    'neither a token nor an App',
    { 'github-token': '' },
    'github-token',
    'not set, and neither are github-app-id',
  ],
  [
    'both a token and an App',
    { ...asApp, 'github-token': tokens.writer },
    'github-token',
    'set together with',
  ],
  [
    'half a key',
    { ...asApp, 'github-app-private-key': key.privateKey.slice(0, 800) },
    'github-app-private-key',
    'is not the private key',
  ],
  [
    'the key in the place of the id',
    { ...asApp, 'github-app-id': key.privateKey },
    'github-app-id',
    'the value is not the ID',
  ],
])('inputs: %s', (_, inputs, about, says) =>
  withFixture(async ({ rotate }) => {
    const run = await rotate(inputs)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    const titles = run.commands
      .filter(({ name }) => name === 'error')
      .map(({ properties }) => properties['title'])
    expect(titles).toContain(`Input ${about}`)
    expect(run.errors.join('\n')).toContain(says)
    expect(run.exchanges).toEqual([])
  }, withApp())(),
)
