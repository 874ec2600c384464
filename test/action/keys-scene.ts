import { startSandbox, smallCompany } from '../../sandbox/index.ts'
import type { ApiKeyRecord, Place, Sandbox, SandboxOptions } from '../../sandbox/index.ts'
import { fingerprint } from '../../src/rotation/fingerprint.ts'
import { runAction, startAction, type Run, type RunOptions, type StartedRun } from '../harness/run-action.ts'
import { projectId, reader, rotator, shop, signIn, tokens } from './scene.ts'

/** The keys of the guide's company, and what the tests sign in with. */
export const { user: acme, production: productionKey, staging, deposits, expired, stranger } = smallCompany
export const VERIFY = { 'keys-api-verify-url': '/wallet/balance' } as const
/** What `rotate` must be told of a new key. */
export const NEW_KEY = {
  command: 'rotate',
  'keys-api-name': 'Shop',
  'keys-api-permissions': 'read, deposit',
} as const

type Inputs = Readonly<Record<string, string>>
type Options = Partial<Omit<RunOptions, 'sandbox' | 'inputs'>>

/** A version in Secret Manager, with what its record says and the key that it holds. */
export interface KeyVersion {
  readonly revision: number
  readonly status: string
  readonly key: string
  readonly record: Readonly<Record<string, unknown>>
}

/**
 * A sandbox in which acme's "Production API" key, which ends in three days, stands in the secret API_KEY of acme/shop,
 * and nothing in the store yet.
 */
export interface KeysScene {
  readonly sandbox: Sandbox
  /** Runs the usual step: rolls the key over, and gives the one in use as `keys-api-key`. An empty input is as good as none. */
  readonly rollover: (inputs?: Inputs, options?: Options) => Promise<Run>
  /** The same with `rotate`: another key. */
  readonly rotate: (inputs?: Inputs, options?: Options) => Promise<Run>
  /** Starts the usual step and does not wait. */
  readonly begin: (inputs?: Inputs, options?: Options) => StartedRun
  /** Retrieves the key as the reader, who may read payloads and nothing else. */
  readonly retrieve: (inputs?: Inputs, options?: Options) => Promise<Run>
  /** What a job reads as API_KEY. */
  readonly held: (place?: Place) => string | undefined
  /** The same where the service accepts it now; undefined where the job could not work. */
  readonly working: (place?: Place) => string | undefined
  readonly accepts: (key: string) => boolean
  /** A key that there is, by itself; throws where there is none. */
  readonly keyOf: (key: string) => ApiKeyRecord
  /** Acme's keys that were made since the scene began, dead ones too. */
  readonly made: () => readonly ApiKeyRecord[]
  readonly versions: (name?: string) => readonly KeyVersion[]
  /** Every write of a GitHub secret by the action. */
  readonly writes: () => readonly string[]
  /** A JWT of acme; lives for ten years unless told otherwise. */
  readonly token: (lifetime?: number) => string
}

const common = { 'scw-project-id': projectId, 'scw-region': 'fr-par', 'secret-name': 'shop-api-key' }

/** Makes the function of a test: it gets a scene of its own, which ends with it. */
export function keysScene(
  play: (scene: KeysScene) => Promise<void>,
  options: SandboxOptions = {},
): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox(options)
    try {
      sandbox.github.setSecret(shop, 'API_KEY', productionKey.key)
      // What is written in one second cannot be told from what was there before.
      sandbox.clock.advance(60_000)
      await play(createScene(sandbox))
    } finally {
      await sandbox.stop()
    }
  }
}

function createScene(sandbox: Sandbox): KeysScene {
  const { github, keysApi, scaleway, urls } = sandbox
  const old = new Set(keysApi.keys().map(({ id }) => id))
  const token = (lifetime?: number) => keysApi.issueToken(acme.email, lifetime).accessToken
  const usual = token()
  const step = (inputs: Inputs, options: Options): RunOptions => ({
    sandbox,
    ...options,
    inputs: {
      command: 'rollover',
      issuer: 'keys-api',
      ...signIn(rotator),
      ...common,
      'github-token': tokens.writer,
      repositories: 'acme/shop',
      'keys-api-url': urls.keysApi,
      'keys-api-token': usual,
      'keys-api-key': productionKey.key,
      ...inputs,
    },
  })
  const held: KeysScene['held'] = (place = shop) => github.secret(place, 'API_KEY')
  const working: KeysScene['working'] = (place) => {
    const key = held(place)
    return key !== undefined && keysApi.accepts(key) ? key : undefined
  }
  return {
    sandbox,
    rollover: (inputs = {}, options = {}) => runAction(step(inputs, options)),
    rotate: (inputs = {}, options = {}) =>
      runAction(step({ ...NEW_KEY, 'keys-api-key': '', ...inputs }, options)),
    begin: (inputs = {}, options = {}) => startAction(step(inputs, options)),
    retrieve: (inputs = {}, options = {}) =>
      runAction({
        sandbox,
        event: { name: 'push' },
        expectLeaks: 'outputs',
        ...options,
        inputs: { command: 'retrieve', issuer: 'keys-api', ...signIn(reader), ...common, ...inputs },
      }),
    held,
    working,
    accepts: (key) => keysApi.accepts(key),
    keyOf(key) {
      const record = keysApi.key(key)
      if (record === undefined) throw new Error('There is no such key.')
      return record
    },
    made: () => keysApi.keys().filter(({ id }) => !old.has(id)),
    versions(name = 'shop-api-key') {
      const secret = scaleway.secrets.secretNamed(name, { projectId })
      return (secret?.versions ?? []).map(({ revision, status, description, payload }) => ({
        revision,
        status,
        key: keyIn(payload.toString('utf8')),
        record: description.startsWith('{') ? (JSON.parse(description) as Record<string, unknown>) : {},
      }))
    },
    writes: () =>
      github
        .history()
        .filter(({ by }) => by === 'api')
        .map(({ place, name }) => `${place}: ${name}`),
    token,
  }
}

/** The key in a payload; the empty text where there is none (any more). */
function keyIn(payload: string): string {
  return payload === '' ? '' : ((JSON.parse(payload) as { API_KEY?: string }).API_KEY ?? '')
}

/** How the action names a key. */
export function nameOf(key: string | undefined): string {
  return fingerprint(key ?? '')
}

/** The stages of the versions, oldest first. */
export function stages(versions: readonly KeyVersion[]): readonly unknown[] {
  return versions.map(({ record }) => record['stage'])
}

/** Requests to the keys API that make something. */
export function asked(run: Pick<Run, 'exchanges'>): readonly string[] {
  return run.exchanges
    .filter(({ service, method }) => service === 'keys-api' && method === 'POST')
    .map(({ method, url }) => `${method} ${url}`)
}
