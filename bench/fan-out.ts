import { spawn } from 'node:child_process'
import { smallGithubTokens } from '../sandbox/index.ts'
import { findNode24 } from '../test/harness/step.ts'
import { inCompany, LATENCY_MS, type Company, type Goal } from './fleet.ts'
import { atMost, megabytes, milliseconds, type Figure, type Section } from './report.ts'
import type { Measured } from './run.ts'
import { inTurns, median } from './statistics.ts'
import { mostInFlight } from './timeline.ts'

const TIMES = 5
/** The maximum number of additional round trips for 100 repositories instead of one. */
const AIM = 8

/** One secret in several numbers of repositories, and many secrets in one. */
export async function fanOut(): Promise<Section> {
  const rotations = await withCompanies(
    [
      { repositories: 1, bundles: 1 },
      { repositories: 20, bundles: 1 },
      { repositories: 100, bundles: 1 },
      { repositories: 1, bundles: 100 },
    ],
    async ([one, twenty, hundred, full]) => {
      const turns = await inTurns(TIMES, {
        one: () => rotate(need(one)),
        twenty: () => rotate(need(twenty)),
        hundred: () => rotate(need(hundred)),
        full: () => rotate(need(full)),
        bareOne: () => bareRounds(need(hundred), 1),
        bareHundred: () => bareRounds(need(hundred), 100),
      })
      const { peakBytes: small } = await need(one).run({}, { memory: true })
      const { peakBytes: large } = await need(hundred).run({ force: 'true' }, { memory: true })
      const bare = median(turns.bareHundred) - median(turns.bareOne)
      return { ...turns, bare, small: small ?? 0, large: large ?? 0 }
    },
  )
  const { one, twenty, hundred, full, bare, small, large } = rotations
  const more = wall(hundred) - wall(one)
  const aim = AIM * LATENCY_MS
  return {
    title: `A rotation to many targets, median of ${TIMES}`,
    figures: [
      ...figures('1 secret in 1 repository', one),
      ...figures('1 secret in 20 repositories', twenty),
      ...figures('1 secret in 100 repositories', hundred),
      {
        what: '100 repositories, more than 1',
        value: milliseconds(more),
        aim: atMost(aim, more, `${AIM} round trips' time, ${aim} ms`),
      },
      { what: '  of that, the same 300 requests with fetch only', value: milliseconds(bare) },
      ...figures('100 secrets in 1 repository', full),
      { what: 'peak memory, nothing to do, 1 repository', value: megabytes(small) },
      { what: 'peak memory, a rotation to 100 repositories', value: megabytes(large) },
    ],
  }
}

/** Rotates the key. Throws if the outcome differs. */
async function rotate({ run }: Company): Promise<Measured> {
  const measured = await run({ force: 'true' })
  if (measured.outcome !== 'rotated') throw new Error(`the outcome is ${measured.outcome}`)
  return measured
}

/** The time of a program that only sends the requests of a rotation, for the given number of repositories. */
async function bareRounds({ sandbox }: Company, repositories: number): Promise<number> {
  const script = new URL('bare-rounds.ts', import.meta.url).pathname
  const parameters = [script, sandbox.urls.github, smallGithubTokens.writer, String(repositories)]
  const child = spawn(findNode24(), parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const took = Number(told)
  if (told === '' || Number.isNaN(took)) throw new Error('the requests failed')
  return took
}

/** Creates nested test organizations, so that measurements in them can take turns. */
async function withCompanies<T>(
  goals: readonly Goal[],
  play: (companies: readonly Company[]) => Promise<T>,
  open: readonly Company[] = [],
): Promise<T> {
  const [goal, ...rest] = goals
  if (goal === undefined) return play(open)
  return inCompany(goal, (company) => withCompanies(rest, play, [...open, company]))
}

function figures(what: string, runs: readonly Measured[]): readonly Figure[] {
  const github = runs.map(({ requests }) => requests.filter(({ service }) => service === 'github'))
  return [
    { what, value: milliseconds(wall(runs)) },
    {
      what: '  requests to GitHub; most in flight',
      value: `${median(github.map(({ length }) => length))}; ${median(github.map(mostInFlight))}`,
    },
  ]
}

function wall(runs: readonly Measured[]): number {
  return median(runs.map(({ wallMs }) => wallMs))
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an organization is missing')
  return value
}
