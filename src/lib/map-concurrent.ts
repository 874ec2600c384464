/**
 * Runs `work` for every item, at most `limit` at a time, started in the order of the items.
 * @returns the results in the order of the items
 * @throws the first error, after the items in progress have ended; no further item is started
 */
export async function mapConcurrent<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const broken: unknown[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length && broken.length === 0) {
      const index = next
      next += 1
      try {
        results[index] = await work(items[index] as T)
      } catch (error) {
        broken.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  if (broken.length > 0) throw broken[0]
  return results
}
