/** The part of Stryker's report that is read here (mutation-testing-report-schema). */
export interface StrykerReport {
  readonly files: Readonly<Record<string, ReportedFile>>
}

interface ReportedFile {
  readonly source: string
  readonly mutants: readonly ReportedMutant[]
}

interface ReportedMutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: { readonly start: Point; readonly end: Point }
}

/** Both counted from 1. */
interface Point {
  readonly line: number
  readonly column: number
}

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string
  readonly line: number
  readonly mutator: string
  /** The line in which it begins, without what stands around it. */
  readonly source: string
  /** What stood there, and what stood in its place, each on one line. */
  readonly was: string
  readonly became: string
  /** Whether any test came by there. */
  readonly reached: boolean
}

export interface Tally {
  readonly file: string
  /** Mutants that a test noticed, by failing or by never ending. */
  readonly noticed: number
  readonly all: number
}

export interface MutationResult {
  readonly tallies: readonly Tally[]
  readonly survivors: readonly Survivor[]
  /** How many of all mutants a test noticed, in percent; NaN where there are none. */
  readonly score: number
}

const NOTICED = new Set(['Killed', 'Timeout'])
const SURVIVED = new Set(['Survived', 'NoCoverage'])

/** Counts what Stryker reports. A mutant that does not compile, or cannot be run, counts for nothing. */
export function resultOf(report: StrykerReport): MutationResult {
  const files = Object.entries(report.files).map(([file, { source, mutants }]) => {
    const survivors = mutants
      .filter(({ status }) => SURVIVED.has(status))
      .map(({ mutatorName, replacement, status, location }) => ({
        file,
        line: location.start.line,
        mutator: mutatorName,
        source: onOneLine(source.split('\n')[location.start.line - 1] ?? ''),
        was: onOneLine(textAt(source, location.start, location.end)),
        became: onOneLine(replacement ?? ''),
        reached: status === 'Survived',
      }))
      .sort((one, other) => one.line - other.line)
    const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length
    return { tally: { file, noticed, all: noticed + survivors.length }, survivors }
  })
  const tallies = files.map(({ tally }) => tally)
  const sum = (one: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + one(tally), 0)
  return {
    tallies,
    survivors: files.flatMap(({ survivors }) => survivors),
    score: (sum(({ noticed }) => noticed) / sum(({ all }) => all)) * 100,
  }
}

/** The survivors, each as one line, and the score of each file and of all. */
export function asText({ tallies, survivors, score }: MutationResult): string {
  return [
    ...survivors.map(
      ({ file, line, mutator, was, became, reached }) =>
        `${file}:${line} ${mutator}${reached ? '' : ' (no test comes here)'}: ${was} → ${became}`,
    ),
    '',
    ...tallies.map(
      ({ file, noticed, all }) => `${percent((noticed / all) * 100)} ${file} (${noticed} of ${all})`,
    ),
    '',
    `${survivors.length} mutants survived; the score is ${percent(score).trim()}`,
  ].join('\n')
}

function percent(value: number): string {
  return `${Number.isNaN(value) ? '-' : value.toFixed(1)} %`.padStart(7)
}

function textAt(source: string, start: Point, end: Point): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n')
}

function onOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}
