import {
  currentGeneration,
  generations,
  versionState,
  type Generation,
  type Observation,
} from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'

/** Whether the next key is made by rolling a key over that is on record, so that giving it up would be the end of all. */
export function canBeRolledOver(observation: Observation, policy: Policy, accessKey: string): boolean {
  return observation.issuer === 'blind' && policy.command === 'rollover' && observation.keys.has(accessKey)
}

/**
 * The generation whose key a blind issuer is to roll over: the newest one on its way to become current that was not
 * rolled over yet, else the current one. An expired key will do; of one that seems dead the issuer knows best.
 */
export function rolloverSource(observation: Observation): Generation | undefined {
  const current = currentGeneration(observation)
  const floor = current?.revision ?? 0
  const readable = generations(observation).filter(({ status }) => status === 'enabled')
  const pending = readable.findLast(
    (generation) =>
      versionState(observation, generation) === 'pending' &&
      generation.revision > floor &&
      observation.keys.has(generation.record.accessKey),
  )
  return pending ?? readable.find(({ revision }) => revision === current?.revision)
}
