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

/** What a key shares with the other keys of its file, in the same job. */
export interface Fleet {
  readonly access: GithubAccess
  /** The places of the key's targets, which were looked up together with those of the other keys. */
  readonly resolve: () => Promise<ResolvedTargets>
  readonly migrations?: Migrations
}

/** What was opened before the run, or is shared with other runs. */
export interface Opened {
  /** Undefined where the key is the only one. */
  readonly fleet?: Fleet
  readonly scaleway?: ScalewayAccess
}

/** `rotate` for one key: wires its services and runs it. Never throws; the outcome contains errors. */
export async function runRotate(
  inputs: RotateInputs,
  policy: Policy,
  runtime: Runtime,
  tell: ReportEvent,
  { fleet, scaleway = openScaleway(inputs, runtime) }: Opened = {},
): Promise<Outcome> {
  const run = (own: Fleet): Promise<Outcome> =>
    rotate(createContext(inputs, scaleway, own, { runtime, tell }), policy, inputs.dryRun)
  if (fleet !== undefined) return run(fleet)
  const access = openGithub(inputs.github, runtime, tell)
  try {
    return await run({ access, resolve: () => resolveDeclared(access, inputs.targets) })
  } finally {
    for (const text of await access.close()) tell({ kind: 'advice', text })
  }
}

function createContext(
  inputs: RotateInputs,
  { clock, deadline, session, store, payload }: ScalewayAccess,
  { access, resolve, migrations }: Fleet,
  { runtime, tell }: { readonly runtime: Runtime; readonly tell: ReportEvent },
): RotationContext {
  const { scaleway, keysApi, key, rotator } = inputs
  const { mask, stopping } = runtime
  return {
    issuer:
      keysApi === undefined
        ? createScalewayIssuer({
            session,
            applicationId: key.applicationId,
            organizationId: scaleway.organizationId,
            mask,
          })
        : connectKeysApi(keysApi, runtime, clock),
    store,
    targets: targetsFor(access, inputs, {
      resolve,
      runtime,
      deadline,
      bundle: payload.write,
      advise: (text) => {
        tell({ kind: 'advice', text })
      },
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

/** Each key of a file is rotated by a rotator of its own, and without a file each issuer: they never share a secret. */
function rotatorTag({ rotator, keysApi }: RotateInputs): string {
  const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`
  return `${ROTATOR_TAG_PREFIX}repository:${rotator.repositoryId}${which}`
}

function sealFor(publicKey: string | undefined): RotationContext['sealForRecovery'] {
  return publicKey === undefined ? undefined : (text) => seal(text, { id: 'recovery', key: publicKey })
}

/** The policy of a rotation, from its inputs. */
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

/** A duration as the core uses it. */
export function spanOf(duration: Duration): Span {
  return {
    text: formatDuration(duration),
    none: isZero(duration),
    after: (from) => addDuration(from, duration),
  }
}
