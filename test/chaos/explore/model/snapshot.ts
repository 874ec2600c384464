import type { ModelKey, ModelSecret, ModelVersion } from '../../../rotation/simulation/cloud.ts'
import { createCloudWithPast, type CloudWithPast, type Earlier } from './past.ts'

/** The state of a cloud as plain data. What a service derives from it is not included. */
interface State {
  readonly now: number
  readonly keys: readonly ModelKey[]
  readonly secret: ModelSecret | undefined
  readonly targets: readonly {
    readonly id: string
    readonly values: readonly [string, { readonly value: string; readonly updatedAt: number }][]
    readonly refuses: readonly string[]
  }[]
  readonly made: number
  readonly secrets: number
  readonly endedByPerson: readonly string[]
  readonly past: {
    readonly heldUntil: readonly (readonly [string, number])[]
    readonly given: readonly (readonly [string, readonly string[]])[]
    readonly statusTouched: boolean
    readonly recordsTouched: boolean
    readonly earlier: Earlier | undefined
  }
}

/** Serializes a cloud's state. Equal states have the same text. */
export function save(cloud: CloudWithPast): string {
  const { now, keys, secret, targets, made, secrets, endedByPerson, past } = cloud
  const places = targets.map(({ id, values, refuses }) => ({
    id,
    values: [...values].sort(),
    refuses: [...refuses].sort(),
  }))
  const state: State = {
    now,
    keys: [...keys.values()],
    secret,
    targets: places,
    made,
    secrets,
    endedByPerson: [...endedByPerson].sort(),
    past: {
      heldUntil: [...past.heldUntil].sort(),
      given: [...past.given].map(([accessKey, where]) => [accessKey, [...where]] as const).sort(),
      statusTouched: past.statusTouched,
      recordsTouched: past.recordsTouched,
      earlier: past.earlier,
    },
  }
  return JSON.stringify(state)
}

/** Restores a serialized state in a cloud with the same targets. */
export function load(cloud: CloudWithPast, text: string): void {
  const state = JSON.parse(text) as State
  cloud.now = state.now
  cloud.keys = new Map(state.keys.map((key) => [key.accessKey, revived(key)]))
  cloud.secret = state.secret && { ...state.secret, versions: state.secret.versions.map(revivedVersion) }
  state.targets.forEach(({ values, refuses }, index) => {
    const target = cloud.targets[index]
    if (target === undefined) throw new Error('the state was written down for other targets')
    target.values.clear()
    target.refuses.clear()
    for (const [name, held] of values) target.values.set(name, held)
    for (const name of refuses) target.refuses.add(name)
  })
  cloud.made = state.made
  cloud.secrets = state.secrets
  cloud.endedByPerson.clear()
  for (const accessKey of state.endedByPerson) cloud.endedByPerson.add(accessKey)
  const { earlier } = state.past
  cloud.past = {
    heldUntil: new Map(state.past.heldUntil),
    given: new Map(state.past.given.map(([accessKey, where]) => [accessKey, new Set(where)])),
    statusTouched: state.past.statusTouched,
    recordsTouched: state.past.recordsTouched,
    earlier: earlier && {
      keys: earlier.keys.map(revived),
      versions: earlier.versions.map(revivedVersion),
    },
  }
  judgeReadersApart(cloud)
}

/**
 * Once somebody else has changed what is readable, the rules of the exploration check what readers get, because
 * they know the change.
 */
export function judgeReadersApart(cloud: CloudWithPast): void {
  cloud.readersDenied = cloud.past.recordsTouched || cloud.past.statusTouched
}

/** A new cloud with a serialized state. */
export function cloudFrom(text: string): CloudWithPast {
  const { targets } = JSON.parse(text) as State
  const cloud = createCloudWithPast(targets.map(({ id }) => id))
  load(cloud, text)
  return cloud
}

/** JSON omits undefined fields, and the code under test distinguishes them. */
function revived(key: ModelKey): ModelKey {
  return { ...key, expiresAt: key.expiresAt, project: key.project }
}

function revivedVersion(version: ModelVersion): ModelVersion {
  return { ...version, payload: version.payload }
}
