import type { ScalewaySeed } from './scaleway/index.ts'

/** The small organization's ids and keys. None of them is a real one. */
export const smallOrganization = {
  /** Also the id of its default Project. */
  id: '00000000-0000-4000-8000-000000000001',
  /** The Project that everything happens in. */
  projectId: '00000000-0000-4000-8000-000000000002',
  /** Another Project, which only the owner can read. */
  otherProjectId: '00000000-0000-4000-8000-000000000003',
  owner: { userId: '00000000-0000-4000-8000-0000000000a0' },
  /** May make keys and keep secrets. */
  rotator: {
    applicationId: '00000000-0000-4000-8000-0000000000a1',
    accessKey: 'SCWFAKER0TAT0R000001',
    secretKey: 'fa4e0000-0000-4000-8000-00000000c0a1',
  },
  /** Deploys with Object Storage; has no permission in IAM or Secret Manager. Its key was created manually 40 days ago. */
  deploy: {
    applicationId: '00000000-0000-4000-8000-0000000000a2',
    accessKey: 'SCWFAKEDEP10Y0000001',
    secretKey: 'fa4e0000-0000-4000-8000-00000000c0a2',
  },
  /** May read the values of secrets, nothing else. */
  reader: {
    applicationId: '00000000-0000-4000-8000-0000000000a3',
    accessKey: 'SCWFAKEREADER0000001',
    secretKey: 'fa4e0000-0000-4000-8000-00000000c0a3',
  },
} as const

const day = 24 * 60 * 60 * 1000

/**
 * A small organization at Scaleway: a rotator, an application that deploys and one that reads, each with a key.
 * @param now the time that ages are counted from
 */
export function smallScaleway(now: Date): ScalewaySeed {
  const { id, projectId, otherProjectId, owner, rotator, deploy, reader } = smallOrganization
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * day)
  return {
    organizationId: id,
    projects: [
      { id: projectId, name: 'shop' },
      { id: otherProjectId, name: 'vault' },
    ],
    users: [{ id: owner.userId, email: 'owner@acme.example', type: 'owner', permissions: [] }],
    applications: [
      {
        id: rotator.applicationId,
        name: 'rotator',
        description: 'Rotates the keys of the other applications, and its own',
        permissions: [
          'IAMManager',
          'OrganizationReadOnly',
          { set: 'SecretManagerFullAccess', projectIds: [projectId] },
        ],
        createdAt: daysAgo(90),
      },
      {
        id: deploy.applicationId,
        name: 'deploy',
        description: 'Puts the shop into its bucket',
        permissions: [{ set: 'ObjectStorageFullAccess', projectIds: [projectId] }],
        createdAt: daysAgo(90),
      },
      {
        id: reader.applicationId,
        name: 'reader',
        description: 'Reads secrets in workflows',
        permissions: [{ set: 'SecretManagerSecretAccess', projectIds: [projectId] }],
        createdAt: daysAgo(90),
      },
    ],
    keys: [
      {
        accessKey: rotator.accessKey,
        secretKey: rotator.secretKey,
        applicationId: rotator.applicationId,
        description: 'rotator',
        createdAt: daysAgo(5),
        defaultProjectId: projectId,
      },
      {
        accessKey: deploy.accessKey,
        secretKey: deploy.secretKey,
        applicationId: deploy.applicationId,
        description: 'deploy key, made by hand',
        createdAt: daysAgo(40),
        defaultProjectId: projectId,
      },
      {
        accessKey: reader.accessKey,
        secretKey: reader.secretKey,
        applicationId: reader.applicationId,
        description: 'reader',
        createdAt: daysAgo(10),
        defaultProjectId: projectId,
      },
    ],
  }
}
