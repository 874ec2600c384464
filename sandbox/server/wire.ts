// What goes over the wire, in the forms that the request log shows.

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/**
 * Reads a whole body; of one that is longer than the limit (bytes) only so much that this can be seen.
 * Throws where the client goes away before its end.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      if (length <= limit) {
        chunks.push(chunk)
      }
      length += chunk.length
    })
    request.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('close', () => {
      reject(new Error('The client went away before its request was complete.'))
    })
  })
}

/** A body as the log shows it: the value where it is JSON, else the text; undefined where there is none. */
export function parsed(body: string): unknown {
  if (body === '') {
    return undefined
  }
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** Headers with one text each. */
export function flattened(headers: IncomingHttpHeaders | Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}

/** Headers with their names in lower case. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
