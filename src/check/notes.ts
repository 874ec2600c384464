import { recordedCurrent } from '../rotation/model/observation.ts'
import type { Policy } from '../rotation/model/policy.ts'
import { ROTATOR_TAG_PREFIX } from '../rotation/model/context.ts'
import type { CheckSnapshot } from './snapshot.ts'

/** What a reader should know of a key that is in order all the same: what cannot be seen of it, and what rests. */
export function checkNotes(
  { observation, secret, verifiable }: CheckSnapshot,
  { maxAge }: Policy,
): readonly string[] {
  const remarks: string[] = []
  if (observation === undefined) return remarks
  const current = recordedCurrent(observation)
  if (observation.issuer === 'blind') {
    remarks.push(
      'A keys API shows no list of its keys, so keys that this rotation does not know cannot be looked for.',
    )
    if (!verifiable)
      remarks.push('Whether the key works was not asked: keys-api-verify-url says where that can be done.')
  }
  if (current !== undefined && maxAge === undefined)
    remarks.push(
      'There is no max-age, so only the end of the key says when it is due. Where every run replaces it, give max-age ' +
        'here: the time between two runs.',
    )
  if (secret !== undefined && !secret.tags.some((tag) => tag.startsWith(ROTATOR_TAG_PREFIX)))
    remarks.push('The secret carries no tag of a rotation: no workflow with this action looks after it yet.')
  return remarks
}
