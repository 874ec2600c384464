/** The part of Stryker's report that is used here (mutation-testing-report-schema). */
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

/** A mutant that no test detected. */
export interface Survivor {
  readonly file: string
  readonly line: number
  readonly mutator: string
  /** The line in which it begins, trimmed. */
  readonly source: string
  /** The original text and its replacement, each on one line. */
  readonly was: string
  readonly became: string
  /** Whether any test executed it. */
  readonly reached: boolean
}

export interface Tally {
  readonly file: string
  /** Mutants that a test detected, by failing or by a timeout. */
  readonly noticed: number
  readonly all: number
}

export interface MutationResult {
  readonly tallies: readonly Tally[]
  readonly survivors: readonly Survivor[]
  /** The percentage of detected mutants; NaN if there are none. */
  readonly score: number
}

const NOTICED = new Set(['Killed', 'Timeout'])
const SURVIVED = new Set(['Survived', 'NoCoverage'])

/** Counts the mutants of a report. A mutant that does not compile or cannot run is ignored. */
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

/** The survivors, one line each, and the score of each file and of all. */
export function asText({ tallies, survivors, score }: MutationResult): string {
  return [
    ...survivors.map(
      ({ file, line, mutator, was, became, reached }) =>
        `${file}:${line} ${mutator}${reached ? '' : ' (no coverage)'}: ${was} → ${became}`,
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
