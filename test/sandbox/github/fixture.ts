import { expect } from '@jest/globals'
import fastify from 'fastify'
import sodium from 'libsodium-wrappers'
import { createClock, type SandboxClock } from '../../../sandbox/lib/clock.ts'
import {
  createGithub,
  type GithubSeed,
  smallGithub,
  smallGithubTokens,
} from '../../../sandbox/github/index.ts'

import type { Exchange } from '../../../sandbox/server/service.ts'
import { loadContracts } from '../../contracts/validate.ts'
import type { GithubService } from '../../../sandbox/github/service.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed text; undefined where there is none. */
  readonly body: unknown
}

/** The fake GitHub on a bare server, without what the sandbox's own servers add. */
export interface TestGithub {
  readonly url: string
  readonly clock: SandboxClock
  readonly github: GithubService
  readonly ask: (method: string, path: string, options?: Asked) => Promise<Reply>
  /** Reads the public key of a place, seals the value and writes it. @param path up to and with `/secrets` */
  readonly put: (path: string, name: string, value: string, options?: Asked) => Promise<Reply>
  /** Ends the server. @throws Error where an answer was not as GitHub's own description has it */
  readonly stop: () => Promise<void>
}

export interface Asked {
  /** The writer by default; null sends none. */
  readonly token?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const start = new Date('2026-03-01T10:00:00.250Z')

export async function startGithub(seed: GithubSeed = smallGithub()): Promise<TestGithub> {
  await sodium.ready
  const clock = createClock(start, 0)
  const github = await createGithub({ clock }, seed)
  const app = fastify({ routerOptions: { maxParamLength: 2000 } })
  github.routes(app)
  const exchanges: Exchange[] = []
  app.addHook('onSend', (request, reply, payload, done) => {
    exchanges.push({
      number: exchanges.length + 1,
      service: 'github',
      method: request.method,
      url: request.url,
      requestHeaders: {},
      requestBody: request.body,
      status: reply.statusCode,
      responseHeaders: texts(reply.getHeaders()),
      responseBody: typeof payload === 'string' && payload !== '' ? JSON.parse(payload) : undefined,
      at: clock.now().toISOString(),
      fault: undefined,
    })
    done()
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  const ask: TestGithub['ask'] = async (
    method,
    path,
    { token = smallGithubTokens.writer, body, headers } = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...(token !== null && { authorization: `token ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    }
  }

  return {
    url,
    clock,
    github,
    ask,
    async put(path, name, value, options = {}) {
      const { token, headers } = options
      const asked = { ...(token !== undefined && { token }), ...(headers && { headers }) }
      const { body: key } = await ask('GET', `${path}/public-key`, asked)
      return ask('PUT', `${path}/${name}`, {
        ...options,
        body: { ...(options.body as object), ...sealed(key, value) },
      })
    },
    async stop() {
      await app.close()
      // Many requests here are wrong on purpose; the answers must fit the description all the same.
      expect(violations(exchanges)).toEqual([])
    },
  }
}

/** What is not as GitHub's description has it, where that is at hand. */
function violations(exchanges: readonly Exchange[]): string[] {
  const contracts = loadContracts()
  return (
    exchanges
      // The description speaks of moved repositories in two places only, though every path of theirs moves.
      .filter(({ url, status }) => !url.startsWith('/repositories/') && status !== 301 && status !== 307)
      .flatMap((exchange) => contracts?.check(exchange, { request: false }) ?? [])
      // Errors have carried their status as a text for years; the description knows it for some of them.
      .filter((violation) => !violation.endsWith('/status: the description has no such field'))
  )
}

function texts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

/** The body that writes a value: sealed for a public key as GitHub hands it out. */
export function sealed(publicKey: unknown, value: string): { encrypted_value: string; key_id: string } {
  const { key, key_id } = publicKey as { key: string; key_id: string }
  const box = sodium.crypto_box_seal(value, sodium.from_base64(key, sodium.base64_variants.ORIGINAL))
  return { encrypted_value: sodium.to_base64(box, sodium.base64_variants.ORIGINAL), key_id }
}
