/** An answer that is not a success. The HTTP layer turns it into GitHub's JSON. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Where it says to read on; the endpoint's own page when it is left out. */
  readonly documentation: string | undefined
  /** Whether it goes out with no body at all. */
  readonly empty: boolean

  constructor(
    status: number,
    message: string,
    options: {
      readonly headers?: Readonly<Record<string, string>>
      readonly documentation?: string | undefined
      readonly empty?: boolean
    } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.headers = options.headers ?? {}
    this.documentation = options.documentation
    this.empty = options.empty ?? false
  }
}

/** Also what GitHub says of a private repository that the token may not see. */
export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}

export function unprocessable(message: string): Refusal {
  return new Refusal(422, message)
}

/** What GitHub says of a body that does not fit its description of the endpoint. */
export function invalidRequest(problem: string): Refusal {
  return unprocessable(`Invalid request.\n\n${problem}`)
}
