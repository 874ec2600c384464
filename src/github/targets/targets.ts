import { mapConcurrent } from '../../lib/map-concurrent.ts'
import {
  TargetError,
  type Identity,
  type Prepared,
  type Problem,
  type Shadow,
  type Targets,
  type TargetState,
} from '../../rotation/model/ports.ts'
import type { PlaceTarget } from './place-target.ts'
import { findShadows } from './shadowing.ts'
import { createTargetSet, type TargetSet, type TargetSetOptions } from './target-set.ts'

export interface GithubTargetsOptions extends TargetSetOptions {
  /** GitHub's time; undefined before its first answer. */
  readonly now: () => Date | undefined
}

/** The secrets and variables of GitHub as targets, and the entries that shadow them. */
export interface GithubTargets extends Targets {
  /** Finds entries that jobs read in place of the targets'; changes nothing. */
  shadows(): Promise<{ readonly shadows: readonly Shadow[]; readonly problems: readonly Problem[] }>
  /** Reads the identity of every target; changes nothing. */
  identities(): Promise<Prepared>
}

/** The most places that are read at once; the rate limiter decides when each request is sent. */
const CONCURRENT_PLACES = 100

/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
export function createGithubTargets(options: GithubTargetsOptions): GithubTargets {
  const targets = createTargetSet(options)
  const failsIfUnreachable = options.onUnreachable === 'fail'

  return {
    now: options.now,

    async observe() {
      const began = options.clock.stamp()
      const problems = await targets.resolve()
      const found = await ofEach(targets.reachable(), (target) => target.observe())
      const read = found.flatMap(([, one]) => ('state' in one ? [one] : []))
      const failed = found.flatMap(([target, one]) => ('state' in one ? [] : [[target, one] as const]))
      const states = read.map(({ state }) => state)
      const oldest = Math.min(...read.map(({ askedAt }) => askedAt.getTime()))
      const rest = { ageMs: Math.max(0, began().getTime() - oldest), leftOut: targets.leftOut() }
      // If no target can be reached, the reason is the token or the network.
      if (failsIfUnreachable || states.length === 0) {
        const unreachable = targets.unreachable().map(([, problem]) => problem)
        return {
          states,
          problems: [...problems, ...unreachable, ...failed.flatMap(([, one]) => one)],
          ...rest,
        }
      }
      const earlier = targets.unreachable().map(([target]) => target)
      leaveOutAll(targets, failed)
      const unknown = [...earlier, ...failed.map(([target]) => target)].map(unknownState)
      return { states: [...states, ...unknown], problems, ...rest }
    },

    async shadows() {
      await targets.resolve()
      const { octokit, names, admission } = options
      return findShadows({ octokit, places: targets.places(), names, ...(admission && { admission }) })
    },

    async prepare(ids) {
      const isUnreachable = (id: string): boolean => targets.problemOf(id) !== undefined
      const reachable = ids.filter((id) => !isUnreachable(id)).map((id) => targets.get(id))
      const found = await ofEach(reachable, (target) => target.prepare())
      const ready = found.flatMap(([target, problems]) => (problems.length === 0 ? [target] : []))
      const { identities, unread } = await identify(ready)
      const failed = [...found, ...unread]
      if (failsIfUnreachable) return { problems: failed.flatMap(([, problems]) => problems), identities }
      leaveOutAll(targets, failed)
      const unreachable = ids.filter(isUnreachable).map((id) => [id, []] as const)
      return { problems: [], identities: new Map([...identities, ...unreachable]) }
    },

    async identities() {
      await targets.resolve()
      const { identities, unread } = await identify(targets.reachable())
      return { problems: unread.flatMap(([, problems]) => problems), identities }
    },

    async write(id, credential, fallback) {
      const problem = targets.problemOf(id)
      if (problem === undefined) return targets.get(id).write(credential, fallback)
      throw new TargetError(`it cannot be reached: ${problem.problem}`, 'untouched', problem.remedy, {
        knownCause: problem.knownCause,
      })
    },
  }
}

function ofEach<T>(
  targets: readonly PlaceTarget[],
  read: (target: PlaceTarget) => Promise<T>,
): Promise<readonly (readonly [PlaceTarget, T])[]> {
  return mapConcurrent(CONCURRENT_PLACES, targets, async (target) => [target, await read(target)] as const)
}

type ProblemsOf = readonly (readonly [PlaceTarget, readonly Problem[]])[]

/** Reads the identities of targets, and why some could not be read. */
async function identify(targets: readonly PlaceTarget[]): Promise<{
  readonly identities: ReadonlyMap<string, readonly Identity[]>
  readonly unread: ProblemsOf
}> {
  const found = await ofEach(targets, (target) => target.identify())
  return {
    identities: new Map(found.flatMap(([{ id }, one]) => ('problem' in one ? [] : [[id, one] as const]))),
    unread: found.flatMap(([target, one]) => ('problem' in one ? [[target, [one]] as const] : [])),
  }
}

function leaveOutAll(targets: TargetSet, failed: ProblemsOf): void {
  for (const [target, [first]] of failed) if (first !== undefined) targets.leaveOut(target, first)
}

/** The state of a target that cannot be read: it counts as one that does not hold the key. */
function unknownState({ id, label, open, matched, names }: PlaceTarget): TargetState {
  const rest = matched && { matched }
  return { id, label, open, ...rest, secrets: names.map((name) => ({ name, updatedAt: undefined })) }
}
