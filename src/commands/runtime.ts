/** What a command gets from the process that it runs in. */
export interface Runtime {
  /** Sends requests; proxies are its business, the rules for what may be sent are the connection's. */
  readonly fetch: typeof fetch
  /** Called with every secret at the moment it is known, before anything else is done with it. */
  readonly mask: (secret: string) => void
  /** A line that only somebody who debugs wants to see; it holds no secret. */
  readonly debug: (line: string) => void
  /** Waits so many milliseconds, or until the run is asked to end. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Whether the run was asked to end. */
  readonly stopping: () => boolean
}
