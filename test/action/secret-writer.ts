import type { Grant, KeyRecord, Sandbox } from '../../sandbox/index.ts'
import { projectId } from './scene.ts'

/** Somebody who may write to Secret Manager, and has no permission in IAM. */
export interface SecretWriter {
  readonly accessKey: string
  readonly secretKey: string
  readonly applicationId: string
  /** Adds a version to the secret. @returns its revision */
  addVersion(payload: string, description?: string): Promise<number>
  /** Changes the description of a version. */
  describe(revision: number, description: string): Promise<void>
  disable(revision: number): Promise<void>
  enable(revision: number): Promise<void>
}

/** A record as any release of the action writes it, with what a forger puts into it. */
export function recordText(fields: Readonly<Record<string, unknown>>, format = 2): string {
  return JSON.stringify({
    'key-rotation': format,
    since: '2020-01-01T00:00:00.000Z',
    run: 'acme/infra 1',
    ...fields,
  })
}

/** The payload of a version that holds a pair. */
export function payloadOf(pair: { readonly accessKey: string; readonly secretKey: string }): string {
  return JSON.stringify({ API_KEY: pair.accessKey, SECRET_KEY: pair.secretKey })
}

/** The secret of the usual rotation. */
export function secretIdIn(sandbox: Sandbox): string {
  const secret = sandbox.scaleway.secrets.secretNamed('shop-deploy', { projectId })
  if (secret === undefined) throw new Error('There is no secret yet.')
  return secret.id
}

/** What the record of a version says. */
export function recordOf(sandbox: Sandbox, revision: number): Readonly<Record<string, unknown>> {
  const description = sandbox.scaleway.secrets.version(secretIdIn(sandbox), revision)?.description ?? '{}'
  return JSON.parse(description) as Readonly<Record<string, unknown>>
}

/**
 * Creates an application with a key and permissions in the Project of the secret alone. It acts through Scaleway's API,
 * so it can do what these permissions allow and nothing else.
 */
export function secretWriter(
  sandbox: Sandbox,
  sets: readonly Extract<Grant, string>[] = ['SecretManagerSecretCreate'],
): SecretWriter {
  const { iam } = sandbox.scaleway
  const permissions = sets.map((set) => ({ set, projectIds: [projectId] }))
  const application = iam.createApplication({ name: 'writes secrets', permissions })
  const key: KeyRecord = iam.createKey({ applicationId: application.id })
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const secrets = `${sandbox.urls.scaleway}/secret-manager/v1beta1/regions/fr-par/secrets`
    const answer = await fetch(`${secrets}/${secretIdIn(sandbox)}/versions${path}`, {
      method,
      headers: { 'x-auth-token': key.secretKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    accessKey: key.accessKey,
    secretKey: key.secretKey,
    applicationId: application.id,
    async addVersion(payload, description = '') {
      const data = Buffer.from(payload).toString('base64')
      const version = (await send('POST', '', { data, description })) as { readonly revision: number }
      return version.revision
    },
    async describe(revision, description) {
      await send('PATCH', `/${revision}`, { description })
    },
    async disable(revision) {
      await send('POST', `/${revision}/disable`, {})
    },
    async enable(revision) {
      await send('POST', `/${revision}/enable`, {})
    },
  }
}
