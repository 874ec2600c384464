/**
 * Does something with every item, at most so many at a time, in order of their start.
 * @returns the results in the order of the items
 * @throws what the first failing one threw, after those under way have ended; no further one is begun then
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
