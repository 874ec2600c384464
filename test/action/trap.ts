import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that a trap got. */
export interface Trapped {
  readonly request: string
  readonly headers: IncomingMessage['headers']
}

/** Plays with a server on loopback that must get nothing. */
export async function withTrap(
  play: (address: string, received: readonly Trapped[]) => Promise<void>,
): Promise<void> {
  const received: Trapped[] = []
  const server: Server = createServer((request: IncomingMessage, response) => {
    received.push({ request: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await play(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, received)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
