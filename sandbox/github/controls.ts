import type { AppHands } from './apps.ts'
import { checkName } from './api/body.ts'
import type { Place, SecretInfo, Sight } from './options.ts'
import { seenBy, type Entry, type Holder, type ValueSet, type ValueStore } from './stored-values.ts'
import type { Directory } from './entities.ts'
import type { GithubService } from './service.ts'

/** What the service offers beside its HTTP, apart from limits, memory and Apps: everything that a person or another program could do. */
type Controls = Omit<
  GithubService,
  'name' | 'routes' | 'state' | 'secretValues' | 'setLimits' | 'remember' | keyof AppHands
>

export function createControls(directory: Directory, valueStore: ValueStore): Controls {
  /** @throws Error where there is no such place */
  function valueSet(place: Place): ValueSet {
    return valueStore.valueSet(holder(place), place.kind ?? 'actions')
  }

  function holder(place: Place): Holder {
    if ('organization' in place) {
      const organization = directory.findOwner(place.organization)
      if (organization === undefined) throw new Error(`There is no organization ${place.organization}.`)
      return { organization }
    }
    const repository = directory.repository(place.repository)
    if (place.environment === undefined) return { repository }
    if (place.kind !== undefined && place.kind !== 'actions') {
      throw new Error(`Environments have no ${place.kind} secrets.`)
    }
    return { repository, environment: directory.environment(repository, place.environment) }
  }

  /** The place in the words of the history; a place that is gone has some too. */
  function label(place: Place): string {
    const kind = place.kind ?? 'actions'
    if ('organization' in place) return `${kind} ${place.organization}`
    return [kind, place.repository, ...(place.environment === undefined ? [] : [place.environment])].join(' ')
  }

  function sightFor(on: ValueSet, before: Entry | undefined, sight: Sight | undefined): Sight | undefined {
    return 'organization' in on.holder ? (sight ?? before?.sight ?? { visibility: 'all' }) : undefined
  }

  /** What a job sees, the narrower place shadowing the wider. */
  function inScope(
    thing: 'secrets' | 'variables',
    job: Parameters<GithubService['workflowSecrets']>[0],
  ): Record<string, string> {
    const kind = job.kind ?? 'actions'
    const repository = directory.repository(job.repository)
    const wider = valueStore.valueSet({ organization: repository.owner }, kind)[thing].values()
    const layers = [
      [...wider].filter((entry) => seenBy(repository, entry)),
      [...valueStore.valueSet({ repository }, kind)[thing].values()],
      job.environment === undefined
        ? []
        : [...valueSet({ repository: job.repository, environment: job.environment })[thing].values()],
    ]
    return Object.fromEntries(layers.flat().map(({ name, value }) => [name, value]))
  }

  return {
    addOrganization(organization) {
      directory.addOwner('Organization', organization)
    },
    addRepository: directory.addRepository,
    renameRepository: directory.renameRepository,
    changeRepository(name, change) {
      Object.assign(directory.repository(name), change)
    },
    deleteRepository(name) {
      const repository = directory.repository(name)
      valueStore.drop((of) => 'repository' in of && of.repository === repository, 'hand')
      directory.deleteRepository(repository)
    },
    repositoryId: (name) => directory.repository(name).id,
    addEnvironment(repository, environment) {
      directory.addEnvironment(directory.repository(repository), environment)
    },
    deleteEnvironment(name, environmentName) {
      const repository = directory.repository(name)
      const environment = directory.environment(repository, environmentName)
      valueStore.drop((of) => 'environment' in of && of.environment === environment, 'hand')
      repository.environments.delete(environment.name.toLowerCase())
    },

    addToken: directory.addToken,
    changeToken(value, change) {
      const token = directory.token(value)
      if (change.permissions !== undefined) token.permissions = change.permissions
      if (change.repositories !== undefined) token.repositories = directory.reach(change.repositories)
      if (change.expiresAt !== undefined) token.expiresAt = new Date(change.expiresAt)
    },
    deleteToken(value) {
      directory.token(value)
      directory.deleteToken(value)
    },

    setSecret(place, name, value, sight, at) {
      const on = valueSet(place)
      const upper = checkName(name, 'Secret')
      const seen = sightFor(on, on.secrets.get(upper), sight)
      valueStore.putSecret(on, { name: upper, value, sight: seen }, 'hand', at)
    },
    deleteSecret(place, name) {
      if (valueStore.deleteSecret(valueSet(place), name.toUpperCase(), 'hand')) return
      throw new Error(`There is no secret ${name} in ${label(place)}.`)
    },
    secret: (place, name) => valueSet(place).secrets.get(name.toUpperCase())?.value,
    secretInfo: (place, name) => info(valueSet(place).secrets.get(name.toUpperCase())),
    secrets: (place) =>
      [...valueSet(place).secrets.values()]
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .flatMap((entry) => info(entry) ?? []),
    workflowSecrets: (job) => inScope('secrets', job),
    history: (place, name) =>
      valueStore
        .history()
        .filter((write) => place === undefined || write.place.toLowerCase() === label(place).toLowerCase())
        .filter((write) => name === undefined || write.name === name.toUpperCase()),

    variable: (place, name) => info(valueSet(place).variables.get(name.toUpperCase())),
    setVariable(place, name, value, sight) {
      const on = valueSet(place)
      const upper = checkName(name, 'Variable')
      valueStore.putVariable(on, { name: upper, value, sight: sightFor(on, on.variables.get(upper), sight) })
    },
    workflowVariables: (job) => inScope('variables', job),

    rotatePublicKey(place) {
      valueStore.rotate(valueSet(place))
    },
  }
}

/** An entry as tests see it. */
export function info(entry: Entry | undefined): SecretInfo | undefined {
  if (entry === undefined) return undefined
  const { sight, ...rest } = entry
  return { ...rest, ...sight }
}
