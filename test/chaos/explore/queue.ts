/** States to expand, those of lower cost first, and in order of arrival for the same cost. */
export interface Queue<T> {
  push(cost: number, item: T): void
  next(): T | undefined
}

export function createQueue<T>(): Queue<T> {
  const lines: { items: T[]; at: number }[] = []
  return {
    push(cost, item) {
      while (lines.length <= cost) lines.push({ items: [], at: 0 })
      lines[cost]?.items.push(item)
    },
    next() {
      const line = lines.find(({ items, at }) => at < items.length)
      if (line === undefined) return undefined
      const item = line.items[line.at]
      line.at += 1
      if (line.at > 4096 && line.at * 2 > line.items.length) {
        line.items = line.items.slice(line.at)
        line.at = 0
      }
      return item
    },
  }
}
