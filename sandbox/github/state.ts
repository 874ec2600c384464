import type { Apps } from './apps.ts'
import { info } from './controls.ts'
import { valueSetLabel, type Entry, type ValueStore } from './stored-values.ts'
import { fullName, type Directory } from './entities.ts'

/** Everything there is, secrets in the clear, for `GET /_sandbox/state`. */
export function describe(directory: Directory, valueStore: ValueStore, apps: Apps): unknown {
  const entries = (map: ReadonlyMap<string, Entry>) => [...map.values()].map(info)
  return {
    owners: directory.owners(),
    repositories: directory.repositories().map((repository) => ({
      id: repository.id,
      name: fullName(repository),
      private: repository.private,
      archived: repository.archived,
      topics: repository.topics,
      environments: [...repository.environments.values()],
    })),
    tokens: directory.tokens().map(({ repositories, installation, ...token }) => ({
      ...token,
      repositories: directory.reached(repositories),
      ...(installation && { installation: installation.id }),
    })),
    installations: apps.all().map(({ app, account, repositories, ...installation }) => ({
      ...installation,
      app: { id: app.id, clientId: app.clientId, slug: app.slug },
      account: account.login,
      repositories: directory.reached(repositories),
    })),
    places: valueStore
      .all()
      .filter(({ secrets, variables }) => secrets.size + variables.size > 0)
      .map((valueSet) => ({
        place: valueSetLabel(valueSet),
        secrets: entries(valueSet.secrets),
        variables: entries(valueSet.variables),
      })),
    history: valueStore.history(),
  }
}
