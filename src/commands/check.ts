import { evaluate } from '../check/evaluate.ts'
import { checkNotes } from '../check/notes.ts'
import type { CheckResult } from '../check/result.ts'
import { takeSnapshot, type CheckSources } from '../check/snapshot.ts'
import type { CheckedInputs, CheckInputs } from '../config/types.ts'
import { createScalewayIssuer } from '../scaleway/iam.ts'
import type { ReportEvent } from '../rotation/model/events.ts'
import type { IssuerLimits, Problem } from '../rotation/model/ports.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { createDeadline, type Deadline } from '../http/deadline.ts'
import type { ServiceClock } from '../http/service-clock.ts'
import { createSecretLookup } from '../scaleway/secret-lookup.ts'
import type { GithubTargets } from '../github/targets/targets.ts'
import { openGithub, targetsToCheck, type GithubAccess } from './github.ts'
import { keysApiToCheck } from './keys-api.ts'
import { refuseChange } from './read-only.ts'
import { policyOf, spanOf } from './rotate.ts'
import { openScaleway } from './scaleway.ts'
import type { Runtime } from './runtime.ts'
import { storeLabel } from '../scaleway/secret-label.ts'

/** How many keys are checked at once. */
const SIDE_BY_SIDE = 8

/**
 * `check`: reads the state of every key and changes nothing; its connections refuse requests that would.
 * @param tell called when GitHub's rate limits make the job wait
 * @returns the results in the order of the keys
 */
export async function runCheck(
  { keys }: CheckInputs,
  runtime: Runtime,
  tell: ReportEvent,
): Promise<readonly CheckResult[]> {
  // All keys of a file use the credentials of the step, and share their rate limits.
  const github = keys[0]?.inputs.github
  const access = github && openGithub(github, runtime, tell)
  const limits = shared<IssuerLimits>()
  const results = await mapConcurrent(SIDE_BY_SIDE, keys, ({ name, inputs }) =>
    checkKey(name, inputs, access, limits, runtime),
  )
  for (const text of (await access?.close()) ?? []) tell({ kind: 'advice', text })
  return results
}

async function checkKey(
  name: string | undefined,
  inputs: CheckedInputs,
  access: GithubAccess | undefined,
  limits: Shared<IssuerLimits>,
  runtime: Runtime,
): Promise<CheckResult> {
  const { issuer, key, store, oldKey } = inputs
  const policy = policyOf({ command: 'rotate', key, store, oldKey })
  const overdueAfter = spanOf(inputs.overdueAfter)
  const advice: string[] = []
  const sources = createSources(inputs, access, limits, { runtime, advise: (text) => advice.push(text) })
  const snapshot = await takeSnapshot(sources)
  return {
    name,
    issuer,
    secretPath: storeLabel(store),
    policy,
    overdueAfter,
    snapshot,
    evaluation: evaluate(snapshot, { policy, overdueAfter }),
    notes: [...checkNotes(snapshot, policy), ...advice],
  }
}

function createSources(
  inputs: CheckedInputs,
  access: GithubAccess | undefined,
  limits: Shared<IssuerLimits>,
  { runtime, advise }: { readonly runtime: Runtime; readonly advise: (text: string) => void },
): CheckSources {
  const { scaleway, keysApi, key, targets: declared } = inputs
  const { clock, deadline, session, store } = openScaleway(inputs, runtime, readOnlyDeadline)
  const scalewayIssuer = (): ReturnType<typeof createScalewayIssuer> =>
    createScalewayIssuer({
      session,
      applicationId: key.applicationId,
      organizationId: scaleway.organizationId,
      mask: runtime.mask,
    })
  const issuer = keysApi === undefined ? scalewayIssuer() : keysApiToCheck(keysApi, runtime)
  const targets =
    access === undefined
      ? targetsWithout(NO_CREDENTIALS)
      : targetsToCheck(access, declared, { runtime, deadline, advise })
  return {
    issuer,
    store,
    targets,
    clock,
    shadows: () => targets.shadows(),
    identities: () => targets.identities(),
    secretExists: createSecretLookup(session),
    // The limits belong to the Organization, so they are read once for all keys.
    limits: issuer.kind === 'listing' ? () => limits(() => issuer.limits()) : undefined,
  }
}

/** A request that is sent once for all keys. */
type Shared<T> = (ask: () => Promise<T>) => Promise<T>

function shared<T>(): Shared<T> {
  let answer: Promise<T> | undefined
  return (ask) => (answer ??= ask())
}

/** How long a check may wait for GitHub's rate limits; changes are always refused. */
function readOnlyDeadline(clock: ServiceClock): Deadline {
  return Object.assign(() => refuseChange(), { leftMs: createDeadline(clock).leftMs })
}

const NO_CREDENTIALS: Problem = {
  about: 'github-token',
  problem: 'neither github-token nor a GitHub App is set, so the targets were not checked',
  remedy:
    'Set a token that can read them (Secrets: read; for environments also Environments: read). No action is required ' +
    'if the keys in Secret Manager are all that you want to check',
}

/** Targets that cannot be read. */
function targetsWithout(problem: Problem): Pick<GithubTargets, 'observe' | 'shadows' | 'identities'> {
  return {
    observe: () => Promise.resolve({ states: [], problems: [problem] }),
    shadows: () => Promise.resolve({ shadows: [], problems: [] }),
    identities: () => Promise.resolve({ identities: new Map(), problems: [] }),
  }
}
