import type { NewKeyPlan } from '../decide/new-key-settings.ts'
import type { Generation, Observation } from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'
import type { Credential } from '../model/ports.ts'

/** What a key is issued for. */
export interface IssueRequest {
  readonly observation: Observation
  readonly secretId: string
  readonly plan: NewKeyPlan
}

/** What a key of a keys API is issued for. */
export interface BlindIssueRequest extends IssueRequest {
  readonly policy: Policy
  /** Reads the key of a generation from the store. */
  readonly read: (generation: Generation) => Promise<Credential>
}
