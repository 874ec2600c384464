import type { KeyRecord, SecretRecord } from '../../../../sandbox/scaleway/model.ts'
import type { Cloud } from '../cloud.ts'
import { deploy, projectId, type Rotation } from '../rotation.ts'
import { readRecord, type StoredRecord } from './records.ts'

/** A key pair that an action of the adversary may name. */
export interface Pair {
  readonly accessKey: string
  readonly secretKey: string
}

/** The personal key of the organization's owner. The adversary knows its access key only. */
export const OWNER_KEY = 'SCWFAKE0WNER00000001'

/** A key of the adversary's application, which has write access to Secret Manager only. */
export const INTRUDER: Pair = {
  accessKey: 'SCWFAKEINTRUDER00001',
  secretKey: 'fa4e0000-0000-4000-8000-00000000c0b9',
}
const INTRUDER_APPLICATION = '00000000-0000-4000-8000-0000000000b9'

/** A secret key that no key has. */
export const NO_SECRET_KEY = 'fa4e0000-0000-4000-8000-0000000000de'

/** Adds the adversary's application and the owner's personal key to the sandbox. */
export function addAdversary({ scaleway: { iam } }: Cloud): void {
  const owner = iam.bearers().find((bearer) => bearer.owner)
  if (owner === undefined) throw new Error('the sandbox has no owner')
  iam.createKey({
    userId: owner.id,
    accessKey: OWNER_KEY,
    description: 'personal key',
    defaultProjectId: projectId,
  })
  iam.createApplication({
    id: INTRUDER_APPLICATION,
    name: 'intruder',
    permissions: [{ set: 'SecretManagerFullAccess', projectIds: [projectId] }],
  })
  iam.createKey({ ...INTRUDER, applicationId: INTRUDER_APPLICATION, defaultProjectId: projectId })
}

/** A version as the adversary sees it. All of this is readable with Secret Manager permissions. */
export interface SeenVersion {
  readonly revision: number
  readonly enabled: boolean
  readonly description: string
  /** The record in the description, if there is one. */
  readonly record: StoredRecord | undefined
  readonly payload: string
  /** The key pair in the payload, if there is one. */
  readonly pair: Pair | undefined
}

/** What the adversary has access to: Secret Manager, and in IAM only a key of its own. */
export interface Scene {
  readonly secret: SecretRecord
  /** Oldest first, without deleted ones. */
  readonly versions: readonly SeenVersion[]
  /** The newest version whose record has this stage. */
  readonly newest: (stage?: string) => SeenVersion | undefined
  readonly oldest: () => SeenVersion | undefined
  /** An unmarked key of the rotated application that a user created. */
  readonly unmarked: string
  /** A key of the rotated application with the mark of another secret. */
  readonly elsewhere: string
  readonly describe: (revision: number, description: string) => void
  readonly add: (payload: string, description: string) => void
  readonly enable: (revision: number) => void
  readonly disable: (revision: number) => void
  readonly remove: (revision: number) => void
  readonly tag: (tags: readonly string[]) => void
  /** Changes the description of the adversary's own key. */
  readonly describeOwnKey: (description: string) => void
  /** Registers a change that a user must revert before runs can recover. */
  readonly later: (restore: () => void) => void
}

/** @param later registers a change that a user must revert before runs can recover */
export function sceneOf(
  { scaleway: { secrets, iam } }: Cloud,
  { secretName, bearer }: Pick<Rotation, 'secretName' | 'bearer'>,
  later: Scene['later'],
): Scene | undefined {
  const secret = secrets.secretNamed(secretName, { projectId })
  if (secret === undefined) return undefined
  const { id } = secret
  const versions = secret.versions
    .filter(({ status }) => status === 'enabled' || status === 'disabled')
    .map(({ revision, status, description, payload: bytes }): SeenVersion => {
      const payload = bytes.toString('utf8')
      const enabled = status === 'enabled'
      return {
        revision,
        enabled,
        description,
        record: readRecord(description),
        payload,
        pair: pairIn(payload),
      }
    })
  const digit = bearer === deploy.applicationId ? '0' : '1'
  return {
    secret,
    versions,
    newest: (stage) =>
      versions.findLast(({ record }) => record !== undefined && (stage ?? record.stage) === record.stage),
    oldest: () => versions.find(({ record }) => record !== undefined),
    unmarked: `SCWHANDMADE0000000${digit}1`,
    elsewhere: `SCWHANDMADE0000000${digit}2`,
    describe: (revision, description) => secrets.changeVersion(id, revision, { description }),
    add: (payload, description) => secrets.createVersion(id, { payload, description }),
    enable: (revision) => {
      secrets.enableVersion(id, revision)
    },
    disable: (revision) => {
      secrets.disableVersion(id, revision)
    },
    remove: (revision) => {
      secrets.deleteVersion(id, revision)
    },
    tag: (tags) => secrets.changeSecret(id, { tags }),
    describeOwnKey: (description) => iam.changeKey(INTRUDER.accessKey, { description }),
    later,
  }
}

function pairIn(payload: string): Pair | undefined {
  try {
    const { API_KEY: accessKey, SECRET_KEY: secretKey } = JSON.parse(payload) as Record<string, unknown>
    if (typeof accessKey === 'string' && typeof secretKey === 'string') return { accessKey, secretKey }
  } catch {
    // Not a pair: a payload that somebody else wrote.
  }
  return undefined
}

/** The payload of a version with this pair. */
export function payloadOf({ accessKey, secretKey }: Pair): string {
  return JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secretKey })
}

/** Whether a key belongs to another application or user. No run of the rotation may delete or change it. */
export function isForeign(key: KeyRecord, bearers: readonly string[]): boolean {
  return !bearers.includes(key.applicationId ?? key.userId ?? '')
}
