import { createGithub } from '../../../src/github/client/client.ts'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import type { ResolvedAccess } from '../../../src/github/secrets/visibility-keeper.ts'
import { createGithubTargets, type GithubTargetsOptions } from '../../../src/github/targets/targets.ts'
import type { SecretNames } from '../../../src/github/secrets/secret-names.ts'
import type { Place } from '../../../src/github/places/places.ts'
import { createReadCache } from '../../../src/github/places/read-cache.ts'
import { json, serviceOf, type Asked } from '../../http/responses.ts'

export const shop = { kind: 'actions', scope: 'repository', owner: 'acme', repo: 'shop' } as const
export const production = { ...shop, scope: 'environment', environment: 'production' } as const
export const acme = { kind: 'actions', scope: 'organization', organization: 'acme' } as const

export const NEW = { accessKey: 'SCWFAKEFAKEFAKEFAKE2', secret: 'fa4e0000-0000-4000-8000-000000000002' }
export const NAMES: SecretNames = {
  accessKey: ['SCW_ACCESS_KEY'],
  secretKey: ['SCW_SECRET_KEY'],
  bundle: [],
  accessKeyVariable: [],
}

export const refuse = (status: number, message = 'no') => json({ message }, status)

/** GitHub's client, and what it was asked. */
export function githubOf(answer: (asked: Asked) => Response) {
  const { fetch, asked } = serviceOf(answer)
  return { octokit: createGithub(fetch, 'https://api.github.com', 'ghp_FAKE'), asked }
}

/** The answers of a GitHub in which nothing stands yet. */
export function emptyGithub({ method, path }: Asked): Response {
  if (method !== 'GET') return json({}, 201)
  if (path.endsWith('/public-key')) return json({ key_id: '1', key: Buffer.alloc(32, 9).toString('base64') })
  if (path.endsWith('/secrets')) return json({ total_count: 0, secrets: [] })
  if (path.endsWith('/variables')) return json({ total_count: 0, variables: [] })
  if (path === '/repos/acme/shop') return json({ id: 700001, name: 'shop' })
  if (path === '/orgs/acme') return json({ id: 9001, login: 'acme' })
  return refuse(404, 'Not Found')
}

/** These places as targets at a GitHub that answers like this, and what readers are told. */
export function targetsAt(
  answer: (asked: Asked) => Response,
  places: readonly (Place | readonly [Place, ResolvedAccess])[],
  rest: Partial<GithubTargetsOptions> = {},
) {
  const { octokit, asked } = githubOf(answer)
  const clock = createServiceClock(() => Promise.resolve())
  const told: string[] = []
  const targets = createGithubTargets({
    octokit,
    clock,
    reads: createReadCache(clock),
    names: NAMES,
    token: 'ghp_FAKE',
    bundle: (credential) => JSON.stringify(credential),
    resolve: () =>
      Promise.resolve({
        places: places.map((place) => ('kind' in place ? ([place, undefined] as const) : place)),
        problems: [],
        advice: [],
        unlisted: [],
      }),
    now: clock.known,
    onUnreachable: 'fail',
    advise: (text) => told.push(text),
    ...rest,
  })
  return { targets, asked, told, clock }
}
