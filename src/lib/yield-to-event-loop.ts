/** Lets what was asked so far go out, before the process is busy with loading what comes next. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
