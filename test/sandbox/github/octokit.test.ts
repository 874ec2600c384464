import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Octokit } from '@octokit/rest'
import { smallGithubTokens } from '../../../sandbox/github/index.ts'
import { sealed, startGithub, type TestGithub } from './fixture.ts'

/** A client that nobody here wrote, as it comes. */
let octokit: Octokit
let site: TestGithub
beforeAll(async () => {
  site = await startGithub()
  octokit = client(smallGithubTokens.writer)
})
afterAll(() => site.stop())

function client(auth: string): Octokit {
  const silent = () => undefined
  return new Octokit({
    baseUrl: site.url,
    auth,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
}

const shop = { owner: 'acme', repo: 'shop' }

describe('Octokit', () => {
  test('writes, updates and lists secrets of a repository', async () => {
    const { data: key } = await octokit.actions.getRepoPublicKey(shop)
    const secret = { ...shop, secret_name: 'SCW_SECRET_KEY' }
    const created = await octokit.actions.createOrUpdateRepoSecret({ ...secret, ...sealed(key, 'fake-1') })
    const updated = await octokit.actions.createOrUpdateRepoSecret({ ...secret, ...sealed(key, 'fake-2') })
    expect([created.status, updated.status]).toEqual([201, 204])
    expect(site.github.secret({ repository: 'acme/shop' }, 'SCW_SECRET_KEY')).toBe('fake-2')
    const { data } = await octokit.actions.listRepoSecrets(shop)
    expect(data).toMatchObject({ total_count: 1, secrets: [{ name: 'SCW_SECRET_KEY' }] })
  })

  test('writes, updates and lists secrets of an environment with an odd name', async () => {
    const place = { ...shop, environment_name: 'eu/west 1%' }
    const { data: key } = await octokit.actions.getEnvironmentPublicKey(place)
    const secret = { ...place, secret_name: 'SCW_SECRET_KEY' }
    const created = await octokit.actions.createOrUpdateEnvironmentSecret({
      ...secret,
      ...sealed(key, 'fake-3'),
    })
    const updated = await octokit.actions.createOrUpdateEnvironmentSecret({
      ...secret,
      ...sealed(key, 'fake-4'),
    })
    expect([created.status, updated.status]).toEqual([201, 204])
    const where = { repository: 'acme/shop', environment: 'eu/west 1%' }
    expect(site.github.secret(where, 'SCW_SECRET_KEY')).toBe('fake-4')
    expect(site.github.workflowSecrets(where)).toEqual({ SCW_SECRET_KEY: 'fake-4' })
    expect((await octokit.actions.getEnvironmentSecret(secret)).data.name).toBe('SCW_SECRET_KEY')
  })

  test('walks through all pages', async () => {
    for (let number = 0; number < 45; number += 1) {
      site.github.setSecret({ repository: 'acme/infra' }, `S${number}`, 'v')
    }
    const secrets = await octokit.paginate(octokit.actions.listRepoSecrets, {
      owner: 'acme',
      repo: 'infra',
      per_page: 20,
    })
    expect(secrets).toHaveLength(45)
  })

  test('follows a renamed repository to read it', async () => {
    site.github.renameRepository('acme/api', 'acme/interface')
    const { data } = await octokit.repos.get({ owner: 'acme', repo: 'api' })
    expect(data.full_name).toBe('acme/interface')
  })

  test('gets errors that it understands', async () => {
    const workflow = client(smallGithubTokens.workflow)
    const infra = { owner: 'acme', repo: 'infra', secret_name: 'A', encrypted_value: 'AAAA', key_id: '1' }
    await expect(workflow.actions.createOrUpdateRepoSecret(infra)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': 'secrets=write' } },
    })
    await expect(client('github_pat_FAKE_none').actions.getRepoPublicKey(shop)).rejects.toMatchObject({
      status: 401,
    })
  })
})
