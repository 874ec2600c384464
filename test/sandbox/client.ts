import type { Sandbox } from '../../sandbox/index.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown
}

/** Sends one request as the bearer of a secret key would. */
export async function scaleway(
  sandbox: Sandbox,
  secretKey: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${sandbox.urls.scaleway}${path}`, {
    method,
    headers: {
      ...(secretKey === undefined ? {} : { 'X-Auth-Token': secretKey }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return answerOf(response)
}

/** Sends one request to the admin server. */
export async function admin(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${sandbox.urls.admin}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return answerOf(response)
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  let body: unknown = text
  try {
    body = JSON.parse(text)
  } catch {
    // The text is what the test wants to see.
  }
  return { status: response.status, headers: response.headers, body }
}

export const day = 24 * 60 * 60 * 1000
export const iamKeys = '/iam/v1alpha1/api-keys'
export const secretsPath = '/secret-manager/v1beta1/regions/fr-par/secrets'

/** A payload as Secret Manager takes it. */
export function base64(text: string | object): string {
  return Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)).toString('base64')
}
