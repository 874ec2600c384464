import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkGithubUrl, checkScalewayUrl, type HostCheck } from '../../src/trust/hosts.ts'

const good = (url: string, loopback = false): HostCheck => ({ ok: true, url, loopback })

describe('where Scaleway credentials may go', () => {
  test.each([
    ['https://api.scaleway.com', good('https://api.scaleway.com')],
    ['https://api.scaleway.com/', good('https://api.scaleway.com')],
    ['HTTPS://API.Scaleway.COM', good('https://api.scaleway.com')],
    ['https://api.scaleway.com:443', good('https://api.scaleway.com')],
    ['https://api.scaleway.com/base//', good('https://api.scaleway.com/base')],
    ['https://eu.scaleway.com', good('https://eu.scaleway.com')],
  ])('%s, named by a variable alone', (address, checked) => {
    expect(checkScalewayUrl(address, 'environment')).toEqual(checked)
    expect(checkScalewayUrl(address, 'environment-on-loopback')).toEqual(checked)
  })

  test.each([
    ['http://localhost:3000/', good('http://localhost:3000', true)],
    ['http://127.0.0.1:8080', good('http://127.0.0.1:8080', true)],
    ['http://127.3.2.1', good('http://127.3.2.1', true)],
    ['http://[::1]:8080', good('http://[::1]:8080', true)],
    ['https://localhost', good('https://localhost', true)],
  ])('%s: by a variable alone only on a runner of a GitHub on loopback', (address, checked) => {
    expect(checkScalewayUrl(address, 'environment')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('cannot name another host') as unknown,
    })
    expect(checkScalewayUrl(address, 'environment-on-loopback')).toEqual(checked)
    expect(checkScalewayUrl(address, 'input')).toEqual(checked)
  })

  test.each([
    ['https://evil.example'],
    ['https://api.scaleway.com.evil.example'],
    ['https://evil.example/api.scaleway.com'],
    ['https://evilscaleway.com'],
    ['https://scaleway.com'],
    ['https://x.pub.cloud.scaleway.com'],
    ['https://localhost.evil.example'],
    ['https://127.0.0.1.evil.example'],
    ['https://xn--scaleway-x.com'],
    ['https://0.0.0.0'],
    ['https://[::]'],
    ['https://[::ffff:7f00:1]'],
    ['https://128.0.0.1'],
  ])('%s: only where the input names it', (address) => {
    expect(checkScalewayUrl(address, 'environment')).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('scw-api-url') as unknown,
    })
    expect(checkScalewayUrl(address, 'environment-on-loopback').ok).toBe(false)
    expect(checkScalewayUrl(address, 'input')).toMatchObject({ ok: true, loopback: false })
  })

  test.each([
    ['nothing', '', 'begins with https://'],
    ['no scheme', 'api.scaleway.com', 'begins with https://'],
    ['no host', 'https://', 'begins with https://'],
    ['another scheme', 'ftp://api.scaleway.com', 'begins with https://'],
    ['a script', 'javascript:alert(1)', 'begins with https://'],
    ['a space first', ' https://api.scaleway.com', 'begins with https://'],
    ['plain HTTP', 'http://api.scaleway.com', 'https:// only'],
    ['plain HTTP to every address', 'http://0.0.0.0', 'https:// only'],
    ['plain HTTP to a name like loopback', 'http://localhost.evil.example', 'https:// only'],
    ['plain HTTP to mapped loopback', 'http://[::ffff:7f00:1]', 'https:// only'],
    ['a user name', 'https://api.scaleway.com@evil.example', 'user name'],
    ['a password', 'https://user:fake-pass@api.scaleway.com', 'user name'],
    ['an empty user name', 'https://@api.scaleway.com', 'user name'],
    ['a user name behind a backslash', 'https://api.scaleway.com\\@evil.example', 'user name'],
    ['a query', 'https://api.scaleway.com?x=1', 'no ?'],
    ['an empty query', 'https://api.scaleway.com/?', 'no ?'],
    ['a fragment', 'https://evil.example#.scaleway.com', 'no ? and no #'],
    ['a dot at the end', 'https://api.scaleway.com.', 'end with a dot'],
    ['letters of another script', 'https://api.scаleway.com', 'not in its normal form'],
    ['full-width letters', 'https://api.scaleway。com', 'not in its normal form'],
    ['an escape in the host', 'https://api%2escaleway.com', 'not in its normal form'],
    ['a decimal address', 'http://2130706433', 'not in its normal form'],
    ['a short address', 'http://127.1', 'not in its normal form'],
    ['an octal address', 'http://0177.0.0.1', 'not in its normal form'],
    ['a hexadecimal address', 'http://0x7f000001', 'not in its normal form'],
    ['mapped loopback', 'http://[::ffff:127.0.0.1]', 'not in its normal form'],
    ['long loopback', 'http://[0:0:0:0:0:0:0:1]', 'not in its normal form'],
    ['a backslash', 'https://evil.example\\.scaleway.com', 'not in its normal form'],
    ['a line break', 'https://api.scaleway.com\n.evil.example', 'not in its normal form'],
    ['a step up', 'https://api.scaleway.com/a/../b', 'not in its normal form'],
    ['an escaped step up', 'https://api.scaleway.com/%2e%2e/b', 'not in its normal form'],
    ['slashes only', 'https:///api.scaleway.com', 'not in its normal form'],
  ])('%s is refused, whoever names it', (_, address, problem) => {
    for (const namedBy of ['input', 'environment', 'environment-on-loopback'] as const) {
      const checked = checkScalewayUrl(address, namedBy)
      expect(checked).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as unknown })
      expect(JSON.stringify(checked)).not.toContain('fake-pass')
    }
  })

  test('what is accepted is what fetch connects to, by HTTPS or on loopback', () => {
    const host = fc.oneof(
      fc.webAuthority({ withUserInfo: true, withPort: true }),
      fc.ipV4Extended(),
      fc.domain(),
    )
    fc.assert(
      fc.property(fc.constantFrom('http', 'https'), host, (scheme, authority) => {
        const checked = checkScalewayUrl(`${scheme}://${authority}`, 'environment')
        if (!checked.ok) return
        const { hostname, protocol, username } = new URL(checked.url)
        expect(username).toBe('')
        expect(checked.loopback || hostname.endsWith('.scaleway.com')).toBe(true)
        expect(checked.loopback || protocol === 'https:').toBe(true)
      }),
    )
  })
})

describe("where GitHub's credentials may go", () => {
  test.each([
    ['https://api.github.com', undefined, good('https://api.github.com')],
    ['https://api.github.com', 'https://github.com', good('https://api.github.com')],
    ['https://git.acme.example/api/v3', 'https://git.acme.example', good('https://git.acme.example/api/v3')],
    [
      'https://git.acme.example/api/v3/',
      'https://GIT.acme.example/',
      good('https://git.acme.example/api/v3'),
    ],
    ['https://api.acme.ghe.com', 'https://acme.ghe.com', good('https://api.acme.ghe.com')],
    ['http://127.0.0.1:9000', 'https://github.com', good('http://127.0.0.1:9000', true)],
    ['http://localhost:9000', undefined, good('http://localhost:9000', true)],
  ])('%s on %s', (api, server, checked) => {
    expect(checkGithubUrl(api, server)).toEqual(checked)
  })

  test.each([
    ['https://evil.example', 'https://github.com', 'GITHUB_SERVER_URL'],
    ['https://api.github.com.evil.example', 'https://github.com', 'GITHUB_SERVER_URL'],
    ['https://evil.github.com', 'https://github.com', 'GITHUB_SERVER_URL'],
    ['https://api.other.ghe.com', 'https://acme.ghe.com', 'GITHUB_SERVER_URL'],
    ['https://git.acme.example', 'http://git.acme.example', 'GITHUB_SERVER_URL'],
    ['https://git.acme.example', 'https://git.acme.example@evil.example', 'GITHUB_SERVER_URL'],
    ['http://api.github.com', 'https://github.com', 'https:// only'],
    ['https://x:y@api.github.com', 'https://github.com', 'user name'],
  ])('%s on %s is refused', (api, server, problem) => {
    expect(checkGithubUrl(api, server)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(problem) as unknown,
    })
  })
})
