import type { AppHands } from './apps.ts'
import { checkName } from './api/body.ts'
import type { Place, SecretInfo, Sight } from './options.ts'
import { seenBy, type Entry, type Holder, type Shelf, type Shelves } from './stored-values.ts'
import type { World } from './entities.ts'
import type { GithubService } from './service.ts'

/** What the service offers beside its HTTP, apart from limits, memory and Apps: everything that a person or another program could do. */
type Hands = Omit<
  GithubService,
  'name' | 'routes' | 'state' | 'secretValues' | 'setLimits' | 'remember' | keyof AppHands
>

export function createHands(world: World, shelves: Shelves): Hands {
  /** @throws Error where there is no such place */
  function shelf(place: Place): Shelf {
    return shelves.shelf(holder(place), place.kind ?? 'actions')
  }

  function holder(place: Place): Holder {
    if ('organization' in place) {
      const organization = world.findOwner(place.organization)
      if (organization === undefined) throw new Error(`There is no organization ${place.organization}.`)
      return { organization }
    }
    const repository = world.repository(place.repository)
    if (place.environment === undefined) return { repository }
    if (place.kind !== undefined && place.kind !== 'actions') {
      throw new Error(`Environments have no ${place.kind} secrets.`)
    }
    return { repository, environment: world.environment(repository, place.environment) }
  }

  /** The place in the words of the history; a place that is gone has some too. */
  function label(place: Place): string {
    const kind = place.kind ?? 'actions'
    if ('organization' in place) return `${kind} ${place.organization}`
    return [kind, place.repository, ...(place.environment === undefined ? [] : [place.environment])].join(' ')
  }

  function sightFor(on: Shelf, before: Entry | undefined, sight: Sight | undefined): Sight | undefined {
    return 'organization' in on.holder ? (sight ?? before?.sight ?? { visibility: 'all' }) : undefined
  }

  /** What a job sees, the narrower place shadowing the wider. */
  function inScope(
    thing: 'secrets' | 'variables',
    job: Parameters<GithubService['workflowSecrets']>[0],
  ): Record<string, string> {
    const kind = job.kind ?? 'actions'
    const repository = world.repository(job.repository)
    const wider = shelves.shelf({ organization: repository.owner }, kind)[thing].values()
    const layers = [
      [...wider].filter((entry) => seenBy(repository, entry)),
      [...shelves.shelf({ repository }, kind)[thing].values()],
      job.environment === undefined
        ? []
        : [...shelf({ repository: job.repository, environment: job.environment })[thing].values()],
    ]
    return Object.fromEntries(layers.flat().map(({ name, value }) => [name, value]))
  }

  return {
    addOrganization(organization) {
      world.addOwner('Organization', organization)
    },
    addRepository: world.addRepository,
    renameRepository: world.renameRepository,
    changeRepository(name, change) {
      Object.assign(world.repository(name), change)
    },
    deleteRepository(name) {
      const repository = world.repository(name)
      shelves.drop((of) => 'repository' in of && of.repository === repository, 'hand')
      world.deleteRepository(repository)
    },
    repositoryId: (name) => world.repository(name).id,
    addEnvironment(repository, environment) {
      world.addEnvironment(world.repository(repository), environment)
    },
    deleteEnvironment(name, environmentName) {
      const repository = world.repository(name)
      const environment = world.environment(repository, environmentName)
      shelves.drop((of) => 'environment' in of && of.environment === environment, 'hand')
      repository.environments.delete(environment.name.toLowerCase())
    },

    addToken: world.addToken,
    changeToken(value, change) {
      const token = world.token(value)
      if (change.permissions !== undefined) token.permissions = change.permissions
      if (change.repositories !== undefined) token.repositories = world.reach(change.repositories)
      if (change.expiresAt !== undefined) token.expiresAt = new Date(change.expiresAt)
    },
    deleteToken(value) {
      world.token(value)
      world.deleteToken(value)
    },

    setSecret(place, name, value, sight, at) {
      const on = shelf(place)
      const upper = checkName(name, 'Secret')
      const seen = sightFor(on, on.secrets.get(upper), sight)
      shelves.putSecret(on, { name: upper, value, sight: seen }, 'hand', at)
    },
    deleteSecret(place, name) {
      if (shelves.deleteSecret(shelf(place), name.toUpperCase(), 'hand')) return
      throw new Error(`There is no secret ${name} in ${label(place)}.`)
    },
    secret: (place, name) => shelf(place).secrets.get(name.toUpperCase())?.value,
    secretInfo: (place, name) => info(shelf(place).secrets.get(name.toUpperCase())),
    secrets: (place) =>
      [...shelf(place).secrets.values()]
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .flatMap((entry) => info(entry) ?? []),
    workflowSecrets: (job) => inScope('secrets', job),
    history: (place, name) =>
      shelves
        .history()
        .filter((write) => place === undefined || write.place.toLowerCase() === label(place).toLowerCase())
        .filter((write) => name === undefined || write.name === name.toUpperCase()),

    variable: (place, name) => info(shelf(place).variables.get(name.toUpperCase())),
    setVariable(place, name, value, sight) {
      const on = shelf(place)
      const upper = checkName(name, 'Variable')
      shelves.putVariable(on, { name: upper, value, sight: sightFor(on, on.variables.get(upper), sight) })
    },
    workflowVariables: (job) => inScope('variables', job),

    rotatePublicKey(place) {
      shelves.rotate(shelf(place))
    },
  }
}

/** An entry as tests see it. */
export function info(entry: Entry | undefined): SecretInfo | undefined {
  if (entry === undefined) return undefined
  const { sight, ...rest } = entry
  return { ...rest, ...sight }
}
