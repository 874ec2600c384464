import { describe, expect, test } from '@jest/globals'
import { fingerprint } from '../../src/lib/fingerprint.ts'
import { API_KEY_PAYLOAD, payloadOf, SCALEWAY_PAYLOAD, secretsIn } from '../../src/scaleway/payload.ts'

const KEY = 'sk_live_FAKE_0000000000000001'
const PAIR = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }
const OWN = { accessKey: fingerprint(KEY), secret: KEY }

test('each issuer reads what it wrote, and nothing of the other one', () => {
  const ours = API_KEY_PAYLOAD.write(OWN)
  const theirs = SCALEWAY_PAYLOAD.write(PAIR)
  expect(JSON.parse(ours)).toEqual({ API_KEY: KEY })
  expect(API_KEY_PAYLOAD.read(ours)).toEqual(OWN)
  expect(SCALEWAY_PAYLOAD.read(theirs)).toEqual(PAIR)
  expect(API_KEY_PAYLOAD.read(theirs)).toBeUndefined()
  expect(SCALEWAY_PAYLOAD.read(ours)).toBeUndefined()
  expect([payloadOf('scaleway'), payloadOf('keys-api')]).toEqual([SCALEWAY_PAYLOAD, API_KEY_PAYLOAD])
})

describe('what is no key of a keys API', () => {
  test.each([
    '',
    'a line of a certificate',
    '"sk_live_FAKE"',
    'null',
    '[]',
    '{}',
    '{"API_KEY":""}',
    '{"API_KEY":7}',
    '{"API_KEY":{"key":"sk_live_FAKE"}}',
    '{"api_key":"sk_live_FAKE"}',
    '{"API_KEY":"sk_live_FAKE","SECRET_KEY":""}',
  ])('%s', (text) => {
    expect(API_KEY_PAYLOAD.read(text)).toBeUndefined()
  })
})

test('messages say what either looks like', () => {
  expect(SCALEWAY_PAYLOAD.shape).toBe('{"API_KEY":"SCW…","SECRET_KEY":"…"}')
  expect(API_KEY_PAYLOAD.shape).toBe('{"API_KEY":"…"}')
})

test.each([
  '{"API_KEY":"an access key","SECRET_KEY":"fa4e"}',
  '{"API_KEY":"SCWFAKEFAKEFAKEFAKE1/../1","SECRET_KEY":"fa4e"}',
  '{"API_KEY":"../SCWFAKEFAKEFAKEFAKE1","SECRET_KEY":"fa4e"}',
  '{"API_KEY":"SCWFAKEFAKEFAKEFAKE1","SECRET_KEY":""}',
  '{"API_KEY":"SCWFAKEFAKEFAKEFAKE1","SECRET_KEY":7}',
  '{"API_KEY":"SCWFAKEFAKEFAKEFAKE1"}',
  '{"API_KEY":["SCWFAKEFAKEFAKEFAKE1"],"SECRET_KEY":"fa4e"}',
  '7',
])('what is no pair of Scaleway: %s', (text) => {
  expect(SCALEWAY_PAYLOAD.read(text)).toBeUndefined()
})

describe('all that must not be seen', () => {
  test('of a key: itself, and the whole, which a bundle is', () => {
    const text = `{"API_KEY":"${KEY}","NOTE":"of the shop"}`
    expect(secretsIn(text, OWN)).toEqual([KEY, text])
  })

  test('of a pair: the secret key, and not the access key, which is none', () => {
    const text = SCALEWAY_PAYLOAD.write(PAIR)
    expect(secretsIn(text, PAIR)).toEqual([PAIR.secret, text])
  })

  test('of what cannot be read: what can be a key, and the whole', () => {
    const theirs = SCALEWAY_PAYLOAD.write(PAIR)
    expect(secretsIn(theirs, undefined)).toEqual([PAIR.secret, theirs])
    const broken = `{"API_KEY":"${KEY}","SECRET_KEY":"${PAIR.secret}"}`
    expect(secretsIn(broken, undefined)).toEqual([KEY, PAIR.secret, broken])
    expect(secretsIn('a certificate', undefined)).toEqual(['a certificate'])
    expect(secretsIn('{"a":1,"b":null}', undefined)).toEqual(['{"a":1,"b":null}'])
  })

  test.each([
    '"error":"false","status":"failed","GITHUB_OUTPUT":"outcome"',
    '"API_KEY":"error","SECRET_KEY":"false"',
    '"API_KEY":["rotated"],"SECRET_KEY":{"0":"rotated"}',
    `"API_KEY":"${PAIR.accessKey}","SECRET_KEY":"failed"`,
  ])('words are no secrets, whoever stored them: %s', (fields) => {
    const text = `{${fields}}`
    const credential = SCALEWAY_PAYLOAD.read(text)
    expect(secretsIn(text, credential)).toEqual([text])
    for (const short of ['error', 'false', '{}']) expect(secretsIn(short, undefined)).toEqual([])
  })
})
