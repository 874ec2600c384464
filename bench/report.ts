/** One measured value. */
export interface Figure {
  readonly what: string
  readonly value: string
  /** The limit, and whether it is met; undefined without a limit. */
  readonly aim?: { readonly text: string; readonly met: boolean }
}

export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  /** Lines below the table. */
  readonly lines?: readonly string[]
}

/** A section as text. */
export function render({ title, figures, lines = [] }: Section): string {
  const widths = [0, 1].map((column) =>
    Math.max(...figures.map((figure) => cells(figure)[column]?.length ?? 0)),
  )
  const rows = figures.map((figure) => {
    const [what = '', value = '', aim = ''] = cells(figure)
    return `  ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${aim}`.trimEnd()
  })
  return [title, ...rows, ...lines.map((line) => `  ${line}`), ''].join('\n')
}

/** The values that miss their limit. */
export function missed(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ figures }) =>
    figures.flatMap(({ what, value, aim }) =>
      aim === undefined || aim.met ? [] : [`${what}: ${value} (${aim.text})`],
    ),
  )
}

/** A value with an upper limit. */
export function atMost(limit: number, value: number, text: string): NonNullable<Figure['aim']> {
  return { text: `at most ${text}`, met: value <= limit }
}

function cells({ what, value, aim }: Figure): readonly string[] {
  return [what, value, aim === undefined ? '' : `${aim.met ? 'PASS' : 'MISS'} (${aim.text})`]
}

export const milliseconds = (value: number): string => `${Math.round(value)} ms`
export const times = (value: number): string => `${value.toFixed(2)} ×`
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
