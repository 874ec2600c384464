import { type ApiKeyRecord, type Sandbox, smallCompany } from '../../../sandbox/index.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined where the answer is no JSON. */
  readonly body: unknown
}

/** What a new key is answered with. */
export interface NewKey {
  readonly api_key: string
  readonly expires_at: string
}

/** A client of the sandbox's keys API. */
export interface KeysApiClient {
  /** Sends one request. @param body as it stands where it is a text, else as JSON */
  readonly ask: (
    method: string,
    path: string,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
  ) => Promise<Reply>
  /** Sends one as a user: the company's by default, null for nobody. */
  readonly as: (token: string | null, method: string, path: string, body?: unknown) => Promise<Reply>
  /** `POST /keys/rollover` as the company's user. */
  readonly rollOver: (body: unknown) => Promise<Reply>
  /** `POST /keys/create` as the company's user. */
  readonly create: (body: unknown) => Promise<Reply>
  /** The status of `GET /wallet/balance` with a key. */
  readonly balance: (key: string) => Promise<number>
  readonly token: string
}

export function connect(sandbox: Sandbox): KeysApiClient {
  const token = sandbox.keysApi.issueToken(smallCompany.user.username).accessToken
  const ask: KeysApiClient['ask'] = async (method, path, { headers, body } = {}) => {
    const response = await fetch(sandbox.urls.keysApi + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
    }
  }
  const as: KeysApiClient['as'] = (bearer, method, path, body) =>
    ask(method, path, {
      ...(bearer === null ? {} : { headers: { Authorization: `Bearer ${bearer}` } }),
      ...(body === undefined ? {} : { body }),
    })
  return {
    ask,
    as,
    token,
    rollOver: (body) => as(token, 'POST', '/keys/rollover', body),
    create: (body) => as(token, 'POST', '/keys/create', body),
    balance: async (key) => (await ask('GET', '/wallet/balance', { headers: { 'x-api-key': key } })).status,
  }
}

/** The key and its expiry out of the guide's envelope. Throws where the answer is none. */
export function newKey({ body, text }: Reply): NewKey {
  const { data } = body as { data?: Partial<NewKey> }
  if (data?.api_key === undefined || data.expires_at === undefined) {
    throw new Error(`no new key in ${text}`)
  }
  return { api_key: data.api_key, expires_at: data.expires_at }
}

/** The record of a key. Throws where the service holds none. */
export function recordOf(sandbox: Sandbox, which: string): ApiKeyRecord {
  const record = sandbox.keysApi.key(which)
  if (record === undefined) throw new Error(`no record of ${which}`)
  return record
}
