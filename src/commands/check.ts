import { evaluate } from '../check/judge.ts'
import { remarksOn } from '../check/remarks.ts'
import type { CheckResult } from '../check/result.ts'
import { takeSnapshot, type CheckSources } from '../check/survey.ts'
import type { CheckedInputs, CheckInputs } from '../config/types.ts'
import { createScalewayIssuer } from '../scaleway/iam.ts'
import type { ReportEvent } from '../rotation/model/events.ts'
import type { IssuerLimits, Problem } from '../rotation/model/ports.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { createDeadline, type Deadline } from '../http/deadline.ts'
import type { ServiceClock } from '../http/service-clock.ts'
import { createSecretLookup } from '../scaleway/secret-lookup.ts'
import type { GithubTargets } from '../github/targets/targets.ts'
import { openGithub, targetsToLookAt, type GithubAccess } from './github.ts'
import { keysApiToLookAt } from './keys-api.ts'
import { refuseChange } from './read-only.ts'
import { policyOf, spanOf } from './rotate.ts'
import { openScaleway } from './scaleway.ts'
import type { Runtime } from './runtime.ts'
import { storeLabel } from '../scaleway/secret-label.ts'

/** How many keys are looked at at once. */
const SIDE_BY_SIDE = 8

/**
 * `check`: looks at every key and changes nothing; no connection of it lets anything through that would.
 * @param tell what GitHub's limits make the job wait for
 * @returns the results in the order of the keys
 */
export async function runCheck(
  { keys }: CheckInputs,
  surroundings: Runtime,
  tell: ReportEvent,
): Promise<readonly CheckResult[]> {
  // Every key of a file has the step's own credentials, and all of them share what those are allowed.
  const github = keys[0]?.inputs.github
  const access = github && openGithub(github, surroundings, tell)
  const limits = shared<IssuerLimits>()
  const results = await mapConcurrent(SIDE_BY_SIDE, keys, ({ name, inputs }) =>
    checkKey(name, inputs, access, limits, surroundings),
  )
  for (const text of (await access?.close()) ?? []) tell({ kind: 'advice', text })
  return results
}

async function checkKey(
  name: string | undefined,
  inputs: CheckedInputs,
  access: GithubAccess | undefined,
  limits: Shared<IssuerLimits>,
  surroundings: Runtime,
): Promise<CheckResult> {
  const { issuer, key, store, oldKey } = inputs
  const policy = policyOf({ command: 'rotate', key, store, oldKey })
  const overdueAfter = spanOf(inputs.overdueAfter)
  const advice: string[] = []
  const lookout = createLookout(inputs, access, limits, surroundings, (text) => advice.push(text))
  const seen = await takeSnapshot(lookout)
  return {
    name,
    issuer,
    secretPath: storeLabel(store),
    policy,
    overdueAfter,
    seen,
    judgement: evaluate(seen, { policy, overdueAfter }),
    remarks: [...remarksOn(seen, policy), ...advice],
  }
}

function createLookout(
  inputs: CheckedInputs,
  access: GithubAccess | undefined,
  limits: Shared<IssuerLimits>,
  surroundings: Runtime,
  advise: (text: string) => void,
): CheckSources {
  const { scaleway, keysApi, key, targets: declared } = inputs
  const { clock, deadline, session, store } = openScaleway(inputs, surroundings, lookingDeadline)
  const scalewayIssuer = (): ReturnType<typeof createScalewayIssuer> =>
    createScalewayIssuer({
      session,
      applicationId: key.applicationId,
      organizationId: scaleway.organizationId,
      mask: surroundings.mask,
    })
  const issuer = keysApi === undefined ? scalewayIssuer() : keysApiToLookAt(keysApi, surroundings)
  const targets =
    access === undefined
      ? nothingToSee(NO_WAY_IN)
      : targetsToLookAt(access, declared, surroundings, deadline, advise)
  return {
    issuer,
    store,
    targets,
    clock,
    shadows: () => targets.shadows(),
    identities: () => targets.identities(),
    secretExists: createSecretLookup(session),
    // They are the organization's, whichever of its keys asks.
    limits: issuer.kind === 'listing' ? () => limits(() => issuer.limits()) : undefined,
  }
}

/** What is asked once for all keys. */
type Shared<T> = (ask: () => Promise<T>) => Promise<T>

function shared<T>(): Shared<T> {
  let answer: Promise<T> | undefined
  return (ask) => (answer ??= ask())
}

/** How long GitHub's limits may make a check wait; nothing is ever allowed to change. */
function lookingDeadline(clock: ServiceClock): Deadline {
  return Object.assign(() => refuseChange(), { leftMs: createDeadline(clock).leftMs })
}

const NO_WAY_IN: Problem = {
  about: 'github-token',
  problem: 'there is neither github-token nor a GitHub App, so the targets were not looked at',
  remedy:
    'Give a token that may read them (Secrets: read; Environments: read for those of environments), or look at the keys ' +
    'alone: what the store says of them needs no GitHub',
}

/** Targets that nobody can look at. */
function nothingToSee(problem: Problem): Pick<GithubTargets, 'observe' | 'shadows' | 'identities'> {
  return {
    observe: () => Promise.resolve({ states: [], problems: [problem] }),
    shadows: () => Promise.resolve({ shadows: [], problems: [] }),
    identities: () => Promise.resolve({ identities: new Map(), problems: [] }),
  }
}
