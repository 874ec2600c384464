import { expect, test } from '@jest/globals'
import type { Problem } from '../../../src/rotation/model/ports.ts'
import { reportAsApp } from '../../../src/github/targets/app-targets.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { APP_TOKEN } from '../../../src/github/places/explain-refusal.ts'
import { json } from '../../http/responses.ts'
import { emptyGithub, refuse, shop, targetsAt } from './github-responses.ts'

const about = (problems: readonly Problem[]) =>
  problems.map((problem) => [problem.about, problem.knownCause ?? ''])

/** Targets of an App, of which this status keeps requests away whose path ends so. */
function ofApp(end: string, status: number) {
  const { targets } = targetsAt(
    (asked) => {
      if (asked.path.endsWith(end)) return refuse(status)
      return asked.path.endsWith('/environments') ? json({ environments: [] }) : emptyGithub(asked)
    },
    [shop],
    { token: APP_TOKEN },
  )
  return reportAsApp(targets)
}

test.each([
  [401, 'github-app-id', 'github-app-not-accepted'],
  [403, 'github-app-id', 'github-app-permission-missing'],
  [500, 'repositories', 'github-unreachable'],
])('%i: who gave no token is not told to mend one', async (status, input, cause) => {
  expect(about((await ofApp('/actions/secrets', status).observe()).problems)).toEqual([[input, cause]])
  const targets = ofApp('/public-key', status)
  await targets.observe()
  expect(about((await targets.prepare([placeId(shop)])).problems)).toEqual([[input, cause]])
})

test('what hides the targets and could not be looked at is for the App to be given', async () => {
  const { shadows, problems } = await ofApp('/environments', 403).shadows()
  expect(shadows).toEqual([])
  expect(about(problems)).toEqual([['github-app-id', '']])
})
