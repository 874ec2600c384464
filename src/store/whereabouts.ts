import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { explained, statusOf, type ScalewaySession } from '../services/scaleway.ts'

/** Where Secret Manager is: a mark names a secret, and not the region that it lives in. */
const REGIONS = ['fr-par', 'nl-ams', 'pl-waw'] as const

/**
 * Makes what looks whether a secret is there, in any region. One that is about to be deleted is not: nothing is stored
 * in it any more.
 */
export function createSecretLookup(session: ScalewaySession): (id: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()

  async function look(secretId: string): Promise<boolean> {
    // A refusal may mean that it is in another Project: it is asked for once, and not taken for an answer.
    const api = new Secretv1beta1.API(session.asking())
    const found = await Promise.all(
      REGIONS.map((region) =>
        explained(
          `look for the secret ${secretId}, which the mark of a key names`,
          'scw-access-key',
          async () => {
            try {
              const secret = await api.getSecret({ secretId, region })
              return secret.deletionRequestedAt === undefined
            } catch (error) {
              if (statusOf(error) === 404) return false
              throw error
            }
          },
        ),
      ),
    )
    return found.includes(true)
  }

  return (secretId) => {
    const asked = known.get(secretId) ?? look(secretId)
    known.set(secretId, asked)
    return asked
  }
}
