import type { Visibility } from './places.ts'
import { ID_LIMIT } from '../../rotation/model/recorded-identities.ts'

/** A repository as GitHub lists it. */
export interface ListedRepository {
  readonly name: string
  readonly id?: number
  readonly owner?: { readonly id?: number }
  readonly private?: boolean
  readonly archived?: boolean
  readonly topics?: readonly string[]
}

/** GitHub's numbers of a repository and of its owner; undefined where the list does not say them. */
export interface ListedIds {
  readonly repository: number | undefined
  readonly owner: number | undefined
}

/** What GitHub says of an organization's secret or variable. */
export interface Listed {
  readonly name: string
  readonly updated_at: string
  readonly visibility?: Visibility
}

/** Whether a number can be GitHub's ID of something. */
export function isId(id: number | undefined): id is number {
  return id !== undefined && Number.isSafeInteger(id) && id > 0 && id < ID_LIMIT
}

/** A public key of GitHub's, as its API gives it. */
export interface PublicKey {
  readonly id: string
  /** Base64, 32 bytes. */
  readonly key: string
}
