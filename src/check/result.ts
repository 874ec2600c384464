import type { Policy } from '../rotation/model/policy.ts'
import type { CheckPolicy, Evaluation } from './evaluate.ts'
import type { CheckSnapshot } from './snapshot.ts'

/** What a check of one key came to. */
export interface CheckResult {
  /** The key's name in its file; undefined where there is no file. */
  readonly name: string | undefined
  readonly issuer: 'scaleway' | 'keys-api'
  /** Where it is kept in Secret Manager: path and name. */
  readonly secretPath: string
  readonly policy: Policy
  readonly overdueAfter: CheckPolicy['overdueAfter']
  readonly snapshot: CheckSnapshot
  readonly evaluation: Evaluation
  /** What a reader should know, and is no finding. */
  readonly notes: readonly string[]
}
