import { generateKeyPairSync } from 'node:crypto'
import { expect } from '@jest/globals'
import { smallGithub, type AppSeed, type SandboxOptions } from '../../sandbox/index.ts'
import type { Run } from '../harness/run-action.ts'
import { changes, type Scene } from './scene.ts'

export const newKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    // As GitHub's own keys are.
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
export const key = newKey()
export const clientId = 'Iv23liFAKEclientOfTests'

/** The inputs of a step that signs in as the App. */
export const asApp = { 'github-token': '', 'github-app-id': '7001', 'github-app-private-key': key.privateKey }

/** An App that may write secrets and environments of `acme` (but not of acme/infra) and of the person `jo`. */
const rotatorApp: AppSeed = {
  id: 7001,
  clientId,
  slug: 'acme-rotator',
  owner: 'acme',
  publicKeys: [key.publicKey],
  installations: ['acme', 'jo'].map((account) => ({
    account,
    repositories: account === 'acme' ? ['acme/shop', 'acme/api'] : 'all',
    permissions: { metadata: 'read', secrets: 'write', environments: 'write', dependabot_secrets: 'write' },
  })),
}

export function withApp(change: Partial<AppSeed> = {}): SandboxOptions {
  const seed = smallGithub()
  return {
    github: {
      ...seed,
      users: [{ login: 'jo' }],
      repositories: [...(seed.repositories ?? []), { name: 'jo/site' }],
      apps: [{ ...rotatorApp, ...change }],
    },
  }
}

const ofTokens = /\/access_tokens$|^DELETE \/installation\/token$/

/** The requests that changed something, apart from making and ending tokens. */
export const otherChanges = (run: Run): readonly string[] =>
  changes(run).filter((change) => !ofTokens.test(change))

/** What each token was asked for. */
export const asked = (run: Run): readonly unknown[] =>
  run.exchanges.filter(({ url }) => url.endsWith('/access_tokens')).map(({ requestBody }) => requestBody)

/** Every token that was made has ended with the run, and is masked. */
export function expectAllRevoked({ sandbox }: Scene, run: Run, count: number): void {
  const made = sandbox.github.installationTokens().slice(-count)
  expect(made.map(({ revoked }) => revoked)).toEqual(Array.from({ length: count }, () => true))
  for (const { token } of made) expect(run.masks).toContain(token)
}
