import type { Exchange } from './service.ts'

/** Everything that went over the wire so far, of all services. */
export interface ExchangeLog {
  /** Gives the next request its number. */
  readonly nextNumber: () => number
  readonly add: (exchange: Exchange) => void
  /** By number. */
  readonly all: () => readonly Exchange[]
  /** @returns what ends the listening */
  readonly onExchange: (listener: (exchange: Exchange) => void) => () => void
}

/** Makes an empty log. */
export function createExchangeLog(): ExchangeLog {
  let number = 0
  const exchanges: Exchange[] = []
  const listeners = new Set<(exchange: Exchange) => void>()
  return {
    nextNumber: () => (number += 1),
    add(exchange) {
      // Exchanges end in another order than they begin, and nearly so.
      const earlier = exchanges.findLastIndex((other) => other.number < exchange.number)
      exchanges.splice(earlier + 1, 0, exchange)
      for (const listener of listeners) {
        listener(exchange)
      }
    },
    all: () => exchanges,
    onExchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
