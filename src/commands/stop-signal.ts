/** Tells a run that it is to stop, and ends its waits. */
export interface StopSignal {
  readonly stopping: () => boolean
  /** Waits for a number of milliseconds, or until the run is asked to stop. */
  readonly sleep: (milliseconds: number) => Promise<void>
}

/**
 * Listens for the signals of a canceled job: SIGINT, then SIGTERM 7.5 seconds later. The process keeps running:
 * steps that were started are completed, and no new ones are started.
 */
export function createStopSignal(): StopSignal {
  const asked = new AbortController()
  const listen = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        asked.abort()
      })
    }
  }
  // Registering takes some milliseconds, which the first request does not wait for. Until then nothing is changed, and a
  // signal ends the process by default.
  setImmediate(listen)
  return {
    stopping: () => asked.signal.aborted,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        if (asked.signal.aborted) {
          resolve()
          return
        }
        const done = (): void => {
          clearTimeout(timer)
          asked.signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        asked.signal.addEventListener('abort', done)
      }),
  }
}
