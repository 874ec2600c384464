import { randomInt } from 'node:crypto'
import { addDuration, formatDuration, isZero, type Duration } from '../config/duration.ts'
import type { RotateInputs } from '../config/types.ts'
import { createScalewayIssuer } from '../scaleway/iam.ts'
import type { ReportEvent } from '../rotation/model/events.ts'
import type { Outcome } from '../rotation/decide/outcome.ts'
import type { Policy, Span } from '../rotation/model/policy.ts'
import { rotate } from '../rotation/run/rotate.ts'
import { ROTATOR_TAG_PREFIX, type Migrations, type RotationContext } from '../rotation/model/context.ts'
import type { ResolvedTargets } from '../github/targets/resolve.ts'
import { seal } from '../github/secrets/seal.ts'
import { openGithub, resolveDeclared, targetsFor, type GithubAccess } from './github.ts'
import { connectKeysApi } from './keys-api.ts'
import { openScaleway, type ScalewayAccess } from './scaleway.ts'
import type { Runtime } from './runtime.ts'

/** What a key has in common with the others of its file, in the same job. */
export interface Fleet {
  readonly access: GithubAccess
  /** What the key's targets stand for: that was found out together with the others'. */
  readonly resolve: () => Promise<ResolvedTargets>
  readonly migrations?: Migrations
}

/** What was opened before the run, and for more than it. */
export interface Opened {
  /** Undefined where the key is the only one. */
  readonly fleet?: Fleet
  readonly scaleway?: ScalewayAccess
}

/** `rotate`: everything that it touches is put together here. Never throws; what happened is in the outcome. */
export async function runRotate(
  inputs: RotateInputs,
  policy: Policy,
  surroundings: Runtime,
  tell: ReportEvent,
  { fleet, scaleway = openScaleway(inputs, surroundings) }: Opened = {},
): Promise<Outcome> {
  const run = (own: Fleet): Promise<Outcome> =>
    rotate(createWorld(inputs, scaleway, own, surroundings, tell), policy, inputs.dryRun)
  if (fleet !== undefined) return run(fleet)
  const access = openGithub(inputs.github, surroundings, tell)
  try {
    return await run({ access, resolve: () => resolveDeclared(access, inputs.targets) })
  } finally {
    for (const text of await access.close()) tell({ kind: 'advice', text })
  }
}

function createWorld(
  inputs: RotateInputs,
  { clock, deadline, session, store, payload }: ScalewayAccess,
  { access, resolve, migrations }: Fleet,
  surroundings: Runtime,
  tell: ReportEvent,
): RotationContext {
  const { scaleway, keysApi, key, rotator } = inputs
  const { mask, stopping } = surroundings
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
    store,
    targets: targetsFor(access, inputs, resolve, surroundings, deadline, payload.write, (text) => {
      tell({ kind: 'advice', text })
    }),
    clock,
    report: tell,
    stopping,
    newAttempt: () => randomInt(36 ** 8).toString(36),
    rotatorTag: rotatorTag(inputs),
    run: `${rotator.run.id}/${rotator.run.attempt}${rotator.actor === undefined ? '' : ` by ${rotator.actor}`}`,
    sealForRecovery: sealFor(keysApi?.recoveryPublicKey),
    accepted: new Set(inputs.targets.accepted),
    runCredentials: { accessKey: scaleway.accessKey, secret: scaleway.secretKey },
    ...(migrations !== undefined && { migrations }),
  }
}

/** A repository is one rotator for each key of its file, and without a file for each issuer: no secret is another's. */
function rotatorTag({ rotator, keysApi }: RotateInputs): string {
  const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`
  return `${ROTATOR_TAG_PREFIX}repository:${rotator.repositoryId}${which}`
}

function sealFor(publicKey: string | undefined): RotationContext['sealForRecovery'] {
  return publicKey === undefined ? undefined : (text) => seal(text, { id: 'recovery', key: publicKey })
}

/** What the inputs want of a rotation. */
export function policyOf({
  command,
  key,
  oldKey,
  store,
}: Pick<RotateInputs, 'command' | 'key' | 'oldKey' | 'store'>): Policy {
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
    pauseUntil: key.pauseUntil,
    propagationTimeoutMs: key.propagationTimeout.seconds * 1000,
  }
}

/** A length of time as the heart has it. */
export function spanOf(duration: Duration): Span {
  return {
    text: formatDuration(duration),
    none: isZero(duration),
    after: (from) => addDuration(from, duration),
  }
}
