import { expect, test } from '@jest/globals'
import type { Exchange } from '../../sandbox/server/service.ts'
import { transcript } from './transcript.ts'

const application = '11111111-2222-4333-8444-555555555555'
const made = 'SCWAAAAAAAAAAAAAAAAA'

/** `github GET /path 200` as an exchange. */
function exchanges(...lines: readonly string[]): Exchange[] {
  return lines.map((line, index) => {
    const [service, method, url, status] = line.split(' ') as ['github' | 'scaleway', string, string, string]
    return {
      number: index + 1,
      service,
      method,
      url,
      requestHeaders: {},
      requestBody: method === 'POST' ? { application_id: application, description: 'x' } : undefined,
      status: status === 'cut' ? undefined : Number(status),
      responseHeaders: {},
      responseBody: undefined,
      at: '2026-01-01T00:00:00Z',
      fault: status === 'cut' ? 'cut-before' : undefined,
    }
  })
}

const read = (repository: string) => `github GET /repos/acme/${repository}/actions/secrets/public-key 200`
const put = (repository: string, name: string) =>
  `github PUT /repos/acme/${repository}/actions/secrets/${name} 204`
const prove = `scaleway GET /iam/v1alpha1/api-keys/${made} 200`
const text = (...lines: readonly string[]) =>
  transcript({
    log: `made ${made} for ${application} in 12 ms\n`,
    exitCode: 0,
    signal: undefined,
    exchanges: exchanges(...lines),
  })

test('a transcript names what differs from run to run', () => {
  expect(text('scaleway POST /iam/v1alpha1/api-keys cut', prove, prove, read('b'), put('b', 'X')))
    .toBe(`made <key 1> for <application> in <duration>

exit code 0

Requests
  scaleway POST /iam/v1alpha1/api-keys {application_id, description} → no answer (fault: cut-before)
  scaleway GET /iam/v1alpha1/api-keys/<key 1> → 200 (repeated)
  github GET /repos/acme/b/actions/secrets/public-key → 200
  github PUT /repos/acme/b/actions/secrets/X → 204
`)
})

test('a transcript is the same for every order in which targets side by side can be written', () => {
  const end = 'scaleway PATCH /secret-manager/v1beta1/regions/fr-par/secrets/1/versions/1 200'
  const orders = [
    [read('a'), put('a', 'X'), put('a', 'Y'), read('b'), put('b', 'X')],
    [read('b'), read('a'), put('b', 'X'), put('a', 'X'), put('a', 'Y')],
    [read('a'), read('b'), put('a', 'X'), put('b', 'X'), put('a', 'Y')],
  ].map((order) => text(prove, ...order, end))
  expect(new Set(orders).size).toBe(1)
  expect(orders[0]).not.toBe(
    text(prove, read('a'), put('a', 'Y'), put('a', 'X'), read('b'), put('b', 'X'), end),
  )
})

test('a transcript sorts the targets that the log counts', () => {
  const run = { exitCode: 0, signal: undefined, exchanges: [] }
  const one = transcript({ ...run, log: 'Write\n  1 of 2: acme/b\n  2 of 2: acme/a\nDone\n' })
  expect(one).toContain('Write\n  1 of 2: acme/a\n  2 of 2: acme/b\nDone\n')
})
