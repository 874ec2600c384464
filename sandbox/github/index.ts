import type { SandboxContext } from '../server/service.ts'
import { createAccessControl } from './api/access.ts'
import { createApps } from './apps.ts'
import { appEndpoints } from './endpoints/apps.ts'
import { repositoryEndpoints } from './endpoints/repositories.ts'
import { secretEndpoints } from './endpoints/secrets.ts'
import { variableEndpoints } from './endpoints/variables.ts'
import { createControls } from './controls.ts'
import { addEndpoints } from './api/http.ts'
import type { GithubSeed } from './options.ts'
import { createRateLimits } from './api/rate-limits.ts'
import { loadSodium } from './sealed-box.ts'
import { createValueStore } from './stored-values.ts'
import { describe } from './state.ts'
import { createDirectory } from './entities.ts'
import type { GithubService } from './service.ts'

export type * from './service.ts'
export type * from './options.ts'
export { smallGithub, smallGithubTokens } from './seed.ts'

/**
 * Makes a fake GitHub. It answers a promise because libsodium must be loaded first.
 * @param context the sandbox's clock
 * @param seed what it holds at first; nothing by default
 */
export async function createGithub(context: SandboxContext, seed: GithubSeed = {}): Promise<GithubService> {
  await loadSodium()
  const { clock } = context
  const now = () => clock.now()
  const directory = createDirectory(clock)
  const valueStore = createValueStore(clock)
  const limits = createRateLimits(clock, seed.limits ?? {})
  const apps = createApps(clock, directory)
  const access = createAccessControl(directory)
  const controls = createControls(directory, valueStore)
  const endpoints = [
    ...secretEndpoints(directory, access, valueStore),
    ...variableEndpoints(directory, access, valueStore),
    ...repositoryEndpoints(directory, access, valueStore, limits, now),
    ...appEndpoints(directory, access, apps),
  ]

  for (const organization of seed.organizations ?? []) controls.addOrganization(organization)
  for (const user of seed.users ?? []) directory.addOwner('User', user)
  for (const repository of seed.repositories ?? []) controls.addRepository(repository)
  for (const token of seed.tokens ?? []) controls.addToken(token)
  for (const app of seed.apps ?? []) apps.addApp(app)
  for (const { place, name, value, sight, at } of seed.secrets ?? []) {
    controls.setSecret(place, name, value, sight, at)
  }

  return {
    name: 'github',
    routes: (app) => {
      addEndpoints(app, { directory, apps, limits, endpoints, now })
    },
    state: () => describe(directory, valueStore, apps),
    secretValues: () => [
      ...new Set([
        ...valueStore
          .history()
          .flatMap(({ value }) => (value === undefined || !isSecret(value) ? [] : [value])),
        ...valueStore.all().map(({ keys }) => Buffer.from(keys.privateKey).toString('base64')),
        ...directory.everyToken(),
      ]),
    ],
    ...controls,
    ...apps.controls,
    setLimits: limits.set,
    remember: valueStore.remember,
  }
}

/** Whether the value of a GitHub secret is one: a Scaleway access key is kept there as well, and is an identifier. */
function isSecret(value: string): boolean {
  return value !== '' && !/^SCW[A-Z0-9]{17}$/.test(value)
}
