/** How a run learns that it is to end, and wakes from what it waits for. */
export interface StopSignal {
  readonly stopping: () => boolean
  /** Waits so many milliseconds, or until the run is asked to end. */
  readonly sleep: (milliseconds: number) => Promise<void>
}

/**
 * Listens for what a cancelled job gets: SIGINT, then, 7.5 seconds later, SIGTERM. The process goes on: what was
 * begun is finished, nothing new is begun.
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
  // It takes some milliseconds, which the first request need not wait for: until then nothing is begun, and a signal
  // ends the process as it always does.
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
