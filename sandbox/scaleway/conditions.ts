// Conditions of IAM policy rules: CEL expressions over the request and the resource that it is about. Variables as
// Scaleway documents them ("Understanding policy conditions", "Resource-level conditions").

import { createRequire } from 'node:module'

/** The attributes of the resource that a request is about. A request that creates or lists has none. */
export interface ConditionResource {
  readonly id: string
  readonly name?: string
  readonly locality?: string
}

/** What a condition can refer to. */
export interface ConditionContext {
  readonly request: { readonly ip: string; readonly time: Date; readonly userAgent: string }
  readonly resource: ConditionResource | undefined
}

type Condition = (variables: Readonly<Record<string, object>>) => unknown

const require = createRequire(import.meta.url)
const compiled = new Map<string, Condition>()
/** As documented. */
const USER_AGENT_LENGTH = 255

/**
 * Checks the syntax of a condition, and nothing else of it, as Scaleway does.
 * @throws Error where it is not CEL
 */
export function checkCondition(condition: string): void {
  compile(condition)
}

/** Whether a condition is fulfilled. One that cannot be evaluated, because an attribute is missing, is not. */
export function isFulfilled(condition: string, { request, resource }: ConditionContext): boolean {
  const { timestampFromDate } = require('@bufbuild/protobuf/wkt') as typeof import('@bufbuild/protobuf/wkt')
  const { ip, time, userAgent } = request
  const user_agent = userAgent.slice(0, USER_AGENT_LENGTH)
  return (
    compile(condition)({
      request: { ip, time: timestampFromDate(time), user_agent },
      resource: { ...resource },
    }) === true
  )
}

function compile(condition: string): Condition {
  const known = compiled.get(condition)
  if (known !== undefined) return known
  // Loaded for the first condition: it takes a while, and most sandboxes have none.
  const cel = require('@bufbuild/cel') as typeof import('@bufbuild/cel')
  const { STRING, BOOL } = cel.CelScalar
  const env = cel.celEnv({
    funcs: [
      // Scaleway's documentation writes them in lower case, CEL does not; which of the two the service takes is unverified.
      cel.celMethod('startswith', STRING, [STRING], BOOL, function (text) {
        return this.startsWith(text)
      }),
      cel.celMethod('endswith', STRING, [STRING], BOOL, function (text) {
        return this.endsWith(text)
      }),
    ],
  })
  const evaluate = cel.plan(env, cel.parse(condition))
  const made: Condition = (variables) => evaluate(variables as Parameters<typeof evaluate>[0])
  compiled.set(condition, made)
  return made
}
