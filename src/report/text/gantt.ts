const DAY = 86_400_000
/** What lies farther from the moment of the report, in either direction, is cut off: it would make the rest too small. */
const FARTHEST_MS = 400 * DAY

/** A stretch of time in a chart. */
export interface Bar {
  /** Fixed words and numbers alone: what stands here is read as Mermaid. */
  readonly name: string
  /** `over`: past; `late`: should be over. */
  readonly look: 'over' | 'living' | 'late'
  readonly from: Date
  readonly to: Date
}

/** How wide a letter of a row's name is, in pixels. */
const WIDTH = 6.5

/** Mermaid's words for how a bar looks. */
const LOOKS = { over: 'done, ', living: '', late: 'crit, ' } as const

/**
 * A chart of stretches of time, as GitHub renders it in Markdown (Mermaid, Gantt); what does not last is left out. Empty
 * where there is nothing to draw.
 * @param at the moment of the report
 * @param rows by the name of what they are about: small letters, digits and hyphens
 */
export function gantt(at: Date, rows: readonly (readonly [string, readonly Bar[]])[]): string {
  const first = new Date(at.getTime() - FARTHEST_MS)
  const last = new Date(at.getTime() + FARTHEST_MS)
  const ends: Date[] = []
  const sections = rows.flatMap(([name, bars]) => {
    const drawn = bars.flatMap(({ name: what, look, from, to }) => {
      const begin = from < first ? first : from
      const end = to > last ? last : to
      if (!(begin < end)) return [] // nor is what is no date
      ends.push(begin, end)
      return [`    ${what} :${LOOKS[look]}${stamp(begin)}, ${stamp(end)}`]
    })
    return drawn.length === 0 ? [] : [`    section ${name}`, ...drawn]
  })
  if (sections.length === 0) return ''
  return [
    '```mermaid',
    '---',
    'displayMode: compact', // all bars of a row side by side
    'config:',
    '  gantt:',
    `    leftPadding: ${30 + Math.ceil(WIDTH * Math.max(...rows.map(([name]) => name.length)))}`,
    '---',
    'gantt',
    '    dateFormat YYYY-MM-DD HH:mm',
    ...axis(ends),
    ...sections,
    '```',
  ].join('\n')
}

/** So many marks that their words do not overlap. */
function axis(ends: readonly Date[]): readonly string[] {
  const times = ends.map((date) => date.getTime())
  const days = (Math.max(...times) - Math.min(...times)) / DAY
  const [interval, format] =
    days <= 12
      ? ['1day', '%d %b']
      : days <= 84
        ? ['1week', '%d %b']
        : days <= 360
          ? ['1month', '%b %Y']
          : ['3month', '%b %Y']
  return [`    axisFormat ${format}`, `    tickInterval ${interval}`]
}

function stamp(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ')
}
