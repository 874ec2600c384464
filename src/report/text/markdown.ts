// The parts that a job summary is made of. What goes into them is Markdown already.

/** GitHub takes 1 MiB of summary from a step, and with more than that shows nothing of it. In bytes. */
export const SUMMARY_LIMIT_BYTES = 900_000
const MOST_ROWS = 100
const MOST_LINES = 50

/** @param most so many rows are shown; of the others it is said how many they are */
export function table(
  title: string,
  head: readonly string[],
  rows: readonly string[],
  most = MOST_ROWS,
): string {
  const left = rows.length - most
  const more = left > 0 ? ['', `… and ${left} more`] : []
  return [title, '', tableRow(head), tableRow(head.map(() => '---')), ...rows.slice(0, most), ...more].join(
    '\n',
  )
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A short text that stays in one line of its cell. */
export function noBreak(text: string): string {
  return text.replaceAll(' ', '&nbsp;').replaceAll('-', '&#8209;')
}

/** A list under a title; empty where it has no lines. */
export function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const left = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`)
  return [title, '', ...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n')
}

/**
 * Puts parts together that are not empty, as many as there is room for.
 * @param cut says how many are left out
 */
export function joinParts(parts: readonly string[], cut: (left: number) => string): string {
  const told = parts.filter((part) => part !== '')
  const shown: string[] = []
  let size = 0
  for (const part of told) {
    size += Buffer.byteLength(part) + 2
    if (size > SUMMARY_LIMIT_BYTES) break
    shown.push(part)
  }
  const left = told.length - shown.length
  return `${[...shown, ...(left > 0 ? [cut(left)] : [])].join('\n\n')}\n`
}
