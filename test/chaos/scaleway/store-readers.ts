import { ADDRESSES, type Cloud, type Wire } from './cloud.ts'
import { projectId, reader, rotator, type Inputs, type Rotation } from './rotation.ts'
import type { Subject } from '../subject.ts'
import { passTime, virtualNow } from '../virtual-time.ts'

/** What an application got that read the key from the store. */
export interface Reading {
  readonly how: 'by path' | 'by id' | 'retrieve' | 'retrieve, with the right to list versions'
  /** The secret key; undefined if it got none. */
  readonly secretKey: string | undefined
}

/**
 * Reads the key as applications do: over plain HTTP, as External Secrets and Terraform do, and with `retrieve`.
 * Takes no virtual time.
 */
export async function readStore(
  cloud: Cloud,
  subject: Subject,
  { secretName }: Rotation,
): Promise<readonly Reading[]> {
  const time = virtualNow()
  const versions = '/secret-manager/v1beta1/regions/fr-par'
  const id = cloud.scaleway.secrets.secretNamed(secretName, { projectId })?.id ?? ''
  const where = new URLSearchParams({ secret_path: '/', secret_name: secretName, project_id: projectId })
  const http = async (url: string): Promise<string | undefined> => {
    const headers = { 'x-auth-token': reader.secretKey }
    const answer = await cloud.dispatch({ service: 'scaleway', method: 'GET', url, headers, body: undefined })
    if (answer.status !== 200) return undefined
    const { data } = JSON.parse(answer.body) as { readonly data: string }
    return secretKeyIn(Buffer.from(data, 'base64').toString('utf8'))
  }
  const retrieve = async (accessKey: string, secretKey: string): Promise<string | undefined> => {
    const inputs: Inputs = {
      command: 'retrieve',
      'scw-access-key': accessKey,
      'scw-secret-key': secretKey,
      'scw-project-id': projectId,
      'scw-region': 'fr-par',
      'secret-name': secretName,
    }
    const surroundings = {
      fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => send(cloud, input, init),
      mask: () => undefined,
      debug: () => undefined,
      sleep: (milliseconds: number) => {
        passTime(milliseconds)
        return Promise.resolve()
      },
      stopping: () => false,
    }
    return (await subject.run(inputs, 1, surroundings, [], () => undefined)).retrieved
  }
  const readings: readonly Reading[] = [
    {
      how: 'by path',
      secretKey: await http(`${versions}/secrets-by-path/versions/latest_enabled/access?${where.toString()}`),
    },
    { how: 'by id', secretKey: await http(`${versions}/secrets/${id}/versions/latest_enabled/access`) },
    { how: 'retrieve', secretKey: await retrieve(reader.accessKey, reader.secretKey) },
    {
      how: 'retrieve, with the right to list versions',
      secretKey: await retrieve(rotator.accessKey, rotator.secretKey),
    },
  ]
  passTime(time - virtualNow())
  return readings
}

function secretKeyIn(payload: string): string | undefined {
  try {
    const { SECRET_KEY: secretKey } = JSON.parse(payload) as Record<string, unknown>
    return typeof secretKey === 'string' ? secretKey : undefined
  } catch {
    return undefined // written by the adversary
  }
}

async function send(cloud: Cloud, input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input)
  if (url.origin !== ADDRESSES.scaleway) throw new Error(`a reader sent a request to ${url.origin}`)
  const wire: Wire = {
    service: 'scaleway',
    method: init?.method ?? 'GET',
    url: url.pathname + url.search,
    headers: Object.fromEntries(new Headers(init?.headers)),
    body: undefined,
  }
  const { status, headers, body } = await cloud.dispatch(wire)
  return new Response(body, { status, headers: { ...headers } })
}
