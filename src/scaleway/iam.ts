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
import { change, explained, requireConfirmed, statusOf, wholeList, type ScalewaySession } from './client.ts'

export interface ScalewayIssuerOptions {
  readonly session: ScalewaySession
  /** The application whose keys are rotated; the bearer of the key that signs in where undefined. */
  readonly applicationId: string | undefined
  /** The organization; the application's where undefined. */
  readonly organizationId: string | undefined
  /** Called with every secret key at the moment it is known. */
  readonly mask: (secret: string) => void
}

type Bearer = { readonly applicationId: string } | { readonly userId: string }
type Api = InstanceType<typeof Iamv1alpha1.API>

const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/
const KEY_QUOTA = 'iam_api_keys'

/** Scaleway IAM as an issuer: the API keys of one application or user. */
export function createScalewayIssuer(options: ScalewayIssuerOptions): ListingIssuer {
  const { session, applicationId, mask } = options
  const api = (): Api => new Iamv1alpha1.API(session.client())

  // Both are asked for once, by whoever needs them first.
  const self = once(() =>
    explained('read its own API key', 'scw-access-key', () =>
      api().getAPIKey({ accessKey: session.signedInAs() }),
    ),
  )
  const bearer = once(async (): Promise<Bearer> => {
    if (applicationId !== undefined) return { applicationId }
    const own = await self()
    if (own.applicationId !== undefined) return { applicationId: own.applicationId }
    if (own.userId !== undefined) return { userId: own.userId }
    throw new Error('Scaleway named no bearer for the key that signs in')
  })

  const application = once(async () => {
    const who = await bearer()
    if (!('applicationId' in who)) return undefined
    return explained(`find the application ${who.applicationId}`, 'application-id', () =>
      api().getApplication(who),
    )
  })
  const organization = async (): Promise<string | undefined> =>
    options.organizationId ?? (await application())?.organizationId

  return {
    kind: 'listing',

    async keys() {
      // Signing in is checked even where the bearer is named, so that a bad key is told as such.
      const [list] = await Promise.all([
        explained(
          "list the bearer's API keys",
          applicationId === undefined ? 'scw-access-key' : 'application-id',
          async () => {
            const bearerId = idOf(await bearer())
            const listed = await wholeList(api().listAPIKeys({ bearerId, pageSize: 100 }))
            return listed.filter((key) => bearerOf(key) === bearerId)
          },
        ),
        self(),
        applicationId === undefined ? undefined : application(),
      ])
      return list.map(issuedKey)
    },

    async key(accessKey) {
      if (!ACCESS_KEY.test(accessKey)) return { kind: 'foreign' } // nothing that IAM created
      return explained(`read the API key ${accessKey}`, 'scw-access-key', async (): Promise<KeyAnswer> => {
        try {
          const [key, who] = await Promise.all([api().getAPIKey({ accessKey }), bearer()])
          const isOwn = key.accessKey === accessKey && bearerOf(key) === idOf(who)
          return isOwn ? { kind: 'own', key: issuedKey(key) } : { kind: 'foreign' }
        } catch (error) {
          if (statusOf(error) === 404) return { kind: 'none' }
          if (statusOf(error) === 403) return { kind: 'hidden' }
          throw error
        }
      })
    },

    async create({ description, expiresAt, defaultProjectId }) {
      const who = await bearer()
      const request = () =>
        api().createAPIKey({
          ...who,
          description,
          ...(expiresAt === undefined ? {} : { expiresAt }),
          ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
        })
      // Where the answer does not confirm it, the key may exist all the same: the caller looks for its mark.
      return change('make an API key for this bearer', 'scw-access-key', request, (made) => {
        const { secretKey: secret } = made
        if (typeof secret === 'string') mask(secret)
        const key = issuedKey(made)
        if (typeof secret !== 'string')
          throw new Error(`Scaleway made the key ${key.accessKey} and did not show its secret`)
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
        // The access key is not in the request's body: a gateway that echoes the body does not know it.
        const confirmed = answer.accessKey === accessKey && descriptionOf(answer) === description
        requireConfirmed(`the new description of the API key ${accessKey}`, confirmed)
      })
    },

    async delete(accessKey) {
      checkAccessKey(accessKey)
      const request = async () => {
        try {
          await api().deleteAPIKey({ accessKey })
        } catch (error) {
          if (statusOf(error) !== 404) throw error // gone already: perhaps by the first of two tries
        }
      }
      // The status, which the session checks, is all that confirms a deletion.
      await change(`delete the API key ${accessKey}`, 'scw-access-key', request, () => undefined)
    },

    async probe(credential: Credential) {
      const asked = new Iamv1alpha1.API(session.as(credential))
      try {
        const { accessKey } = await asked.getAPIKey({ accessKey: credential.accessKey })
        // An intermediary may answer in place of IAM: then nothing is known of the key.
        return accessKey === credential.accessKey ? 'accepted' : 'unclear'
      } catch (error) {
        const status = statusOf(error)
        if (status === 401) return 'denied'
        // 404: signed in and allowed to ask, and the key is not everywhere yet.
        if (status === 403) return 'forbidden'
        if (status === 404) return 'denied'
        throw error
      }
    },

    async limits(): Promise<IssuerLimits> {
      const [maxLifetimeMs, keysLeft] = await Promise.all([
        learned(async () => {
          const organizationId = await known(organization())
          const settings = await api().getOrganizationSecuritySettings({ organizationId })
          const seconds = Number(
            /^(\d+(?:\.\d+)?)s$/.exec(settings.maxApiKeyExpirationDuration ?? '')?.[1] ?? 0,
          )
          return seconds === 0 ? undefined : seconds * 1000
        }),
        learned(async () => {
          const organizationId = await known(organization())
          const [quota, keys] = await Promise.all([
            api().getQuotum({ quotumName: KEY_QUOTA, organizationId }),
            api().listAPIKeys({ organizationId, pageSize: 1 }),
          ])
          const limit = quota.limits.find(({ global }) => global)?.limit
          return limit === undefined ? undefined : limit - keys.totalCount
        }),
      ])
      return { maxLifetimeMs, keysLeft }
    },

    authenticatedAs: session.signedInAs,
    useCredentials: session.signIn,
  }
}

/** Access keys become parts of addresses, so they are checked. */
function checkAccessKey(accessKey: string): void {
  if (!ACCESS_KEY.test(accessKey))
    throw new Error('an API key was named with something that is no access key')
}

/** Whose key it is, as IAM says. */
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

/** The description of a key; a key without one may have `null` there. */
function descriptionOf({ description }: { readonly description: string | null }): string {
  return description ?? ''
}

/** Whether a new key says that it has the bearer that was asked for. */
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
    throw new Error(`Scaleway did not say when the key ${key.accessKey} was made`)
  return {
    accessKey: key.accessKey,
    description: key.description,
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    defaultProjectId: key.defaultProjectId === '' ? undefined : key.defaultProjectId,
  }
}

/** What a limit is, or why it could not be learned: a missing permission here is no reason not to rotate. */
async function learned<T>(
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

async function known(organizationId: Promise<string | undefined>): Promise<string> {
  const id = await organizationId
  if (id === undefined) throw new Error('scw-organization-id is not given')
  return id
}

/** Runs something at most once, whoever asks for it; a failure is remembered like an answer. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}
