import { expect, test } from '@jest/globals'
import { jsonOnly } from '../../src/http/json-only.ts'
import { serviceOf, thrownBy } from './responses.ts'

const PAGE = '<html>Welcome! Please sign in.</html>'
const SAID = "The service's answer (200) is not JSON"

function asked(text: string, ...parameters: Parameters<typeof fetch>): Promise<Response> {
  const { fetch } = serviceOf(() => new Response(text))
  return jsonOnly('The service', fetch)(...parameters)
}

const url = 'https://example.com/'

test.each([
  ['{"a":1}', 'GET'],
  ['[]', 'POST'],
  ['', 'PUT'],
  ['', 'DELETE'],
])('%j is an answer to %s', async (text, method) => {
  expect(await (await asked(text, url, { method })).text()).toBe(text)
  expect(await (await asked(text, new Request(url, { method }))).text()).toBe(text)
})

test.each([
  [PAGE, 'GET', 'ConnectionError'],
  ['null', 'GET', 'ConnectionError'],
  ['', 'GET', 'ConnectionError'],
  [PAGE, 'PUT', 'ConnectionError'],
  [PAGE, 'POST', 'AmbiguousResult'],
  ['', 'POST', 'AmbiguousResult'],
])('%j is none to %s', async (text, method, name) => {
  for (const error of [
    await thrownBy(asked(text, url, { method })),
    await thrownBy(asked(text, new Request(url, { method }))),
  ]) {
    expect(error).toMatchObject({ name, message: expect.stringContaining(SAID) })
  }
})

test('who says no method asks for something', async () => {
  expect(await thrownBy(asked('', url))).toMatchObject({ name: 'ConnectionError' })
  expect(await thrownBy(asked('', url, {}))).toMatchObject({ name: 'ConnectionError' })
})
