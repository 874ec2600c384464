// The fake against recorded exchanges with the real Scaleway, where they are at hand: the same fields, of the same types,
// with the same Content-Type. The recordings are third-party data and not part of this repository.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Sandbox, smallOrganization, startSandbox } from '../../../sandbox/index.ts'
import { contractFiles } from '../../contracts/folder.ts'
import { refuseBrokenContracts } from '../../contracts/validate.ts'
import { type Answer, base64, iamKeys, scaleway, secretsPath } from '../client.ts'

const { rotator, deploy, projectId } = smallOrganization
const recordings = pathToFileURL(`${contractFiles.scalewayRecordings}/`)
const testRecorded = existsSync(recordings) ? test : test.skip

interface Fields {
  readonly [name: string]: { readonly types: Readonly<Record<string, number>>; readonly present: string }
}
interface Recording {
  readonly status: number
  readonly response_body_fields: Fields | null
  readonly response_item_fields: Readonly<Record<string, Fields>> | null
  readonly examples: readonly {
    readonly response: { readonly headers: { readonly 'Content-Type'?: string[] }; body: unknown }
  }[]
}

let sandbox: Sandbox
let secret: string
beforeAll(async () => {
  sandbox = await startSandbox({ clockSpeed: 0 })
  sandbox.scaleway.iam.createKey({ applicationId: deploy.applicationId, expiresAt: new Date('2099-01-01') })
  secret = `${secretsPath}/${
    sandbox.scaleway.secrets.createSecret({
      name: 'pair',
      projectId,
      type: 'key_value',
      protected: true,
      versions: [{ payload: '{}' }],
    }).id
  }`
})
afterAll(async () => {
  await sandbox.stop()
  refuseBrokenContracts(sandbox.exchanges, { request: false })
})

const applications = '/iam/v1alpha1/applications'
const unknown = '00000000-0000-4000-8000-0000000000ff'
const answers: Record<string, () => Promise<Answer>> = {
  'GET_iam_api-keys__200': () => call('GET', iamKeys),
  'POST_iam_api-keys__200': () => call('POST', iamKeys, { application_id: deploy.applicationId }),
  'GET_iam_api-keys_access_key__200': () => call('GET', `${iamKeys}/${deploy.accessKey}`),
  'GET_iam_api-keys_access_key__401_denied_authentication': () => call('GET', iamKeys, undefined, unknown),
  'GET_iam_api-keys_access_key__403_permissions_denied': () =>
    call('GET', `${iamKeys}/${deploy.accessKey}`, undefined, deploy.secretKey),
  'GET_iam_api-keys_access_key__404_not_found': () => call('GET', `${iamKeys}/SCWFAKE0000000000000`),
  'PATCH_iam_api-keys_access_key__200': () =>
    call('PATCH', `${iamKeys}/${deploy.accessKey}`, { description: 'x' }),
  'PATCH_iam_api-keys_access_key__403_permissions_denied': () =>
    call('PATCH', `${iamKeys}/${deploy.accessKey}`, { description: 'x' }, deploy.secretKey),
  'DELETE_iam_api-keys_access_key__204': () =>
    call(
      'DELETE',
      `${iamKeys}/${sandbox.scaleway.iam.createKey({ applicationId: deploy.applicationId }).accessKey}`,
    ),
  GET_iam_applications__200: () => call('GET', '/iam/v1alpha1/applications'),
  GET_iam_applications_id__200: () => call('GET', `/iam/v1alpha1/applications/${deploy.applicationId}`),
  POST_iam_applications__200: () => call('POST', applications, { name: 'new', description: '', tags: null }),
  PATCH_iam_applications_id__200: () =>
    call('PATCH', `${applications}/${deploy.applicationId}`, { tags: ['test-tag'] }),
  DELETE_iam_applications_id__204: () =>
    call(
      'DELETE',
      `${applications}/${sandbox.scaleway.iam.createApplication({ name: 'gone', permissions: [] }).id}`,
    ),
  'errors-other-endpoints/POST_iam_applications__403_permissions_denied': () =>
    call('POST', applications, { name: 'new' }, deploy.secretKey),
  'errors-other-endpoints/POST_iam_applications__429_empty-body': () =>
    limited(() => call('POST', applications, { name: 'new' })),
  'errors-other-endpoints/GET_iam_applications_id__429_empty-body': () =>
    limited(() => call('GET', `${applications}/${deploy.applicationId}`)),
  'errors-other-endpoints/GET_iam_users_id__403_permissions_denied': () =>
    call('GET', `/iam/v1alpha1/users/${unknown}`, undefined, deploy.secretKey),
  'errors-other-endpoints/GET_iam_users_id__429_empty-body': () =>
    limited(() => call('GET', `/iam/v1alpha1/users/${unknown}`)),
  POST_secretmanager_secrets__200: () => call('POST', secretsPath, { name: 'new', project_id: projectId }),
  GET_secretmanager_secrets__200: () => call('GET', secretsPath),
  GET_secretmanager_secrets_secret_id__200: () => call('GET', secret),
  GET_secretmanager_secrets_secret_id__404_not_found: () => call('GET', `${secretsPath}/${unknown}`),
  PATCH_secretmanager_secrets_secret_id__200: () => call('PATCH', secret, { description: 'x' }),
  DELETE_secretmanager_secrets_secret_id__412_precondition_failed: () => call('DELETE', secret),
  POST_secretmanager_secrets_secret_id_versions__200: () =>
    call('POST', `${secret}/versions`, { data: base64({}) }),
  POST_secretmanager_secrets_secret_id_versions__400_invalid_arguments: () =>
    call('POST', `${secret}/versions`, { data: base64({ key: 'value', invalid: {} }) }),
  GET_secretmanager_secrets_secret_id_versions__200: () => call('GET', `${secret}/versions`),
  GET_secretmanager_secrets_secret_id_versions_revision__200: () => call('GET', `${secret}/versions/1`),
  PATCH_secretmanager_secrets_secret_id_versions_revision__200: () =>
    call('PATCH', `${secret}/versions/1`, { description: 'x' }),
  GET_secretmanager_secrets_secret_id_versions_revision_access__200: () =>
    call('GET', `${secret}/versions/1/access`),
  GET_secretmanager_secrets_secret_id_versions_revision__404_not_found: () =>
    call('GET', `${secretsPath}/${unknown}/versions/1`),
  POST_secretmanager_secrets_secret_id_unprotect__200: () => call('POST', `${secret}/unprotect`, {}),
  DELETE_secretmanager_secrets_secret_id_versions_revision__204: () => call('DELETE', `${secret}/versions/1`),
  DELETE_secretmanager_secrets_secret_id__204: () => call('DELETE', secret),
}

/**
 * Recordings of what neither this action asks nor the fake answers: groups, policies, SSH keys, other products. What
 * their errors look like, the shapes in test/contracts/scaleway-errors.ts hold, and test/contracts/recordings.test.ts.
 */
const leftOut = /_iam_(groups|policies|ssh-keys)|^errors-other-endpoints\/any__/

testRecorded('no recording is left out unseen', () => {
  const files = readdirSync(recordings, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
  expect(files.filter((file) => !(file in answers) && !leftOut.test(file))).toEqual([])
})

/** An answer in a moment of too many requests. */
async function limited(ask: () => Promise<Answer>): Promise<Answer> {
  sandbox.setFaults([{ service: 'scaleway', effect: { kind: 'rate-limit' } }])
  try {
    return await ask()
  } finally {
    sandbox.clearFaults()
  }
}

testRecorded.each(Object.entries(answers))('%s', async (name, ask) => {
  const recording = JSON.parse(readFileSync(new URL(`${name}.json`, recordings), 'utf8')) as Recording
  const answer = await ask()
  expect(answer.status).toBe(recording.status)
  expect(answer.headers.get('content-type') ?? undefined).toBe(
    recording.examples[0]?.response.headers['Content-Type']?.[0],
  )
  if (recording.response_body_fields !== null) {
    compare(answer.body, recording.response_body_fields)
  }
  for (const [list, fields] of Object.entries(recording.response_item_fields ?? {})) {
    for (const item of (answer.body as Record<string, unknown[]>)[list.replace('[]', '')] ?? []) {
      compare(item, fields)
    }
  }
  if (recording.examples[0]?.response.body === null) expect(answer.body).toBe('')
  else if (answer.status >= 400) {
    const recorded = recording.examples[0]?.response.body as Record<string, unknown>
    const ownId = 'resource_id' in recorded ? { resource_id: expect.any(String) } : {}
    expect(answer.body).toEqual({ ...recorded, ...ownId })
  }
})

function call(
  method: string,
  path: string,
  body?: unknown,
  secretKey: string = rotator.secretKey,
): Promise<Answer> {
  return scaleway(sandbox, secretKey, method, path, body)
}

/** No field that was never recorded, none missing that newer recordings always have, none of another type. */
function compare(body: unknown, fields: Fields): void {
  const given = Object.entries(body as Record<string, unknown>)
  for (const [name, value] of given) {
    expect({ name, types: Object.keys(fields[name]?.types ?? {}) }).toEqual({
      name,
      types: expect.arrayContaining([typeOf(value)]),
    })
  }
  // One of the two bearers; and a field that Scaleway dropped.
  const optional = ['application_id', 'user_id', 'expired_at']
  expect(
    Object.keys(fields).filter((name) => !optional.includes(name) && !given.some(([own]) => own === name)),
  ).toEqual([])
}

function typeOf(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'number'
        ? 'integer'
        : typeof value
}
