import type { IssuedKey, KeyAnswer, ListingIssuer } from '../../../src/rotation/model/ports.ts'
import { isAliveIn, secretOf, type Cloud, type ModelKey } from './cloud.ts'
import type { Carrier } from './gate.ts'
import { ROTATOR, signedIn, type Session } from './session.ts'

/** The model's IAM, as one run sees it. */
export function createIssuer(cloud: Cloud, gate: Carrier, session: Session): ListingIssuer {
  const send = signedIn(cloud, gate, session)
  return {
    kind: 'listing',
    keys: () =>
      send('iam.list', 'read', () =>
        [...cloud.listed(cloud.keys).values()].filter(({ foreign }) => foreign !== true).map(issued),
      ),
    key: (accessKey) => {
      const find = (): KeyAnswer => {
        const key = cloud.keys.get(accessKey)
        if (key === undefined || !cloud.found(accessKey)) return { kind: 'none' }
        return key.foreign === true ? { kind: 'foreign' } : { kind: 'own', key: issued(key) }
      }
      return send(`iam.get ${accessKey}`, 'read', find)
    },
    create: ({ description, expiresAt, defaultProjectId }) =>
      send('iam.create', 'post', () => {
        cloud.made += 1
        const accessKey = `K${cloud.made}`
        const key: ModelKey = {
          accessKey,
          secret: secretOf(accessKey),
          description,
          createdAt: cloud.now,
          expiresAt: expiresAt?.getTime(),
          project: defaultProjectId,
          ours: true,
        }
        cloud.keys.set(accessKey, key)
        return { key: issued(key), credential: { accessKey, secret: key.secret } }
      }),
    describe: (accessKey, description) =>
      send(`iam.describe ${accessKey}`, 'write', () => {
        const key = cloud.keys.get(accessKey)
        if (key === undefined) throw new Error(`404: no key ${accessKey}`)
        key.description = description
      }),
    delete: (accessKey) => send(`iam.delete ${accessKey}`, 'write', () => void cloud.keys.delete(accessKey)),
    probe: (credential) =>
      gate.request(session.run, `iam.probe ${credential.accessKey}`, 'read', () => {
        const works = isAliveIn(cloud, credential.accessKey) || credential.accessKey === ROTATOR
        return cloud.probe(credential) ?? (works ? 'accepted' : 'denied')
      }),
    limits: () =>
      send('iam.limits', 'read', () => ({
        maxLifetimeMs: { known: true, value: undefined },
        keysLeft: { known: true, value: cloud.keysLeft ?? 100 - cloud.keys.size },
      })),
    authenticatedAs: () => session.signedInAs.accessKey,
    useCredentials: (credential) => {
      session.signedInAs = credential
    },
  }
}

function issued({ accessKey, description, createdAt, expiresAt, project }: ModelKey): IssuedKey {
  return {
    accessKey,
    description,
    createdAt: new Date(createdAt),
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    defaultProjectId: project,
  }
}
