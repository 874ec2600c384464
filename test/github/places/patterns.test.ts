import { describe, expect, test } from '@jest/globals'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import { matchesWildcards, shortList, matchRepositories } from '../../../src/github/places/patterns.ts'
import { createReadCache } from '../../../src/github/places/read-cache.ts'
import { json } from '../../http/responses.ts'
import { githubOf, refuse } from '../targets/github-responses.ts'

test.each<[string, string, boolean]>([
  ['shop', 'shop', true],
  ['shop', 'shops', false],
  ['*', 'shop', true],
  ['*', '', true],
  ['deploy-*', 'deploy-eu', true],
  ['deploy-*', 'deploy-', true],
  ['deploy-*', 'redeploy-eu', false],
  ['*-prod', 'deploy-prod', true],
  ['*-prod', 'deploy-prod-2', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*b*c', 'a-c', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a**b', 'ab', true],
  ['x.*', 'x.y', true],
  ['x.*', 'xay', false],
  ['*bcb', 'bcbcb', true],
  ['*ab*ab', 'ab', false],
])('%s, %s: %s', (pattern, name, fits) => {
  expect(matchesWildcards(pattern, name)).toBe(fits)
})

test('a pattern that would keep a regular expression busy for ever', () => {
  const started = performance.now()
  expect(matchesWildcards('*a'.repeat(50) + 'b', 'a'.repeat(100))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a list stays short', () => {
  const names = Array.from({ length: 12 }, (_, index) => `r${index}`)
  expect(shortList(names)).toBe('r0, r1, r2, r3, r4, r5, r6, r7, r8, r9 and 2 more')
  expect(shortList(['a', 'b'])).toBe('a, b')
})

describe('repositories that cannot be listed', () => {
  const match = (answer: () => Response) =>
    matchRepositories(
      githubOf(answer).octokit,
      createReadCache(createServiceClock(() => Promise.resolve())),
      [{ owner: 'Acme', name: 'deploy-*' }],
      false,
    )

  test.each([
    [500, 'Oops', 'repositories', "the list of Acme's repositories could not be read: Oops", ['acme']],
    [401, 'Bad credentials', 'github-token', 'GitHub does not accept the token (401)', ['acme']],
    [
      403,
      'Resource protected by organization SAML enforcement.',
      'github-token',
      "the list of Acme's repositories belongs to an organization with single sign-on, for which the token is not authorized",
      ['acme'],
    ],
    [
      404,
      'Not Found',
      'repositories',
      'the organization Acme does not exist, or the token cannot access it',
      [],
    ],
  ])('%i %s: a later try may find some, or none', async (status, message, about, problem, unlisted) => {
    expect(await match(() => refuse(status, message))).toMatchObject({
      repositories: [],
      problems: [{ about, problem: expect.stringContaining(problem) }],
      unlisted,
    })
  })

  test('a name that could lead elsewhere is none of GitHub', async () => {
    for (const name of ['..', 'deploy-eu/../../acme', ''])
      await expect(match(() => json([{ name }]))).rejects.toThrow(
        'GitHub lists a repository of Acme with a name that is not valid',
      )
  })
})
