import { createHash } from 'node:crypto'
import { runAction, type Run } from '../../test/harness/run-action.ts'
import { chapter, day, expectOutcome, say, type Proof } from './output.ts'
import { type Sandbox, smallCompany, smallOrganization } from '../index.ts'

// The part of the demo about a key of another service, which the scheduled run rolls over three days before it expires.

const DAY = 24 * 60 * 60 * 1000
const { production, user } = smallCompany
const { projectId } = smallOrganization
const repository = 'acme/shop'
const secretName = 'shop-api-key'

/** Verifies the result at the end of the demo. */
export type KeysApiVerification = (proof: Proof) => Promise<void>

/**
 * Runs this part of the demo.
 * @param today the number of the current day in the demo's headings
 * @returns verifies the result
 */
export async function demoKeysApi(sandbox: Sandbox, today: number): Promise<KeysApiVerification> {
  const { keysApi, scaleway, github, clock } = sandbox
  const left = (keysApi.key(production.id)?.expiresAt.getTime() ?? 0) - clock.now().getTime()
  chapter(
    `Day ${today}: a key of another service`,
    `Another service, at ${sandbox.urls.keysApi}, has a keys API. Its key "${production.name}" is in the secret API_KEY of ${repository}\n` +
      `and expires in ${Math.floor(left / DAY)} days. The daily workflow authenticates there and rolls the key over, which deactivates the old key immediately.\n` +
      'An application that is only allowed to use Secret Manager stores the new key at Scaleway.',
  )
  github.setSecret({ repository }, 'API_KEY', production.key)
  const before = await balance(sandbox, production.key)
  say(`  GET /wallet/balance with the old key (${fingerprint(production.key)}): ${before}\n`)
  const keeper = scaleway.iam.createApplication({
    name: 'keeper',
    permissions: [{ set: 'SecretManagerFullAccess', projectIds: [projectId] }],
  })
  const { accessKey, secretKey } = scaleway.iam.createKey({ applicationId: keeper.id })
  const rollOver = async (more: Record<string, string> = {}): Promise<Run> =>
    runAction({
      sandbox,
      inputs: {
        command: 'rollover',
        issuer: 'keys-api',
        'scw-access-key': accessKey,
        'scw-secret-key': secretKey,
        'scw-project-id': projectId,
        'scw-region': 'fr-par',
        'github-token': sandbox.env()['GH_TOKEN'] ?? '',
        'secret-name': secretName,
        repositories: repository,
        'keys-api-url': sandbox.urls.keysApi,
        'keys-api-token': await signIn(sandbox),
        'keys-api-verify-url': '/wallet/balance',
        expiry: '1M',
        ...more,
      },
    })
  const first = await rollOver({ 'keys-api-key': production.key })
  expectOutcome(first, 'rolled-over')

  clock.advance(DAY)
  chapter(`Day ${today + 1}: scheduled run`, 'The new key is not due, so the run changes nothing.')
  const made = keysApi.keys().length
  expectOutcome(await rollOver(), 'not-due')

  return (proof) =>
    verify(sandbox, proof, { before, made, fingerprintOfFirst: first.outputs['access-key'] ?? '' })
}

async function verify(
  sandbox: Sandbox,
  { check }: Proof,
  run: { readonly before: number; readonly made: number; readonly fingerprintOfFirst: string },
): Promise<void> {
  const { keysApi, scaleway, github } = sandbox
  const held = github.secret({ repository }, 'API_KEY') ?? ''
  const [old, current] = [keysApi.key(production.id), keysApi.key(held)]
  const [oldStatus, newStatus] = [await balance(sandbox, production.key), await balance(sandbox, held)]
  check(
    run.before === 200 && oldStatus === 401,
    `GET /wallet/balance with the old key (${fingerprint(production.key)}): ${run.before} before, ${oldStatus} since the rollover`,
  )
  check(
    newStatus === 200 && held !== production.key && fingerprint(held) === run.fingerprintOfFirst,
    `${repository}: API_KEY is the new key (${fingerprint(held)}); GET /wallet/balance with it: ${newStatus}`,
  )
  if (old === undefined || current === undefined) {
    check(false, 'the service has both keys')
    return
  }
  const permissions = current.permissions.join(', ')
  check(
    current.replaces === old.id && current.name === old.name && permissions === old.permissions.join(', '),
    `the new key has the name and permissions of the old one: ${current.name} (${permissions})`,
  )
  const days = Math.round((current.expiresAt.getTime() - current.createdAt.getTime()) / DAY)
  check(
    days >= 28 && days <= 31,
    `the new key was created on ${day(current.createdAt)} and expires a month later, on ${day(current.expiresAt)}`,
  )
  const secret = scaleway.secrets.secretNamed(secretName, { projectId })
  check(
    secret !== undefined &&
      scaleway.secrets.payload(secret.id, 'latest_enabled') === JSON.stringify({ API_KEY: held }),
    `Secret Manager holds the new key in the newest enabled version of "${secretName}"`,
  )
  check(keysApi.keys().length === run.made, 'the run on the next day created no other key')
}

/** Requests a token, as the login step of the workflow does. */
async function signIn({ urls }: Sandbox): Promise<string> {
  const { username, password } = user
  const answer = await fetch(`${urls.keysApi}/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { data } = (await answer.json()) as { data?: { access_token?: string } }
  if (data?.access_token === undefined) throw new Error(`The login failed with status ${answer.status}`)
  return data.access_token
}

/** The status of a request with this key. */
async function balance({ urls }: Sandbox, key: string): Promise<number> {
  return (await fetch(`${urls.keysApi}/wallet/balance`, { headers: { 'x-api-key': key } })).status
}

/** The name by which logs identify a key, as documented. */
function fingerprint(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}
