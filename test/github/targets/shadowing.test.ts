import { describe, expect, test } from '@jest/globals'
import type { Problem } from '../../../src/rotation/model/ports.ts'
import { placeId, type Place } from '../../../src/github/places/places.ts'
import { findShadows, type Admission } from '../../../src/github/targets/shadowing.ts'
import { json, type Asked } from '../../http/responses.ts'
import { acme, githubOf, NAMES, refuse, shop } from './github-responses.ts'

const entry = (name: string, visibility?: string) => ({
  name,
  updated_at: '2030-01-01T00:00:00Z',
  ...(visibility !== undefined && { visibility, value: 'a value' }),
})
const names = { ...NAMES, accessKeyVariable: ['SCW_ACCESS_KEY'] }

/** GitHub, as far as these paths go; nothing stands elsewhere. */
function look(
  places: readonly Place[],
  answers: Readonly<Record<string, unknown>>,
  admission?: Partial<Admission>,
) {
  const { octokit, asked } = githubOf(({ path }) => {
    const answer = answers[path]
    if (answer instanceof Response) return answer
    return json(answer ?? { environments: [], secrets: [], variables: [] })
  })
  const all: Admission = {
    admit: () => Promise.resolve([]),
    isAdmitted: () => true,
    admitLists: () => Promise.resolve([]),
    mayList: () => true,
    ...admission,
  }
  const found = findShadows({ octokit, places, names, ...(admission && { admission: all }) })
  return { found, asked }
}

const said = (problems: readonly Problem[]) => problems.map(({ problem }) => problem)

describe('what hides a target', () => {
  test('is an entry of the same name in an environment, secret or variable', async () => {
    const { found } = look([shop], {
      '/repos/acme/shop/environments': { environments: [{ name: 'production' }, { name: '..' }] },
      '/repos/acme/shop/environments/production/secrets': { secrets: [entry('scw_secret_key')] },
      '/repos/acme/shop/environments/production/variables': { variables: [entry('SCW_ACCESS_KEY')] },
    })
    expect(await found).toEqual({
      shadows: [
        {
          target: placeId(shop),
          by: 'environment production of acme/shop',
          names: ['SCW_SECRET_KEY', 'variable SCW_ACCESS_KEY'],
        },
      ],
      problems: [],
    })
  })

  test('is of the same kind: Dependabot has no environments and no variables', async () => {
    const dependabot = { ...acme, kind: 'dependabot' } as const
    const { found, asked } = look([dependabot], {
      '/orgs/acme/dependabot/secrets': { secrets: [entry('SCW_SECRET_KEY', 'selected')] },
      '/orgs/acme/dependabot/secrets/SCW_SECRET_KEY/repositories': {
        total_count: 1,
        repositories: [{ id: 7, name: 'shop' }],
      },
      '/repos/acme/shop/dependabot/secrets': { secrets: [entry('SCW_SECRET_KEY')] },
    })
    expect((await found).shadows).toEqual([
      { target: placeId(dependabot), by: 'acme/shop (Dependabot)', names: ['SCW_SECRET_KEY'] },
    ])
    expect(asked.filter(({ path }) => /environments|variables/.test(path))).toEqual([])
  })
})

describe('what cannot be looked at', () => {
  test.each([
    ['refused', () => refuse(403, 'Forbidden'), 'Forbidden'],
    ['of a wrong shape', () => json({ secrets: 'all' }), 'it has no list'],
    ['without what was asked for', () => json({}), 'it has no list'],
  ])('an environment’s secrets, %s, are told; the others are looked at', async (_, answer, why) => {
    const { found } = look([shop], {
      '/repos/acme/shop/environments': { environments: [{ name: 'staging' }, { name: 'production' }] },
      '/repos/acme/shop/environments/staging/secrets': answer(),
      '/repos/acme/shop/environments/production/secrets': { secrets: [entry('SCW_SECRET_KEY')] },
    })
    const { shadows, problems } = await found
    expect(shadows).toMatchObject([{ by: 'environment production of acme/shop' }])
    expect(said(problems)).toEqual([
      expect.stringContaining('narrower places shadow the rotated ones: environment staging of acme/shop ('),
    ])
    expect(said(problems)[0]).toContain(why)
  })

  test('is told once for all places that it is refused for, and apart for each reason', async () => {
    const places = ['shop', 'api', 'infra'].map((repo) => ({ ...shop, repo }))
    const lists = ['shop', 'api'].map((repo) => [
      `/repos/acme/${repo}/environments`,
      refuse(403, 'Forbidden'),
    ])
    const { found } = look(places, {
      ...(Object.fromEntries(lists) as Record<string, Response>),
      '/repos/acme/infra/environments': refuse(500, 'Oops'),
    })
    expect(said((await found).problems)).toEqual([
      expect.stringMatching(/environments could not be listed: acme\/shop, acme\/api \(Forbidden/),
      expect.stringMatching(/environments could not be listed: acme\/infra \(Oops/),
    ])
  })

  test('who reads an organization’s secrets', async () => {
    const { found } = look([acme], { '/orgs/acme/actions/secrets': refuse(403, 'Forbidden') })
    const { shadows, problems } = await found
    expect(shadows).toEqual([])
    expect(said(problems)).toEqual([
      expect.stringMatching(
        /^could not check whether secrets of repositories shadow the organization's: organization acme \(Forbidden/,
      ),
    ])
    expect(problems[0]?.remedy).toContain('organization permission Secrets: read')
  })

  test('is not asked for where the App was not let in, and told by whoever asked for that', async () => {
    const inTheWay = { about: 'github-app-id', problem: 'not given Environments: read', remedy: 'Give it' }
    const { found, asked } = look(
      [shop, { ...shop, repo: 'api' }],
      { '/repos/acme/shop/environments': { environments: [{ name: 'production' }] } },
      {
        admit: () => Promise.resolve([inTheWay]),
        isAdmitted: () => false,
        mayList: ({ repo }) => repo === 'shop',
      },
    )
    expect(await found).toEqual({ shadows: [], problems: [inTheWay] })
    expect(asked.map(({ path }) => path)).toEqual(['/repos/acme/shop/environments'])
  })
})

describe('more than a check looks through', () => {
  /** A list of 1100 over as many pages as it takes. */
  function long<T>(
    { url }: Asked,
    item: (at: number) => T,
    wrap: (items: readonly T[]) => unknown,
  ): Response {
    const page = Number(url.searchParams.get('page') ?? 1)
    const items = Array.from({ length: 100 }, (_, at) => item((page - 1) * 100 + at))
    return json(wrap(items), 200, { link: `<${url.origin}${url.pathname}?page=11>; rel="last"` })
  }

  test('environments: the first thousand are looked at, and the rest is said', async () => {
    const { octokit, asked } = githubOf((one) =>
      one.path.endsWith('/environments')
        ? long(
            one,
            (at) => ({ name: `preview-${at}` }),
            (environments) => ({ environments }),
          )
        : json({ secrets: [] }),
    )
    const { problems } = await findShadows({ octokit, places: [shop], names: NAMES })
    expect(said(problems)).toEqual([
      expect.stringContaining('there are 1100, and a check reads at most 1000'),
    ])
    expect(asked.filter(({ path }) => path.endsWith('/secrets'))).toHaveLength(1000)
  })

  test('repositories that read an organization’s secrets', async () => {
    const { octokit, asked } = githubOf((one) =>
      one.path === '/orgs/acme/repos'
        ? long(
            one,
            (at) => ({ name: `service-${at}` }),
            (repositories) => repositories,
          )
        : json({ secrets: [entry('SCW_SECRET_KEY', 'all')] }),
    )
    const { shadows, problems } = await findShadows({ octokit, places: [acme], names: NAMES })
    expect(shadows).toEqual([])
    expect(said(problems)).toEqual([
      expect.stringContaining(
        'organization acme (1100 repositories read its secrets, and a check reads at most 1000)',
      ),
    ])
    expect(asked.filter(({ path }) => path.startsWith('/repos/'))).toEqual([])
  })
})
