import type { Credential, ProbeAnswer } from '../model/ports.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'

/** Consecutive successes that verify a key: IAM may accept, refuse and accept it again while the key propagates. */
const NEEDED = 3
/** Time between two of them, and after a failure, in milliseconds. */
const BETWEEN_MS = 1000
const AFTER_FAILURE_MS = 2000

/** Asks, with a key, a question whose answer tells whether it works. */
export type Probe = (credential: Credential) => Promise<ProbeAnswer>

/** Asks with both keys at once. @param reference the replaced key, undefined where nobody holds it */
async function ask(
  probe: Probe,
  candidate: Credential,
  reference: Credential | undefined,
): Promise<{ readonly answer: ProbeAnswer; readonly expected: ProbeAnswer }> {
  const [answer, expected] = await Promise.all([
    probe(candidate),
    reference === undefined ? ('denied' as const) : probe(reference),
  ])
  return { answer, expected }
}

function passes(answer: ProbeAnswer, wanted: ProbeAnswer): boolean {
  return answer === 'accepted' || (answer === 'forbidden' && wanted !== 'accepted')
}

/**
 * Proves that a key works: it signs in, several times in a row, and is allowed what the replaced key is allowed.
 * A bearer without any IAM permission is refused for ever and a new key's permissions arrive late, so the answer
 * alone proves nothing: the comparison does. Where the replaced key is not held, or no longer works, being known
 * is enough.
 * @param reference the replaced key, undefined where nobody holds it
 * @returns whether the key was verified within `timeoutMs`
 */
export async function verifyUntilValid(
  { clock, report, stopping }: RotationContext,
  probe: Probe,
  candidate: Credential,
  reference: Credential | undefined,
  timeoutMs: number,
): Promise<boolean> {
  let wanted: ProbeAnswer = 'denied'
  let inARow = 0
  let waited = 0
  const began = clock.stamp()
  for (;;) {
    const asked = wanted === 'accepted' ? undefined : reference
    const { answer, expected } = await ask(probe, candidate, asked)
    // The best that the replaced key ever got: it, too, may be refused for a moment.
    wanted = better(wanted, expected)
    const passed = passes(answer, wanted)
    inARow = passed ? inARow + 1 : 0
    report({ kind: 'key-probed', accessKey: candidate.accessKey, answer, inARow, needed: NEEDED })
    if (inARow === NEEDED) return true
    const pause = passed ? BETWEEN_MS : AFTER_FAILURE_MS
    // The requests take time too; where a fake clock sleeps without passing time, the pauses alone bound the wait.
    const elapsed = Math.max(waited, clock.now().getTime() - began().getTime())
    if (elapsed + pause > timeoutMs && !passed) return false
    if (elapsed > 2 * timeoutMs) return false
    await clock.sleep(pause)
    waited += pause
    if (stopping())
      throw new Interrupted(
        'the run was asked to end before the new key was verified; the next run continues',
      )
  }
}

function better(a: ProbeAnswer, b: ProbeAnswer): ProbeAnswer {
  const order: readonly ProbeAnswer[] = ['unclear', 'denied', 'forbidden', 'accepted']
  return order.indexOf(a) >= order.indexOf(b) ? a : b
}
