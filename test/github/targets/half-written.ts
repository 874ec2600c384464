import sodium from 'libsodium-wrappers'
import { createConnection } from '../../../src/http/connection.ts'
import { createGithub } from '../../../src/github/client/client.ts'
import { createRateLimiter, pacedBy } from '../../../src/github/client/rate-limiter.ts'
import { createServiceClock } from '../../../src/http/service-clock.ts'
import { createGithubTargets } from '../../../src/github/targets/targets.ts'
import type { SecretNames } from '../../../src/github/secrets/secret-names.ts'
import { createPacedTargets } from '../../../src/github/targets/paced.ts'
import { placeId, type Place } from '../../../src/github/places/places.ts'
import { loadSealing } from '../../../src/github/secrets/seal.ts'
import { createReadCache } from '../../../src/github/places/read-cache.ts'
import type { Credential, Targets } from '../../../src/rotation/model/ports.ts'
import { json, serviceOf, type Asked } from '../../http/responses.ts'
import { createFakeTime } from '../client/rate-limit-simulation.ts'
import { NAMES, NEW, shop } from './github-responses.ts'

const API = 'https://api.github.com'
const MINUTE = 60_000
/** From sending to answering, in milliseconds; GitHub handles a request in the middle. */
const LATENCY = 100
/** Enough for a request to go through GitHub's client and back. */
const TURNS = 60

export const OLD = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }

/** A change as the fake GitHub gets it. */
export interface Change extends Asked {
  readonly name: string
  readonly place: string
  /** Virtual time, in milliseconds since the first write was asked for. */
  readonly at: number
  /** How many changes came before this one. */
  readonly before: number
}

export interface HalfWrittenOptions {
  readonly places?: readonly Place[]
  readonly names?: Partial<SecretNames>
  /** Answers a change in place of GitHub; it takes effect only with `effect`. Undefined lets it through. */
  readonly befall?: (
    change: Change,
  ) => { readonly answer: Response | Error; readonly effect?: boolean } | undefined
  /** Headers of every answer. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** How long the run lasts, in milliseconds. */
  readonly lasts?: number
  readonly withoutFallback?: boolean
}

/** How GitHub refuses for too many requests. */
export const tooMany = (headers: Readonly<Record<string, string>> = {}): Response =>
  new Response('', { status: 429, headers })

export const repositories = (count: number): readonly Place[] =>
  Array.from({ length: count }, (_, index) => ({ ...shop, repo: `shop-${index}` }))

/**
 * Writes a new key to places of a GitHub that has limits, by a virtual clock: nothing depends on the machine's speed.
 * Each place holds the old key when it begins.
 */
export async function writeAt(options: HalfWrittenOptions = {}) {
  const {
    places = [shop],
    befall,
    headers = (): Readonly<Record<string, string>> => ({}),
    lasts = 29 * MINUTE,
  } = options
  const names: SecretNames = { ...NAMES, ...options.names }
  await sodium.ready
  const pair = sodium.crypto_box_keypair()
  const time = createFakeTime(TURNS)
  const changes: Change[] = []
  const holds = new Map<string, string>()
  /** Since when a place holds a mixed pair, and how long any ever did. */
  const mixedSince = new Map<string, number>()
  let longestMixed = 0
  let mostMixed = 0
  let began = 0
  let stopping = false

  const keyOf = (value: string): 'old' | 'new' =>
    value.includes(OLD.accessKey) || value.includes(OLD.secret) ? 'old' : 'new'
  const opened = (body: { encrypted_value?: string; value?: string }): string =>
    body.value ??
    sodium.to_string(
      sodium.crypto_box_seal_open(
        Buffer.from(body.encrypted_value ?? '', 'base64'),
        pair.publicKey,
        pair.privateKey,
      ),
    )

  function put(place: string, name: string, value: string): void {
    holds.set(`${place} ${name}`, keyOf(value))
    const held = new Set([...holds].flatMap(([at, key]) => (at.startsWith(`${place} `) ? [key] : [])))
    const since = mixedSince.get(place)
    if (held.size > 1 && since === undefined) mixedSince.set(place, time.now())
    if (held.size === 1 && since !== undefined) {
      longestMixed = Math.max(longestMixed, time.now() - since)
      mixedSince.delete(place)
    }
    mostMixed = Math.max(mostMixed, mixedSince.size)
  }

  async function answer(asked: Asked): Promise<Response> {
    await time.sleep(LATENCY / 2)
    const answered = handle(asked)
    await time.sleep(LATENCY / 2)
    if (!(answered instanceof Response)) throw answered
    for (const [name, value] of Object.entries(headers())) answered.headers.set(name, value)
    return answered
  }

  function handle(asked: Asked): Response | Error {
    const { method, path } = asked
    if (method === 'GET') return read(path)
    const body = asked.body as { name?: string; encrypted_value?: string; value?: string }
    const place = path.slice(0, path.indexOf('/actions/'))
    const last = path.split('/').at(-1) ?? ''
    const isVariable = path.includes('/variables')
    const name = isVariable ? `variable ${body.name ?? last}` : last
    const change = { ...asked, name, place, at: time.now() - began, before: changes.length }
    changes.push(change)
    const fate = befall?.(change)
    if (fate === undefined || fate.effect === true) put(place, name, opened(body))
    if (fate !== undefined) return fate.answer
    return method === 'POST' ? json({}, 201) : new Response(null, { status: 204 })
  }

  function read(path: string): Response {
    if (path.endsWith('/public-key')) {
      return json({ key_id: '1', key: Buffer.from(pair.publicKey).toString('base64') })
    }
    if (path.endsWith('/secrets')) {
      const secrets = [...names.accessKey, ...names.secretKey, ...names.bundle].map((name) => ({
        name,
        updated_at: '2030-01-01T00:00:00Z',
      }))
      return json({ total_count: secrets.length, secrets })
    }
    const name = path.split('/').at(-1) ?? ''
    return json({ name, value: OLD.accessKey, updated_at: '2030-01-01T00:00:00Z' })
  }

  const limiter = createRateLimiter({
    now: time.now,
    sleep: time.sleep,
    stopping: () => stopping,
    timeLeft: () => lasts - (time.now() - began),
    notify: () => undefined,
  })
  const clock = createServiceClock(time.sleep)
  const { fetch } = serviceOf(answer)
  const connection = createConnection({
    service: 'GitHub',
    baseUrl: API,
    clock,
    fetch,
    allowChange: () => undefined,
    debug: () => undefined,
    retryForbidden: false,
    pace: pacedBy(limiter),
  })
  const targets: Targets = createPacedTargets(
    createGithubTargets({
      octokit: createGithub(connection, API, 'ghp_FAKE'),
      clock,
      reads: createReadCache(clock),
      names,
      token: 'ghp_FAKE',
      bundle: (credential) => JSON.stringify(credential),
      resolve: () =>
        Promise.resolve({
          places: places.map((place) => [place, undefined] as const),
          problems: [],
          advice: [],
          unlisted: [],
        }),
      now: clock.known,
      onUnreachable: 'fail',
      advise: () => undefined,
    }),
    limiter,
  )

  /** Lets virtual time pass until something has ended. */
  async function until<T>(work: Promise<T>): Promise<T> {
    const ended = { is: false }
    const settled = work.finally(() => {
      ended.is = true
    })
    settled.catch(() => undefined)
    while (!ended.is) await time.pass()
    return settled
  }

  await loadSealing()
  await until(targets.observe())
  await until(targets.prepare(places.map(placeId)))
  for (const place of places) {
    const at = 'repo' in place ? `/repos/${place.owner}/${place.repo}` : ''
    for (const name of [...names.accessKey, ...names.secretKey, ...names.bundle])
      holds.set(`${at} ${name}`, 'old')
    for (const name of names.accessKeyVariable) holds.set(`${at} variable ${name}`, 'old')
  }
  began = time.now()
  const fallback = options.withoutFallback === true ? undefined : () => Promise.resolve<Credential>(OLD)
  const writing = Promise.allSettled(places.map((place) => targets.write(placeId(place), NEW, fallback)))
  return {
    time,
    /** Asks the run to end at a moment of virtual time. */
    stopAt(milliseconds: number): void {
      void time.sleep(milliseconds).then(() => {
        stopping = true
        time.wake()
      })
    },
    /** Waits until every write has ended. */
    async end() {
      const ends = await until(writing)
      return {
        ends: ends.map((one) => (one.status === 'fulfilled' ? 'written' : (one.reason as unknown))),
        holds: [...new Set(holds.values())],
        mixed: [...mixedSince.keys()],
        longestMixed,
        mostMixed,
        changes,
        lasted: time.now() - began,
      }
    },
  }
}
