import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { explainFailure, statusOf, type ScalewaySession } from './client.ts'
import { REGIONS, type Region } from './regions.ts'

/**
 * Returns a function that finds out whether a secret exists in any region: the mark of a key contains the id of a secret
 * without its region. A secret that is scheduled for deletion does not count, because nothing is stored in it any more.
 */
export function createSecretLookup(session: ScalewaySession): (id: string) => Promise<boolean> {
  const lookups = new Map<string, Promise<boolean>>()

  async function existsIn(region: Region, secretId: string): Promise<boolean> {
    const doing = `find the secret ${secretId} in the mark of a key`
    return explainFailure(doing, 'scw-access-key', async () => {
      try {
        // A 403 may mean that the secret is in another Project, so it is not retried.
        const secret = await new Secretv1beta1.API(session.withoutRetries()).getSecret({ secretId, region })
        return secret.deletionRequestedAt === undefined
      } catch (error) {
        if (statusOf(error) === 404) return false
        throw error
      }
    })
  }

  async function exists(secretId: string): Promise<boolean> {
    const found = await Promise.allSettled(REGIONS.map((region) => existsIn(region, secretId)))
    if (found.some((one) => one.status === 'fulfilled' && one.value)) return true
    for (const one of found) if (one.status === 'rejected') throw one.reason
    return false
  }

  return (secretId) => {
    const lookup = lookups.get(secretId) ?? exists(secretId)
    lookups.set(secretId, lookup)
    return lookup
  }
}
