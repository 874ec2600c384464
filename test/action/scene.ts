import {
  smallGithub,
  smallGithubTokens,
  smallOrganization,
  smallScaleway,
  startSandbox,
} from '../../sandbox/index.ts'
import type {
  Exchange,
  GithubService,
  KeyRecord,
  Place,
  Sandbox,
  SandboxOptions,
} from '../../sandbox/index.ts'
import { transcript } from '../harness/transcript.ts'
import { runAction, startAction, type Run, type RunOptions, type StartedRun } from '../harness/run-action.ts'

/** Hour and day in milliseconds, for the sandbox's clock. */
export const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

export const tokens = smallGithubTokens
export const { rotator, deploy, reader, projectId, otherProjectId } = smallOrganization
export const shop = { repository: 'acme/shop' } as const
export const production = { repository: 'acme/shop', environment: 'production' } as const
/** Where the rotator's own key lives. */
export const vault = { repository: 'acme/infra', environment: 'production' } as const

/** Where the tests look: a job, and the names under which it reads the pair. */
type Job = Parameters<GithubService['workflowSecrets']>[0]
type Inputs = Readonly<Record<string, string>>
type Options = Partial<Omit<RunOptions, 'sandbox' | 'inputs'>>

/** A sandbox in which the application "deploy" has a key, made by hand 40 days ago, that stands in the secrets of acme/shop. */
export interface Scene {
  readonly sandbox: Sandbox
  /** Runs the usual step: the rotator rotates the key of "deploy" for acme/shop, with `max-age: 30d`. An empty input is as good as none. */
  readonly rotate: (inputs?: Inputs, options?: Options) => Promise<Run>
  /** Starts the same and does not wait. */
  readonly begin: (inputs?: Inputs, options?: Options) => StartedRun
  /** Retrieves the key as the reader, who may read payloads and nothing else. */
  readonly retrieve: (inputs?: Inputs, options?: Options) => Promise<Run>
  /** The access key of the pair that a job gets, if Scaleway accepts the pair now; undefined where the job could not work. */
  readonly workingKey: (job: Job, names?: { accessKey?: string; secretKey?: string }) => string | undefined
  /** The access keys of the living keys of "deploy", oldest first. */
  readonly living: (applicationId?: string) => readonly string[]
  /** Whether Scaleway accepts this key with its own secret. */
  readonly lives: (accessKey: string) => boolean
  /** The versions in Secret Manager, oldest first, with what their records say; none where there is no secret. */
  readonly versions: (name?: string) => readonly {
    revision: number
    status: string
    stage: string | undefined
    accessKey: string | undefined
  }[]
  /** Every write of a GitHub secret since the scene began, by the action. */
  readonly writes: (place?: Place) => readonly string[]
}

/** Makes the function of a test: it gets a scene of its own, which ends with it. */
export function scene(
  play: (scene: Scene) => Promise<void>,
  options: SandboxOptions = {},
): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox(options)
    try {
      sandbox.github.setSecret(shop, 'SCW_ACCESS_KEY', deploy.accessKey)
      sandbox.github.setSecret(shop, 'SCW_SECRET_KEY', deploy.secretKey)
      // What is written in one second cannot be told from what was there before.
      sandbox.clock.advance(60_000)
      await play(createScene(sandbox))
    } finally {
      await sandbox.stop()
    }
  }
}

/** All that a sandbox holds, for another one to begin with. Dead keys are left behind. */
function copyOf({ clock, scaleway, github }: Sandbox): SandboxOptions {
  const places: readonly Place[] = [shop, production, vault]
  const at = clock.now()
  return {
    start: at,
    scaleway: {
      ...smallScaleway(at),
      // What is made from now on must not get the ids that were given out already.
      idSeed: 'copy',
      keys: scaleway.iam.livingKeys().map((key) => ({
        accessKey: key.accessKey,
        secretKey: key.secretKey,
        ...(key.applicationId === undefined ? {} : { applicationId: key.applicationId }),
        description: key.description,
        createdAt: key.createdAt,
        expiresAt: key.expiresAt,
        defaultProjectId: key.defaultProjectId,
      })),
      secrets: scaleway.secrets.secrets().map(({ id, projectId: project, name, type, tags, versions }) => ({
        id,
        projectId: project,
        name,
        type,
        tags,
        versions: versions.map(({ payload, description, status, createdAt }) => ({
          payload,
          description,
          status: status === 'enabled' ? 'enabled' : 'disabled',
          createdAt,
        })),
      })),
    },
    github: {
      ...smallGithub(),
      secrets: places.flatMap((place) =>
        github.secrets(place).map(({ name, value, updatedAt }) => ({
          place,
          name,
          value,
          at: new Date(updatedAt),
        })),
      ),
    },
  }
}

/**
 * Plays what several tests begin with, once; each of them then gets a copy of how it ended.
 * @returns what makes the function of such a test, as {@link scene} does
 */
export function after(
  prepare: (scene: Scene) => Promise<void>,
): (play: (scene: Scene) => Promise<void>) => () => Promise<void> {
  let prepared: Promise<SandboxOptions> | undefined
  const begin = async (): Promise<SandboxOptions> => {
    let copy: SandboxOptions = {}
    await scene(async (first) => {
      await prepare(first)
      copy = copyOf(first.sandbox)
    })()
    return copy
  }
  return (play) => async () => {
    prepared ??= begin()
    const sandbox = await startSandbox(await prepared)
    try {
      await play(createScene(sandbox))
    } finally {
      await sandbox.stop()
    }
  }
}

/**
 * What most stories of two generations begin with: `[v1, v2]` stand in acme/shop and in its environment "production"
 * (declare it with {@link both}), and v2 became current a minute ago.
 */
export async function rotateTwice({ sandbox, rotate }: Scene): Promise<void> {
  for (const name of ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']) {
    sandbox.github.setSecret(production, name, sandbox.github.secret(shop, name) ?? '')
  }
  sandbox.clock.advance(60_000)
  await rotate(both)
  sandbox.clock.advance(DAY)
  await rotate({ ...both, force: 'true' })
  sandbox.clock.advance(60_000)
}

/** The access keys of v1 and v2. */
export function pairOf(versions: ReturnType<Scene['versions']>): readonly [string, string] {
  const [one, two] = versions.map(({ accessKey }) => accessKey ?? '')
  return [one ?? '', two ?? '']
}

/** Begins a forced rotation that reaches acme/shop and not its environment. @returns the unfinished key */
export async function rotateHalf(
  { sandbox, rotate, workingKey }: Scene,
  inputs: Inputs = { force: 'true' },
): Promise<string> {
  const effect = { kind: 'status', status: 403 } as const
  sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/environments/', times: 0, effect }])
  const half = await rotate({ ...both, ...inputs })
  sandbox.clearFaults()
  if (half.outputs['outcome'] !== 'incomplete') throw new Error(`The rotation was finished:\n${half.log}`)
  sandbox.clock.advance(HOUR)
  return workingKey(shop) ?? ''
}

/** The input that declares both targets, acme/shop and its environment "production". */
export const both = { environments: 'acme/shop/production' } as const

export function signIn(key: { readonly accessKey: string; readonly secretKey: string }): Inputs {
  return { 'scw-access-key': key.accessKey, 'scw-secret-key': key.secretKey }
}

const common = { 'scw-project-id': projectId, 'scw-region': 'fr-par', 'secret-name': 'shop-deploy' }

function createScene(sandbox: Sandbox): Scene {
  const { github, scaleway } = sandbox
  const rotation = (inputs: Inputs, options: Options): RunOptions => ({
    sandbox,
    ...options,
    inputs: {
      ...signIn(rotator),
      ...common,
      'github-token': tokens.writer,
      'application-id': deploy.applicationId,
      repositories: 'acme/shop',
      'max-age': '30d',
      ...inputs,
    },
  })
  return {
    sandbox,
    rotate: (inputs = {}, options = {}) => runAction(rotation(inputs, options)),
    begin: (inputs = {}, options = {}) => startAction(rotation(inputs, options)),
    retrieve: (inputs = {}, options = {}) =>
      runAction({
        sandbox,
        event: { name: 'push' },
        expectLeaks: 'outputs',
        ...options,
        inputs: { command: 'retrieve', ...signIn(reader), ...common, ...inputs },
      }),
    workingKey(job, { accessKey = 'SCW_ACCESS_KEY', secretKey = 'SCW_SECRET_KEY' } = {}) {
      const secrets = github.workflowSecrets(job)
      const key = secrets[accessKey]
      return key !== undefined && scaleway.iam.accepts(key, secrets[secretKey] ?? '') ? key : undefined
    },
    living: (applicationId = deploy.applicationId) =>
      scaleway.iam
        .livingKeys()
        .filter((key) => key.applicationId === applicationId && !scaleway.iam.isExpired(key))
        .map(({ accessKey }) => accessKey),
    lives: (accessKey) => scaleway.iam.accepts(accessKey, keyOf(sandbox, accessKey).secretKey),
    versions: (name = 'shop-deploy') =>
      (scaleway.secrets.secretNamed(name, { projectId })?.versions ?? []).map(
        ({ revision, status, description }) => ({ revision, status, ...recordIn(description) }),
      ),
    writes: (place) =>
      github
        .history(place)
        .filter(({ by }) => by === 'api')
        .map(({ place: where, name }) => `${where}: ${name}`),
  }
}

/** A key that there is, or was. */
export function keyOf(sandbox: Sandbox, accessKey: string): KeyRecord {
  const key = sandbox.scaleway.iam.key(accessKey)
  if (key === undefined) throw new Error(`There never was a key ${accessKey}.`)
  return key
}

/** What a version's description says, if it is one of the action's. */
function recordIn(description: string): { stage: string | undefined; accessKey: string | undefined } {
  const record = description.startsWith('{') ? (JSON.parse(description) as Record<string, string>) : {}
  return { stage: record['stage'], accessKey: record['key'] }
}

/**
 * Kills a run, as a runner that dies does, when a request that fits has taken effect and before its answer comes. On a
 * busy machine the answer is quicker than the signal, so nothing that is sent after it takes effect.
 */
export async function killed(
  sandbox: Sandbox,
  run: StartedRun,
  last: (exchange: Exchange) => boolean,
): Promise<void> {
  let over = false
  sandbox.beforeRequest(() => Promise.resolve(over ? { kind: 'hang' } : undefined))
  await run.waitForRequest((exchange) => {
    over ||= last(exchange)
    return over
  })
  run.kill('SIGKILL')
  const { signal } = await run.result
  sandbox.beforeRequest(undefined)
  if (signal !== 'SIGKILL') throw new Error('the run ended before it could be killed')
}

/** Fits the n-th exchange that fits. */
export function nth(n: number, fits: (exchange: Exchange) => boolean): (exchange: Exchange) => boolean {
  const seen = new Set<number>()
  return (exchange) => {
    if (fits(exchange)) seen.add(exchange.number)
    return seen.size >= n
  }
}

/** The requests of a run that change something, without ids: `POST /iam/v1alpha1/api-keys`. */
export function changes(run: Pick<Run, 'exchanges'>): readonly string[] {
  return run.exchanges.filter(({ method }) => method !== 'GET').map(inShort)
}

/** A request as `METHOD path`, names in place of ids and access keys. */
export function inShort({ method, url }: Pick<Exchange, 'method' | 'url'>): string {
  const path = (url.split('?')[0] ?? '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replaceAll(/\bSCW[A-Z0-9]{17}\b/g, '<key>')
  return `${method} ${path}`
}

/**
 * A run as a text for a snapshot. The names of one place are written side by side, and a new key is tried while it is
 * stored, so their order means nothing.
 */
export function told(run: Run): string {
  const isPut = ({ service, method }: Exchange) => service === 'github' && method === 'PUT'
  const puts = run.exchanges.filter(isPut).sort((a, b) => (a.url < b.url ? -1 : 1))
  const ordered = run.exchanges.map((one) => (isPut(one) ? (puts.shift() ?? one) : one))
  const is = (what: string) => (one: Exchange) => inShort(one) === what
  const made = ordered.findIndex(is('POST /iam/v1alpha1/api-keys'))
  const stored = ordered.findIndex(is('PATCH /iam/v1alpha1/api-keys/<key>'))
  if (made < 0 || stored < made) return transcript({ ...run, exchanges: ordered })
  const between = ordered.slice(made + 1, stored)
  const isTry = is('GET /iam/v1alpha1/api-keys/<key>')
  const tries = between.filter(isTry)
  const exchanges = [
    ...ordered.slice(0, made + 1),
    ...tries,
    ...between.filter((one) => !isTry(one)),
    ...ordered.slice(stored),
  ]
  return transcript({ ...run, exchanges })
}

/** All that a run said to its reader: log, annotations, summary and the `report` output. */
export function everythingSaid(run: Run): string {
  return [run.log, run.summary, run.outputs['report'] ?? ''].join('\n')
}

/** What the run says of itself, from its `report` output. */
export function report(run: Run): {
  readonly steps: readonly { readonly step: string; readonly ok: boolean }[]
  readonly problems: readonly string[]
  readonly unchecked: readonly string[]
  readonly advice: readonly string[]
} {
  return JSON.parse(run.outputs['report'] ?? '{}') as ReturnType<typeof report>
}
