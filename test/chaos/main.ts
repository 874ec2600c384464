import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { doJobs } from './workers.ts'
import { explore } from './explore/index.ts'
import { table as exploredTable } from './explore/table.ts'
import { FAULTS, FORGERIES, MEETINGS, READERS } from './faults.ts'
import { ISSUERS, issuerOf, startNamed, STARTS_OF, type Issuer, type MeetingIssuer } from './issuers.ts'
import { killSeries } from './kill.ts'
import {
  allForgedPairs,
  allForgeries,
  allPairs,
  allRandom,
  allSingles,
  FORGED_STARTS,
  NO_FAULT,
  type Failure,
  type Job,
  type Report,
} from './jobs.ts'

// Tests that no single failure breaks the guarantees of a rotation. Run it with `npm run chaos`; see `--help`.

/** The adversary's actions: at every n-th request, and the number of pairs with something else. */
const FORGED_EVERY = 10
const FORGED_PAIRS = 1000
const HELP = `npm run chaos [-- OPTIONS]

Without options: every starting state with every fault, at every third request for Scaleway keys, every fourth for a
keys API and every eighth for files of keys (with a different offset for each state and fault), and the adversary's
actions as with --adversary. Takes about 20 minutes on two cores.

  --every N                    a fault at every n-th request; 1 tests every request
  --singles                    no adversary
  --scenario NAME              this starting state only
  --fault FAULT                this fault only
  --pairs [--seed N] [--runs N]
                               random pairs of faults
  --seed N --runs N            concurrent runs with interleaved requests and random faults; with --scenario NAME, all of
                               them from this starting state of a Scaleway key
  --adversary                  an adversary with Secret Manager permissions only: every action at every tenth request
                               (--every N) of ${FORGED_STARTS.length} starting states and after the last one, and ${FORGED_PAIRS} pairs of an action and
                               another action, a fault or a concurrent run (--pairs --runs N: N pairs only); with
                               --seed N --runs N, concurrent runs with one or two actions
  --quick                      a sample of all of these
  --explore                    every order of the requests of two runs, on a model of the services
  --kill N [--seed N]          runs the bundle as a process and kills it N times

Repeat one scenario, with its log:
  --scenario NAME --fault FAULT --at N [--then FAULT --then-at N [--next-run]]
  --issuer ISSUER [--scenario NAME] --seed N --only N [--adversary]
An action of the adversary is the fault forge:NAME right before request N (after the last request, if N is one more than
their number). The fault readers reads the store over HTTP and with retrieve.

  --issuer scaleway|keys-api|file
                               this issuer only
  --src FOLDER                 tests this code instead of src
  --stop-at RULE               stops at the first violation of this rule
  --ignore RULE                ignores violations of this rule (repeatable)
  --workers N                  number of threads
  --list, --faults             lists the starting states or the faults`

const DEFAULT_SEED = 1
/** Tests every n-th request by default. This takes about 20 minutes on two cores. */
const EVERY = { scaleway: 3, 'keys-api': 4, file: 8 } as const
/** `--quick` tests every n-th request, with a different offset for each fault. */
const QUICK_EVERY = { scaleway: 53, 'keys-api': 67, file: 113 } as const
/** Runs with a file of keys are long, so `--quick` includes only one starting state of them. */
const QUICK_FILE = 'file: due'
const QUICK_PAIRS = 54
const QUICK_RANDOM = 60

const { values } = parseArgs({
  options: {
    scenario: { type: 'string' },
    fault: { type: 'string' },
    at: { type: 'string' },
    then: { type: 'string' },
    'then-at': { type: 'string' },
    'next-run': { type: 'boolean', default: false },
    pairs: { type: 'boolean', default: false },
    seed: { type: 'string' },
    every: { type: 'string' },
    runs: { type: 'string' },
    issuer: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    kill: { type: 'string' },
    src: { type: 'string', default: join(import.meta.dirname, '..', '..', 'src') },
    'stop-at': { type: 'string' },
    workers: { type: 'string' },
    explore: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    faults: { type: 'boolean', default: false },
    adversary: { type: 'boolean', default: false },
    singles: { type: 'boolean', default: false },
    ignore: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})

const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text ?? ''} is not a number`)
  return value
}

/** The jobs for the arguments. */
function jobs(): readonly Job[] {
  const seed = number(values.seed, DEFAULT_SEED)
  const issuers = ISSUERS.filter((issuer) => values.issuer === undefined || values.issuer === issuer)
  if (issuers.length === 0) throw new Error(`there is no issuer ${values.issuer ?? ''}`)
  if (values.scenario !== undefined && (values.runs ?? values.only) !== undefined)
    return meetingsAt(values.scenario)
  const allStarts = issuers.flatMap((issuer) => STARTS_OF[issuer])
  if (values.at === undefined && (values.scenario ?? values.fault) !== undefined) {
    const starts = values.scenario === undefined ? allStarts : [startNamed(values.scenario)]
    return allSingles(
      number(values.every, 1),
      starts,
      values.fault === undefined ? undefined : [values.fault],
    )
  }
  if (values.scenario !== undefined) {
    const first = { start: values.scenario, fault: values.fault ?? NO_FAULT, at: number(values.at, 1) }
    const then = values.then && {
      fault: values.then,
      at: number(values['then-at'], 1),
      inNextRun: values['next-run'],
    }
    return [{ kind: 'one', ...first, ...(then ? { then } : {}) }]
  }
  if (values.only !== undefined) {
    const from = number(values.only, 0)
    const forging = values.adversary ? { forging: true as const } : {}
    return issuers
      .filter(meets)
      .map((issuer) => ({ kind: 'random', issuer, seed, from, count: 1, ...forging }))
  }
  if (values.adversary) return forged(seed)
  if (values.quick) {
    process.env['CHAOS_CONTRACTS'] = 'held' // the workers inherit it
    return issuers.flatMap((issuer) =>
      meets(issuer)
        ? [
            ...(issuer === 'scaleway' ? quickForged(seed) : []),
            ...allSingles(QUICK_EVERY[issuer], STARTS_OF[issuer]),
            ...allPairs(issuer, seed, QUICK_PAIRS),
            ...allRandom(issuer, seed, QUICK_RANDOM),
          ]
        : allSingles(QUICK_EVERY[issuer], [startNamed(QUICK_FILE)]),
    )
  }
  if (values.pairs) return issuers.flatMap((issuer) => allPairs(issuer, seed, number(values.runs, 4000)))
  if (values.seed !== undefined || values.runs !== undefined)
    return issuers.filter(meets).flatMap((issuer) => allRandom(issuer, seed, number(values.runs, 2000)))
  return [
    ...issuers.flatMap((issuer) => allSingles(number(values.every, EVERY[issuer]), STARTS_OF[issuer])),
    ...(issuers.includes('scaleway') && !values.singles ? forged(seed) : []),
  ]
}

/** Two concurrent runs from one starting state, or one such scenario again. */
function meetingsAt(start: string): readonly Job[] {
  const seed = number(values.seed, DEFAULT_SEED)
  if (issuerOf(startNamed(start)) !== 'scaleway')
    throw new Error('--scenario with --runs or --only needs a starting state of a Scaleway key')
  const forging = values.adversary
  if (values.only === undefined)
    return allRandom('scaleway', seed, number(values.runs, 0), { forging, start })
  const common = { kind: 'random', issuer: 'scaleway', seed, start } as const
  return [{ ...common, from: number(values.only, 0), count: 1, ...(forging ? { forging } : {}) }]
}

/** The adversary's jobs for the arguments. */
function forged(seed: number): readonly Job[] {
  if (values.pairs) return allForgedPairs(seed, number(values.runs, FORGED_PAIRS))
  if (values.runs !== undefined) return allRandom('scaleway', seed, number(values.runs, 0), { forging: true })
  const alone = allForgeries(number(values.every, FORGED_EVERY))
  return values.singles ? alone : [...alone, ...allForgedPairs(seed, FORGED_PAIRS)]
}

/** A sample of the adversary's jobs. */
function quickForged(seed: number): readonly Job[] {
  return [
    ...allForgeries(QUICK_EVERY.scaleway * 5),
    ...allForgedPairs(seed, QUICK_PAIRS),
    ...allRandom('scaleway', seed, QUICK_PAIRS, { forging: true }),
  ]
}

function meets(issuer: Issuer): issuer is MeetingIssuer {
  return issuer !== 'file'
}

async function main(): Promise<number> {
  if (values.explore) {
    const report = await explore({ workers: number(values.workers, 2) })
    say(exploredTable(report))
    return report.violations + report.cutTooEarly === 0 ? 0 : 1
  }
  if (values.help) return say(HELP)
  if (values.kill !== undefined) return killIt(number(values.kill, 200))
  if (values.list)
    return say(ISSUERS.flatMap((issuer) => STARTS_OF[issuer].map(({ name }) => name)).join('\n'))
  if (values.faults) return say([...FAULTS, ...MEETINGS, READERS, ...FORGERIES].join('\n'))
  if (values.pairs || values.runs !== undefined) say(`seed ${number(values.seed, DEFAULT_SEED)}`)
  const began = performance.now()
  const rows = new Map<string, Row>()
  const failures: Failure[] = []
  const verbose = values.at !== undefined || values.only !== undefined
  const collect = (report: Report): boolean => {
    const name = `${report.issuer} ${report.start}`
    const { issuer, start } = report
    const row = rows.get(name) ?? { issuer, start, scenarios: 0, requests: 0, violations: 0 }
    row.scenarios += report.scenarios
    row.requests = Math.max(row.requests, report.requests)
    row.violations += report.failures.length
    rows.set(name, row)
    failures.push(...report.failures)
    if (report.log !== undefined) say([...report.log, ''].join('\n'))
    return failures.some(({ rule }) => rule === values['stop-at'])
  }
  await doJobs(
    jobs(),
    { src: values.src, workers: number(values.workers, 2), verbose, ignore: values.ignore },
    collect,
  )
  const seconds = (performance.now() - began) / 1000
  const total = [...rows.values()].reduce((sum, { scenarios }) => sum + scenarios, 0)
  if (verbose)
    for (const { standing } of failures) say(['State at the violation:', ...standing, ''].join('\n'))
  say(table([...rows.values()]))
  for (const { rule, what, reproduce } of failures)
    say(`VIOLATION: ${rule}\n  ${what}\n  npm run chaos -- ${reproduce}`)
  say(
    `${total} scenarios in ${seconds.toFixed(1)} s (${(total / seconds).toFixed(1)} a second), ${failures.length} violation(s)`,
  )
  return failures.length === 0 ? 0 : 1
}

/** Runs the series of kills and prints its progress. */
async function killIt(count: number): Promise<number> {
  const seed = number(values.seed, DEFAULT_SEED)
  say(`seed ${seed}`)
  const began = performance.now()
  const broken = await killSeries({ count, seed, sideBySide: number(values.workers, 4), say })
  for (const what of broken) say(`VIOLATION: ${what}`)
  say(`${((performance.now() - began) / 1000).toFixed(0)} s, ${broken.length} violation(s)`)
  return broken.length === 0 ? 0 : 1
}

/** The results of one starting state. */
interface Row {
  readonly issuer: Issuer
  readonly start: string
  scenarios: number
  requests: number
  violations: number
}

function table(rows: readonly Row[]): string {
  const shown = rows.map((row) => ({ ...row, start: row.start.replace(`${row.issuer}: `, '') }))
  const width = Math.max(14, ...shown.map(({ start }) => start.length))
  const line = (issuer: string, start: string, ...cells: readonly (string | number)[]): string =>
    `${issuer.padEnd(9)}${start.padEnd(width)} ${cells.map((cell) => String(cell).padStart(12)).join('')}`
  return [
    line('issuer', 'starting state', 'requests', 'scenarios', 'violations'),
    ...shown.map(({ issuer, start, requests, scenarios, violations }) =>
      line(issuer, start, requests, scenarios, violations),
    ),
  ].join('\n')
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

process.exitCode = await main()
