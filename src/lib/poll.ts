/** How often something is asked, and when an answer is final. */
export interface PollOptions<T> {
  readonly clock: { sleep(milliseconds: number): Promise<void> }
  readonly attempts: number
  /** The time between two attempts, in milliseconds. */
  readonly intervalMs: number
  /** Waits before the first attempt as well. */
  readonly delayFirst?: boolean
  readonly isFinal: (answer: T) => boolean
}

/** Asks until an answer is final or the attempts are used up. @returns the last answer */
export async function poll<T>(ask: () => Promise<T>, options: PollOptions<T>): Promise<T> {
  const { clock, attempts, intervalMs, delayFirst = false, isFinal } = options
  if (delayFirst) await clock.sleep(intervalMs)
  let answer = await ask()
  for (let attempt = 1; attempt < attempts && !isFinal(answer); attempt += 1) {
    await clock.sleep(intervalMs)
    answer = await ask()
  }
  return answer
}
