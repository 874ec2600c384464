import { describe, expect, test } from '@jest/globals'
import { createScalewayIssuer, type ScalewayIssuerOptions } from '../../src/scaleway/iam.ts'
import { AmbiguousResult, RunProblems } from '../../src/rotation/model/ports.ts'
import { json, serviceOf, thrownBy, type Asked } from '../http/responses.ts'
import { sessionOver } from './session.ts'

const OWN = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }
const OTHER = 'SCWFAKEFAKEFAKEFAKE2'
const SECRET = 'fa4e0000-0000-4000-8000-000000000002'
const AT = '2030-01-01T00:00:00Z'
const KEY = {
  access_key: OTHER,
  user_id: 'jo',
  description: '',
  created_at: AT,
  default_project_id: 'a project',
}
const refuse = (status: number) => json({ message: 'no' }, status)

/** An issuer whose Scaleway says this of the key that signs in, and answers everything else as it is told to. */
function issuerOf(
  own: object,
  answer: (asked: Asked) => Response = () => refuse(404),
  rest: Partial<ScalewayIssuerOptions> = {},
) {
  const masked: string[] = []
  const { fetch, asked } = serviceOf((one) =>
    one.path.endsWith(`/api-keys/${OWN.accessKey}`)
      ? json({ ...KEY, user_id: undefined, access_key: OWN.accessKey, ...own })
      : answer(one),
  )
  const issuer = createScalewayIssuer({
    session: sessionOver(fetch, OWN),
    applicationId: undefined,
    organizationId: undefined,
    mask: (secret) => masked.push(secret),
    ...rest,
  })
  return { issuer, asked, masked }
}

describe('the bearer, where none is named', () => {
  test('is the person whose key signs in', async () => {
    const { issuer, asked } = issuerOf({ user_id: 'jo' }, () => json({ api_keys: [KEY], total_count: 1 }))
    expect(await issuer.keys()).toMatchObject([{ accessKey: OTHER, createdAt: new Date(AT) }])
    const list = asked.find(({ path }) => path.endsWith('/api-keys'))
    expect(list?.url.searchParams.get('bearer_id')).toBe('jo')
  })

  test('has to be told by Scaleway', async () => {
    const { issuer } = issuerOf({})
    await expect(issuer.keys()).rejects.toThrow("Scaleway's answer has no bearer for the API key of the run")
  })
})

describe('a key', () => {
  test('that can be none is not asked for', async () => {
    const { issuer, asked } = issuerOf({})
    expect(await issuer.key('../users/jo')).toEqual({ kind: 'foreign' })
    expect(asked).toEqual([])
  })

  test('that is named by what could lead elsewhere is neither changed nor ended', async () => {
    const { issuer, asked } = issuerOf({})
    const said = 'an access key is not valid'
    await expect(issuer.delete('../users/jo')).rejects.toThrow(said)
    await expect(issuer.describe('../users/jo', 'ours')).rejects.toThrow(said)
    expect(asked).toEqual([])
  })

  test('that there is not is no error; one that may not be read is told apart; another refusal is one', async () => {
    const jo = { user_id: 'jo' }
    expect(await issuerOf(jo).issuer.key(OTHER)).toEqual({ kind: 'none' })
    expect(await issuerOf(jo, () => refuse(403)).issuer.key(OTHER)).toEqual({ kind: 'hidden' })
    const error = await thrownBy(issuerOf(jo, () => refuse(500)).issuer.key(OTHER))
    expect(error).toBeInstanceOf(RunProblems)
    expect(String(error)).toContain(`Scaleway could not read the API key ${OTHER}: http error 500: no (500)`)
  })

  const read = (change: object) =>
    issuerOf({ user_id: 'jo' }, () => json({ ...KEY, ...change })).issuer.key(OTHER)

  test('has a Project or none, and says when it was made', async () => {
    expect(await read({})).toMatchObject({ kind: 'own', key: { defaultProjectId: 'a project' } })
    expect(await read({ default_project_id: '' })).toMatchObject({
      kind: 'own',
      key: { defaultProjectId: undefined },
    })
    await expect(read({ created_at: null })).rejects.toThrow(
      `Scaleway's answer has no creation date for the API key ${OTHER}`,
    )
  })

  test.each<[string, object, string]>([
    ['the bearer’s', {}, 'own'],
    ['another person’s', { user_id: 'mo' }, 'foreign'],
    ['an application’s', { user_id: undefined, application_id: 'jo-app' }, 'foreign'],
    ['of nobody', { user_id: undefined }, 'foreign'],
    ['another one than was asked for', { access_key: OWN.accessKey }, 'foreign'],
  ])('is %s', async (_, change, kind) => {
    expect(await read(change)).toMatchObject({ kind })
  })

  test('is listed only where it is the bearer’s, whatever the list holds', async () => {
    const keys = [
      KEY,
      { ...KEY, access_key: 'SCWFAKEFAKEFAKEFAKE3', user_id: 'mo' },
      { ...KEY, access_key: 'SCWFAKEFAKEFAKEFAKE4', user_id: undefined },
    ]
    const { issuer } = issuerOf({ user_id: 'jo' }, () => json({ api_keys: keys, total_count: 3 }))
    expect((await issuer.keys()).map(({ accessKey }) => accessKey)).toEqual([OTHER])
  })

  test('that is shown without its secret may be there: nobody knows', async () => {
    const request = { description: 'ours', expiresAt: undefined, defaultProjectId: undefined }
    const make = (change: object) => issuerOf({ user_id: 'jo' }, () => json({ ...KEY, ...change }))
    const good = make({ secret_key: SECRET, description: 'ours', user_id: 'jo' })
    expect((await good.issuer.create(request)).credential).toEqual({ accessKey: OTHER, secret: SECRET })
    expect(good.masked).toEqual([SECRET])
    const error = await thrownBy(make({}).issuer.create(request))
    expect(error).toBeInstanceOf(AmbiguousResult)
    expect(String(error)).toContain(`Scaleway's answer has no secret key for the new API key ${OTHER}`)
  })

  test('that is gone already needs no end; one that Scaleway does not end is a problem', async () => {
    for (const answer of [refuse(404), new Response(null, { status: 204 })]) {
      const { issuer, asked } = issuerOf({}, () => answer)
      await issuer.delete(OTHER)
      expect(asked.map(({ method }) => method)).toEqual(['DELETE'])
    }
    const error = await thrownBy(issuerOf({}, () => refuse(409)).issuer.delete(OTHER))
    expect(String(error)).toContain(`Scaleway could not delete the API key ${OTHER}`)
  })

  test('is created only by an answer that shows the description and the bearer that were asked for', async () => {
    const request = { description: 'ours', expiresAt: undefined, defaultProjectId: undefined }
    const made = { ...KEY, secret_key: SECRET, description: 'ours', application_id: 'an application' }
    const of = (answer: () => Response) =>
      issuerOf({}, answer, { applicationId: 'an application' }).issuer.create(request)
    expect((await of(() => json(made))).key.description).toBe('ours')
    const unconfirmed: readonly (() => Response)[] = [
      () => json({ ...made, description: '' }),
      () => json({ ...made, description: undefined }),
      () => json({ ...made, application_id: 'another application' }),
      () => json({ ...made, application_id: undefined, user_id: 'an application' }),
      () => json({}),
      () => json({ application_id: 'an application', description: 'ours' }),
      () => json(made, 201),
      () => json(made, 202),
      () => new Response(null, { status: 204 }),
      () => json(made, 200, { 'content-type': 'text/plain' }),
    ]
    for (const answer of unconfirmed) expect(await thrownBy(of(answer))).toBeInstanceOf(AmbiguousResult)
  })

  test('has a new description only when the answer shows it, and for this key', async () => {
    const described = { ...KEY, description: 'ours' }
    const of = (answer: () => Response) => issuerOf({}, answer).issuer.describe(OTHER, 'ours')
    await of(() => json(described))
    const unconfirmed: readonly (() => Response)[] = [
      () => json({}),
      () => json(KEY),
      () => json({ description: 'ours' }), // an echo of the request
      () => json({ ...described, access_key: OWN.accessKey }),
      () => json({ ...described, description: 'ours ' }),
      () => json(described, 202),
      () => new Response(null, { status: 200 }),
      () => new Response(null, { status: 204 }),
    ]
    for (const answer of unconfirmed) expect(await thrownBy(of(answer))).toBeInstanceOf(AmbiguousResult)
    // A page of a gateway is reported as an unreachable service, as before.
    const page = () => new Response('<html>Sign in</html>', { status: 200 })
    expect(await thrownBy(of(page))).toMatchObject({ name: 'RunProblems', unknownEffect: true })
    expect(await thrownBy(of(() => refuse(403)))).toMatchObject({ unknownEffect: false })
  })

  test('can lose its description: an empty one is confirmed as well', async () => {
    await issuerOf({}, () => json({ ...KEY, description: '' })).issuer.describe(OTHER, '')
    await issuerOf({}, () => json({ ...KEY, description: null })).issuer.describe(OTHER, '')
  })

  test('is deleted only by a 204', async () => {
    for (const answer of [() => json({}), () => json({}, 202), () => new Response(null, { status: 200 })]) {
      const error = await thrownBy(issuerOf({}, answer).issuer.delete(OTHER))
      expect(error).toBeInstanceOf(AmbiguousResult)
      expect(String(error)).toContain('only 204 confirms it')
    }
  })

  test('is tried by who it signs in', async () => {
    const tried = (status: number) =>
      issuerOf({}, () => refuse(status)).issuer.probe({ accessKey: OTHER, secret: SECRET })
    expect(await Promise.all([401, 403, 404].map(tried))).toEqual(['denied', 'forbidden', 'denied'])
    await expect(tried(500)).rejects.toMatchObject({ status: 500 })
    expect(await issuerOf({}).issuer.probe(OWN)).toBe('accepted')
  })

  test('is not taken to work because of an answer that does not name it', async () => {
    for (const answer of [{}, { ...KEY, access_key: 'SCWFAKEANOTHERKEY001' }]) {
      const { issuer } = issuerOf({}, () => json(answer))
      expect(await issuer.probe({ accessKey: OTHER, secret: SECRET })).toBe('unclear')
    }
  })
})

describe('the limits', () => {
  /** What an organization says of itself, and how many keys it has. */
  const organization =
    (settings: object, limits: readonly object[] = [], keys = 0) =>
    ({ path }: Asked) => {
      if (path.includes('/security-settings')) return json(settings)
      if (path.includes('/quota/')) return json({ limits })
      return json({ api_keys: [], total_count: keys })
    }
  const told = (answer: (asked: Asked) => Response) =>
    issuerOf({ user_id: 'jo' }, answer, { organizationId: 'an organization' }).issuer.limits()

  test.each([
    [{ max_api_key_expiration_duration: '5184000s' }, 5_184_000_000],
    [{ max_api_key_expiration_duration: '0s' }, undefined],
    [{ max_api_key_expiration_duration: 'for ever' }, undefined],
    [{}, undefined],
  ])('a lifetime: %j', async (settings, value) => {
    expect((await told(organization(settings))).maxLifetimeMs).toEqual({ known: true, value })
  })

  test('of keys are those of the whole organization, if it has any', async () => {
    const of = async (limits: readonly object[]) => (await told(organization({}, limits, 3))).keysLeft
    expect(await of([{ region: 'fr-par', limit: 4 }])).toEqual({ known: true, value: undefined })
    expect(await of([{ global: true, limit: 10 }])).toEqual({ known: true, value: 7 })
  })

  test("a person's key leads to no organization: what cannot be looked up is said", async () => {
    const why = 'scw-organization-id is not set'
    const unknown = { known: false, why }
    expect(await issuerOf({ user_id: 'jo' }).issuer.limits()).toEqual({
      maxLifetimeMs: unknown,
      keysLeft: unknown,
    })
  })

  test('what Scaleway does not let anybody see is said as well', async () => {
    const refused = await told(() => refuse(403))
    expect(refused.keysLeft).toMatchObject({ known: false, why: expect.stringContaining('http error 403') })
  })
})
