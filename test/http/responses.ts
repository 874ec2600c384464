/** A request as a service sees it. */
export interface Asked {
  readonly method: string
  readonly url: URL
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
}

/** A service in a few lines: a `fetch` that answers as it is told to, and what it was asked. */
export function serviceOf(answer: (asked: Asked) => Response | Promise<Response>) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const text = await request.text()
    const one = {
      method: request.method,
      url,
      path: url.pathname,
      headers: request.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    }
    asked.push(one)
    return answer(one)
  }
  return { fetch, asked }
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** What a promise was rejected with. */
export async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  const [one] = await Promise.allSettled([work])
  if (one.status === 'fulfilled') throw new Error('nothing was thrown')
  return one.reason
}
