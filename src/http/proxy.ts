/** Either spelling counts, as everywhere. */
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/**
 * A `fetch` that goes through the proxies which the runner's environment names (`HTTPS_PROXY`, `HTTP_PROXY`, and not
 * what `NO_PROXY` lists), as self-hosted runners need. Node's own does not; the client that can is loaded only then.
 * A proxy gets a tunnel and no more: what goes through it is encrypted between the action and the service.
 */
export async function createFetch(env: Readonly<Record<string, string | undefined>>): Promise<typeof fetch> {
  if (VARIABLES.every((name) => (env[name] ?? '') === '')) return fetch
  const { EnvHttpProxyAgent, fetch: fetchBy } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent()
  // The same standard from the same hands; only the types have two homes.
  return ((input: URL, init: RequestInit) =>
    fetchBy(input, { ...init, dispatcher } as Parameters<typeof fetchBy>[1])) as unknown as typeof fetch
}
