/** What a command uses of the process that runs it. */
export interface Runtime {
  /** Sends requests, through a proxy where one is configured. The connection decides which requests are allowed. */
  readonly fetch: typeof fetch
  /** Called with every secret before it is used in any other way. */
  readonly mask: (secret: string) => void
  /** Logs a debug line, which contains no secret. */
  readonly debug: (line: string) => void
  /** Waits for a number of milliseconds, or until the run is asked to stop. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Whether the run was asked to stop. */
  readonly stopping: () => boolean
}
