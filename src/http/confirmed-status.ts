import { AmbiguousResult } from '../rotation/model/ports.ts'

/**
 * Creates a `fetch` that accepts a success only with a status that the service documents for it. A proxy or gateway may
 * answer with another 2xx, so the result of the change is unknown.
 * @param statuses the statuses that confirm a change, by method; a method that is not listed is not checked
 * @throws {AmbiguousResult} for any other 2xx
 */
export function confirmedBy(
  service: string,
  statuses: Readonly<Partial<Record<string, readonly number[]>>>,
  connection: typeof fetch,
): typeof fetch {
  return async (input, init) => {
    const answer = await connection(input, init)
    const method = input instanceof Request ? input.method : (init?.method ?? 'GET')
    const confirming = statuses[method]
    if (!answer.ok || confirming === undefined || confirming.includes(answer.status)) return answer
    throw new AmbiguousResult(unconfirmedStatus(service, method, answer.status, confirming))
  }
}

/** The message for a success with a status that does not confirm a change. */
export function unconfirmedStatus(
  service: string,
  what: string,
  status: number,
  confirming: readonly number[],
): string {
  return (
    `${service} answered ${what} with ${status}, and only ${confirming.join(' or ')} confirms it: the result is unknown. ` +
    `A proxy or gateway may have answered in place of ${service}`
  )
}
