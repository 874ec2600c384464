import * as http from 'node:http'

type Environment = Readonly<Record<string, string | undefined>>

/** What {@link createFetch} uses of `node:http`. */
interface NodeHttp {
  /** Since Node 24.14; routes the process's `fetch` through the proxies that an environment names. */
  readonly setGlobalProxyFromEnv?: (env: Environment) => unknown
}

/**
 * Returns a `fetch` that uses the proxies of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, except for hosts in
 * `NO_PROXY`), as self-hosted runners need. A proxy gets a CONNECT tunnel only, so TLS is end to end. Node's own support
 * is used where the runtime has it; undici, a large package, is loaded only where it does not.
 * @param nodeHttp for tests: a runtime with or without proxy support
 */
export async function createFetch(env: Environment, nodeHttp: NodeHttp = http): Promise<typeof fetch> {
  if (valueOf('HTTPS_PROXY', env) === '' && valueOf('HTTP_PROXY', env) === '') return fetch
  if (nodeHttp.setGlobalProxyFromEnv !== undefined) {
    nodeHttp.setGlobalProxyFromEnv(env)
    return fetch
  }
  const { EnvHttpProxyAgent, fetch: undiciFetch } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: valueOf('HTTP_PROXY', env),
    httpsProxy: valueOf('HTTPS_PROXY', env),
    noProxy: valueOf('NO_PROXY', env),
  })
  // Node's `fetch` is undici's; only the types differ.
  return ((input: URL, init: RequestInit) =>
    undiciFetch(input, { ...init, dispatcher } as Parameters<
      typeof undiciFetch
    >[1])) as unknown as typeof fetch
}

/** The value of a variable; the lower-case spelling takes precedence, as in curl. */
function valueOf(name: string, env: Environment): string {
  return env[name.toLowerCase()] || env[name] || ''
}
