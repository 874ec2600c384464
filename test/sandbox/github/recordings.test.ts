// The fake against recorded exchanges with the real GitHub, where they are at hand: the same status, the same fields of
// the same types, the same headers. The recordings are third-party data and not part of this repository.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import sodium from 'libsodium-wrappers'
import type { GithubSeed, Place } from '../../../sandbox/index.ts'
import { contractFiles } from '../../contracts/folder.ts'
import { sealed, startGithub, type TestGithub } from './fixture.ts'

const folder = pathToFileURL(`${contractFiles.githubRecordings}/`)

interface Recorded {
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

/** Where a recorded request goes: a place, and a name in it. */
const PATH =
  /^(?:\/repos\/(?<repository>[^/]+\/[^/]+)(?:\/environments\/(?<environment>[^/]+))?|\/orgs\/(?<organization>[^/]+))(?:\/(?<kind>actions|dependabot))?\/secrets(?:\/(?<name>[^/]+))?/

/**
 * Left out: everything but secrets and the rate limit (the recordings of repositories and organizations are years
 * older than GitHub's description, or cut to a few fields), making and deleting environments (nothing that this action
 * does), and answers from a client's cache (304).
 */
function isCompared({ request, response }: Recorded): boolean {
  return response.status !== 304 && (PATH.test(request.path) || request.path === '/rate_limit')
}

const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []

describe('the fake GitHub answers as the real one did', () => {
  if (files.length === 0) test.skip('the recordings are not at hand', () => undefined)
  for (const file of files) {
    const { interactions } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
      readonly interactions: readonly Recorded[]
    }
    const compared = interactions.filter(isCompared)
    if (compared.length === 0) continue
    test(`${file.replace('.json', '')}: ${compared.length} exchanges`, async () => {
      await sodium.ready
      const github = await startGithub(worldOf(compared))
      try {
        for (const recorded of compared) await replay(github, recorded)
      } finally {
        await github.stop()
      }
    })
  }
})

/** What must stand for the recorded requests to succeed: owners, repositories, environments, and secrets that are read or replaced before they are made. */
function worldOf(recorded: readonly Recorded[]): GithubSeed {
  const organizations = new Set<string>()
  const repositories = new Map<string, Set<string>>()
  const selected = new Set<number>()
  const written = new Set<string>()
  const secrets: {
    place: Place
    name: string
    value: string
    sight?: { visibility: 'selected'; selectedRepositoryIds?: readonly number[] }
  }[] = []
  for (const { request, response } of recorded) {
    const parts = partsOf(request.path)
    if (parts === undefined) continue
    if (parts.organization !== undefined) organizations.add(parts.organization)
    if (parts.repository !== undefined) {
      organizations.add(parts.repository.split('/')[0] ?? '')
      const environments = repositories.get(parts.repository) ?? new Set()
      if (parts.environment !== undefined) environments.add(parts.environment)
      repositories.set(parts.repository, environments)
    }
    for (const id of [...selectedIn(request.body), ...shownIn(response.body)]) selected.add(id)
    const listed = (response.body as { readonly secrets?: readonly { readonly name: string }[] } | null)
      ?.secrets
    for (const name of listed?.map((secret) => legal(secret.name)) ??
      [parts.name].flatMap((one) => one ?? [])) {
      const id = `${placeName(parts)} ${name.toUpperCase()}`
      if (!written.has(id) && response.status !== 201)
        secrets.push({
          place: placeOf(parts),
          name,
          value: 'fake-value',
          ...(parts.organization !== undefined && { sight: { visibility: 'selected' } }),
        })
      written.add(id)
    }
  }
  const [owner = ''] = organizations
  const shown = [...selected]
  for (const secret of secrets) if (secret.sight) secret.sight.selectedRepositoryIds = shown
  return {
    organizations: [...organizations].map((login) => ({ login })),
    repositories: [
      ...[...repositories].map(([name, environments]) => ({ name, environments: [...environments] })),
      ...[...selected].map((id) => ({ name: `${owner}/selected-${id}`, id })),
    ],
    tokens: [
      {
        token: TOKEN,
        repositories: 'all',
        permissions: {
          metadata: 'read',
          secrets: 'write',
          environments: 'write',
          dependabot_secrets: 'write',
          organization_secrets: 'write',
          organization_dependabot_secrets: 'write',
        },
      },
    ],
    secrets,
  }
}

const TOKEN = 'github_pat_FAKE_recordings_0000000000000000000000000000000000000000000000000000'

interface Parts {
  readonly repository?: string
  readonly environment?: string
  readonly organization?: string
  readonly kind?: 'actions' | 'dependabot'
  /** Undefined for the list and the public key. */
  readonly name?: string
}

function partsOf(path: string): Parts | undefined {
  const groups = PATH.exec(path)?.groups
  if (groups === undefined) return undefined
  const { name, ...place } = groups
  return { ...place, ...(name === undefined || name === 'public-key' ? {} : { name: legal(name) }) }
}

/** Some recordings are older than the rule that names have no dash. */
function legal(name: string): string {
  return name.replaceAll('-', '_')
}

function placeOf({ repository, environment, organization, kind }: Parts): Place {
  if (organization !== undefined) return { organization, ...(kind && { kind }) }
  return {
    repository: repository ?? '',
    ...(environment === undefined ? (kind === undefined ? {} : { kind }) : { environment }),
  }
}

function placeName(parts: Parts): string {
  return JSON.stringify(placeOf(parts))
}

function selectedIn(body: unknown): readonly number[] {
  const ids = (body as { readonly selected_repository_ids?: readonly (string | number)[] } | null)
    ?.selected_repository_ids
  return (ids ?? []).map(Number)
}

function shownIn(body: unknown): readonly number[] {
  const { repositories } = (body ?? {}) as { readonly repositories?: readonly { readonly id: number }[] }
  return (repositories ?? []).map(({ id }) => id)
}

async function replay(github: TestGithub, { request, response }: Recorded): Promise<void> {
  const parts = partsOf(request.path)
  const path =
    parts?.name === undefined ? request.path : request.path.replace(/secrets\/[^/]+/, `secrets/${parts.name}`)
  let body = request.body ?? undefined
  if (request.method === 'PUT' && typeof body === 'object') {
    // The recorded box was sealed to a key that nobody has.
    const place = path.replace(/\/[^/]+$/, '')
    const key = await github.ask('GET', `${place}/public-key`, { token: TOKEN })
    body = { ...body, ...sealed(key.body, 'fake-value') }
  }
  const answer = await github.ask(request.method, path, { token: TOKEN, ...(body !== undefined && { body }) })
  const what = `${request.method} ${request.path}`
  expect([what, answer.status]).toEqual([what, response.status])
  const recorded = isOld(request.path) ? cutTo(answer.body ?? null, response.body) : response.body
  expect([what, shapeLike(recorded, answer.body ?? null)]).toEqual([what, shapeOf(recorded)])
  const type = response.headers['Content-Type']
  // Recordings of 204 say nothing of a type, and the oldest say nothing at all.
  if (type !== undefined) expect([what, answer.headers.get('content-type')]).toEqual([what, type])
  if (response.headers['Content-Length'] !== undefined)
    expect([what, answer.headers.get('content-length')]).toEqual([what, response.headers['Content-Length']])
  for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'date'])
    expect([what, answer.headers.has(name)]).toEqual([what, true])
}

/** The recordings of this organization are years older than the description, and partly written by hand: what they say beyond it was never there, or is gone. */
function isOld(path: string): boolean {
  return path.startsWith('/orgs/BeaverSoftware/')
}

/** The part of a recorded value that has the fields of another one; a field that may be null is null in both. */
function cutTo(value: unknown, recorded: unknown): unknown {
  if (Array.isArray(recorded) && Array.isArray(value)) return recorded.map((item) => cutTo(value[0], item))
  if (typeof recorded !== 'object' || recorded === null || typeof value !== 'object' || value === null)
    return value === null ? null : recorded
  return Object.fromEntries(
    Object.entries(recorded)
      .filter(([name]) => name in value)
      .map(([name, one]) => [name, cutTo((value as Record<string, unknown>)[name], one)]),
  )
}

/** Fields and the types of their values; of a list, those of its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]))
}

/**
 * The shape of a value, of which fields are left out that the recorded one has not got: whether they may be there is
 * for the check against GitHub's description to say, which is newer than the recordings.
 */
function shapeLike(recorded: unknown, value: unknown): unknown {
  if (Array.isArray(recorded) && Array.isArray(value))
    return value.length === 0 || recorded.length === 0 ? shapeOf(value) : [shapeLike(recorded[0], value[0])]
  if (typeof recorded !== 'object' || recorded === null || typeof value !== 'object' || value === null)
    return shapeOf(value)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name in recorded)
      .map(([name, one]) => [name, shapeLike((recorded as Record<string, unknown>)[name], one)]),
  )
}
