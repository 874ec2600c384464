import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkName } from '../../../sandbox/github/api/body.ts'
import { GITHUB_SECRET, ENVIRONMENT_OF_REPOSITORY } from '../../../src/config/names.ts'
import { createGithub } from '../../../src/github/client/client.ts'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import { createSecrets } from '../../../src/github/secrets/secrets.ts'
import { createReadCache } from '../../../src/github/places/read-cache.ts'
import { smallGithubTokens } from '../../../sandbox/index.ts'
import { startGithub, type TestGithub } from '../../sandbox/github/fixture.ts'

let site: TestGithub
beforeAll(async () => {
  site = await startGithub()
})
afterAll(() => site.stop())

/** Whatever GitHub's pages let people type: any script, spaces, quotes, what means something in an address. */
const environments = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          '/',
          '%',
          '%2F',
          '..',
          '.',
          '?',
          '#',
          '&',
          '+',
          ' ',
          ';',
          '\\',
          '"',
          'é',
          '日本',
          '🚀',
          'a',
        ),
        {
          minLength: 1,
          maxLength: 10,
        },
      )
      .map((parts) => parts.join('')),
  )
  .filter((name) => ENVIRONMENT_OF_REPOSITORY.parse(`acme/shop/${name}`)?.environment === name)

describe('addresses', () => {
  test('the secret of an environment with any legal name is written there and nowhere else', async () => {
    const clock = createServiceClock(() => Promise.resolve())
    const seen = new Set(['production'])
    const octokit = createGithub(fetch, site.url, smallGithubTokens.writer)
    await fc.assert(
      fc.asyncProperty(environments, async (environment) => {
        // GitHub ignores the case of environments, so the second one of a name is none.
        fc.pre(!seen.has(environment.toLowerCase()))
        seen.add(environment.toLowerCase())
        site.github.addEnvironment('acme/shop', environment)
        const before = site.github.history().length
        const place = {
          kind: 'actions',
          scope: 'environment',
          owner: 'acme',
          repo: 'shop',
          environment,
        } as const
        const secrets = createSecrets({
          octokit,
          clock,
          reads: createReadCache(clock),
          place,
          names: ['FAKE'],
          access: undefined,
          confirm: () => Promise.resolve(),
        })
        const write = await secrets.open('FAKE')
        await write(`fake-${environment}`)
        expect(site.github.secret({ repository: 'acme/shop', environment }, 'FAKE')).toBe(
          `fake-${environment}`,
        )
        expect(site.github.history().length).toBe(before + 1)
        expect((await secrets.observe()).entries[0]?.updatedAt).toBeInstanceOf(Date)
      }),
      { numRuns: 60 },
    )
  })

  test('a name for a secret is one here exactly where GitHub takes it', () => {
    const names = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.stringMatching(/^[A-Za-z_0-9]{1,12}$/),
      fc.stringMatching(/^(github|GitHub|GITHUB)_?[a-z]{0,3}$/),
    )
    fc.assert(
      fc.property(names, (name) => {
        let taken: string | undefined
        try {
          taken = checkName(name, 'Secret')
        } catch {
          taken = undefined // refused, as GitHub does
        }
        expect(GITHUB_SECRET.parse(name)).toBe(taken)
      }),
      { numRuns: 2000 },
    )
  })
})
