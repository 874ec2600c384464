import type { Credentials } from './credentials.ts'
import { after, type Known } from './effects.ts'
import { make, type Made } from './make.ts'
import type { NewKeyPlan } from './new-key.ts'
import { currentGeneration, generationAt, generations, type Generation } from './observation.ts'
import type { Policy } from './policy.ts'
import type { Credential, ListingIssuer } from './ports.ts'
import { look, prove, type Look, type Probe } from './prove.ts'
import type { VersionRecord } from './record.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

type ProveStep = Extract<Step, { kind: 'prove' }>

/** Sees that new keys work, from the moment in which they are made. */
export interface Prover {
  /** Carries out the step of that name. */
  proveKey(known: Known, step: ProveStep): Promise<Known>
  /** Makes a key, and asks a first time whether it works while it is stored. */
  makeListed(known: Known, issuer: ListingIssuer, secretId: string, plan: NewKeyPlan): Promise<Made>
}

export function createProver(world: World, policy: Policy, credentials: Credentials): Prover {
  const { issuer, clock } = world
  /** What was asked with a new key while it was stored. */
  const early = new Map<string, Look>()
  const facts = () => ({ at: clock.now(), run: world.run })

  async function proveKey(known: Known, step: ProveStep): Promise<Known> {
    const generation = generationAt(known.observation, step.revision)
    const candidate = await credentials.of(known, generation)
    const { probe } = issuer
    if (probe === undefined) {
      const why = 'there is no keys-api-verify-url, so nobody knows what to ask'
      const { accessKey } = step
      world.tell({ kind: 'unchecked', what: 'whether the new key works', why, accessKey })
      return after(known, step, { ...facts(), works: true })
    }
    const reference = await replacedCredential(known, generation.record)
    const { propagationTimeoutMs } = policy
    const asked = early.get(candidate.accessKey)
    const works = await prove(world, probe, candidate, reference, propagationTimeoutMs, asked)
    if (works && generation.record.rolledOver === true) await seeEnded(known, probe, generation)
    if (!works) {
      const seconds = Math.round(policy.propagationTimeoutMs / 1000)
      world.tell({ kind: 'unproven', accessKey: step.accessKey, seconds })
    }
    return after(known, step, { ...facts(), works })
  }

  /** Says so where a key still works that the issuer should have ended when it was rolled over. */
  async function seeEnded(known: Known, probe: Probe, { record }: Generation): Promise<void> {
    const generation = generations(known.observation).findLast(
      ({ record: { accessKey }, status }) => accessKey === record.replaces && status === 'enabled',
    )
    const first = issuer.kind === 'blind' ? issuer.first : undefined
    const given = first !== undefined && 'credential' in first ? first.credential : undefined
    const old = generation === undefined ? given : await credentials.of(known, generation)
    if (old === undefined || old.accessKey !== record.replaces || (await probe(old)) !== 'accepted') return
    const text =
      `The replaced key ${old.accessKey} still works, although the service said that it was rolled over. ` +
      'Ask whoever runs it; the new key works as well.'
    world.tell({ kind: 'advice', text })
  }

  /** The key that the new one is compared with: the current one, or our own where the bearer rotates itself. */
  async function replacedCredential(
    known: Known,
    { rolledOver }: Pick<VersionRecord, 'rolledOver'>,
  ): Promise<Credential | undefined> {
    const current = currentGeneration(known.observation)
    if (rolledOver === true) return undefined // what it replaced is dead
    if (current?.status === 'enabled' && known.observation.keys.has(current.record.accessKey)) {
      return credentials.of(known, current)
    }
    return known.observation.keys.has(world.signIn.accessKey) ? world.signIn : undefined
  }

  /** Makes a key, and asks a first time whether it works while it is stored. */
  async function makeListed(
    known: Known,
    issuer: ListingIssuer,
    secretId: string,
    plan: NewKeyPlan,
  ): Promise<Made> {
    let asked: Promise<void> | undefined
    try {
      return await make(world, issuer, known.observation, secretId, plan, (credential) => {
        asked = look(issuer.probe, credential, () => replacedCredential(known, {})).then(
          (answers) => void early.set(credential.accessKey, answers),
          // The proof asks again, and then a failure counts.
          () => undefined,
        )
      })
    } finally {
      await asked
    }
  }

  return { proveKey, makeListed }
}
