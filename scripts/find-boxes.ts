import { stripVTControlCharacters } from 'node:util'

/** A sealed box is this much longer than what it holds: a public key of 32 bytes, and 16 that authenticate it. */
const OVERHEAD = 48
/** Of a box with nothing in it, in base64. */
const SHORTEST = Math.ceil((OVERHEAD + 1) / 3) * 4
/** How long a box may be that is put together of several lines: long logs of base64 are to end some time. */
const LONGEST_JOINED = 2048

// What `gh run view --log` and the raw log put before a line: job, step, time.
const BEFORE_LINE = /^.*?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\s*/
const BASE64 = /[A-Za-z0-9+/]+={0,2}/g
const BASE64_AT_START = /^[A-Za-z0-9+/]+={0,2}/

/**
 * Everything in a text that could be a sealed box in base64, in the text's order: within a line, and across lines
 * where a terminal or an editor broke it. Only opening it tells whether it is one.
 */
export function findBoxes(text: string): readonly Buffer[] {
  const lines = stripVTControlCharacters(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(BEFORE_LINE, '').trim())
    .filter((line) => line !== '')
  const found = lines.flatMap((line, at) => {
    const runs = [...line.matchAll(BASE64)]
    const last = runs.at(-1)
    const goesOn = last !== undefined && last.index + last[0].length === line.length
    return [...runs.map(([run]) => run), ...(goesOn ? continued(last[0], lines, at + 1) : [])]
  })
  const likely = found.filter(({ length }) => length >= SHORTEST && length % 4 === 0)
  return [...new Set(likely)].map((box) => Buffer.from(box, 'base64'))
}

/** What the end of a line comes to with the beginning of the next, of the two next, and so on. */
function continued(start: string, lines: readonly string[], next: number): readonly string[] {
  const joined: string[] = []
  let whole = start
  for (let at = next; whole.length < LONGEST_JOINED && !whole.endsWith('='); at += 1) {
    const line = lines[at] ?? ''
    const [part = ''] = BASE64_AT_START.exec(line) ?? []
    if (part === '') break
    whole += part
    joined.push(whole)
    if (part.length < line.length) break
  }
  return joined
}
