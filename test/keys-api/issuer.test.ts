import { describe, expect, test } from '@jest/globals'
import { createKeysApi, type KeysApiOptions } from '../../src/keys-api/issuer.ts'
import { fingerprint } from '../../src/lib/fingerprint.ts'
import { AmbiguousResult, RunProblems } from '../../src/rotation/model/ports.ts'
import { ConnectionError } from '../../src/http/connection.ts'

const OLD = 'sk_live_FAKE_old_0000000000000000'
const NEW = 'sk_live_FAKE_new_1111111111111111'
const ENDS = '2030-01-10T18:00:00.000Z'
const SOURCE = { credential: { accessKey: fingerprint(OLD), secret: OLD } }

/** An issuer whose service gives this answer, and what became of it. */
function issuerOf(answer: () => Response, rest: Partial<KeysApiOptions> = {}) {
  const masked: string[] = []
  const sent: { readonly url: string; readonly init: RequestInit; readonly body: unknown }[] = []
  const issuer = createKeysApi({
    api: (url, init) => {
      sent.push({ url: url as string, init: init ?? {}, body: JSON.parse(init?.body as string) })
      return Promise.resolve(answer())
    },
    url: 'https://keys.example.com/v1',
    token: 'FAKE.jwt',
    name: 'Production API',
    permissions: ['read'],
    expiry: '1M',
    first: undefined,
    verify: undefined,
    mask: (secret) => masked.push(secret),
    ...rest,
  })
  return { issuer, masked, sent }
}

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status })
const text =
  (body: string, status = 200) =>
  () =>
    new Response(body, { status })

describe('what is sent', () => {
  const guide = json({ status_code: 200, data: { api_key: NEW, expires_at: ENDS } })

  test('a rollover names the key or its id, and never both', async () => {
    const { issuer, sent } = issuerOf(guide)
    await issuer.rollOver(SOURCE)
    await issuer.rollOver({ id: 'an id' })
    expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('https://keys.example.com/v1/keys/rollover'))
    expect(sent.map(({ body }) => body)).toEqual([
      { api_key: OLD, expiry: '1M' },
      { expired_key_id: 'an id', expiry: '1M' },
    ])
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer FAKE.jwt', 'content-type': 'application/json' },
    })
  })

  test('a new key is told its name, permissions and expiry', async () => {
    const { issuer, sent } = issuerOf(guide)
    await issuer.create()
    expect(sent[0]?.url).toBe('https://keys.example.com/v1/keys/create')
    expect(sent[0]?.body).toEqual({
      name: 'Production API',
      permissions: ['read'],
      expiry: '1M',
    })
  })
})

/** Answers that show a key. */
const KEYS: readonly (readonly [name: string, answer: () => Response, ends: string | undefined])[] = [
  ['the guide’s', json({ status_code: 200, message: 'ok', data: { api_key: NEW, expires_at: ENDS } }), ENDS],
  ['without the envelope', json({ api_key: NEW, expires_at: ENDS }), ENDS],
  ['a 201', json({ status_code: 201, data: { api_key: NEW, expires_at: ENDS } }, 201), ENDS],
  ['beside an empty envelope', json({ data: {}, api_key: NEW, expires_at: ENDS }), ENDS],
  ['beside no envelope', json({ data: null, api_key: NEW, expires_at: ENDS }), ENDS],
  ['without its end', json({ data: { api_key: NEW } }), undefined],
  ['with an end that is none', json({ data: { api_key: NEW, expires_at: 'soon' } }), undefined],
  ['with an end in numbers', json({ data: { api_key: NEW, expires_at: 1_900_000_000 } }), undefined],
  ['with a refusal in it', json({ status_code: 400, message: 'no', data: { api_key: NEW } }, 400), undefined],
  ['with a mark at its beginning', text(`\ufeff{"data":{"api_key":"${NEW}"}}`), undefined],
]

describe('an answer that shows a key', () => {
  test.each(KEYS)('%s', async (_, answer, ends) => {
    for (const ask of ['create', 'rollOver'] as const) {
      const { issuer, masked } = issuerOf(answer)
      const key = ask === 'create' ? await issuer.create() : await issuer.rollOver(SOURCE)
      const made = 'kind' in key ? (key.kind === 'created' ? key.key : undefined) : key
      expect(made?.credential).toEqual({ accessKey: fingerprint(NEW), secret: NEW })
      expect(made?.expiresAt?.toISOString()).toBe(ends)
      expect(masked).toEqual([NEW])
    }
  })

  test('masks the key before it looks at anything else of the answer', async () => {
    const order: string[] = []
    const { issuer } = issuerOf(json({ data: { api_key: NEW, expires_at: ENDS } }), {
      mask: () => {
        order.push('masked')
      },
    })
    const made = await issuer.create()
    order.push('answered')
    expect(order).toEqual(['masked', 'answered'])
    expect(made.credential.accessKey).not.toContain('FAKE')
  })
})

/** Answers that show none, although nothing is refused: the key may have been made. */
const NONE: readonly (readonly [name: string, answer: () => Response])[] = [
  ['nothing at all', text('')],
  ['a page', text('<html>hello</html>')],
  ['JSON that breaks off', text(`{"data":{"api_key":"${NEW}`)],
  ['a list', json([{ api_key: NEW }])],
  ['a text', json(NEW)],
  ['null', json(null)],
  ['an empty key', json({ data: { api_key: '' } })],
  ['a key that is no text', json({ data: { api_key: { value: NEW } } })],
  ['everything but the key', json({ status_code: 200, message: 'ok', data: { expires_at: ENDS } })],
  ['a 204', () => new Response(null, { status: 204 })],
]

describe('an answer that shows none and refuses nothing', () => {
  test.each(NONE)('%s is no answer, and does not show what it said', async (_, answer) => {
    const { issuer, masked } = issuerOf(answer)
    for (const asked of [issuer.create(), issuer.rollOver(SOURCE)]) {
      const error: unknown = await asked.then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(AmbiguousResult)
      expect(String(error)).toContain('has no key')
      expect(String(error)).not.toContain(NEW.slice(0, 12))
    }
    // What could not be read may be a key, whatever it is.
    const body = await answer().text()
    const readable = body === '' || /^\{.*\}$/.test(body)
    if (!readable) expect(masked).toEqual([body, body])
  })
})

/** Refusals: what the service says, and what becomes of a rollover. */
const REFUSALS: readonly (readonly [
  status: number,
  body: unknown,
  kind: 'not-yet' | 'unknown-key' | 'refused',
  about: string,
  said: string,
])[] = [
  [400, { message: 'API key must be expired or expiring within 7 days to rollover' }, 'not-yet', '', ''],
  [422, { message: ['API key must be expired or expiring within 7 days to rollover'] }, 'not-yet', '', ''],
  [
    404,
    { status_code: 404, message: 'API key not found' },
    'unknown-key',
    'keys-api-key',
    'API key not found',
  ],
  [400, { message: 'API Key Not Found' }, 'unknown-key', 'keys-api-key', 'did not find this key of the user'],
  [
    200,
    { status_code: 404, message: 'API key not found' },
    'unknown-key',
    'keys-api-key',
    'API key not found',
  ],
  [404, { message: 'Cannot POST /v2/keys/rollover' }, 'refused', 'keys-api-url', '404: Cannot POST'],
  [404, '<html>', 'refused', 'keys-api-url', '(404)'],
  [401, { message: 'Unauthorized' }, 'refused', 'keys-api-token', '401: Unauthorized'],
  [401, '', 'refused', 'keys-api-token', '(401)'],
  [403, { message: 'Forbidden' }, 'refused', 'keys-api-token', '403: Forbidden'],
  [429, { message: 'Too many' }, 'refused', 'keys-api-url', '429: Too many'],
  [
    400,
    { message: 'Either api_key or expired_key_id must be provided' },
    'refused',
    'keys-api-key',
    'must be provided',
  ],
  [400, { message: ['a', 1, 'b'] }, 'refused', 'keys-api-url', '400: a; b'],
  [400, { message: { en: 'no' } }, 'refused', 'keys-api-url', '(400)'],
  [409, { message: 'busy' }, 'refused', 'keys-api-url', '409: busy'],
]

describe('a refusal', () => {
  test.each(REFUSALS)('%s %j is %s', async (status, body, kind, about, said) => {
    const answer = typeof body === 'string' ? text(body, status) : json(body, status)
    const { issuer } = issuerOf(answer)
    const found = await issuer.rollOver(SOURCE)
    expect(found.kind).toBe(kind)
    if ('problem' in found) {
      expect(found.problem.about).toBe(about)
      expect(found.problem.problem).toContain(said)
      expect(found.problem.remedy).not.toBe('')
    }
    // Whoever creates a key has nothing to roll over: every refusal is a problem.
    await expect(issuerOf(answer).issuer.create()).rejects.toBeInstanceOf(RunProblems)
  })

  test('of an id names the input that gave it', async () => {
    const { issuer } = issuerOf(json({ message: 'API key not found' }, 404))
    expect(await issuer.rollOver({ id: 'x' })).toMatchObject({
      kind: 'unknown-key',
      problem: { about: 'keys-api-expired-key-id' },
    })
  })
})

describe('a proof', () => {
  const probing = (answer: () => Promise<Response>) => {
    const shown: RequestInit[] = []
    const { issuer } = issuerOf(text(''), {
      verify: {
        url: 'https://keys.example.com/me',
        header: 'x-api-key',
        fetch: (_, init) => {
          shown.push(init ?? {})
          return answer()
        },
      },
    })
    return { probe: issuer.probe, shown }
  }
  const credential = { accessKey: fingerprint(NEW), secret: NEW }

  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [401, 'denied'],
    [403, 'forbidden'],
    [404, 'unclear'],
    [429, 'unclear'],
    [500, 'unclear'],
  ])('%i is %s', async (status, expected) => {
    const { probe, shown } = probing(() =>
      Promise.resolve(new Response(status === 204 ? null : '', { status })),
    )
    expect(await probe?.(credential)).toBe(expected)
    expect(shown).toEqual([{ headers: { 'x-api-key': NEW } }])
  })

  test('no answer is unclear; a mistake of our own is none of that', async () => {
    expect(await probing(() => Promise.reject(new ConnectionError('cut'))).probe?.(credential)).toBe(
      'unclear',
    )
    const broken = probing(() => Promise.reject(new TypeError('a bug')))
    await expect(broken.probe?.(credential)).rejects.toThrow('a bug')
  })

  test('a key that no header can carry is not sent', async () => {
    const { probe, shown } = probing(() => Promise.resolve(new Response('')))
    for (const secret of ['sk_live_a\nb', 'sk_live_ü', 'sk live', '']) {
      expect(await probe?.({ accessKey: 'key-0', secret })).toBe('unclear')
    }
    expect(shown).toEqual([])
  })

  test('there is none where nobody said what to ask', () => {
    expect(issuerOf(text('')).issuer.probe).toBeUndefined()
  })
})

describe('the token', () => {
  const at = new Date('2030-01-01T00:00:00Z')
  const seconds = at.getTime() / 1000
  const jwt = (claims: unknown) => `FAKE.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.FAKE`

  test.each([
    ['ended a second ago', jwt({ exp: seconds - 1 }), 1],
    ['ends now', jwt({ exp: seconds }), 1],
    ['ends in a second', jwt({ exp: seconds + 1 }), 0],
    ['does not say when it ends', jwt({ sub: 'acme' }), 0],
    ['says so in words', jwt({ exp: 'tomorrow' }), 0],
    ['is no JWT', 'FAKE-opaque', 0],
    ['is not JSON', 'FAKE.FAKE.FAKE', 0],
    ['ended before time began', jwt({ exp: -1e300 }), 1],
  ])('that %s', (_, token, problems) => {
    const { issuer } = issuerOf(text(''), { token })
    expect(issuer.problems(at)).toHaveLength(problems)
    for (const { about, problem } of issuer.problems(at)) {
      expect(about).toBe('keys-api-token')
      expect(problem).not.toContain(token)
    }
  })
})

test('the first key to roll over is known by its fingerprint', () => {
  expect(issuerOf(text(''), { first: { key: OLD } }).issuer.first).toEqual(SOURCE)
  expect(issuerOf(text(''), { first: { id: 'x' } }).issuer.first).toEqual({ id: 'x' })
})
