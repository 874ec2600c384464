import type { KeyRecord, Sandbox } from '../../sandbox/index.ts'
import { DAY, deploy, projectId } from './scene.ts'
import { payloadOf, recordText } from './secret-writer.ts'

/** A version as a release of format 1 left it, and the key in it. */
export interface Format1Version {
  readonly stage: 'pending' | 'current' | 'previous'
  /** How many days ago its stage began; its key is as old. */
  readonly days: number
  /** What the mark of its key says; `stored` by default. */
  readonly mark?: 'made' | 'stored'
  /** The key was found in the secret and not created by the action. */
  readonly adopted?: true
}

const RUN = 'acme/infra 1000000'

/**
 * Writes into the sandbox what a release of format 1 left of a rotation of the usual application: its keys with their
 * marks, and a secret with versions and records.
 * @returns the keys, in the order of the versions
 */
export function installFormat1(
  sandbox: Sandbox,
  versions: readonly Format1Version[],
  {
    name = 'shop-deploy',
    id = '0f0e0d0c-0b0a-4908-8706-050403020100',
    tag = 'key-rotation:repository:700003',
  } = {},
): readonly KeyRecord[] {
  const { iam, secrets } = sandbox.scaleway
  const now = sandbox.clock.now().getTime()
  const ago = (days: number): Date => new Date(now - days * DAY)
  const keys = versions.map(({ days, mark = 'stored' }, index) =>
    iam.createKey({
      applicationId: deploy.applicationId,
      description: `[key-rotation ${mark} ${id} a${index}] deploys the shop`,
      createdAt: ago(days),
      defaultProjectId: projectId,
    }),
  )
  secrets.createSecret({
    id,
    name,
    projectId,
    tags: [tag],
    versions: versions.map(({ stage, days, adopted }, index) => {
      const key = keys[index]
      if (key === undefined) throw new Error('Each version has a key.')
      const since = ago(days).toISOString()
      const record = {
        stage,
        key: key.accessKey,
        since,
        ...(adopted && { adopted }),
        issued: since,
        madeBy: RUN,
        run: RUN,
        text: 'deploys the shop',
        written: { 't3k9x1+2': 'abcdeABCDE' },
      }
      return { payload: payloadOf(key), description: recordText(record, 1), createdAt: ago(days) }
    }),
  })
  return keys
}
