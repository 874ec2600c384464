import type { Apps } from './apps.ts'
import { info } from './controls.ts'
import { shelfLabel, type Entry, type Shelves } from './stored-values.ts'
import { fullName, type World } from './entities.ts'

/** Everything there is, secrets in the clear, for `GET /_sandbox/state`. */
export function describe(world: World, shelves: Shelves, apps: Apps): unknown {
  const entries = (map: ReadonlyMap<string, Entry>) => [...map.values()].map(info)
  return {
    owners: world.owners(),
    repositories: world.repositories().map((repository) => ({
      id: repository.id,
      name: fullName(repository),
      private: repository.private,
      archived: repository.archived,
      topics: repository.topics,
      environments: [...repository.environments.values()],
    })),
    tokens: world.tokens().map(({ repositories, installation, ...token }) => ({
      ...token,
      repositories: world.reached(repositories),
      ...(installation && { installation: installation.id }),
    })),
    installations: apps.all().map(({ app, account, repositories, ...installation }) => ({
      ...installation,
      app: { id: app.id, clientId: app.clientId, slug: app.slug },
      account: account.login,
      repositories: world.reached(repositories),
    })),
    places: shelves
      .all()
      .filter(({ secrets, variables }) => secrets.size + variables.size > 0)
      .map((shelf) => ({
        place: shelfLabel(shelf),
        secrets: entries(shelf.secrets),
        variables: entries(shelf.variables),
      })),
    history: shelves.history(),
  }
}
