import { AmbiguousResult, type Clock, type Problem, type TargetState } from '../../rotation/model/ports.ts'
import { isCausedBy, githubFailure, requireStatus, type Octokit } from '../client/client.ts'
import type { AccessKeeper, Fields } from './visibility-keeper.ts'
import { listAll } from '../places/paginate.ts'
import { inputOf, placeId, placeLabel, capacityOf, routeTo, type Place } from '../places/places.ts'
import { publicKeyIn, seal } from './seal.ts'
import type { CachedRead, ReadCache } from '../places/read-cache.ts'
import type { Listed, PublicKey } from '../places/listing.ts'

/** The declared secrets or variables of one place. Errors are those of GitHub's client. */
export interface Entries {
  /** Reads the current state of the declared names. */
  observe(): Promise<CurrentEntries>
  /** Prepares the writes; changes nothing. */
  prepare(): Promise<readonly Problem[]>
  /** Reads whatever a write of this name needs. */
  open(name: string): Promise<EntryWriter>
}

/** Writes a value under a name. @returns the `Date` of the answer, if it has one */
export type EntryWriter = (value: string) => Promise<string | undefined>

/** The current state of the declared names. */
export interface CurrentEntries {
  readonly entries: TargetState['secrets']
  /** When it was requested, by GitHub's time; an earlier read for another key may have been reused. */
  readonly askedAt: Date
}

export interface EntriesOptions {
  readonly octokit: Octokit
  /** GitHub's time. */
  readonly clock: Clock
  /** Reads that the keys of a file share. */
  readonly reads: ReadCache
  readonly place: Place
  readonly names: readonly string[]
  /** Only for an organization. */
  readonly access: AccessKeeper | undefined
  /** Throws if another repository took the name of the place; answers older than this moment are not used. */
  readonly confirm: (after: number) => Promise<void>
}

/** The secrets of a place. */
export interface Secrets extends Entries {
  /** When the public key was read, by the order of the shared reads; 0 before that. */
  publicKeyRead(): number
}

interface SecretsPage {
  readonly secrets: readonly Listed[]
}

/** The secrets of a place: values are encrypted for its public key and cannot be read. */
export function createSecrets(options: EntriesOptions): Secrets {
  const { octokit, clock, reads, place, names, access, confirm } = options
  const { route, parts } = routeTo(place, 'secrets')
  const id = placeId(place)
  let publicKey: PublicKey | undefined
  let readAt = 0
  let observed = false
  let usage: Usage = { total: 0, missing: [] }

  async function fetchPublicKey(): Promise<PublicKey> {
    const { answer, answered } = await reads.publicKeys.ask(id, async () => {
      const found = await octokit.request(`GET ${route}/public-key`, { ...parts })
      return publicKeyIn(found.data)
    })
    publicKey = answer
    readAt = answered
    return answer
  }

  async function list(): Promise<readonly Listed[]> {
    const { items } = await listAll<SecretsPage, Listed>(octokit, { route, parts }, ({ secrets }) => secrets)
    return items
  }

  /** Only the first read may be shared with other keys: later ones follow this key's own writes. */
  async function readList(): Promise<Pick<CachedRead<readonly Listed[]>, 'answer' | 'askedAt'>> {
    if (!observed) {
      observed = true
      return reads.secrets.ask(id, list)
    }
    const askedAt = clock.stamp()
    return { answer: await list(), askedAt }
  }

  async function put(
    name: string,
    value: string,
    key: PublicKey,
    fields: Fields,
  ): Promise<string | undefined> {
    const answer = await octokit.request(`PUT ${route}/{secret_name}`, {
      ...parts,
      ...fields,
      secret_name: name,
      encrypted_value: await seal(value, key),
      key_id: key.id,
    })
    return requireStatus(answer, `PUT of the secret ${name}`, [201, 204]).headers.date
  }

  return {
    async observe() {
      const { answer: items, askedAt } = await readList()
      const found = new Map(items.map((secret) => [secret.name.toUpperCase(), secret]))
      await access?.learn(names.flatMap((name) => found.get(name) ?? []))
      usage = { total: items.length, missing: names.filter((name) => !found.has(name)) }
      const entries = names.map((name) => {
        const updated = found.get(name)?.updated_at
        return {
          name,
          updatedAt: updated === undefined ? undefined : new Date(updated),
          ...(access?.differs(name) === true && { accessDiffers: true }),
        }
      })
      return { entries, askedAt: askedAt() }
    },

    async prepare() {
      await fetchPublicKey()
      return [...capacityProblems(place, 'secrets', usage), ...(access?.problems(names) ?? [])]
    },

    publicKeyRead: () => readAt,

    async open(name) {
      const fields = (await access?.forReplacing(name)) ?? {}
      const first = publicKey ?? (await fetchPublicKey())
      return async (value) => {
        const key = publicKey ?? first
        try {
          return await put(name, value, key, fields)
        } catch (error) {
          if (isCausedBy(error, AmbiguousResult) || githubFailure(error).status !== 422) throw error
          // The public key has changed: try once more, unless another repository took the name.
          reads.publicKeys.forget(id, key)
          const fresh = await fetchPublicKey()
          await confirm(readAt)
          return put(name, value, fresh, fields)
        }
      }
    },
  }
}

/** How many entries a place has, and which declared names do not exist yet. */
export interface Usage {
  readonly total: number
  readonly missing: readonly string[]
}

export function capacityProblems(
  place: Place,
  thing: 'secrets' | 'variables',
  { total, missing }: Usage,
): readonly Problem[] {
  const most = capacityOf(place, thing)
  if (total + missing.length <= most) return []
  return [
    {
      about: inputOf(place),
      problem: `${placeLabel(place)} has ${total} of at most ${most} ${thing}, and ${missing.length} more are needed`,
      remedy: `Delete unused ${thing}`,
      knownCause: 'github-no-room-for-another-secret',
    },
  ]
}
