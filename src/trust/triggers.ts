/** Whether a run that an event triggered may use credentials. */
export type TriggerCheck =
  { readonly ok: true } | { readonly ok: false; readonly problem: string; readonly remedy: string }

// Only people with write access to the repository can cause these events. In a reusable workflow the runner names the
// event of the workflow that called it.
const TRUSTED: ReadonlySet<string> = new Set([
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'push',
  'release',
  'deployment',
  'merge_group',
])

/** Why a well-known event is not trusted, for the message. */
const REASONS: Readonly<Record<string, string>> = {
  pull_request: 'runs the code of a pull request before it is reviewed',
  pull_request_target: 'is triggered by any pull request, and has access to secrets even for a fork',
  pull_request_review:
    'is triggered by anyone who reviews a pull request, and runs the code of the pull request',
  pull_request_review_comment:
    'is triggered by anyone who comments on a pull request, and runs the code of the pull request',
  issue_comment: 'is triggered by anyone who writes a comment',
  issues: 'is triggered by anyone who opens an issue',
  discussion: 'is triggered by anyone who opens a discussion',
  discussion_comment: 'is triggered by anyone who comments on a discussion',
  fork: 'is triggered by anyone who forks the repository',
  watch: 'is triggered by anyone who stars the repository',
  gollum: 'is triggered by anyone who may edit the wiki',
}
const NOT_LISTED = 'is not one of the events that only people with write access can trigger'

const REMEDY = `a workflow that is triggered by one of ${[...TRUSTED].join(', ')}, or by workflow_run after one of these`

/**
 * Allows the events that only people with write access to the repository can cause, and a `workflow_run` after a run of
 * such an event. Every other event is refused, including unknown ones.
 *
 * @param eventName `GITHUB_EVENT_NAME`; the runner sets it, so a missing one is refused
 * @param event the event's payload, parsed; used for `workflow_run` only
 * @param allOnLoopback whether every service of the run is on loopback because an input names it: then there are no
 *   credentials to protect
 */
export function checkTrigger(
  eventName: string | undefined,
  event: unknown,
  allOnLoopback: boolean,
): TriggerCheck {
  if (allOnLoopback) return { ok: true }
  if (eventName === undefined || eventName === '') {
    return no('the event that triggered the workflow is unknown (GITHUB_EVENT_NAME is not set)')
  }
  if (eventName === 'workflow_run') return checkWorkflowRun(event)
  if (TRUSTED.has(eventName)) return { ok: true }
  return no(`${eventName} is not a trusted event: it ${own(REASONS, eventName) ?? NOT_LISTED}`)
}

/** A run is as trusted as the run that it follows. A payload without that information is not trusted. */
function checkWorkflowRun(event: unknown): TriggerCheck {
  const run = member(event, 'workflow_run')
  if (!isSameRepository(member(run, 'head_repository'), member(run, 'repository'))) {
    return no(
      'workflow_run is not trusted here: the previous run came from a fork (or from an unknown repository)',
    )
  }
  const before = member(run, 'event')
  if (typeof before === 'string' && TRUSTED.has(before)) return { ok: true }
  // The payload has only the last run of a longer chain. A pull request between two branches of the repository can be
  // opened by anyone with read access.
  const reason = typeof before === 'string' ? (own(REASONS, before) ?? NOT_LISTED) : 'is unknown'
  return no(`workflow_run is not trusted here: the event of the previous run ${reason}`)
}

function isSameRepository(head: unknown, base: unknown): boolean {
  return (
    ['id', 'full_name'].every((name) => member(head, name) === member(base, name)) &&
    member(head, 'full_name') !== undefined
  )
}

function no(problem: string): TriggerCheck {
  return { ok: false, problem, remedy: REMEDY }
}

function own(reasons: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(reasons, name) ? reasons[name] : undefined
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
