import type { Store, StoredSecret, StoredVersion } from '../../../src/rotation/model/ports.ts'
import type { Cloud, ModelSecret } from './cloud.ts'
import type { Carrier } from './gate.ts'
import { signedIn, type Session } from './session.ts'

const CAPACITY = 20

/** The model's Secret Manager, as one run sees it. */
export function createStore(cloud: Cloud, gate: Carrier, session: Session): Store {
  const send = signedIn(cloud, gate, session)
  function secretOfId(id: string): ModelSecret {
    if (cloud.secret?.id !== id) throw new Error('404: no such secret')
    return cloud.secret
  }
  function version(id: string, revision: number): ModelSecret['versions'][number] {
    const found = secretOfId(id).versions.find((one) => one.revision === revision)
    if (found === undefined || found.status === 'deleted') throw new Error(`404: no version ${revision}`)
    return found
  }
  const found = (secret: ModelSecret | undefined): StoredSecret | undefined =>
    secret && { id: secret.id, tags: [...secret.tags], locked: secret.locked }
  const stored = ({ revision, status, description }: ModelSecret['versions'][number]): StoredVersion => ({
    revision,
    status,
    description,
    createdAt: undefined,
  })
  return {
    capacity: CAPACITY,
    find: () => send('store.find', 'read', () => found(cloud.secret)),
    create: (tags) =>
      send('store.create', 'post', () => {
        if (cloud.secret !== undefined) throw new Error('400: cannot have same secret name in same path')
        cloud.secrets += 1
        const id = `00000000-0000-4000-8000-00000000000${cloud.secrets}`
        cloud.secret = { id, tags: [...tags], locked: false, versions: [] }
        return { id, tags: [...tags], locked: false }
      }),
    tag: (id, tags) => send('store.tag', 'write', () => void (secretOfId(id).tags = [...tags])),
    versions: (id) =>
      send('store.versions', 'read', () => cloud.listedVersions(secretOfId(id).versions).map(stored)),
    add: (id, credential, description) =>
      send('store.add', 'post', () => {
        const { versions } = secretOfId(id)
        const there = versions.filter(({ status }) => status === 'enabled' || status === 'disabled').length
        if (there >= CAPACITY) throw new Error('403: too many versions')
        const added = {
          revision: versions.length + 1,
          status: 'enabled' as const,
          description,
          payload: credential,
        }
        versions.push(added)
        return stored(added)
      }),
    describe: (id, revision, description) =>
      send(
        `store.describe v${revision}`,
        'write',
        () => void (version(id, revision).description = description),
      ),
    read: (id, revision) =>
      send(`store.read v${revision}`, 'read', () => {
        const { status, payload } = version(id, revision)
        if (status !== 'enabled') throw new Error(`version ${revision} is not enabled`)
        return payload
      }),
    disable: (id, revision) =>
      send(`store.disable v${revision}`, 'write', () => void (version(id, revision).status = 'disabled')),
    enable: (id, revision) =>
      send(`store.enable v${revision}`, 'write', () => void (version(id, revision).status = 'enabled')),
    remove: (id, revision) =>
      send(
        `store.remove v${revision}`,
        'write',
        () => void (version(id, revision).status = 'scheduled_for_deletion'),
      ),
  }
}
