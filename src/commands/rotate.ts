import { randomInt } from 'node:crypto'
import { addDuration, formatDuration, isZero, type Duration } from '../inputs/duration.ts'
import type { RotateInputs } from '../inputs/types.ts'
import { createScalewayIssuer } from '../issuers/scaleway.ts'
import type { Tell } from '../rotation/events.ts'
import type { Outcome } from '../rotation/outcome.ts'
import type { Policy, Span } from '../rotation/policy.ts'
import { rotate } from '../rotation/rotate.ts'
import { ROTATOR_TAG_PREFIX, type World } from '../rotation/world.ts'
import { createDeadline } from '../services/deadline.ts'
import { createServiceClock } from '../services/service-clock.ts'
import { createSecretManager } from '../store/secret-manager.ts'
import { payloadOf } from '../store/payload.ts'
import type { ResolvedTargets } from '../targets/declared.ts'
import { seal } from '../targets/seal.ts'
import { openGithub, resolveDeclared, targetsFor, type GithubAccess } from './github.ts'
import { connectKeysApi } from './keys-api.ts'
import { connectScaleway } from './scaleway.ts'
import type { Surroundings } from './surroundings.ts'

/** What a key has in common with the others of its file, in the same job. */
export interface Fleet {
  readonly access: GithubAccess
  /** What the key's targets stand for: that was found out together with the others'. */
  readonly resolve: () => Promise<ResolvedTargets>
}

/**
 * `rotate`: everything that it touches is put together here. Never throws; what happened is in the outcome.
 * @param fleet undefined where the key is the only one
 */
export async function runRotate(
  inputs: RotateInputs,
  policy: Policy,
  surroundings: Surroundings,
  tell: Tell,
  fleet?: Fleet,
): Promise<Outcome> {
  if (fleet !== undefined)
    return rotate(createWorld(inputs, fleet, surroundings, tell), policy, inputs.dryRun)
  const access = openGithub(inputs.github, surroundings, tell)
  const alone: Fleet = { access, resolve: () => resolveDeclared(access, inputs.targets) }
  try {
    return await rotate(createWorld(inputs, alone, surroundings, tell), policy, inputs.dryRun)
  } finally {
    for (const text of await access.close()) tell({ kind: 'advice', text })
  }
}

function createWorld(
  inputs: RotateInputs,
  { access, resolve }: Fleet,
  surroundings: Surroundings,
  tell: Tell,
): World {
  const { scaleway, keysApi, store, key, rotator } = inputs
  const { mask, sleep, stopping } = surroundings
  // Scaleway's time is the run's: the ages of keys and the deadline go by it.
  const clock = createServiceClock(sleep)
  const deadline = createDeadline(clock)
  const session = connectScaleway(scaleway, surroundings, clock, deadline)
  const payload = payloadOf(keysApi === undefined ? 'scaleway' : 'keys-api')
  return {
    issuer:
      keysApi === undefined
        ? createScalewayIssuer({
            session,
            applicationId: key.applicationId,
            organizationId: scaleway.organizationId,
            mask,
          })
        : connectKeysApi(keysApi, surroundings, clock),
    store: createSecretManager({
      session,
      projectId: scaleway.projectId,
      name: store.name,
      path: store.path,
      payload,
      mask,
      sleep,
    }),
    targets: targetsFor(access, inputs, resolve, surroundings, deadline, payload.write, tell),
    clock,
    tell,
    stopping,
    newAttempt: () => randomInt(36 ** 8).toString(36),
    rotatorTag: rotatorTag(inputs),
    run: `${rotator.run.id}/${rotator.run.attempt}${rotator.actor === undefined ? '' : ` by ${rotator.actor}`}`,
    sealForRecovery: sealFor(keysApi?.recoveryPublicKey),
    signIn: { accessKey: scaleway.accessKey, secret: scaleway.secretKey },
  }
}

/** A repository is one rotator for each key of its file, and without a file for each issuer: no secret is another's. */
function rotatorTag({ rotator, keysApi }: RotateInputs): string {
  const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`
  return `${ROTATOR_TAG_PREFIX}repository:${rotator.repositoryId}${which}`
}

function sealFor(publicKey: string | undefined): World['sealForRecovery'] {
  return publicKey === undefined ? undefined : (text) => seal(text, { id: 'recovery', key: publicKey })
}

/** What the inputs want of a rotation. */
export function policyOf({ command, key, oldKey, store }: RotateInputs): Policy {
  const { expiry } = key
  return {
    command,
    maxAge: key.maxAge && spanOf(key.maxAge),
    rolloverWindow: spanOf(key.rolloverWindow),
    force: key.force,
    grace: spanOf(oldKey.gracePeriod),
    oldKey: oldKey.policy,
    expiry: expiry.kind === 'after' ? { kind: 'after', span: spanOf(expiry.duration) } : expiry,
    description: key.description,
    replacesAccessKey: key.replacesAccessKey,
    takeOver: key.takeOver,
    keepVersions: store.keepVersions,
    propagationTimeoutMs: key.propagationTimeout.seconds * 1000,
  }
}

function spanOf(duration: Duration): Span {
  return {
    text: formatDuration(duration),
    none: isZero(duration),
    after: (from) => addDuration(from, duration),
  }
}
