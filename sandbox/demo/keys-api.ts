import { createHash } from 'node:crypto'
import { runAction, type Run } from '../../test/harness/run-action.ts'
import { chapter, day, expectOutcome, say, type Proof } from './output.ts'
import { type Sandbox, smallCompany, smallOrganization } from '../index.ts'

// The demo's chapter about a key of another service, which the schedule rolls over three days before its end.

const DAY = 24 * 60 * 60 * 1000
const { production, user } = smallCompany
const { projectId } = smallOrganization
const repository = 'acme/shop'
const secretName = 'shop-api-key'

/** What must hold once the chapter is told. */
export type KeysApiProof = (proof: Proof) => Promise<void>

/**
 * Tells the chapter.
 * @param today what the story calls the sandbox's day
 * @returns what proves it
 */
export async function tellKeysApi(sandbox: Sandbox, today: number): Promise<KeysApiProof> {
  const { keysApi, scaleway, github, clock } = sandbox
  const left = (keysApi.key(production.id)?.expiresAt.getTime() ?? 0) - clock.now().getTime()
  chapter(
    `Day ${today}: a key of another service`,
    `At ${sandbox.urls.keysApi} runs a service with a keys API. Its key "${production.name}" stands in the secret API_KEY of ${repository}\n` +
      `and expires in ${Math.floor(left / DAY)} days. The daily workflow signs in there and rolls it over, which ends the old key at once.\n` +
      'What keeps the new one at Scaleway is an application that may use Secret Manager and nothing else.',
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
  chapter(
    `Day ${today + 1}: the schedule again`,
    'The key is new, so that nothing is due; nothing is changed.',
  )
  const made = keysApi.keys().length
  expectOutcome(await rollOver(), 'not-due')

  return (proof) => prove(sandbox, proof, { before, made, told: first.outputs['access-key'] ?? '' })
}

async function prove(
  sandbox: Sandbox,
  { check }: Proof,
  story: { readonly before: number; readonly made: number; readonly told: string },
): Promise<void> {
  const { keysApi, scaleway, github } = sandbox
  const held = github.secret({ repository }, 'API_KEY') ?? ''
  const [old, current] = [keysApi.key(production.id), keysApi.key(held)]
  const [oldStatus, newStatus] = [await balance(sandbox, production.key), await balance(sandbox, held)]
  check(
    story.before === 200 && oldStatus === 401,
    `GET /wallet/balance with the old key (${fingerprint(production.key)}): ${story.before} before, ${oldStatus} since the rollover`,
  )
  check(
    newStatus === 200 && held !== production.key && fingerprint(held) === story.told,
    `${repository}: API_KEY opens to the new key (${fingerprint(held)}), with which /wallet/balance answers ${newStatus}`,
  )
  if (old === undefined || current === undefined) {
    check(false, 'the service knows both keys')
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
    `it was made on ${day(current.createdAt)} and expires a month later, on ${day(current.expiresAt)}`,
  )
  const secret = scaleway.secrets.secretNamed(secretName, { projectId })
  check(
    secret !== undefined &&
      scaleway.secrets.payload(secret.id, 'latest_enabled') === JSON.stringify({ API_KEY: held }),
    `Secret Manager holds it in the newest enabled version of "${secretName}"`,
  )
  check(keysApi.keys().length === story.made, 'the run on the next day made no other key')
}

/** What the workflow's login step does. */
async function signIn({ urls }: Sandbox): Promise<string> {
  const { username, password } = user
  const answer = await fetch(`${urls.keysApi}/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { data } = (await answer.json()) as { data?: { access_token?: string } }
  if (data?.access_token === undefined) throw new Error(`the login was answered with ${answer.status}`)
  return data.access_token
}

/** The status that a user of a key gets. */
async function balance({ urls }: Sandbox, key: string): Promise<number> {
  return (await fetch(`${urls.keysApi}/wallet/balance`, { headers: { 'x-api-key': key } })).status
}

/** As the documentation says that keys are named. */
function fingerprint(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}
