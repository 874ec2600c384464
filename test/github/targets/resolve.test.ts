import { expect, test } from '@jest/globals'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import { resolveTargets } from '../../../src/github/targets/resolve.ts'
import { createReadCache } from '../../../src/github/places/read-cache.ts'
import { json } from '../../http/responses.ts'
import { acme, githubOf, refuse } from './github-responses.ts'

test('a selected repository that cannot be looked up, and why', async () => {
  const answers: Readonly<Record<string, Response>> = {
    '/repos/acme/shop': json({ id: 7, name: 'shop' }),
    '/repos/acme/slow': refuse(500, 'Oops'),
    '/repos/acme/wrong': json({ id: 'seven' }),
  }
  const { octokit } = githubOf(({ path }) => answers[path] ?? refuse(404, 'Not Found'))
  const repositories = ['shop', 'slow', 'wrong', 'gone'].map((repo) => ({ owner: 'acme', repo }))
  const { places, problems } = await resolveTargets(
    octokit,
    createReadCache(createServiceClock(() => Promise.resolve())),
    {
      places: [{ ...acme, access: { visibility: 'selected', repositories } }],
      patterns: [],
      kinds: ['actions'],
    },
  )
  expect(places.map(([, access]) => access)).toEqual([
    {
      visibility: 'selected',
      repositoryIds: new Set([7]),
      selected: [{ name: 'acme/shop', id: '7' }],
    },
  ])
  expect(problems.map(({ about, problem, remedy }) => `${about}: ${problem}. ${remedy}`)).toEqual([
    expect.stringMatching(/^selected-repositories: acme\/slow could not be read: Oops.*\. Run again later/),
    expect.stringMatching(/^selected-repositories: acme\/wrong could not be read: .* has the wrong type/),
    expect.stringMatching(/^selected-repositories: the repository acme\/gone does not exist/),
  ])
})
