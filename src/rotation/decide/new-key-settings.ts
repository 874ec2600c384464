import { currentGeneration, recordedCurrent, type Key, type Observation } from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'

/** What a new key is to be, before it is marked. */
export interface NewKeyPlan {
  /** The user's text in full. */
  readonly text: string
  readonly expiresAt: Date | undefined
  readonly defaultProjectId: string | undefined
  /** The key that it replaces, as far as one is known. */
  readonly replaces: string | undefined
}

/**
 * What the new key inherits and what it is told: the description and default project of the key that it replaces,
 * and its lifetime where no expiry is given.
 * @param runAccessKey the access key that the run signs in with, which is the replaced one on a first self-rotation
 * @param at when the key is made, in the services' time
 */
export function planNewKey(
  observation: Observation,
  policy: Policy,
  runAccessKey: string,
  at: Date,
): NewKeyPlan {
  const current = currentGeneration(observation)
  const model = modelKey(observation, policy, runAccessKey)
  const replaces = current?.record.accessKey ?? policy.replacesAccessKey
  const recorded = recordedCurrent(observation)?.record.text
  return {
    text: policy.description ?? (recorded === undefined || recorded === '' ? model?.text : recorded) ?? '',
    expiresAt: expiryOf(policy, model, at),
    defaultProjectId: model?.defaultProjectId,
    replaces,
  }
}

/** The key that a new one is modelled on: the current one, else the named one, else our own, else the bearer's newest. */
function modelKey(observation: Observation, policy: Policy, runAccessKey: string): Key | undefined {
  const { keys } = observation
  const current = currentGeneration(observation)
  const named = [current?.record.accessKey, policy.replacesAccessKey, runAccessKey]
  const first = named.map((accessKey) => keys.get(accessKey ?? '')).find((key) => key !== undefined)
  if (first !== undefined) return first
  // Another rotation's key of the same bearer is no model: its Project and its lifetime are its own.
  const others = [...keys.values()].filter(
    ({ mark }) => mark === undefined || (mark.secretId === observation.secretId && mark.phase !== 'made'),
  )
  return others.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]
}

function expiryOf(policy: Policy, model: Key | undefined, at: Date): Date | undefined {
  switch (policy.expiry.kind) {
    case 'never':
      return undefined
    case 'after':
      return policy.expiry.span.after(at)
    case 'inherit':
      if (model?.expiresAt === undefined) return undefined
      return new Date(at.getTime() + (model.expiresAt.getTime() - model.createdAt.getTime()))
  }
}
