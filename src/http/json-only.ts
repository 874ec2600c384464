import { AmbiguousResult } from '../rotation/model/ports.ts'
import { ConnectionError } from './connection.ts'

/**
 * Creates a `fetch` that accepts a success only if its body is empty or a JSON object or array. Anything else, such as a
 * gateway's login page, is not an answer of the service.
 * @throws {AmbiguousResult} for a POST: whether something was created is unknown
 * @throws {ConnectionError} for any other method
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
    const message = `${service}'s answer (${status}) is not JSON. A proxy or gateway may have answered in place of ${service}`
    throw method === 'POST' ? new AmbiguousResult(message) : new ConnectionError(message)
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
