import { AmbiguousResult } from '../rotation/model/ports.ts'
import { ConnectionError } from './connection.ts'

/**
 * A `fetch` for a client that hands on whatever an answer holds, be it a gateway's page that asks to sign in. What is
 * neither empty nor the JSON of an object or a list is no answer of the service: where something was to be made, nobody
 * knows whether it was.
 */
export function jsonOnly(service: string, connection: typeof fetch): typeof fetch {
  return async (input, init) => {
    const answer = await connection(input, init)
    if (!answer.ok || answer.body === null) return answer
    const text = await answer.text()
    const { status, statusText, headers } = answer
    const method = input instanceof Request ? input.method : (init?.method ?? 'GET')
    const mayBeEmpty = method !== 'GET' && method !== 'POST'
    if ((text === '' && mayBeEmpty) || isJson(text))
      return new Response(text, { status, statusText, headers })
    const told = `${service}'s answer (${status}) is not what ${service} answers: it is no JSON. Something in between may answer in its place`
    throw method === 'POST' ? new AmbiguousResult(told) : new ConnectionError(told)
  }
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
