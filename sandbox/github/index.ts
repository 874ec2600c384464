import type { SandboxContext } from '../server/service.ts'
import { createAccessControl } from './api/access.ts'
import { createApps } from './apps.ts'
import { appEndpoints } from './endpoints/apps.ts'
import { repositoryEndpoints } from './endpoints/repositories.ts'
import { secretEndpoints } from './endpoints/secrets.ts'
import { variableEndpoints } from './endpoints/variables.ts'
import { createHands } from './controls.ts'
import { addEndpoints } from './api/http.ts'
import type { GithubSeed } from './options.ts'
import { createRateLimits } from './api/rate-limits.ts'
import { loadSodium } from './sealed-box.ts'
import { createShelves } from './stored-values.ts'
import { describe } from './state.ts'
import { createWorld } from './entities.ts'
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
  const world = createWorld(clock)
  const shelves = createShelves(clock)
  const limits = createRateLimits(clock, seed.limits ?? {})
  const apps = createApps(clock, world)
  const access = createAccessControl(world)
  const hands = createHands(world, shelves)
  const endpoints = [
    ...secretEndpoints(world, access, shelves),
    ...variableEndpoints(world, access, shelves),
    ...repositoryEndpoints(world, access, shelves, limits, now),
    ...appEndpoints(world, access, apps),
  ]

  for (const organization of seed.organizations ?? []) hands.addOrganization(organization)
  for (const user of seed.users ?? []) world.addOwner('User', user)
  for (const repository of seed.repositories ?? []) hands.addRepository(repository)
  for (const token of seed.tokens ?? []) hands.addToken(token)
  for (const app of seed.apps ?? []) apps.addApp(app)
  for (const { place, name, value, sight, at } of seed.secrets ?? []) {
    hands.setSecret(place, name, value, sight, at)
  }

  return {
    name: 'github',
    routes: (app) => {
      addEndpoints(app, { world, apps, limits, endpoints, now })
    },
    state: () => describe(world, shelves, apps),
    secretValues: () => [
      ...new Set([
        ...shelves.history().flatMap(({ value }) => (value === undefined || !isSecret(value) ? [] : [value])),
        ...shelves.all().map(({ keys }) => Buffer.from(keys.privateKey).toString('base64')),
        ...world.everyToken(),
      ]),
    ],
    ...hands,
    ...apps.hands,
    setLimits: limits.set,
    remember: shelves.remember,
  }
}

/** Whether the value of a GitHub secret is one: a Scaleway access key is kept there as well, and is an identifier. */
function isSecret(value: string): boolean {
  return value !== '' && !/^SCW[A-Z0-9]{17}$/.test(value)
}
