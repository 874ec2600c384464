import type { Visibility } from './places.ts'
import { ID_LIMIT } from '../../rotation/model/recorded-identities.ts'

/** A repository in a list of GitHub's. */
export interface ListedRepository {
  readonly name: string
  readonly id?: number
  readonly owner?: { readonly id?: number }
  readonly private?: boolean
  readonly archived?: boolean
  readonly topics?: readonly string[]
}

/** GitHub's IDs of a repository and of its owner; undefined if the list does not include them. */
export interface ListedIds {
  readonly repository: number | undefined
  readonly owner: number | undefined
}

/** A secret or variable in a list of GitHub's. */
export interface Listed {
  readonly name: string
  readonly updated_at: string
  readonly visibility?: Visibility
}

/** Whether a number can be an ID of GitHub's. */
export function isId(id: number | undefined): id is number {
  return id !== undefined && Number.isSafeInteger(id) && id > 0 && id < ID_LIMIT
}

/** A public key of GitHub's, as its API gives it. */
export interface PublicKey {
  readonly id: string
  /** Base64, 32 bytes. */
  readonly key: string
}
