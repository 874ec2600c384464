import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { SandboxClock } from '../lib/clock.ts'
import type { ExchangeLog } from './exchanges.ts'
import { letsGoOn, type FaultEffect, type Faults } from './faults.ts'
import type { PendingRequest, Service } from './service.ts'
import { faultAnswer } from './vendor-errors.ts'
import { flattened, lowerCased, parsed, readBody } from './wire.ts'

export interface Server {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** What the servers of one sandbox have in common. */
export interface Shared {
  readonly clock: SandboxClock
  readonly faults: Faults
  readonly log: ExchangeLog
  /** Called before each request is handled; the request waits, and the effect it answers befalls it. */
  readonly before: (request: PendingRequest) => Promise<FaultEffect | undefined> | undefined
}

/** No vendor's request here is longer; Scaleway's largest payload is 64 KiB before base64. */
const bodyLimit = 1024 * 1024

/** An effect after which a request needs no other answer. */
type FinalEffect = Exclude<FaultEffect, { kind: 'latency' | 'date' }>

interface Begun {
  readonly pending: PendingRequest
  readonly at: string
  /** The effect that applied and let the request continue. */
  went: Extract<FaultEffect, { kind: 'latency' | 'date' }> | undefined
  afterwards: FinalEffect | undefined
}

/**
 * Starts a fake service on 127.0.0.1 with all that the services share: who may ask, the sandbox's `Date`, the request
 * log and the faults.
 * @param port 0 for a free one
 */
export async function startService(service: Service, port: number, shared: Shared): Promise<Server> {
  const app = createApp(shared.clock)
  const begun = new WeakMap<FastifyRequest, Begun>()
  const bodies = new WeakMap<FastifyRequest, Buffer>()

  const record = (
    { pending, at }: Begun,
    answer: { status: number; headers: Readonly<Record<string, string>>; body: unknown } | undefined,
    fault: string | undefined,
  ): void => {
    shared.log.add({
      number: pending.number,
      service: service.name,
      method: pending.method,
      url: pending.url,
      requestHeaders: pending.headers,
      requestBody: pending.body,
      status: answer?.status,
      responseHeaders: answer?.headers ?? {},
      responseBody: answer?.body,
      at,
      fault,
    })
  }

  /** Applies a fault to a request; Fastify does not write to it afterwards. */
  const applyFault = (entry: Begun, reply: FastifyReply, effect: FinalEffect): void => {
    reply.hijack()
    if (effect.kind === 'hang' || effect.kind === 'cut') {
      record(entry, undefined, effect.kind)
      if (effect.kind === 'cut') {
        reply.raw.socket?.destroy()
      }
      return
    }
    const now = shared.clock.now()
    const { status, headers: given, body } = faultAnswer(service.name, effect, now, entry.pending.body)
    const bytes = Buffer.from(body, effect.kind === 'raw' ? (effect.encoding ?? 'utf8') : 'utf8')
    const headers = {
      date: now.toUTCString(),
      'content-length': String(bytes.length),
      ...lowerCased(given),
    }
    record(entry, { status, headers, body: parsed(body) }, effect.kind)
    reply.raw.writeHead(status, headers)
    reply.raw.end(bytes)
  }

  const begin = async (request: FastifyRequest, reply: FastifyReply): Promise<'handle' | 'done'> => {
    // Read here and not by Fastify's parsers, so that every request is recorded whole, whatever becomes of it.
    const body = await readBody(request.raw, bodyLimit)
    bodies.set(request, body)
    shared.clock.onRequest()
    const entry: Begun = {
      pending: {
        number: shared.log.nextNumber(),
        service: service.name,
        method: request.method,
        url: request.raw.url ?? '',
        headers: flattened(request.raw.headers),
        body: parsed(body.toString('utf8')),
      },
      at: shared.clock.now().toISOString(),
      went: undefined,
      afterwards: undefined,
    }
    begun.set(request, entry)
    const asked = await shared.before(entry.pending)
    const effects = asked === undefined ? [] : [asked]
    if (asked === undefined || letsGoOn(asked)) {
      effects.push(...shared.faults.take(entry.pending))
    }
    for (const effect of effects) {
      if (letsGoOn(effect)) {
        entry.went = effect
        if (effect.kind === 'latency') await sleep(effect.milliseconds)
      } else if ('when' in effect && effect.when === 'after') {
        entry.afterwards = effect
      } else {
        applyFault(entry, reply, effect)
        return 'done'
      }
    }
    return 'handle'
  }

  app.addHook('onRequest', (request, reply, done) => {
    // If an effect ended the request, done is not called, so that Fastify does not handle it.
    begin(request, reply).then((decision) => {
      if (decision === 'handle') {
        done()
      }
    }, done)
  })
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    done(null, Readable.from(bodies.get(request) ?? Buffer.alloc(0), { objectMode: false }))
  })
  service.routes(app)
  // Last, so that the headers are those that go out.
  app.addHook('onSend', (request, reply, payload, done) => {
    const entry = begun.get(request)
    if (entry === undefined) {
      done()
      return
    }
    if (entry.afterwards !== undefined) {
      applyFault(entry, reply, entry.afterwards)
      return
    }
    if (entry.went?.kind === 'date')
      void reply.header(
        'date',
        new Date(shared.clock.now().getTime() + entry.went.milliseconds).toUTCString(),
      )
    const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.toString() : ''
    record(
      entry,
      { status: reply.statusCode, headers: lowerCased(flattened(reply.getHeaders())), body: parsed(body) },
      entry.went?.kind,
    )
    done()
  })
  return listen(app, port)
}

/**
 * Makes a Fastify app with what holds for every server of the sandbox: it answers only to its own loopback name, to no
 * browser page, and with the sandbox's time.
 */
export function createApp(clock: SandboxClock): FastifyInstance {
  const app = fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2000 },
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.sendDate = false
    const port = request.socket.localPort ?? 0
    const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`)
    const refusal = !names.includes(request.headers.host?.toLowerCase() ?? '')
      ? `The sandbox answers only to the Host ${names.join(', ')}.`
      : request.headers.origin !== undefined
        ? 'The sandbox does not answer web pages (the request has an Origin header).'
        : undefined
    if (refusal === undefined) {
      done()
    } else {
      void reply.code(403).header('connection', 'close').send({ message: refusal })
    }
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.header('date', clock.now().toUTCString())
    done()
  })
  return app
}

/** Starts an app on 127.0.0.1. @param port 0 for a free one */
export async function listen(app: FastifyInstance, port: number): Promise<Server> {
  await app.listen({ host: '127.0.0.1', port })
  const address = app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${address.port}`, stop: () => app.close() }
}
