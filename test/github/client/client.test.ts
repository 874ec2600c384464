import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createGithub, githubFailure } from '../../../src/github/client/client.ts'
import { json, serviceOf, thrownBy } from '../../http/responses.ts'

const SEE_REPOSITORY = 'GET /repos/{owner}/{repo}'
const shop = { owner: 'acme', repo: 'shop' }

function github(answer: () => Response) {
  return createGithub(serviceOf(answer).fetch, 'https://api.github.com', 'ghp_FAKE')
}

afterEach(() => {
  jest.restoreAllMocks()
})

test("what GitHub's client would print of itself does not get into the log", async () => {
  const printed = (['debug', 'info', 'warn', 'error'] as const).map((level) =>
    jest.spyOn(console, level).mockReturnValue(undefined),
  )
  const old = { deprecation: 'true', sunset: 'Tue, 01 Jan 2030 00:00:00 GMT' }
  const { data } = await github(() => json({ id: 7 }, 200, old)).request(SEE_REPOSITORY, shop)
  expect(data).toEqual({ id: 7 })
  for (const each of printed) expect(each).not.toHaveBeenCalled()
})

describe('a failure', () => {
  const failure = async (status: number, message: string) =>
    githubFailure(await thrownBy(github(() => json({ message }, status)).request(SEE_REPOSITORY, shop)))

  test('for too many requests is one, whichever status GitHub gives it', async () => {
    expect(await failure(403, 'You have exceeded a secondary rate limit.')).toMatchObject({ status: 429 })
    expect(await failure(429, 'Slow down')).toMatchObject({ status: 429 })
    expect(await failure(403, 'Resource not accessible')).toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible'),
    })
  })

  test('that is none of GitHub is thrown on as it was', () => {
    const caught = (thrown: unknown): unknown => {
      try {
        return githubFailure(thrown)
      } catch (error) {
        return error
      }
    }
    const mistake = new TypeError('a bug')
    expect(caught(mistake)).toBe(mistake)
    expect(caught(new Error('wrapped', { cause: mistake }))).toBe(mistake)
    expect(caught('a text')).toBe('a text')
  })
})
