import type { Problem, TargetState } from '../rotation/ports.ts'
import { githubFailure, type Octokit } from '../services/github.ts'
import type { AccessKeeper } from './access-keeper.ts'
import type { Listed } from './access.ts'
import { listAll } from './pages.ts'
import { inputOf, placeLabel, roomIn, routeTo, type Place } from './places.ts'
import { publicKeyIn, seal, type PublicKey } from './seal.ts'

/** The declared secrets, or the declared variables, of one place. Whatever goes wrong is thrown as GitHub's client throws it. */
export interface Entries {
  /** Reads what stands under the declared names. */
  observe(): Promise<TargetState['secrets']>
  /** Gets ready to write; changes nothing. */
  prepare(): Promise<readonly Problem[]>
  /** Writes a value under a name. @returns the `Date` of the answer, if it has one */
  write(name: string, value: string): Promise<string | undefined>
}

export interface EntriesOptions {
  readonly octokit: Octokit
  readonly place: Place
  readonly names: readonly string[]
  /** Of an organization. */
  readonly access: AccessKeeper | undefined
}

interface SecretsPage {
  readonly secrets: readonly Listed[]
}

/** The secrets of a place: sealed to its public key, never to be read back. */
export function createSecrets({ octokit, place, names, access }: EntriesOptions): Entries {
  const { route, parts } = routeTo(place, 'secrets')
  let publicKey: PublicKey | undefined
  let room: Room = { total: 0, missing: [] }

  async function fetchPublicKey(): Promise<PublicKey> {
    const answer = await octokit.request(`GET ${route}/public-key`, { ...parts })
    publicKey = publicKeyIn(answer.data)
    return publicKey
  }

  async function put(name: string, value: string, key: PublicKey): Promise<string | undefined> {
    const { headers } = await octokit.request(`PUT ${route}/{secret_name}`, {
      ...parts,
      ...(await access?.forReplacing(name)),
      secret_name: name,
      encrypted_value: await seal(value, key),
      key_id: key.id,
    })
    return headers.date
  }

  return {
    async observe() {
      const { items } = await listAll<SecretsPage, Listed>(
        octokit,
        { route, parts },
        ({ secrets }) => secrets,
      )
      const found = new Map(items.map((secret) => [secret.name.toUpperCase(), secret]))
      await access?.learn(names.flatMap((name) => found.get(name) ?? []))
      room = { total: items.length, missing: names.filter((name) => !found.has(name)) }
      return names.map((name) => {
        const updated = found.get(name)?.updated_at
        return {
          name,
          updatedAt: updated === undefined ? undefined : new Date(updated),
          ...(access?.differs(name) === true && { accessDiffers: true }),
        }
      })
    },

    async prepare() {
      await fetchPublicKey()
      return [...roomProblems(place, 'secrets', room), ...(access?.problems(names) ?? [])]
    },

    async write(name, value) {
      try {
        return await put(name, value, publicKey ?? (await fetchPublicKey()))
      } catch (error) {
        if (githubFailure(error).status !== 422) throw error
        // Most likely the place has a new public key since: one fresh look, one more try.
        return put(name, value, await fetchPublicKey())
      }
    },
  }
}

/** How much stands in a place, and which declared names are still to be made. */
export interface Room {
  readonly total: number
  readonly missing: readonly string[]
}

export function roomProblems(
  place: Place,
  thing: 'secrets' | 'variables',
  { total, missing }: Room,
): readonly Problem[] {
  const most = roomIn(place, thing)
  if (total + missing.length <= most) return []
  return [
    {
      about: inputOf(place),
      problem: `${placeLabel(place)} has ${total} ${thing} of at most ${most}, and ${missing.length} more are to be made`,
      remedy: `Delete ${thing} that nobody uses`,
    },
  ]
}
