/** Whether credentials may be sent to a URL. Neither text contains a user name or password of the URL. */
export type HostCheck =
  | {
      readonly ok: true
      /** The URL to use, without a slash at its end. */
      readonly url: string
      readonly loopback: boolean
    }
  | {
      readonly ok: false
      /** `invalid`: not an accepted URL; `untrusted`: a host that receives no credentials. */
      readonly code: 'missing' | 'invalid' | 'untrusted'
      readonly problem: string
      readonly remedy: string
    }

const SCALEWAY_API = 'https://api.scaleway.com'
const GITHUB_API = 'https://api.github.com'

/**
 * What named a URL: an input of the step; a variable of the environment, which an earlier step of the job may have
 * set; or such a variable on a runner whose own GitHub is on loopback, as in tests on one machine.
 */
export type NamedBy = 'input' | 'environment' | 'environment-on-loopback'

/**
 * Whether Scaleway's credentials may be sent to `address`: to `*.scaleway.com` always; to any other host, loopback
 * included, only where an input names it. A variable alone (`SCW_API_URL`) may name loopback only where the runner's
 * own GitHub is on loopback too.
 *
 * The star matches one label only: customers' machines had names below `pub.cloud.scaleway.com`.
 */
export function checkScalewayUrl(address: string, namedBy: NamedBy): HostCheck {
  const trusted = (host: string, loopback: boolean): boolean => {
    if (namedBy === 'input') return true
    return loopback ? namedBy === 'environment-on-loopback' : /^[a-z0-9-]+\.scaleway\.com$/.test(host)
  }
  return check(address, trusted, {
    problem: 'is not a host of Scaleway, and an environment variable alone cannot name another host',
    remedy: `no value (then ${SCALEWAY_API} is used), or the URL in the input scw-api-url`,
    example: SCALEWAY_API,
  })
}

/**
 * Whether GitHub's credentials may be sent to `apiUrl`: to github.com's API, loopback, and the server that the
 * workflow runs on (the API of GitHub Enterprise Server is on the same host, that of ghe.com on `api.`). The runner sets
 * `GITHUB_SERVER_URL` and `GITHUB_API_URL` anew for each step, so no earlier step can change them.
 *
 * @param serverUrl `GITHUB_SERVER_URL`
 */
export function checkGithubUrl(apiUrl: string, serverUrl: string | undefined): HostCheck {
  const server = serverUrl === undefined ? undefined : parse(serverUrl)
  const own = server?.ok === true ? [server.host, `api.${server.host}`] : []
  const trusted = (host: string, loopback: boolean): boolean =>
    loopback || host === 'api.github.com' || own.includes(host)
  return check(apiUrl, trusted, {
    problem: 'is neither the API of github.com nor of the server that runs this workflow (GITHUB_SERVER_URL)',
    remedy: `the value that the runner sets, for example ${GITHUB_API}`,
    example: GITHUB_API,
  })
}

/**
 * Whether a keys API's token and keys may be sent to `address`. Only an input names it, so every host is accepted,
 * over HTTPS or on loopback.
 */
export function checkKeysApiUrl(address: string): HostCheck {
  return check(address, () => true, { problem: '', remedy: '', example: 'https://api.example.com' })
}

type Parsed =
  | { readonly ok: true; readonly url: URL; readonly host: string; readonly loopback: boolean }
  | { readonly ok: false; readonly problem: string }

function check(
  address: string,
  trusted: (host: string, loopback: boolean) => boolean,
  texts: { readonly problem: string; readonly remedy: string; readonly example: string },
): HostCheck {
  const parsed = parse(address)
  if (!parsed.ok)
    return { ok: false, code: 'invalid', problem: parsed.problem, remedy: `for example ${texts.example}` }
  const { url, host, loopback } = parsed
  if (!trusted(host, loopback)) {
    return {
      ok: false,
      code: 'untrusted',
      problem: `the host ${JSON.stringify(host)} ${texts.problem}`,
      remedy: texts.remedy,
    }
  }
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, loopback }
}

// Deliberately less than the URL standard allows: scheme, host, port, path.
const PLAIN = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]]+)(?::\d{1,5})?(\/[^\s\\?#]*)?$/i

/**
 * Parses a URL, and refuses every URL that two parsers could read differently. The main rule: host and path must be in
 * the normal form of the URL standard, except for case. That excludes `127.1`, `2130706433`,
 * `0x7f.1`, `[::ffff:127.0.0.1]`, letters of other scripts, escapes and `..`.
 */
function parse(address: string): Parsed {
  const no = (problem: string): Parsed => ({ ok: false, problem })
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return no('not a URL that begins with https://')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || address.includes('@')) {
    return no('a URL must not contain a user name or a password')
  }
  if (/[?#]/.test(address)) return no('a URL must end with its host or path: no ? and no #')
  const [, host = '', path = '/'] = PLAIN.exec(address) ?? []
  if (host.toLowerCase() !== url.hostname || path !== url.pathname) {
    return no(`the URL is not in its normal form; its host is read as ${JSON.stringify(url.hostname)}`)
  }
  if (url.hostname.endsWith('.')) return no('the host must not end with a dot')
  const loopback = isLoopback(url.hostname)
  if (url.protocol !== 'https:' && !loopback)
    return no('credentials are sent over https:// only (http:// on loopback)')
  return { ok: true, url, host: url.hostname, loopback }
}

/** @param host in normal form. `0.0.0.0` is every address of the machine, not its loopback */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
