/** The median. Throws if there are no numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('there are no measurements')
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2
}

/**
 * Runs every function the given number of times, in turns, so that load on the machine affects all of them
 * alike.
 */
export async function inTurns<W extends Readonly<Record<string, () => Promise<unknown>>>>(
  times: number,
  works: W,
): Promise<{ readonly [K in keyof W]: readonly Awaited<ReturnType<W[K]>>[] }> {
  const names = Object.keys(works)
  const results = Object.fromEntries(names.map((name) => [name, [] as unknown[]]))
  for (let turn = 0; turn < times; turn += 1) {
    for (const name of names) results[name]?.push(await works[name]?.())
  }
  return results as { [K in keyof W]: Awaited<ReturnType<W[K]>>[] }
}

/** The exponent with which a cost grows with a size: 1 if it is proportional, 2 if quadratic. */
export function growth(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }))
  const mean = (pick: (point: { x: number; y: number }) => number): number =>
    logs.reduce((sum, point) => sum + pick(point), 0) / logs.length
  const x = mean((point) => point.x)
  const y = mean((point) => point.y)
  const slope = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  return slope / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
}
