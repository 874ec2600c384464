import type { Reader } from '../reader.ts'
import { duration, oneOf } from '../rules.ts'
import type { IssuerName, OldKeyInputs } from '../types.ts'

const OLD_KEY = oneOf(['delete', 'keep'], 'what can be done with an old key')

/** @returns `undefined` if something is wrong; it is noted */
export function readOldKey(reader: Reader, issuer: IssuerName): OldKeyInputs | undefined {
  const said = reader.given('old-key') === undefined ? undefined : reader.required('old-key', OLD_KEY)
  const gracePeriod = reader.required('grace-period', duration('7d'))
  if (issuer === 'keys-api' && said === 'delete') {
    reader.reject(
      'old-key',
      'a keys API cannot delete a key: rotate leaves the old one active until it expires, and rollover ends it at once',
      'keep, or leave it out',
    )
  }
  const policy = said ?? (issuer === 'keys-api' ? 'keep' : 'delete')
  return gracePeriod !== undefined ? { policy, gracePeriod } : undefined
}
