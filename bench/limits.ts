import { inCompany } from './fleet.ts'
import type { Section } from './report.ts'
import type { Measured } from './run.ts'
import type { Request } from './timeline.ts'

const REPOSITORIES = 500
/** A minute of GitHub takes 7.5 seconds. With less, the machine's own speed would matter. */
const SPEED = 8
const MINUTE_MS = 60_000 / SPEED
const TOLERANCE = 0.15
const POINTS_A_MINUTE = 900
const CHANGES_A_MINUTE = 80
const CHANGES_AN_HOUR = 500

/** One secret in 500 repositories, with GitHub's limits enforced in compressed time. */
export async function limits(): Promise<Section> {
  const documented = await rotate({ pointsPerMinute: POINTS_A_MINUTE })
  const strict = await rotate({
    pointsPerMinute: POINTS_A_MINUTE,
    contentPerMinute: CHANGES_A_MINUTE,
    contentPerHour: CHANGES_AN_HOUR,
  })
  const points = documented.reduce((sum, { method }) => sum + (method === 'GET' ? 1 : 5), 0)
  const least = Math.ceil(points / POINTS_A_MINUTE) - 1
  const taken = minutes(documented)
  const refused = refusals(documented)
  const changes = strict.filter(({ method, status }) => method !== 'GET' && status !== 403).length
  const leastStrict = Math.ceil(changes / CHANGES_A_MINUTE) - 1
  return {
    title: `1 secret in ${REPOSITORIES} repositories, GitHub's limits enforced, a minute in ${MINUTE_MS / 1000} s`,
    figures: [
      { what: `requests; points (${POINTS_A_MINUTE} a minute)`, value: `${documented.length}; ${points}` },
      { what: 'minimum under the limit', value: `${least} min` },
      {
        what: 'taken',
        value: `${taken.toFixed(2)} min`,
        aim: { text: `within ${TOLERANCE * 100} %`, met: taken <= least * (1 + TOLERANCE) },
      },
      { what: 'refused', value: String(refused), aim: { text: 'never', met: refused === 0 } },
      {
        what: `with ${CHANGES_A_MINUTE} writes a minute as well: minimum, taken`,
        value: `${leastStrict} min, ${minutes(strict).toFixed(2)} min`,
      },
      { what: '  refused requests before the limit was found', value: String(refusals(strict)) },
    ],
  }
}

async function rotate(enforced: Parameters<Limits>[0]): Promise<readonly Request[]> {
  return inCompany({ repositories: REPOSITORIES, bundles: 1 }, async ({ sandbox, run }) => {
    sandbox.clock.advance(2 * 60 * 60_000)
    sandbox.github.setLimits(enforced)
    const measured: Measured = await run({ force: 'true' }, { speed: SPEED })
    if (measured.outcome !== 'rotated') throw new Error(`the outcome is ${measured.outcome}`)
    return measured.requests.filter(({ service }) => service === 'github')
  })
}

type Limits = Parameters<Parameters<typeof inCompany>[1]>[0]['sandbox']['github']['setLimits']

/** From the first request to the last response, in GitHub's minutes. */
function minutes(requests: readonly Request[]): number {
  const from = Math.min(...requests.map((request) => request.from))
  const to = Math.max(...requests.map((request) => request.to))
  return (to - from) / MINUTE_MS
}

function refusals(requests: readonly Request[]): number {
  return requests.filter(({ status }) => status === 403 || status === 429).length
}
