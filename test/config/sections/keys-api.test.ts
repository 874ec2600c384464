import { describe, expect, test } from '@jest/globals'
import type { RotateInputs } from '../../../src/config/types.ts'
import { given, inputsOf, problemsOf, type Values } from '../given.ts'

const TOKEN = 'FAKE.jwt.token-of-a-test'
const KEY = 'sk_live_FAKE_of_a_test_00000000'
const ID = '11111111-2222-3333-4444-555555555555'
const RECORD_KEY = 'FAKE+record/key=of-a-test-0123456789'
const PUBLIC_KEY = Buffer.alloc(32, 7).toString('base64')

/** What a rollover on a keys API needs at least. */
const ROLLOVER: Values = {
  command: 'rollover',
  issuer: 'keys-api',
  'keys-api-url': 'https://keys.example.com/v1/',
  'keys-api-token': TOKEN,
}
const ROTATE: Values = {
  ...ROLLOVER,
  command: 'rotate',
  'keys-api-name': 'Production API',
  'keys-api-permissions': 'read, deposit',
}

function read(inputs: Values): RotateInputs {
  const all = inputsOf(given({ ...ROLLOVER, ...inputs }))
  if (!('keysApi' in all)) throw new Error('these are not the inputs of a rotation')
  return all
}

describe('what a run is told', () => {
  test('the least, and the defaults', () => {
    expect(read({})).toMatchObject({
      command: 'rollover',
      keysApi: { url: 'https://keys.example.com/v1', token: TOKEN, permissions: [], expiry: '1M' },
      key: { expiry: { kind: 'after', duration: { months: 1, seconds: 0 } } },
      store: { name: 'acme-shop-api-key' },
      targets: { names: { accessKey: [], secretKey: ['API_KEY'], bundle: [] } },
      oldKey: { policy: 'keep' },
    })
    expect(read({}).keysApi).not.toHaveProperty('first')
    expect(read({}).keysApi).not.toHaveProperty('verify')
  })

  test('everything', () => {
    const inputs = read({
      ...ROTATE,
      expiry: '1Y',
      'keys-api-key': KEY,
      'keys-api-verify-url': '/wallet/balance',
      'keys-api-verify-header': 'X-Key',
      'recovery-public-key': PUBLIC_KEY,
      'record-key': RECORD_KEY,
      'api-key-secret': 'api_key, PAYMENTS_KEY',
      'secret-name': 'payments',
      'old-key': 'keep',
    })
    expect(inputs).toMatchObject({
      keysApi: {
        name: 'Production API',
        permissions: ['read', 'deposit'],
        expiry: '1Y',
        first: { key: KEY },
        verify: { url: 'https://keys.example.com/wallet/balance', header: 'X-Key' },
        recoveryPublicKey: PUBLIC_KEY,
        recordKey: RECORD_KEY,
      },
      store: { name: 'payments' },
      targets: { names: { secretKey: ['API_KEY', 'PAYMENTS_KEY'] } },
    })
    expect(read({ 'keys-api-expired-key-id': ID }).keysApi?.first).toEqual({ id: ID })
  })

  test.each([
    ['1H', { months: 0, seconds: 3600 }],
    ['1D', { months: 0, seconds: 86_400 }],
    ['1M', { months: 1, seconds: 0 }],
    ['1Y', { months: 12, seconds: 0 }],
  ])('expiry %s', (expiry, duration) => {
    const inputs = read({ expiry, 'rollover-window': '10m' })
    expect(inputs.keysApi?.expiry).toBe(expiry)
    expect(inputs.key.expiry).toEqual({ kind: 'after', duration })
  })

  test.each([
    ['/me', 'https://keys.example.com/me'],
    ['https://keys.example.com/v1/me', 'https://keys.example.com/v1/me'],
    ['https://keys.example.com:443/me', 'https://keys.example.com/me'],
    ['//elsewhere.example/me', 'https://keys.example.com//elsewhere.example/me'],
  ])('the proof is had at the same origin: %s', (url, meant) => {
    expect(read({ 'keys-api-verify-url': url }).keysApi?.verify?.url).toBe(meant)
  })

  test('or at another one that is named on purpose, and at no third', () => {
    const elsewhere = {
      'keys-api-verify-url': 'https://wallet.example.com/balance',
      'keys-api-verify-origin': 'https://wallet.example.com',
    }
    expect(read(elsewhere).keysApi?.verify?.url).toBe('https://wallet.example.com/balance')
    const third = { ...elsewhere, 'keys-api-verify-url': 'https://evil.example/balance' }
    expect(problemsOf(given({ ...ROLLOVER, ...third })).map(({ input }) => input)).toEqual([
      'keys-api-verify-url',
    ])
  })

  test('where the address of the service is wrong, that alone is told', () => {
    const wrong = { ...ROLLOVER, 'keys-api-url': 'http://keys.example.com' }
    for (const verify of ['/me', 'https://keys.example.com/me']) {
      const problems = problemsOf(given({ ...wrong, 'keys-api-verify-url': verify }))
      expect(problems.map(({ input }) => input)).toEqual(['keys-api-url'])
    }
  })

  test.each(['rotate', 'rollover', 'rollback'])('record-key with %s', (command) => {
    expect(read({ ...ROTATE, command, 'record-key': ` ${RECORD_KEY} ` }).keysApi?.recordKey).toBe(RECORD_KEY)
    expect(read({ ...ROTATE, command, 'record-key': '' }).keysApi).not.toHaveProperty('recordKey')
  })

  test('record-key with check, which needs nothing else of the service', () => {
    const inputs = inputsOf(given({ command: 'check', issuer: 'keys-api', 'record-key': RECORD_KEY }))
    expect(inputs).toMatchObject({ keys: [{ inputs: { keysApi: { recordKey: RECORD_KEY } } }] })
  })

  test('a record-key that is wrong is not shown, not even in the problems of other inputs', () => {
    const short = 'FAKE-short-record-key'
    for (const command of ['rollover', 'check']) {
      const step = { ...ROLLOVER, command, 'record-key': short, 'secret-name': `/${short}` }
      const problems = problemsOf(given(step))
      expect(problems.map(({ input }) => input)).toEqual(
        expect.arrayContaining(['record-key', 'secret-name']),
      )
      expect(JSON.stringify(problems)).not.toContain(short)
    }
  })

  test('retrieve needs the issuer and nothing else of it', () => {
    expect(inputsOf(given({ command: 'retrieve', issuer: 'keys-api' }))).toMatchObject({
      command: 'retrieve',
      issuer: 'keys-api',
      store: { name: 'acme-shop-api-key' },
    })
  })
})

/** Each row: the inputs, which of them is at fault, what the message says, and what would be right. */
const BAD: readonly (readonly [inputs: Values, at: string, said: string, right: string])[] = [
  [{ 'keys-api-url': '' }, 'keys-api-url', 'not set', 'https://api.example.com'],
  [{ 'keys-api-url': 'http://keys.example.com' }, 'keys-api-url', 'https:// only', 'https://api.example.com'],
  [
    { 'keys-api-url': 'https://u:p@keys.example.com' },
    'keys-api-url',
    'must not contain a user name',
    'https://',
  ],
  [{ 'keys-api-url': 'https://keys.example.com/?a=b' }, 'keys-api-url', 'no ? and no #', 'https://'],
  [{ 'keys-api-url': 'keys.example.com' }, 'keys-api-url', 'not a URL', 'https://'],
  [{ 'keys-api-token': '' }, 'keys-api-token', 'not set', 'the JWT that the login'],
  [{ 'keys-api-token': 'a b' }, 'keys-api-token', 'the value is not a token', 'the JWT that the login'],
  [{ 'keys-api-token': 'a\nb' }, 'keys-api-token', 'the value is not a token', 'the JWT that the login'],
  [{ 'keys-api-key': 'short' }, 'keys-api-key', 'the value is not a key', 'sk_live_'],
  [
    { 'keys-api-key': 'sk_live_FAKE with space' },
    'keys-api-key',
    'the value is not a key',
    'secrets.API_KEY',
  ],
  [{ 'keys-api-expired-key-id': KEY }, 'keys-api-expired-key-id', 'is not the ID of a key', 'a UUID'],
  [
    { 'keys-api-key': KEY, 'keys-api-expired-key-id': ID },
    'keys-api-expired-key-id',
    'set together with keys-api-key',
    'only one of the two',
  ],
  [{ ...ROTATE, 'keys-api-name': '' }, 'keys-api-name', 'not set', 'Production API'],
  [{ ...ROTATE, 'keys-api-name': 'a\nb' }, 'keys-api-name', 'is not a key name', 'Production API'],
  [{ ...ROTATE, 'keys-api-name': 'x'.repeat(201) }, 'keys-api-name', 'at most 200', 'Production API'],
  [{ ...ROTATE, 'keys-api-permissions': '' }, 'keys-api-permissions', 'not set', 'read, deposit'],
  [{ ...ROTATE, 'keys-api-permissions': ' , ' }, 'keys-api-permissions', 'not set', 'read, deposit'],
  [
    { ...ROTATE, 'keys-api-permissions': 'read, all things' },
    'keys-api-permissions',
    '"all things" is not a permission',
    'read, deposit, transfer',
  ],
  [{ 'keys-api-verify-header': 'x api key' }, 'keys-api-verify-header', 'is not a header name', 'x-api-key'],
  [
    { 'keys-api-verify-header': 'x api key', 'keys-api-verify-url': '/me' },
    'keys-api-verify-header',
    'is not a header name',
    'x-api-key',
  ],
  [{ 'keys-api-verify-url': 'wallet' }, 'keys-api-verify-url', 'not a URL', 'https://'],
  [{ 'keys-api-verify-url': '/a/../b' }, 'keys-api-verify-url', 'not in its normal form', 'https://'],
  [{ 'keys-api-verify-url': '/a?key=1' }, 'keys-api-verify-url', 'no ? and no #', 'https://'],
  [
    { 'keys-api-verify-url': 'https://elsewhere.example/me' },
    'keys-api-verify-url',
    'https://elsewhere.example is not the origin of keys-api-url (https://keys.example.com), and a key is sent to no other origin',
    'keys-api-verify-origin: https://elsewhere.example',
  ],
  [
    { 'keys-api-verify-url': 'https://keys.example.com:8443/me' },
    'keys-api-verify-url',
    'a key is sent to no other origin',
    'a URL at https://keys.example.com',
  ],
  [
    { 'keys-api-verify-url': '/me', 'keys-api-verify-origin': 'http://wallet.example.com' },
    'keys-api-verify-origin',
    'https:// only',
    'https://',
  ],
  [{ 'recovery-public-key': 'abc' }, 'recovery-public-key', 'is not a public key', 'npm run recovery'],
  [
    { 'recovery-public-key': Buffer.alloc(31, 7).toString('base64') },
    'recovery-public-key',
    'is not a public key',
    '32 bytes in base64',
  ],
  [
    { 'record-key': 'x'.repeat(31) },
    'record-key',
    'the value is not a record key: at least 32 characters',
    'openssl rand -base64 32',
  ],
  [{ 'record-key': `${RECORD_KEY} ${RECORD_KEY}` }, 'record-key', 'the value is not a record key', 'openssl'],
  [
    { 'record-key': `${RECORD_KEY}\n${RECORD_KEY}` },
    'record-key',
    'the value is not a record key',
    'openssl',
  ],
  [{ expiry: '90d' }, 'expiry', '"90d" is not an expiry of a keys API', 'one of 1H, 1D, 1M, 1Y'],
  [{ expiry: '1h' }, 'expiry', '"1h" is not an expiry of a keys API', 'one of 1H, 1D, 1M, 1Y'],
  [{ expiry: 'never' }, 'expiry', 'is not an expiry of a keys API', 'one of 1H, 1D, 1M, 1Y'],
  [{ 'rollover-window': '8d' }, 'rollover-window', '8 days is longer than the 7 days', 'at most 7d'],
  [{ expiry: '1Y', 'rollover-window': '1M' }, 'rollover-window', '1 month is longer than', 'at most 7d'],
  [
    { expiry: '1H' },
    'rollover-window',
    '7 days is not shorter than expiry (1 hour)',
    'a shorter rollover-window',
  ],
  [{ 'old-key': 'delete' }, 'old-key', 'a keys API cannot delete a key', 'keep, or no value'],
  [
    { command: 'retire' },
    'command',
    'there is nothing to retire',
    'Deactivate a leaked key in the service itself',
  ],
  [{ 'api-key-secret': 'none' }, 'api-key-secret', 'no GitHub secret would receive the key', 'API_KEY'],
  [
    { 'api-key-secret': 'GITHUB_X' },
    'api-key-secret',
    'is not a valid name for a GitHub secret',
    'letters, digits',
  ],
  ...['application-id', 'description', 'replaces-access-key', 'bundle-secret', 'access-key-variable'].map(
    (name) =>
      [
        {
          [name]:
            name === 'application-id' ? ID : name.startsWith('replaces') ? 'SCWFAKEFAKEFAKEFAKE2' : 'NAME',
        },
        name,
        'has no effect with issuer: keys-api',
        'no value, or issuer: scaleway',
      ] as const,
  ),
  ...[
    ['keys-api-url', 'https://keys.example.com'],
    ['keys-api-token', TOKEN],
    ['keys-api-key', KEY],
    ['keys-api-expired-key-id', ID],
    ['keys-api-name', 'x'],
    ['keys-api-permissions', 'read'],
    ['keys-api-verify-url', '/me'],
    ['keys-api-verify-origin', 'https://wallet.example.com'],
    ['recovery-public-key', PUBLIC_KEY],
    ['record-key', RECORD_KEY],
  ].map(
    ([name = '', value = '']) =>
      [
        { issuer: 'scaleway', 'keys-api-url': '', 'keys-api-token': '', [name]: value },
        name,
        'has no effect with issuer: scaleway',
        'no value, or issuer: keys-api',
      ] as const,
  ),
  [
    { issuer: 'aws', 'keys-api-url': '', 'keys-api-token': '' },
    'issuer',
    '"aws" is not an issuer',
    'scaleway, keys-api',
  ],
]

test.each(BAD)('%j: %s', (inputs, at, said, right) => {
  const problems = problemsOf(given({ ...ROLLOVER, ...inputs }))
  expect(problems).toMatchObject([
    {
      input: at,
      problem: expect.stringContaining(said) as unknown,
      remedy: expect.stringContaining(right) as unknown,
    },
  ])
  expect(JSON.stringify(problems)).not.toContain(inputs['keys-api-key'] ?? TOKEN)
})

test('all problems are told at once', () => {
  const wrong = {
    command: 'rotate',
    issuer: 'keys-api',
    'keys-api-verify-header': 'a b',
    expiry: '2M',
    'old-key': 'delete',
    'recovery-public-key': 'x',
    'application-id': ID,
  }
  const problems = problemsOf(given(wrong)).map(({ input }) => input)
  expect(problems.sort()).toEqual(
    [
      'application-id',
      'expiry',
      'keys-api-name',
      'keys-api-permissions',
      'keys-api-token',
      'keys-api-url',
      'keys-api-verify-header',
      'old-key',
      'recovery-public-key',
    ].sort(),
  )
})

test('an hour-long key needs a window that fits, and then nothing else', () => {
  const short = { expiry: '1H', 'rollover-window': '10m' }
  expect(problemsOf(given({ ...ROLLOVER, ...short }))).toEqual([])
  expect(problemsOf(given({ ...ROTATE, ...short }))).toEqual([])
})

test('only what a keys API rolls over must be due in the week before its end', () => {
  const window = { 'rollover-window': '20d', expiry: '1M' }
  expect(problemsOf(given({ ...ROLLOVER, ...window })).map(({ input }) => input)).toEqual(['rollover-window'])
  expect(problemsOf(given({ ...ROTATE, ...window }))).toEqual([])
  expect(problemsOf(given({ command: 'rollover', 'rollover-window': '20d', expiry: '60d' }))).toEqual([])
})

test('an event that strangers can cause is refused, though all but the address for proofs is on loopback', () => {
  const local = {
    ...ROLLOVER,
    'scw-api-url': 'http://127.0.0.1:1',
    'keys-api-url': 'http://127.0.0.1:2',
  }
  const env = {
    GITHUB_API_URL: 'http://127.0.0.1:3',
    GITHUB_SERVER_URL: 'http://127.0.0.1:3',
    GITHUB_EVENT_NAME: 'pull_request',
  }
  expect(problemsOf(given(local, env))).toEqual([])
  const elsewhere = {
    'keys-api-verify-url': 'https://wallet.example.com/me',
    'keys-api-verify-origin': 'https://wallet.example.com',
  }
  expect(problemsOf(given({ ...local, ...elsewhere }, env)).map(({ input }) => input)).toEqual(['on'])
  const real = { ...local, 'keys-api-url': 'https://keys.example.com' }
  expect(problemsOf(given(real, env)).map(({ input }) => input)).toEqual(['on'])
})
