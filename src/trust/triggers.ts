/** Whether a run that an event started may use credentials. */
export type TriggerCheck =
  { readonly ok: true } | { readonly ok: false; readonly problem: string; readonly remedy: string }

// One criterion: everybody with an account on GitHub can cause the event in a public repository, with text or code
// of their own. Pushes, dispatches, schedules, releases and labels need the right to write.
const UNTRUSTED: Readonly<Record<string, string>> = {
  pull_request: 'runs code that a pull request proposes, before anyone has reviewed it',
  pull_request_target: 'is started by any pull request, and sees secrets even if it comes from a fork',
  pull_request_review: 'is started by anyone who reviews a pull request, and runs the code that it proposes',
  pull_request_review_comment:
    'is started by anyone who comments on a pull request, and runs the code that it proposes',
  issue_comment: 'is started by anyone who writes a comment',
  issues: 'is started by anyone who opens an issue',
  discussion: 'is started by anyone who opens a discussion',
  discussion_comment: 'is started by anyone who comments on a discussion',
  fork: 'is started by anyone who forks the repository',
  watch: 'is started by anyone who stars the repository',
  gollum: 'is started by anyone who may edit the wiki',
}

const REMEDY = 'start the workflow with schedule, workflow_dispatch or push'

/**
 * Refuses the events that people without the right to write to the repository can cause, and a `workflow_run` that
 * follows a run of theirs.
 *
 * @param eventName `GITHUB_EVENT_NAME`; the runner sets it, so without it nothing is known, and that is refused
 * @param event the event's payload, parsed; read for `workflow_run` alone
 * @param allOnLoopback whether every service that the run uses is on loopback: then there is nothing to protect
 */
export function checkTrigger(
  eventName: string | undefined,
  event: unknown,
  allOnLoopback: boolean,
): TriggerCheck {
  if (allOnLoopback) return { ok: true }
  if (eventName === undefined || eventName === '') return no('the event that started the workflow is unknown')
  if (eventName === 'workflow_run') return checkWorkflowRun(event)
  const reason = own(UNTRUSTED, eventName)
  return reason === undefined ? { ok: true } : no(`a key is not handled on ${eventName}: it ${reason}`)
}

/** A run that follows another is trusted as that one is. What the payload does not say is taken for the worse. */
function checkWorkflowRun(event: unknown): TriggerCheck {
  const run = member(event, 'workflow_run')
  if (!isSameRepository(member(run, 'head_repository'), member(run, 'repository'))) {
    return no(
      'a key is not handled on workflow_run where the run before it came from a fork (or from nobody knows where)',
    )
  }
  const before = member(run, 'event')
  // A pull request of the repository's own branches comes from someone who may write.
  if (before === 'pull_request') return { ok: true }
  // The first link of a longer chain is not in the payload.
  const reason =
    typeof before === 'string' && before !== 'workflow_run' ? own(UNTRUSTED, before) : 'is not known'
  if (reason === undefined) return { ok: true }
  return no(`a key is not handled on workflow_run where the event of the run before it ${reason}`)
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
