/** How long something lasts: for so many requests, or for so much of the sandbox's time. */
export type Span = { readonly requests: number } | { readonly milliseconds: number }

/** JSON Schema of a {@link Span}. */
export const spanSchema = {
  type: 'object',
  properties: { requests: { type: 'integer', minimum: 0 }, milliseconds: { type: 'number', minimum: 0 } },
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
} as const

/**
 * Whether a span still lasts; one that is left out never does.
 * @param turn the number of the request that asks, counted from 0
 * @param age milliseconds since the span began
 */
export function lasts(span: Span | undefined, turn: number, age: number): boolean {
  return span !== undefined && ('requests' in span ? turn < span.requests : age < span.milliseconds)
}
