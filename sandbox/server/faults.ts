import type { PendingRequest, ServiceName } from './service.ts'

/**
 * What goes wrong.
 * - `latency`: so many real milliseconds pass first; other faults may follow.
 * - `date`: the answer's `Date` is so many milliseconds off, as behind a gateway with a wrong clock; other faults may
 *   follow.
 * - `status`: this status in the vendor's own shape, or with the body (JSON) and headers given. `when: 'after'`: the
 *   request took effect all the same.
 * - `rate-limit`: Scaleway's empty 429; GitHub's secondary limit with `Retry-After`, or its primary one with
 *   `x-ratelimit-remaining: 0` and `x-ratelimit-reset`, `seconds` from now (60 by default), as a 403 or a 429; the
 *   keys API's 429 with `Retry-After`.
 * - `cut`: the connection breaks, `before` the request took effect or `after` it did; no byte is answered.
 * - `hang`: no answer ever, no effect.
 * - `faked`: an intermediary answers with a success (200 by default) in the service's place, without effect: an empty
 *   JSON object, nothing at all, the request's own body, or a page.
 * - `raw`: exactly these bytes and headers; `repeat` writes the body so many times (for huge ones), and with `encoding`
 *   it is base64 (for what is no text).
 */
export type FaultEffect =
  | { readonly kind: 'latency'; readonly milliseconds: number }
  | { readonly kind: 'date'; readonly milliseconds: number }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly when?: 'before' | 'after'
    }
  | {
      readonly kind: 'rate-limit'
      readonly limit?: 'primary' | 'secondary'
      readonly status?: 403 | 429
      readonly seconds?: number
    }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'faked'
      readonly answer: 'object' | 'empty' | 'echo' | 'page'
      readonly status?: number
    }
  | {
      readonly kind: 'raw'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly encoding?: 'base64'
      readonly repeat?: number
      readonly when?: 'before' | 'after'
    }

/** Which requests an effect befalls. What is left out matches everything. */
export interface FaultRule {
  readonly service?: ServiceName
  readonly method?: string
  /** Source of a regular expression that is looked for in the path (percent-encoded, without the query). */
  readonly path?: string
  /** So many matching requests are let through first; 0 by default. */
  readonly after?: number
  /** So many matching requests are hit then; 1 by default, 0: all of them. */
  readonly times?: number
  readonly effect: FaultEffect
}

export interface Faults {
  /** Replaces the list. Throws a SyntaxError where a path is no regular expression. */
  readonly set: (rules: readonly FaultRule[]) => void
  readonly rules: () => readonly FaultRule[]
  /**
   * The effects that apply to a request: any that let it continue, then at most one other. Each rule that matches is counted, up
   * to the one whose effect ends the request.
   */
  readonly take: (request: Pick<PendingRequest, 'service' | 'method' | 'url'>) => readonly FaultEffect[]
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  let armed: { readonly rule: FaultRule; readonly path: RegExp; seen: number }[] = []
  return {
    set(rules) {
      armed = rules.map((rule) => ({ rule, path: new RegExp(rule.path ?? ''), seen: 0 }))
    },
    rules: () => armed.map(({ rule }) => rule),
    take(request) {
      const path = request.url.split('?', 1)[0] ?? ''
      const effects: FaultEffect[] = []
      for (const entry of armed) {
        const { rule } = entry
        const matches =
          (rule.service ?? request.service) === request.service &&
          (rule.method ?? request.method).toUpperCase() === request.method &&
          entry.path.test(path)
        if (!matches) {
          continue
        }
        entry.seen += 1
        const turn = entry.seen - (rule.after ?? 0)
        const times = rule.times ?? 1
        if (turn < 1 || (times !== 0 && turn > times)) {
          continue
        }
        effects.push(rule.effect)
        if (!letsGoOn(rule.effect)) {
          break
        }
      }
      return effects
    },
  }
}

/** Whether a request is still handled after this effect. */
export function letsGoOn(effect: FaultEffect): effect is Extract<FaultEffect, { kind: 'latency' | 'date' }> {
  return effect.kind === 'latency' || effect.kind === 'date'
}

const headers = { type: 'object', additionalProperties: { type: 'string' } } as const
const when = { enum: ['before', 'after'] } as const
const status = { type: 'integer', minimum: 200, maximum: 599 } as const

function effectSchema(
  kind: FaultEffect['kind'],
  properties: Readonly<Record<string, object>>,
  required: string[],
) {
  return {
    type: 'object',
    properties: { kind: { const: kind }, ...properties },
    required: ['kind', ...required],
    additionalProperties: false,
  }
}

/** JSON Schema of a {@link FaultRule}, for what comes in over HTTP. */
export const faultRuleSchema = {
  type: 'object',
  properties: {
    service: { enum: ['scaleway', 'github', 'keys-api'] },
    method: { type: 'string' },
    path: { type: 'string', format: 'regex' },
    after: { type: 'integer', minimum: 0 },
    times: { type: 'integer', minimum: 0 },
    effect: {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      oneOf: [
        effectSchema('date', { milliseconds: { type: 'number' } }, ['milliseconds']),
        effectSchema('latency', { milliseconds: { type: 'number', minimum: 0 } }, ['milliseconds']),
        effectSchema('status', { status, body: {}, headers, when }, ['status']),
        effectSchema(
          'rate-limit',
          {
            limit: { enum: ['primary', 'secondary'] },
            status: { enum: [403, 429] },
            seconds: { type: 'number', minimum: 0 },
          },
          [],
        ),
        effectSchema('cut', { when }, ['when']),
        effectSchema('hang', {}, []),
        effectSchema('faked', { answer: { enum: ['object', 'empty', 'echo', 'page'] }, status }, ['answer']),
        effectSchema(
          'raw',
          {
            status,
            headers,
            body: { type: 'string' },
            encoding: { const: 'base64' },
            repeat: { type: 'integer', minimum: 0 },
            when,
          },
          ['status'],
        ),
      ],
    },
  },
  required: ['effect'],
  additionalProperties: false,
} as const
