import { expect, test } from '@jest/globals'
import { criticalPath, mostInFlight, roundTrips, waterfall, type Request } from '../../bench/timeline.ts'

function request(path: string, from: number, to: number, rest: Partial<Request> = {}): Request {
  return { service: 'github', method: 'GET', path, status: 200, from, to, furtherProof: false, ...rest }
}

const pathsOf = (requests: readonly Request[]): readonly string[] => requests.map(({ path }) => path)

test('the critical path leads back over whatever answer came last before each request', () => {
  const requests = [
    request('a', 0, 50),
    request('b', 0, 60),
    request('c', 65, 100),
    request('d', 66, 120),
    request('e', 125, 170),
  ]
  expect(pathsOf(criticalPath(requests))).toEqual(['b', 'd', 'e'])
  expect(roundTrips(requests)).toBe(3)
})

test('requests side by side are one round trip, however many they are', () => {
  expect(
    roundTrips(Array.from({ length: 100 }, (_, index) => request('a', index / 10, 50 + index / 10))),
  ).toBe(1)
})

test('requests one after the other count, whatever order they are told in', () => {
  const requests = [request('c', 40, 60), request('a', 0, 20), request('b', 20, 40)]
  expect(pathsOf(criticalPath(requests))).toEqual(['a', 'b', 'c'])
})

test('a further proof is on the path and no round trip', () => {
  const requests = [
    request('a', 0, 50),
    request('again', 1050, 1100, { furtherProof: true }),
    request('b', 1110, 1160),
  ]
  expect(pathsOf(criticalPath(requests))).toEqual(['a', 'again', 'b'])
  expect(roundTrips(requests)).toBe(2)
})

test('no requests are no round trips', () => {
  expect(roundTrips([])).toBe(0)
  expect(mostInFlight([])).toBe(0)
})

test('what ends in a moment makes room for what begins in it', () => {
  expect(mostInFlight([request('a', 0, 10), request('b', 10, 20), request('c', 20, 30)])).toBe(1)
  expect(mostInFlight([request('a', 0, 11), request('b', 10, 20), request('c', 10, 30)])).toBe(3)
})

test('a waterfall shows every request in order, each in its time, and marks the critical path', () => {
  const lines = waterfall(
    [
      request('/late', 50, 100, { method: 'PUT', service: 'scaleway' }),
      request('/early', 0, 50),
      request('/beside', 0, 40),
      request('/again', 45, 48, { furtherProof: true }),
    ],
    10,
  )
  expect(lines).toEqual([
    '●     0    50 █████       github GET /early',
    '      0    40 ████        github GET /beside',
    '     45    48      █      github GET /again',
    '●    50   100      █████  scaleway PUT /late',
  ])
})
