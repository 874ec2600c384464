import { describe, expect, test } from '@jest/globals'
import { checkTrigger } from '../../src/trust/triggers.ts'

const OWN = { id: 1, full_name: 'acme/shop' }
const FORK = { id: 2, full_name: 'mallory/shop', fork: true }

function after(event: string, head: unknown): unknown {
  return { action: 'completed', workflow_run: { event, head_repository: head, repository: OWN } }
}

describe('what may start a run', () => {
  test.each([
    'schedule',
    'workflow_dispatch',
    'push',
    'repository_dispatch',
    'release',
    'deployment',
    'merge_group',
  ])('%s may', (event) => {
    expect(checkTrigger(event, undefined, false)).toEqual({ ok: true })
  })

  test.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'issue_comment',
    'issues',
    'discussion',
    'discussion_comment',
    'fork',
    'watch',
    'gollum',
  ])('%s may not, unless every service is on loopback', (event) => {
    expect(checkTrigger(event, {}, false)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(`${event} is not a trusted event: it `) as unknown,
      remedy: expect.stringContaining('schedule') as unknown,
    })
    expect(checkTrigger(event, {}, true)).toEqual({ ok: true })
  })

  test.each([
    'workflow_call',
    'deployment_status',
    'status',
    'check_run',
    'label',
    'milestone',
    'create',
    'delete',
    'page_build',
    'registry_package',
    'branch_protection_rule',
    'dynamic',
    'an_event_of_next_year',
    'Schedule',
    'push ',
    'push,pull_request',
    'constructor',
    '__proto__',
    'toString',
  ])('%j, which is not listed, may not', (event) => {
    expect(checkTrigger(event, {}, false)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(
        'not one of the events that only people with write access can trigger',
      ) as unknown,
    })
  })

  test.each([undefined, ''])('an event that is not named (%j) may not', (event) => {
    expect(checkTrigger(event, {}, false)).toMatchObject({ ok: false })
  })

  test.each([
    ['a push', after('push', OWN)],
    ['a schedule', after('schedule', OWN)],
    ['a release', after('release', OWN)],
    ['a merge group', after('merge_group', OWN)],
    [
      'a payload without ids',
      {
        workflow_run: {
          event: 'push',
          head_repository: { full_name: 'a/b' },
          repository: { full_name: 'a/b' },
        },
      },
    ],
  ])('workflow_run after %s may', (_, event) => {
    expect(checkTrigger('workflow_run', event, false)).toEqual({ ok: true })
  })

  test.each([
    ["a fork's pull request", after('pull_request', FORK)],
    // Whoever can read a repository can open a pull request between two of its branches.
    ["a pull request of the repository's own", after('pull_request', OWN)],
    ['a label', after('label', OWN)],
    ['an event that is not known', after('an_event_of_next_year', OWN)],
    ['an event of a name that every object has', after('constructor', OWN)],
    ['a list of events', after(['push'] as unknown as string, OWN)],
    ['no head repository', { workflow_run: { event: 'push', repository: OWN } }],
    ["a fork's push", after('push', FORK)],
    ['a fork that is gone', after('pull_request', null)],
    ['a fork of the same name', after('pull_request', { ...OWN, id: 2 })],
    ['a comment', after('issue_comment', OWN)],
    ['a pull_request_target', after('pull_request_target', OWN)],
    ['another workflow_run', after('workflow_run', OWN)],
    ['an event that is not named', { workflow_run: { head_repository: OWN, repository: OWN } }],
    ['nothing that the payload shows', {}],
    ['no payload', undefined],
    ['a payload that is none', 'workflow_run'],
    ['repositories that are none', { workflow_run: { event: 'push', head_repository: 1, repository: 1 } }],
  ])('workflow_run after %s may not, unless every service is on loopback', (_, event) => {
    expect(checkTrigger('workflow_run', event, false)).toMatchObject({ ok: false })
    expect(checkTrigger('workflow_run', event, true)).toEqual({ ok: true })
  })
})
