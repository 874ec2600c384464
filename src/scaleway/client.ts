import {
  createAdvancedClient,
  Errors,
  withHTTPClient,
  withProfile,
  withUserAgent,
  type Client,
} from '@scaleway/sdk-client'
import type { KnownCause } from '../rotation/model/causes.ts'
import { AmbiguousResult, RunProblems, type Credential, type Problem } from '../rotation/model/ports.ts'
import { ConnectionError, Redirected } from '../http/connection.ts'
import { errorMessage } from '../lib/error-message.ts'
import { confirmedBy } from '../http/confirmed-status.ts'
import { jsonOnly } from '../http/json-only.ts'

/** Who is signed in to Scaleway, and how to get there. IAM and Secret Manager share one. */
export interface ScalewaySession {
  /** The client of whoever is signed in now. */
  readonly client: () => Client
  /** The same for questions whose refusal is an answer, and is not tried again. */
  readonly withoutRetries: () => Client
  /** A client for somebody else, for such a question. */
  readonly clientAs: (credential: Credential) => Client
  readonly signedInAs: () => string
  /** Where Secret Manager is asked. */
  readonly region: string
  /** From now on everything is asked as somebody else. */
  readonly signIn: (credential: Credential) => void
}

/**
 * Makes a session.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param questions the same for questions asked as somebody else, whose refusal is an answer and not tried again
 */
export function createScalewaySession(
  connection: typeof fetch,
  questions: typeof fetch,
  apiUrl: string,
  region: string,
  credential: Credential,
): ScalewaySession {
  const clientFor = (over: typeof fetch, { accessKey, secret }: Credential): Client =>
    createAdvancedClient(
      withProfile({ accessKey, secretKey: secret, apiURL: apiUrl, defaultRegion: region }),
      withHTTPClient(confirmedBy('Scaleway', CONFIRMS, jsonOnly('Scaleway', over))),
      withUserAgent('scaleway-key-rotation'),
    )
  let current = { credential, client: clientFor(connection, credential) }
  return {
    client: () => current.client,
    withoutRetries: () => clientFor(questions, current.credential),
    clientAs: (other) => clientFor(questions, other),
    signedInAs: () => current.credential.accessKey,
    region,
    signIn(next) {
      current = { credential: next, client: clientFor(connection, next) }
    },
  }
}

/** The statuses with which Scaleway confirms a change. Recordings show no others. */
const CONFIRMS = { POST: [200], PATCH: [200], DELETE: [204] } as const

/** The longest list that is read. The bearer of thousands of keys is none that this action looks after. */
const LONGEST_LIST = 10_000

/** A list of Scaleway's client: its first page, and how to get the rest. */
type Listed<T> = Promise<{ readonly totalCount: number }> & { all(): Promise<readonly T[]> }

/**
 * Reads a list to its end. The client asks for every page at once that the first one announces, so what it announces
 * is looked at before that.
 * @throws {Error} where no list of that length can be right
 */
export async function readWholeList<T>(list: Listed<T>): Promise<readonly T[]> {
  const { totalCount } = await list
  if (!Number.isSafeInteger(totalCount) || totalCount < 0 || totalCount > LONGEST_LIST) {
    throw new Error(
      `Scaleway announced a list of ${String(totalCount)} items; this action reads lists of at most ${LONGEST_LIST}`,
    )
  }
  return list.all()
}

/**
 * Sends a change, and accepts its answer only if it confirms the change: a gateway between the action and Scaleway may
 * answer 2xx by itself.
 * @param doing as of {@link explainFailure}
 * @param about as of {@link explainFailure}
 * @param confirm reads the answer; throws where it does not say what was asked for (see {@link requireConfirmed})
 * @throws {AmbiguousResult} where the answer does not confirm the change: its result is unknown
 * @throws {RunProblems} for a refusal, and where there was no answer to a request that may be sent twice
 */
export async function change<T, R>(
  doing: string,
  about: string,
  request: () => Promise<T>,
  confirm: (answer: T) => R,
): Promise<R> {
  const answer = await explainFailure(doing, about, () => request().catch(rejectUnreadable))
  try {
    return confirm(answer)
  } catch (error) {
    throw new AmbiguousResult(errorMessage(error), { cause: error })
  }
}

/** Scaleway's client reports an answer that it cannot read as an error with the status of a success. */
function rejectUnreadable(error: unknown): never {
  const status = statusOf(error)
  if (status === undefined || status >= 300) throw error
  throw new AmbiguousResult(`Scaleway's answer (${status}) cannot be read: the result is unknown`, {
    cause: error,
  })
}

/**
 * Requires that an answer says what was asked for.
 * @param what what the answer should confirm, to follow "does not confirm"
 */
export function requireConfirmed(what: string, confirmed: boolean): void {
  if (confirmed) return
  throw new Error(
    `Scaleway's answer does not confirm ${what}: the result is unknown. A proxy or gateway may have answered in place of Scaleway`,
  )
}

/** The HTTP status of an error of Scaleway's client; undefined where it is something else. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined
}

/**
 * Runs a request to Scaleway and turns a refusal into a problem that says what to do.
 * @param doing what the request is for, to follow "may not …" and "could not …"
 * @param about the input that the request rests on
 * @throws {RunProblems} for every refusal; anything else as it is
 */
export async function explainFailure<T>(doing: string, about: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    const problem = problemOf(error, doing, about)
    if (problem === undefined) throw error
    throw new RunProblems([problem], { cause: error, unknownEffect: isUnknown(error) })
  }
}

/** Whether a request that failed like this may have taken effect. */
function isUnknown(error: unknown): boolean {
  if (error instanceof ConnectionError) return !(error instanceof Redirected)
  const status = statusOf(error)
  return status !== undefined && (status >= 500 || status === 408)
}

function problemOf(error: unknown, doing: string, about: string): Problem | undefined {
  if (error instanceof ConnectionError) {
    return {
      about: 'scw-api-url',
      problem: error.message,
      remedy: 'Run again; if it stays, look at status.scaleway.com',
      knownCause: 'scaleway-unreachable',
    }
  }
  const status = statusOf(error)
  if (status === undefined || !(error instanceof Error)) return undefined
  if (status === 401) {
    const reason = error instanceof Errors.DeniedAuthenticationError ? error.reason : 'unknown'
    return {
      about: 'scw-secret-key',
      problem:
        reason === 'expired'
          ? 'Scaleway says that the key that signs in has expired'
          : `Scaleway does not accept the key that signs in (${reason})`,
      remedy:
        reason === 'expired'
          ? 'An expired key cannot renew itself: make a new API key for its application in the Scaleway console, and ' +
            'put it where scw-access-key and scw-secret-key come from; the next run goes on from there'
          : 'Give the access key and secret key of a living API key as scw-access-key and scw-secret-key',
      knownCause: reason === 'expired' ? 'scaleway-key-expired' : 'scaleway-key-unknown',
    }
  }
  if (error instanceof Errors.QuotasExceededError) {
    if (error.list.some(({ resource }) => resource.startsWith('secret'))) {
      return {
        about: 'secret-name',
        problem: `Scaleway could not ${doing}: the quota of versions of the secret is full`,
        remedy: 'Delete versions that nobody needs any more, or name another secret',
        knownCause: 'scaleway-twenty-versions',
      }
    }
    return {
      about: 'quota',
      problem: `Scaleway could not ${doing}: the organization's quota of API keys is full`,
      remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
      knownCause: 'scaleway-api-key-quota-full',
    }
  }
  if (error instanceof Errors.PermissionsDeniedError || status === 403) {
    const missing = error instanceof Errors.PermissionsDeniedError ? error.list : []
    const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ')
    const store = missing.some(({ resource }) => resource.startsWith('secret'))
    return {
      about: 'scw-access-key',
      problem: `the key that signs in may not ${doing}${named === '' ? '' : ` (missing: ${named})`}`,
      remedy: `Give its bearer the ${permissionSetFor(missing)}${store ? ', or correct scw-project-id' : ''}`,
      knownCause: store ? 'scaleway-secret-manager-permission-missing' : 'scaleway-iam-permission-missing',
    }
  }
  const problem = `Scaleway could not ${doing}: ${error.message} (${status})`
  if (error.message.includes('expires_at')) {
    return {
      about: 'expiry',
      problem,
      remedy: 'Set expiry to what the organization allows (its maximum API key lifetime)',
      knownCause: 'scaleway-maximum-api-key-lifetime',
    }
  }
  return { about, problem, ...otherwise(status, about) }
}

/** What to do about a refusal that says nothing more. */
function otherwise(status: number, about: string): Pick<Problem, 'remedy' | 'knownCause'> {
  const later = 'Run again later; the next run goes on from here'
  if (status === 429) return { remedy: later, knownCause: 'scaleway-too-many-requests' }
  if (status >= 500) return { remedy: later, knownCause: 'scaleway-unreachable' }
  const notFound = status === 404 ? NOT_FOUND[about] : undefined
  return { remedy: 'Check this input', ...(notFound !== undefined && { knownCause: notFound }) }
}

/** What is not there, by the input that names it. */
const NOT_FOUND: Readonly<Record<string, KnownCause>> = {
  'application-id': 'scaleway-application-not-found',
  'secret-name': 'scaleway-secret-not-found',
}

/** What keeps keys in Secret Manager, in the order of docs/permissions.md. */
const SECRET_MANAGER_SETS: Readonly<Record<string, string>> = {
  read: 'SecretManagerReadOnly',
  access: 'SecretManagerSecretAccess',
  create: 'SecretManagerSecretCreate',
  write: 'SecretManagerSecretWrite',
  delete: 'SecretManagerSecretDelete',
}
const ALL_SECRET_MANAGER_SETS = `permission sets ${Object.values(SECRET_MANAGER_SETS).join(', ')}`

/** The least that gives what is missing. */
function permissionSetFor(
  missing: readonly { readonly action: string; readonly resource: string }[],
): string {
  const inSecrets = missing.filter(({ resource }) => resource.startsWith('secret'))
  if (inSecrets.length > 0) {
    const sets = inSecrets.map(({ action }) => SECRET_MANAGER_SETS[action])
    const [first] = sets
    const one = first !== undefined && sets.every((set) => set === first)
    return `${one ? `permission set ${first}` : ALL_SECRET_MANAGER_SETS} in the Project`
  }
  const iam = 'permission set IAMApplicationManager'
  if (missing.some(({ resource }) => /api_key|application/.test(resource))) {
    return `${iam} (or IAMManager) in the Organization`
  }
  return `${iam} in the Organization, and the ${ALL_SECRET_MANAGER_SETS} in the Project`
}
