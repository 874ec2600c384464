import { evaluate } from '../../../src/check/evaluate.ts'
import { checkNotes } from '../../../src/check/notes.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import type { CheckSnapshot } from '../../../src/check/snapshot.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import type { TargetState } from '../../../src/rotation/model/ports.ts'
import { ROTATOR_TAG_PREFIX } from '../../../src/rotation/model/context.ts'
import { observed, type State } from '../../rotation/build.ts'
import { days, POLICY } from '../fixtures.ts'

/** What differs from a check of one key, with nothing out of sight and without a file. */
interface Options {
  readonly name?: string
  readonly targets?: readonly TargetState[]
  readonly snapshot?: Partial<CheckSnapshot>
  readonly policy?: Partial<Policy>
}

/** What a check makes of a state of the cloud. */
export function checkOf(state: State, options: Options = {}): CheckResult {
  const whole = observed(state)
  const observation = { ...whole, targets: options.targets ?? whole.targets }
  const { secretId } = observation
  const policy = { ...POLICY, ...options.policy }
  const overdueAfter = days(2)
  const snapshot: CheckSnapshot = {
    secret:
      secretId === undefined
        ? undefined
        : { id: secretId, tags: [`${ROTATOR_TAG_PREFIX}acme`], locked: false },
    observation,
    listed: observation.issuer === 'blind' ? undefined : new Set(observation.keys.keys()),
    verifiable: false,
    shadows: [],
    identities: new Map(),
    marks: new Map(),
    keysLeft: undefined,
    capacity: 20,
    unread: [],
    ...options.snapshot,
  }
  return {
    name: options.name,
    issuer: observation.issuer === 'blind' ? 'keys-api' : 'scaleway',
    secretPath: '/shop-deploy',
    policy,
    overdueAfter,
    snapshot,
    evaluation: evaluate(snapshot, { policy, overdueAfter }),
    notes: checkNotes(snapshot, policy),
  }
}
