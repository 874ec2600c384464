// What a person or another program could do at the vendors, for those who use the sandbox from another process.

import type { FastifyInstance } from 'fastify'
import type { Place } from '../github/index.ts'
import type { BearerOf, Consistency, Grant, ScalewayService, ScalewaySettings } from '../scaleway/index.ts'
import { permissionSetNames } from '../scaleway/permissions.ts'
import { spanSchema } from '../lib/latency.ts'
import type { GithubService } from '../github/service.ts'

/** Something in a request to the admin server that JSON Schema cannot see. */
export class BadRequest extends Error {}

/** A Fastify schema for a JSON body with these properties and no others. */
export const bodySchema = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
): object => ({
  body: { type: 'object', properties, required, additionalProperties: false },
})

const text = { type: 'string' } as const
const texts = { type: 'array', items: text } as const
const grants = {
  type: 'array',
  items: {
    anyOf: [
      { enum: permissionSetNames },
      {
        type: 'object',
        properties: { set: { enum: permissionSetNames }, projectIds: texts, condition: text },
        required: ['set'],
        additionalProperties: false,
      },
    ],
  },
} as const

/** Adds what a person does in Scaleway's console. */
export function addScalewayHands(app: FastifyInstance, scaleway: ScalewayService): void {
  const { iam, secrets } = scaleway

  app.post<{
    Body: BearerOf & {
      description?: string
      createdAt?: string
      expiresAt?: string
      defaultProjectId?: string
    }
  }>(
    '/_sandbox/scaleway/keys',
    {
      schema: bodySchema({
        applicationId: text,
        userId: text,
        description: text,
        createdAt: { type: 'string', format: 'date-time' },
        expiresAt: { type: 'string', format: 'date-time' },
        defaultProjectId: text,
      }),
    },
    (request) =>
      byHand(() => {
        const { createdAt, expiresAt, ...rest } = request.body
        return iam.createKey({
          ...rest,
          ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt) }),
          ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
        })
      }),
  )
  app.delete<{ Params: { accessKey: string } }>('/_sandbox/scaleway/keys/:accessKey', (request) =>
    byHand(() => {
      iam.deleteKey(request.params.accessKey)
      return iam.key(request.params.accessKey)
    }),
  )
  app.post<{ Body: { accessKey: string; secretKey: string } }>(
    '/_sandbox/scaleway/accepts',
    { schema: bodySchema({ accessKey: text, secretKey: text }, ['accessKey', 'secretKey']) },
    (request) => ({ accepts: iam.accepts(request.body.accessKey, request.body.secretKey) }),
  )
  app.put<{ Params: { id: string }; Body: { permissions: Grant[] } }>(
    '/_sandbox/scaleway/bearers/:id/permissions',
    { schema: bodySchema({ permissions: grants }, ['permissions']) },
    (request) =>
      byHand(() => {
        iam.setPermissions(request.params.id, request.body.permissions)
        return iam.bearer(request.params.id)
      }),
  )
  app.patch<{ Body: Partial<ScalewaySettings> }>(
    '/_sandbox/scaleway/settings',
    {
      schema: bodySchema({
        maxKeyLifetime: { type: 'number', minimum: 0 },
        keyQuota: { type: 'integer', minimum: 0 },
        expiryChangeable: { type: 'boolean' },
        selfKeys: { type: 'boolean' },
        versionLimit: { type: 'integer', minimum: 0 },
        countedVersions: texts,
        listDeletedVersions: { type: 'boolean' },
        versionDescriptionLimit: { type: 'integer', minimum: 0 },
        listConditions: { enum: ['once', 'each'] },
        pathHasResource: { type: 'boolean' },
      }),
    },
    (request) => {
      scaleway.changeSettings(request.body)
      return scaleway.settings()
    },
  )
  app.put<{ Body: Consistency }>(
    '/_sandbox/scaleway/consistency',
    {
      schema: bodySchema({
        flapping: { type: 'array', items: { enum: ['unknown', 'forbidden', 'ok'] } },
        newKeyUnknownFor: spanSchema,
        permissionsDeniedFor: spanSchema,
        staleListFor: spanSchema,
        newSecretUnknownFor: spanSchema,
      }),
    },
    (request) => {
      scaleway.setConsistency(request.body)
      return request.body
    },
  )
  app.post<{ Params: { id: string; revision: string; act: string } }>(
    '/_sandbox/scaleway/secrets/:id/versions/:revision/:act',
    (request) =>
      byHand(() => {
        const { id, revision, act } = request.params
        const acts = {
          disable: secrets.disableVersion,
          enable: secrets.enableVersion,
          delete: secrets.deleteVersion,
        }
        if (!Object.hasOwn(acts, act)) {
          throw new Error(`${act} is none of ${Object.keys(acts).join(', ')}`)
        }
        acts[act as keyof typeof acts](id, Number(revision))
        return { done: act }
      }),
  )
}

const place = {
  type: 'object',
  properties: {
    repository: text,
    environment: text,
    organization: text,
    kind: { enum: ['actions', 'dependabot', 'codespaces', 'agents'] },
  },
  oneOf: [{ required: ['repository'] }, { required: ['organization'] }],
  additionalProperties: false,
} as const

/** Adds what a person does on GitHub's pages. */
export function addGithubHands(app: FastifyInstance, github: GithubService): void {
  app.post<{ Body: { place: Place; name: string; value: string } }>(
    '/_sandbox/github/secrets',
    { schema: bodySchema({ place, name: text, value: text }, ['place', 'name', 'value']) },
    (request) =>
      byHand(() => {
        const { place: where, name, value } = request.body
        github.setSecret(where, name, value)
        return github.secretInfo(where, name)
      }),
  )
  app.post<{ Body: { repository: string; environment?: string } }>(
    '/_sandbox/github/workflow-secrets',
    { schema: bodySchema({ repository: text, environment: text }, ['repository']) },
    (request) => byHand(() => ({ secrets: github.workflowSecrets(request.body) })),
  )
}

/** Does what a person asks; what is not there is the asker's mistake, and is answered as one. */
export function byHand<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new BadRequest(error instanceof Error ? error.message : String(error))
  }
}
