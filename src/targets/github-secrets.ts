import { sideBySide } from '../rotation/side-by-side.ts'
import {
  TargetError,
  type Clock,
  type Credential,
  type Problem,
  type Targets,
  type TargetState,
  type WriteSpan,
} from '../rotation/ports.ts'
import { githubFailure, type Octokit } from '../services/github.ts'
import type { SecretNames } from './names.ts'
import { placeId, placeLabel, secretsRoute, type Place } from './places.ts'
import { forbidden, readProblem } from './refusals.ts'
import { seal, type PublicKey } from './seal.ts'

export interface GithubSecretsOptions {
  readonly octokit: Octokit
  /** GitHub's time. */
  readonly clock: Clock
  readonly places: readonly Place[]
  readonly names: SecretNames
  /** For telling one kind of token from another; it is never sent or printed from here. */
  readonly token: string
  /** What one version of the secret holds, for the bundle. */
  readonly bundle: (credential: Credential) => string
}

/** GitHub's limits on a place's secrets. */
const MAX_SECRETS = 100
/** Places read side by side, at most; when a request goes is the limiter's business. */
const READS_SIDE_BY_SIDE = 100

type Route = ReturnType<typeof secretsRoute>
interface ListedSecret {
  readonly name: string
  readonly updated_at: string
}
/** One write of one name: what became of it. */
type Written =
  | { readonly name: string; readonly span: WriteSpan }
  | { readonly name: string; readonly failure: ReturnType<typeof githubFailure> }

/** The secrets of GitHub repositories and environments as targets. Nothing is ever deleted, and only declared names are written. */
export function createGithubSecrets(options: GithubSecretsOptions): Targets {
  const { octokit, clock, names, token } = options
  const places = new Map(options.places.map((place) => [placeId(place), place]))
  const publicKeys = new Map<string, PublicKey>()
  const counts = new Map<string, { readonly total: number; readonly missing: number }>()
  const allNames = [...names.accessKey, ...names.secretKey, ...names.bundle]

  async function list({ route, parts }: Route): Promise<readonly ListedSecret[]> {
    // A place has at most 100 secrets, which is one page.
    const answer = await octokit.request(`GET ${route}`, { ...parts, per_page: MAX_SECRETS })
    return (answer.data as { readonly secrets: readonly ListedSecret[] }).secrets
  }

  async function observeOne([id, place]: readonly [string, Place]): Promise<TargetState | Problem> {
    try {
      const listed = await list(secretsRoute(place))
      const updated = new Map(
        listed.map((secret) => [secret.name.toUpperCase(), new Date(secret.updated_at)]),
      )
      const secrets = allNames.map((name) => ({ name, updatedAt: updated.get(name) }))
      const missing = secrets.filter(({ updatedAt }) => updatedAt === undefined).length
      counts.set(id, { total: listed.length, missing })
      return { id, label: placeLabel(place), open: place.scope === 'repository', secrets }
    } catch (error) {
      return readProblem(octokit, token, place, githubFailure(error))
    }
  }

  async function fetchPublicKey(id: string, place: Place): Promise<PublicKey> {
    const { route, parts } = secretsRoute(place)
    const answer = await octokit.request(`GET ${route}/public-key`, { ...parts })
    const { key_id, key } = answer.data as { readonly key_id: string; readonly key: string }
    const publicKey = { id: key_id, key }
    publicKeys.set(id, publicKey)
    return publicKey
  }

  async function prepareOne(id: string): Promise<Problem | undefined> {
    const place = placeOf(id)
    const { total, missing } = counts.get(id) ?? { total: 0, missing: 0 }
    if (total + missing > MAX_SECRETS) {
      return {
        about: place.scope === 'environment' ? 'environments' : 'repositories',
        problem: `${placeLabel(place)} has ${total} secrets of at most ${MAX_SECRETS}, and ${missing} more are to be made`,
        remedy: 'Delete secrets that nobody uses',
      }
    }
    try {
      await fetchPublicKey(id, place)
      return undefined
    } catch (error) {
      return readProblem(octokit, token, place, githubFailure(error))
    }
  }

  function placeOf(id: string): Place {
    const place = places.get(id)
    if (place === undefined)
      throw new Error('a target is to be written that was never declared; this is a bug')
    return place
  }

  function valueFor(name: string, credential: Credential): string {
    if (names.accessKey.includes(name)) return credential.accessKey
    return names.secretKey.includes(name) ? credential.secret : options.bundle(credential)
  }

  async function put(place: Place, name: string, value: string, publicKey: PublicKey): Promise<WriteSpan> {
    const { route, parts } = secretsRoute(place)
    const from = clock.now()
    const { headers } = await octokit.request(`PUT ${route}/{secret_name}`, {
      ...parts,
      secret_name: name,
      encrypted_value: await seal(value, publicKey),
      key_id: publicKey.id,
    })
    const to = new Date(headers.date ?? Number.NaN)
    return Number.isNaN(to.getTime()) ? { from, to: clock.now() } : { from: from < to ? from : to, to }
  }

  async function writeName(id: string, name: string, credential: Credential): Promise<Written> {
    const place = placeOf(id)
    const value = valueFor(name, credential)
    try {
      const publicKey = publicKeys.get(id) ?? (await fetchPublicKey(id, place))
      return { name, span: await put(place, name, value, publicKey) }
    } catch (error) {
      const failure = githubFailure(error)
      if (failure.status !== 422) return { name, failure }
      try {
        // Most likely the place has a new public key since: one fresh look, one more try.
        return { name, span: await put(place, name, value, await fetchPublicKey(id, place)) }
      } catch (again) {
        return { name, failure: githubFailure(again) }
      }
    }
  }

  /** Puts the old key back under names that got the new one, so that no mixed pair stays. */
  async function restore(id: string, written: readonly string[], fallback: Credential): Promise<boolean> {
    const results = await Promise.all(written.map((name) => writeName(id, name, fallback)))
    return results.every((result) => 'span' in result)
  }

  return {
    async observe() {
      const found = await sideBySide(READS_SIDE_BY_SIDE, [...places], observeOne)
      return {
        states: found.filter((one): one is TargetState => 'id' in one),
        problems: found.filter((one): one is Problem => 'problem' in one),
      }
    },

    async prepare(ids) {
      const found = await sideBySide(READS_SIDE_BY_SIDE, ids, prepareOne)
      return found.filter((one) => one !== undefined)
    },

    async write(id, credential, fallback) {
      const place = placeOf(id)
      const results = await Promise.all(allNames.map((name) => writeName(id, name, credential)))
      const spans = new Map(
        results.flatMap((result) => ('span' in result ? [[result.name, result.span] as const] : [])),
      )
      const failures = results.flatMap((result) => ('failure' in result ? [result] : []))
      const [first] = failures
      if (first === undefined) return spans

      const { status, message } = first.failure
      const remedy = status === 403 ? forbidden(token, place, message).remedy : 'The next run tries again'
      const what = `${failures.map(({ name }) => name).join(', ')} of ${placeLabel(place)} could not be written: ${message}`
      const unknown = failures.some(({ failure }) => failure.status === undefined || failure.status >= 500)
      if (spans.size === 0) throw new TargetError(what, unknown ? 'unknown' : 'untouched', remedy)
      const old = await fallback?.()
      const restored = old !== undefined && (await restore(id, [...spans.keys()], old))
      throw new TargetError(what, restored && !unknown ? 'restored' : 'mixed', remedy)
    },
  }
}
