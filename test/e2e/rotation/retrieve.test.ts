import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  changes,
  deploy,
  keyOf,
  projectId,
  reader,
  rotator,
  withFixture,
  shop,
  signIn,
  told,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const byHand = { event: { name: 'workflow_dispatch' } }

test.concurrent(
  'who may read payloads and nothing else gets the current key, masked before it is handed on',
  withFixture(async ({ sandbox, rotate, retrieve }) => {
    const made = (await rotate()).outputs['access-key'] ?? ''
    const { secretKey } = keyOf(sandbox, made)
    const run = await retrieve({ 'export-env': 'true' })
    const json = JSON.stringify({ API_KEY: made, SECRET_KEY: secretKey })
    expect(run.outputs).toMatchObject({
      outcome: 'retrieved',
      changed: 'false',
      'access-key': made,
      'secret-key': secretKey,
      json,
      revision: '1',
    })
    expect(run.exportedEnv).toEqual({ SCW_ACCESS_KEY: made, SCW_SECRET_KEY: secretKey })
    expect(run.masks).toEqual(expect.arrayContaining([secretKey, json]))
    expect(changes(run)).toEqual([])
    expect(told(run)).toMatchSnapshot()
    expectMasksFirst(run)

    const quiet = await retrieve()
    expect(quiet.exportedEnv).toEqual({})
  }),
)

test.concurrent(
  'the newest enabled version is handed out, as to every reader of the secret: its key was verified before',
  withFixture(async ({ sandbox, rotate, retrieve, living, lives }) => {
    const current = (await rotate()).outputs['access-key']
    sandbox.clock.advance(60_000)
    sandbox.github.changeRepository('acme/shop', { archived: true })
    expect((await rotate({ force: 'true' })).outputs['outcome']).toBe('incomplete')
    const pending = living().at(-1) ?? ''
    expect(pending).not.toBe(current)

    const access = 'SecretManagerSecretAccess'
    for (const permissions of [[access], ['SecretManagerReadOnly', access]] as const) {
      sandbox.scaleway.iam.setPermissions(reader.applicationId, permissions)
      expect((await retrieve()).outputs).toMatchObject({ 'access-key': pending, revision: '2' })
    }
    expect(lives(pending)).toBe(true)
    // It goes on working when it is not published after all.
    expect((await rotate({ command: 'rollback' }, byHand)).outputs['outcome']).toBe('rolled-back')
    expect((await retrieve()).outputs).toMatchObject({ 'access-key': current, revision: '1' })
    expect(lives(pending)).toBe(true)
  }),
)

test.concurrent(
  "reads what the seed's functions stored as well",
  withFixture(async ({ sandbox, retrieve }) => {
    const payload = JSON.stringify({ API_KEY: deploy.accessKey, SECRET_KEY: deploy.secretKey })
    sandbox.scaleway.secrets.createSecret({ name: 'shop-deploy', projectId, versions: [{ payload }] })
    const run = await retrieve(signIn(rotator))
    expect(run.outputs).toMatchObject({ 'access-key': deploy.accessKey, json: payload })
  }),
)

test.concurrent(
  'says what is wrong where there is nothing to retrieve',
  withFixture(async ({ sandbox, retrieve }) => {
    const { secrets } = sandbox.scaleway
    const failing = async (inputs: Record<string, string> = {}) => {
      const run = await retrieve(inputs)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(run.outputs).not.toHaveProperty('secret-key')
      return run.errors.join('\n')
    }
    expect(await failing()).toMatch(/does not exist/)

    const secret = secrets.createSecret({ name: 'shop-deploy', projectId })
    expect(await failing()).toMatch(/secret .*shop-deploy/)

    secrets.createVersion(secret.id, { payload: 'a line of a certificate, say' })
    expect(await failing()).toContain(
      'does not hold a key of this issuer: expected the JSON {"API_KEY":"SCW…","SECRET_KEY":"…"}',
    )

    expect(await failing(signIn(deploy))).toMatch(
      /not allowed to read the newest version of the secret .*missing: access on secret_version/,
    )
    expect(await failing({ 'scw-secret-key': 'fa4e0000-0000-4000-8000-00000000dead' })).toContain(
      'does not accept the credentials of the run',
    )
    expect(sandbox.github.history(shop).every(({ by }) => by === 'hand')).toBe(true)
  }),
)

test.concurrent(
  'reads a secret by its id in one request, with the right to read this secret and nothing else',
  withFixture(async ({ sandbox, rotate, retrieve }) => {
    const { 'access-key': made = '', 'secret-id': id = '' } = (await rotate()).outputs
    const set = 'SecretManagerSecretAccess'
    sandbox.scaleway.iam.setPermissions(reader.applicationId, [
      { set, projectIds: [projectId], condition: `resource.id == "${id}"` },
    ])
    const byId = { 'secret-id': id, 'secret-name': '', 'scw-project-id': '', 'export-env': 'true' }
    const run = await retrieve(byId)
    expect(run.outputs).toMatchObject({ outcome: 'retrieved', 'access-key': made, 'secret-id': id })
    expect(run.exportedEnv).toEqual({ SCW_ACCESS_KEY: made, SCW_SECRET_KEY: keyOf(sandbox, made).secretKey })
    expect(run.exchanges.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /secret-manager/v1beta1/regions/fr-par/secrets/${id}/versions/latest_enabled/access`,
    ])
    expectMasksFirst(run)

    // By its name the same secret is out of reach.
    expect((await retrieve()).errors.join()).toContain('missing: access on secret_version')
    const unknown = await retrieve({ ...byId, 'secret-id': '5ec7e700-0000-4000-8000-00000000dead' })
    expect(unknown.errors.join()).toContain('secret-id: The secret 5ec7e700')
  }),
)

/** The runner reads a step's output as it comes: what is not masked when an output is written may be shown. */
function expectMasksFirst(run: Run): void {
  const lastMask = Math.max(...run.commands.filter(({ name }) => name === 'add-mask').map(({ line }) => line))
  const firstWord = run.stdout.split('\n').findIndex((line) => line.startsWith('Retrieved'))
  expect(firstWord).toBeGreaterThan(lastMask)
}
