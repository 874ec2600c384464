import type { AccessControl } from '../api/access.ts'
import { checkName, checkSize, readBase64, readFields, readSight, readText } from '../api/body.ts'
import { notFound, unprocessable } from '../api/errors.ts'
import { address, type Answer, type Call, type Endpoint } from '../api/http.ts'
import { page } from '../api/pagination.ts'
import { openSealedBox } from '../sealed-box.ts'
import { seenBy, type Entry, type ValueSet, type ValueStore } from '../stored-values.ts'
import type { Directory } from '../entities.ts'
import { waysTo, type Way } from './places.ts'
import { belongsTo, entryAnswer, findEntry, selectionEndpoints } from './selection.ts'

const pageSize = { usual: 30, most: 100 }

/** All secrets endpoints there are: list, public key, get, put, delete, and which repositories an organization's is for. */
export function secretEndpoints(
  directory: Directory,
  access: AccessControl,
  valueStore: ValueStore,
): readonly Endpoint[] {
  return waysTo('secrets', access, valueStore).flatMap((way): Endpoint[] => [
    {
      method: 'GET',
      path: `${way.path}/secrets`,
      docs: `${way.docs}#list-${way.scope}-secrets`,
      answer: (call) => {
        const valueSet = way.enter(call, 'read')
        return listSecrets(call, valueSet.secrets.values(), (entry) =>
          entryAnswer(entry, `${address(call)}/${entry.name}`),
        )
      },
    },
    {
      method: 'GET',
      path: `${way.path}/secrets/public-key`,
      docs: `${way.docs}#get-${way.place}-public-key`,
      answer: (call) => {
        const { keyId, keys } = way.enter(call, 'read')
        return { status: 200, body: { key_id: keyId, key: Buffer.from(keys.publicKey).toString('base64') } }
      },
    },
    {
      method: 'GET',
      path: `${way.path}/secrets/:name`,
      docs: `${way.docs}#get-${way.place}-secret`,
      answer: (call) => {
        const entry = findEntry(way.enter(call, 'read').secrets, call)
        return { status: 200, body: entryAnswer(entry, address(call)) }
      },
    },
    {
      method: 'PUT',
      path: `${way.path}/secrets/:name`,
      docs: `${way.docs}#create-or-update-${way.place}-secret`,
      answer: (call) => putSecret(call, way, way.enter(call, 'write'), directory, valueStore),
    },
    {
      method: 'DELETE',
      path: `${way.path}/secrets/:name`,
      docs: `${way.docs}#delete-${way.place}-secret`,
      answer: (call) => {
        const valueSet = way.enter(call, 'write')
        if (!valueStore.deleteSecret(valueSet, (call.params['name'] ?? '').toUpperCase(), 'api'))
          throw notFound()
        return { status: 204 }
      },
    },
    ...(way.scope === 'organization' ? selectionEndpoints('secrets', way, directory) : []),
    ...(way.scope === 'repository' && (way.kind === 'actions' || way.kind === 'agents')
      ? [organizationSecretsOf(way, valueStore)]
      : []),
  ])
}

function listSecrets(
  call: Call,
  entries: Iterable<Entry>,
  show: (entry: Entry) => Record<string, unknown>,
): Answer {
  const sorted = [...entries].sort((one, other) => (one.name < other.name ? -1 : 1))
  return page(call, sorted, pageSize, (items, total) => ({ total_count: total, secrets: items.map(show) }))
}

/** What a repository gets from its organization. */
function organizationSecretsOf(way: Way, valueStore: ValueStore): Endpoint {
  return {
    method: 'GET',
    path: `${way.path}/organization-secrets`,
    docs: `${way.docs}#list-repository-organization-secrets`,
    answer: (call) => {
      const { holder } = way.enter(call, 'read')
      if (!('repository' in holder)) throw notFound()
      const { repository } = holder
      const wider = valueStore.valueSet({ organization: repository.owner }, way.kind).secrets.values()
      const visible = [...wider].filter((entry) => seenBy(repository, entry))
      return listSecrets(call, visible, ({ name, createdAt, updatedAt }) => ({
        name,
        created_at: createdAt,
        updated_at: updatedAt,
      }))
    },
  }
}

function putSecret(
  call: Call,
  way: Way,
  valueSet: ValueSet,
  directory: Directory,
  valueStore: ValueStore,
): Answer {
  const before = valueSet.secrets.get((call.params['name'] ?? '').toUpperCase())
  const ofOrganization = way.scope === 'organization'
  // An organization's secret can be shown to others without a new value.
  const valueNeeded = !ofOrganization || before === undefined || way.kind === 'agents'
  const fields = readFields(call.body, [
    ...(valueNeeded ? ['encrypted_value', 'key_id'] : []),
    ...(ofOrganization ? ['visibility'] : []),
  ])
  const box = readBase64(fields, 'encrypted_value')
  const keyId = readText(fields, 'key_id')
  const sight = ofOrganization
    ? readSight(fields, before?.sight, way.kind === 'dependabot', (id) =>
        belongsTo(valueSet, directory.repositoryById(id)),
      )
    : undefined
  const name = checkName(call.params['name'] ?? '', 'Secret')
  const value = box === undefined && before !== undefined ? before.value : open(valueSet, box, keyId)
  if (before === undefined && valueSet.secrets.size >= way.room) {
    // That there is such a limit is documented; how GitHub says so is unverified.
    throw unprocessable(`Maximum number of secrets (${way.room}) reached.`)
  }
  const created = valueStore.putSecret(valueSet, { name, value, sight }, 'api')
  return created ? { status: 201, body: {} } : { status: 204 }
}

/** @throws Refusal 422 for a stale key, a box that does not open, a value that is too large */
function open(valueSet: ValueSet, box: string | undefined, keyId: string | undefined): string {
  const value = keyId === valueSet.keyId && box !== undefined ? openSealedBox(box, valueSet.keys) : undefined
  if (value === undefined) {
    throw unprocessable('Bad request - validation failed due to an improperly encrypted secret')
  }
  checkSize(value, 'Secret')
  return value
}
