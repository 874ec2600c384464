import type { IssuerName } from '../inputs.ts'
import type { Duration } from '../duration.ts'
import type { Reader } from '../reader.ts'

export interface OldKeyInputs {
  readonly policy: 'delete' | 'keep'
  /** How long a replaced key stays valid; may be zero. */
  readonly gracePeriod: Duration
}

/** @returns `undefined` if something is wrong; it is noted */
export function readOldKey(reader: Reader, issuer: IssuerName): OldKeyInputs | undefined {
  const given = reader.optional('old-key')
  const gracePeriod = reader.required('grace-period')
  if (issuer === 'keys-api' && given === 'delete') {
    reader.reject(
      'old-key',
      'conflict',
      'a keys API cannot delete a key: after rotate the old key stays active until it expires, and rollover deactivates it immediately',
      'keep, or no value',
    )
  }
  const policy = given ?? (issuer === 'keys-api' ? 'keep' : 'delete')
  return gracePeriod && { policy, gracePeriod }
}
