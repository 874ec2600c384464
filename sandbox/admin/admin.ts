import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyError, FastifyInstance } from 'fastify'
import type { SandboxClock } from '../lib/clock.ts'
import { addDuration } from '../lib/duration.ts'
import type { ExchangeLog } from '../server/exchanges.ts'
import { type FaultRule, faultRuleSchema, type Faults } from '../server/faults.ts'
import { addGithubHands, addScalewayHands, BadRequest, bodySchema } from './controls.ts'
import { addKeysApiHands } from './keys-api.ts'
import type { KeysApiService } from '../keys-api/index.ts'
import type { ScalewayService } from '../scaleway/index.ts'
import { createApp, listen, type Server } from '../server/server.ts'
import type { GithubService } from '../github/service.ts'

interface Parts {
  readonly clock: SandboxClock
  readonly scaleway: ScalewayService
  readonly github: GithubService
  readonly keysApi: KeysApiService
  readonly faults: Faults
  readonly log: ExchangeLog
  readonly state: () => unknown
}

const ajv = formats.default(new Ajv({ allErrors: true, discriminator: true }))
/** Compiled once for all sandboxes of a process: that takes longer than all else that starting one does. */
const validators = new Map<string, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const text = JSON.stringify(schema)
  const validator = validators.get(text) ?? ajv.compile(schema)
  validators.set(text, validator)
  return validator
}

/**
 * Starts the admin server: a view into the sandbox, its clock, its faults, and what a person could do at Scaleway,
 * at GitHub and at the keys API. Bad input gets a 400 with `problems`, a list of texts.
 * @param port 0 for a free one
 */
export async function startAdmin(port: number, parts: Parts): Promise<Server> {
  const app = createApp(parts.clock)
  app.setValidatorCompiler(({ schema }) => validatorOf(schema as object))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.validation !== undefined) {
      const problems = error.validation.map(
        ({ instancePath, message }) =>
          `${instancePath.slice(1).replaceAll('/', '.') || 'body'} ${message ?? 'is wrong'}`,
      )
      return reply.code(400).send({ problems })
    }
    const status = error instanceof BadRequest ? 400 : (error.statusCode ?? 500)
    return reply.code(status).send({ problems: [`${request.method} ${request.url}: ${error.message}`] })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ problems: [`The sandbox has no ${request.method} ${request.url}.`] }),
  )
  app.get('/_sandbox/state', () => parts.state())
  app.get('/_sandbox/requests', () => ({ requests: parts.log.all() }))
  addClock(app, parts.clock)
  addFaults(app, parts.faults)
  addScalewayHands(app, parts.scaleway)
  addGithubHands(app, parts.github)
  addKeysApiHands(app, parts.keysApi)
  return listen(app, port)
}

function addClock(app: FastifyInstance, clock: SandboxClock): void {
  const show = (): object => ({ now: clock.now().toISOString() })
  app.get('/_sandbox/clock', show)
  app.post<{ Body: { advance?: number | string; set?: string; tickPerRequest?: number; speed?: number } }>(
    '/_sandbox/clock',
    {
      schema: bodySchema({
        advance: { anyOf: [{ type: 'number' }, { type: 'string' }] },
        set: { type: 'string', format: 'date-time' },
        tickPerRequest: { type: 'number' },
        speed: { type: 'number', exclusiveMinimum: 0, maximum: 100_000 },
      }),
    },
    (request) => {
      const { advance, set, tickPerRequest, speed } = request.body
      if (set !== undefined) {
        clock.set(new Date(set))
      }
      if (typeof advance === 'string') {
        const time = addDuration(clock.now(), advance)
        if (time === undefined) {
          throw new BadRequest(
            `"advance" is neither milliseconds nor an ISO 8601 duration such as P7D: ${advance}`,
          )
        }
        clock.set(time)
      } else if (advance !== undefined) {
        clock.advance(advance)
      }
      if (tickPerRequest !== undefined) {
        clock.tickPerRequest(tickPerRequest)
      }
      if (speed !== undefined) {
        clock.setSpeed(speed)
      }
      return show()
    },
  )
}

function addFaults(app: FastifyInstance, faults: Faults): void {
  const show = (): object => ({ faults: faults.rules() })
  app.get('/_sandbox/faults', show)
  app.post<{ Body: { faults: FaultRule[] } }>(
    '/_sandbox/faults',
    { schema: bodySchema({ faults: { type: 'array', items: faultRuleSchema } }, ['faults']) },
    (request) => {
      faults.set(request.body.faults)
      return show()
    },
  )
  app.delete('/_sandbox/faults', () => {
    faults.set([])
    return show()
  })
}
