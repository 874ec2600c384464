import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { explainFailure, statusOf, type ScalewaySession } from './client.ts'
import { REGIONS, type Region } from './regions.ts'

/**
 * Makes what looks whether a secret is there, in any region: a mark names a secret, and not where it lives. One that is about to be deleted is not: nothing is stored
 * in it any more.
 */
export function createSecretLookup(session: ScalewaySession): (id: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()

  async function lookIn(region: Region, secretId: string): Promise<boolean> {
    const doing = `look for the secret ${secretId}, which the mark of a key names`
    return explainFailure(doing, 'scw-access-key', async () => {
      try {
        // A refusal may mean that it is in another Project, so it is not waited for to turn into another answer.
        const secret = await new Secretv1beta1.API(session.withoutRetries()).getSecret({ secretId, region })
        return secret.deletionRequestedAt === undefined
      } catch (error) {
        if (statusOf(error) === 404) return false
        throw error
      }
    })
  }

  async function look(secretId: string): Promise<boolean> {
    const found = await Promise.allSettled(REGIONS.map((region) => lookIn(region, secretId)))
    if (found.some((one) => one.status === 'fulfilled' && one.value)) return true
    for (const one of found) if (one.status === 'rejected') throw one.reason
    return false
  }

  return (secretId) => {
    const asked = known.get(secretId) ?? look(secretId)
    known.set(secretId, asked)
    return asked
  }
}
