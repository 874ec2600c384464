import { Iamv1alpha1 } from '@scaleway/sdk-iam'
import type {
  Credential,
  IssuedKey,
  IssuerLimits,
  KeyAnswer,
  ListingIssuer,
} from '../rotation/model/ports.ts'
import { RunProblems } from '../rotation/model/ports.ts'
import { errorMessage } from '../lib/error-message.ts'
import {
  change,
  explainFailure,
  ignoreNotFound,
  requireConfirmed,
  statusOf,
  readWholeList,
  type ScalewaySession,
} from './client.ts'

export interface ScalewayIssuerOptions {
  readonly session: ScalewaySession
  /** The application whose keys are rotated. Default: the bearer of the run's API key. */
  readonly applicationId: string | undefined
  /** Default: the application's organization. */
  readonly organizationId: string | undefined
  /** Called with every secret key before anything else is done with it. */
  readonly mask: (secret: string) => void
}

type Bearer = { readonly applicationId: string } | { readonly userId: string }
type Api = InstanceType<typeof Iamv1alpha1.API>

const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/
const KEY_QUOTA = 'iam_api_keys'

/** Scaleway IAM as an issuer: the API keys of one application or user. */
export function createScalewayIssuer(options: ScalewayIssuerOptions): ListingIssuer {
  const { session } = options
  const identity = createIdentity(options)
  return {
    kind: 'listing',
    ...readOperations(options, identity),
    ...changeOperations(options, identity),
    limits: () => readLimits(session, identity),
    authenticatedAs: session.signedInAs,
    useCredentials: session.signIn,
  }
}

function iamOf(session: ScalewaySession): Api {
  return new Iamv1alpha1.API(session.client())
}

/** Whose keys are rotated. Each value is requested at most once. */
interface IssuerIdentity {
  /** Reads the API key of the run, which verifies its credentials. */
  readonly self: () => Promise<Iamv1alpha1.APIKey>
  readonly bearer: () => Promise<Bearer>
  /** Reads the application, if the bearer is one. */
  readonly application: () => Promise<Iamv1alpha1.Application | undefined>
  readonly organization: () => Promise<string | undefined>
}

function createIdentity({ session, applicationId, organizationId }: ScalewayIssuerOptions): IssuerIdentity {
  const self = once(() =>
    explainFailure('read their own API key', 'scw-access-key', () =>
      iamOf(session).getAPIKey({ accessKey: session.signedInAs() }),
    ),
  )
  const bearer = once(async (): Promise<Bearer> => {
    if (applicationId !== undefined) return { applicationId }
    const own = await self()
    if (own.applicationId !== undefined) return { applicationId: own.applicationId }
    if (own.userId !== undefined) return { userId: own.userId }
    throw new Error("Scaleway's answer has no bearer for the API key of the run")
  })
  const application = once(async () => {
    const who = await bearer()
    if (!('applicationId' in who)) return undefined
    return explainFailure(`find the application ${who.applicationId}`, 'application-id', () =>
      iamOf(session).getApplication(who),
    )
  })
  return {
    self,
    bearer,
    application,
    organization: async () => organizationId ?? (await application())?.organizationId,
  }
}

function readOperations(
  { session, applicationId }: ScalewayIssuerOptions,
  { self, bearer, application }: IssuerIdentity,
): Pick<ListingIssuer, 'keys' | 'key' | 'probe'> {
  const api = (): Api => iamOf(session)
  return {
    async keys() {
      // The API key of the run is read even if the bearer is known, and reported first if it is invalid.
      const [own, bearersKeys, found] = await Promise.allSettled([
        self(),
        explainFailure(
          "list the bearer's API keys",
          applicationId === undefined ? 'scw-access-key' : 'application-id',
          async () => {
            const bearerId = idOf(await bearer())
            const listed = await readWholeList(api().listAPIKeys({ bearerId, pageSize: 100 }))
            return listed.filter((key) => bearerOf(key) === bearerId)
          },
        ),
        applicationId === undefined ? undefined : application(),
      ])
      if (own.status === 'rejected') throw own.reason
      if (found.status === 'rejected') throw found.reason
      if (bearersKeys.status === 'rejected') throw bearersKeys.reason
      return bearersKeys.value.map(issuedKey)
    },

    async key(accessKey) {
      if (!ACCESS_KEY.test(accessKey)) return { kind: 'foreign' } // not a key of IAM
      return explainFailure(
        `read the API key ${accessKey}`,
        'scw-access-key',
        async (): Promise<KeyAnswer> => {
          try {
            const [key, who] = await Promise.all([api().getAPIKey({ accessKey }), bearer()])
            const isOwn = key.accessKey === accessKey && bearerOf(key) === idOf(who)
            return isOwn ? { kind: 'own', key: issuedKey(key) } : { kind: 'foreign' }
          } catch (error) {
            if (statusOf(error) === 404) return { kind: 'none' }
            if (statusOf(error) === 403) return { kind: 'hidden' }
            throw error
          }
        },
      )
    },

    async probe(credential: Credential) {
      const withKey = new Iamv1alpha1.API(session.clientAs(credential))
      try {
        const { accessKey } = await withKey.getAPIKey({ accessKey: credential.accessKey })
        // If a proxy or gateway has answered in place of IAM, the validity of the key is unknown.
        return accessKey === credential.accessKey ? 'accepted' : 'unclear'
      } catch (error) {
        const status = statusOf(error)
        if (status === 401) return 'denied'
        if (status === 403) return 'forbidden'
        // The key was accepted, and has not reached all servers yet.
        if (status === 404) return 'denied'
        throw error
      }
    },
  }
}

function changeOperations(
  { session, mask }: ScalewayIssuerOptions,
  { bearer }: IssuerIdentity,
): Pick<ListingIssuer, 'create' | 'describe' | 'delete'> {
  const api = (): Api => iamOf(session)
  return {
    async create({ description, expiresAt, defaultProjectId }) {
      const who = await bearer()
      const request = () =>
        api().createAPIKey({
          ...who,
          description,
          ...(expiresAt === undefined ? {} : { expiresAt }),
          ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
        })
      // If the answer does not confirm it, the key may exist nevertheless: the caller looks for its mark.
      return change('create an API key for this bearer', 'scw-access-key', request, (made) => {
        const { secretKey: secret } = made
        if (typeof secret === 'string') mask(secret)
        const key = issuedKey(made)
        if (typeof secret !== 'string')
          throw new Error(`Scaleway's answer has no secret key for the new API key ${key.accessKey}`)
        requireConfirmed('the description of the new API key', descriptionOf(key) === description)
        requireConfirmed('the bearer of the new API key', belongsTo(made, who))
        return { key, credential: { accessKey: key.accessKey, secret } }
      })
    },

    async describe(accessKey, description) {
      checkAccessKey(accessKey)
      const doing = `change the description of the API key ${accessKey}`
      const request = () => api().updateAPIKey({ accessKey, description })
      await change(doing, 'scw-access-key', request, (answer) => {
        // The access key is not in the request's body, so a gateway that echoes the body does not know it.
        const confirmed = answer.accessKey === accessKey && descriptionOf(answer) === description
        requireConfirmed(`the new description of the API key ${accessKey}`, confirmed)
      })
    },

    async delete(accessKey) {
      checkAccessKey(accessKey)
      const request = () => ignoreNotFound(api().deleteAPIKey({ accessKey }))
      // Only the status confirms a deletion; the session checks it.
      await change(`delete the API key ${accessKey}`, 'scw-access-key', request, () => undefined)
    },
  }
}

/** Reads the limits of the organization, as far as the run may read them. */
async function readLimits(session: ScalewaySession, { organization }: IssuerIdentity): Promise<IssuerLimits> {
  const api = iamOf(session)
  const [maxLifetimeMs, keysLeft] = await Promise.all([
    readIfAllowed(async () => {
      const organizationId = await requireId(organization())
      const settings = await api.getOrganizationSecuritySettings({ organizationId })
      const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(settings.maxApiKeyExpirationDuration ?? '')?.[1] ?? 0)
      return seconds === 0 ? undefined : seconds * 1000
    }),
    readIfAllowed(async () => {
      const organizationId = await requireId(organization())
      const [quota, keys] = await Promise.all([
        api.getQuotum({ quotumName: KEY_QUOTA, organizationId }),
        api.listAPIKeys({ organizationId, pageSize: 1 }),
      ])
      const limit = quota.limits.find(({ global }) => global)?.limit
      return limit === undefined ? undefined : limit - keys.totalCount
    }),
  ])
  return { maxLifetimeMs, keysLeft }
}

/** Checks an access key, because it becomes part of URLs. */
function checkAccessKey(accessKey: string): void {
  if (!ACCESS_KEY.test(accessKey)) throw new Error('an access key is not valid')
}

/** The id of a key's bearer, from IAM's answer. */
function bearerOf({
  applicationId,
  userId,
}: {
  applicationId?: string
  userId?: string
}): string | undefined {
  return applicationId ?? userId
}

function idOf(bearer: Bearer): string {
  return 'applicationId' in bearer ? bearer.applicationId : bearer.userId
}

/** The description of a key; `null` if it has none. */
function descriptionOf({ description }: { readonly description: string | null }): string {
  return description ?? ''
}

/** Whether a new key has the requested bearer. */
function belongsTo(
  made: { readonly applicationId?: string; readonly userId?: string },
  bearer: Bearer,
): boolean {
  return 'applicationId' in bearer
    ? made.applicationId === bearer.applicationId
    : made.userId === bearer.userId
}

function issuedKey(key: {
  readonly accessKey: string
  readonly description: string
  readonly createdAt?: Date
  readonly expiresAt?: Date
  readonly defaultProjectId: string
}): IssuedKey {
  checkAccessKey(key.accessKey)
  if (key.createdAt === undefined)
    throw new Error(`Scaleway's answer has no creation date for the API key ${key.accessKey}`)
  return {
    accessKey: key.accessKey,
    description: key.description,
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    defaultProjectId: key.defaultProjectId === '' ? undefined : key.defaultProjectId,
  }
}

/** A limit, or why it could not be read: a missing permission here does not prevent a rotation. */
async function readIfAllowed<T>(
  ask: () => Promise<T>,
): Promise<{ known: true; value: T } | { known: false; why: string }> {
  try {
    return { known: true, value: await ask() }
  } catch (error) {
    if (error instanceof RunProblems)
      return { known: false, why: error.problems.map(({ problem }) => problem).join('; ') }
    return { known: false, why: errorMessage(error) }
  }
}

async function requireId(organizationId: Promise<string | undefined>): Promise<string> {
  const id = await organizationId
  if (id === undefined) throw new Error('scw-organization-id is not set')
  return id
}

/** Runs something at most once and shares its result, failures included. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}
