import {
  createAdvancedClient,
  Errors,
  withHTTPClient,
  withProfile,
  withUserAgent,
  type Client,
} from '@scaleway/sdk-client'
import type { KnownCause } from '../lib/known-causes.ts'
import { AmbiguousResult, RunProblems, type Credential, type Problem } from '../rotation/model/ports.ts'
import { ConnectionError, Redirected } from '../http/connection.ts'
import { errorMessage } from '../lib/error-message.ts'
import { confirmedBy } from '../http/confirmed-status.ts'
import { jsonOnly } from '../http/json-only.ts'

/** The credentials of the run, and clients that use them. IAM and Secret Manager share one session. */
export interface ScalewaySession {
  /** A client with the current credentials. */
  readonly client: () => Client
  /** The same without retries of a 403, for requests that may be refused. */
  readonly withoutRetries: () => Client
  /** A client with other credentials, without retries of a 403. */
  readonly clientAs: (credential: Credential) => Client
  readonly signedInAs: () => string
  /** The region of Secret Manager. */
  readonly region: string
  /** Replaces the credentials of the run. */
  readonly signIn: (credential: Credential) => void
}

export interface ScalewaySessionOptions {
  /** A `fetch` for Scaleway (http/connection.ts). */
  readonly connection: typeof fetch
  /** The same without retries of a 403. */
  readonly withoutRetries: typeof fetch
  readonly apiUrl: string
  readonly region: string
  readonly credential: Credential
}

export function createScalewaySession(options: ScalewaySessionOptions): ScalewaySession {
  const { connection, withoutRetries, apiUrl, region, credential } = options
  const clientFor = (over: typeof fetch, { accessKey, secret }: Credential): Client =>
    createAdvancedClient(
      withProfile({ accessKey, secretKey: secret, apiURL: apiUrl, defaultRegion: region }),
      withHTTPClient(confirmedBy('Scaleway', CONFIRMS, jsonOnly('Scaleway', over))),
      withUserAgent('scaleway-key-rotation'),
    )
  let current = { credential, client: clientFor(connection, credential) }
  return {
    client: () => current.client,
    withoutRetries: () => clientFor(withoutRetries, current.credential),
    clientAs: (other) => clientFor(withoutRetries, other),
    signedInAs: () => current.credential.accessKey,
    region,
    signIn(next) {
      current = { credential: next, client: clientFor(connection, next) }
    },
  }
}

/** The statuses with which Scaleway confirms a change. Recordings show no others. */
const CONFIRMS = { POST: [200], PATCH: [200], DELETE: [204] } as const

/** The longest list that is read. */
const LONGEST_LIST = 10_000

/** A list of Scaleway's client: its first page, and a method that reads all pages. */
type PagedList<T> = Promise<{ readonly totalCount: number }> & { all(): Promise<readonly T[]> }

/**
 * Reads all pages of a list. The client requests all announced pages at once, so their number is checked first.
 * @throws {Error} if the announced length is not valid or too large
 */
export async function readWholeList<T>(list: PagedList<T>): Promise<readonly T[]> {
  const { totalCount } = await list
  if (!Number.isSafeInteger(totalCount) || totalCount < 0 || totalCount > LONGEST_LIST) {
    throw new Error(
      `Scaleway announced a list of ${String(totalCount)} items; this action reads at most ${LONGEST_LIST}`,
    )
  }
  return list.all()
}

/**
 * Sends a change, and accepts its answer only if it confirms the change: a gateway between the action and Scaleway may
 * answer 2xx itself.
 * @param doing as for {@link explainFailure}
 * @param about as for {@link explainFailure}
 * @param confirm reads the answer; throws if it does not confirm the change (see {@link requireConfirmed})
 * @throws {AmbiguousResult} if the answer does not confirm the change: its result is unknown
 * @throws {RunProblems} for a refusal, and if there was no answer to a request that may be sent twice
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

/** Scaleway's client throws an error with the status of a success for an answer that it cannot read. */
function rejectUnreadable(error: unknown): never {
  const status = statusOf(error)
  if (status === undefined || status >= 300) throw error
  throw new AmbiguousResult(`Scaleway's answer (${status}) cannot be read: the result is unknown`, {
    cause: error,
  })
}

/**
 * Requires that an answer confirms a change.
 * @param what what the answer should confirm, to follow "does not confirm"
 */
export function requireConfirmed(what: string, confirmed: boolean): void {
  if (confirmed) return
  throw new Error(
    `Scaleway's answer does not confirm ${what}: the result is unknown. A proxy or gateway may have answered in place of Scaleway`,
  )
}

/** The HTTP status of an error of Scaleway's client; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined
}

/**
 * Sends a request to Scaleway and turns a refusal into a problem with a remedy.
 * @param doing what the request does, to follow "is not allowed to …" and "could not …"
 * @param about the input that the request depends on
 * @throws {RunProblems} for every refusal; any other error unchanged
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

/** Accepts a 404 to a deletion: the object may have been deleted by the first of two attempts. */
export async function ignoreNotFound(deletion: Promise<void>): Promise<void> {
  try {
    await deletion
  } catch (error) {
    if (statusOf(error) !== 404) throw error
  }
}

/** Whether a failed request may have taken effect. */
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
      remedy: 'Run again. If the problem persists, check status.scaleway.com',
      knownCause: 'scaleway-unreachable',
    }
  }
  const status = statusOf(error)
  if (status === undefined || !(error instanceof Error)) return undefined
  if (status === 401)
    return credentialsProblem(error instanceof Errors.DeniedAuthenticationError ? error.reason : 'unknown')
  if (error instanceof Errors.QuotasExceededError) return quotaProblem(error, doing)
  if (error instanceof Errors.PermissionsDeniedError || status === 403)
    return permissionProblem(error instanceof Errors.PermissionsDeniedError ? error.list : [], doing)
  const problem = `Scaleway could not ${doing}: ${error.message} (${status})`
  if (error.message.includes('expires_at')) {
    return {
      about: 'expiry',
      problem,
      remedy: 'Set expiry to at most the maximum API key lifetime of the organization',
      knownCause: 'scaleway-maximum-api-key-lifetime',
    }
  }
  return { about, problem, ...generalRemedy(status, about) }
}

function credentialsProblem(reason: string): Problem {
  if (reason === 'expired') {
    return {
      about: 'scw-secret-key',
      problem: 'the API key of the run (scw-access-key) has expired',
      remedy:
        'An expired key cannot rotate itself. Create a new API key for its application in the Scaleway console, and ' +
        'update scw-access-key and scw-secret-key. The next run continues from there',
      knownCause: 'scaleway-key-expired',
    }
  }
  return {
    about: 'scw-secret-key',
    problem: `Scaleway does not accept the credentials of the run (${reason})`,
    remedy: 'Set scw-access-key and scw-secret-key to the access key and secret key of a valid API key',
    knownCause: 'scaleway-key-unknown',
  }
}

function quotaProblem({ list }: Errors.QuotasExceededError, doing: string): Problem {
  if (list.some(({ resource }) => resource.startsWith('secret'))) {
    return {
      about: 'secret-name',
      problem: `Scaleway could not ${doing}: the secret has reached its quota of versions`,
      remedy: 'Delete versions that are no longer needed, or use another secret',
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

/** A permission that a refusal names. */
interface MissingPermission {
  readonly action: string
  readonly resource: string
}

function permissionProblem(missing: readonly MissingPermission[], doing: string): Problem {
  const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ')
  const store = missing.some(({ resource }) => resource.startsWith('secret'))
  return {
    about: 'scw-access-key',
    problem: `the credentials of the run are not allowed to ${doing}${named === '' ? '' : ` (missing: ${named})`}`,
    remedy: `Give their bearer the ${permissionSetFor(missing)}${store ? ', or correct scw-project-id' : ''}`,
    knownCause: store ? 'scaleway-secret-manager-permission-missing' : 'scaleway-iam-permission-missing',
  }
}

/** The remedy for a refusal without further information. */
function generalRemedy(status: number, about: string): Pick<Problem, 'remedy' | 'knownCause'> {
  const later = 'Run again later; the next run continues from here'
  if (status === 429) return { remedy: later, knownCause: 'scaleway-too-many-requests' }
  if (status >= 500) return { remedy: later, knownCause: 'scaleway-unreachable' }
  const notFound = status === 404 ? NOT_FOUND[about] : undefined
  return { remedy: 'Check this input', ...(notFound !== undefined && { knownCause: notFound }) }
}

/** The causes of a 404, by the input that names the object. */
const NOT_FOUND: Readonly<Record<string, KnownCause>> = {
  'application-id': 'scaleway-application-not-found',
  'secret-name': 'scaleway-secret-not-found',
}

/** The permission sets for Secret Manager by action, in the order of docs/permissions.md. */
const SECRET_MANAGER_SETS: Readonly<Record<string, string>> = {
  read: 'SecretManagerReadOnly',
  access: 'SecretManagerSecretAccess',
  create: 'SecretManagerSecretCreate',
  write: 'SecretManagerSecretWrite',
  delete: 'SecretManagerSecretDelete',
}
const ALL_SECRET_MANAGER_SETS = `permission sets ${Object.values(SECRET_MANAGER_SETS).join(', ')}`

/** The smallest permission sets that include what is missing. */
function permissionSetFor(missing: readonly MissingPermission[]): string {
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
