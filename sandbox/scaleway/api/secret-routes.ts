import type { FastifyInstance } from 'fastify'
import { permissionsDenied, preconditionFailed } from './responses.ts'
import { orderBy, readArguments, readPage } from './parameters.ts'
import { type SecretRecord, secretTypes } from '../model.ts'
import type { Need } from '../permissions.ts'
import {
  aboutSecret,
  describeSecret,
  findSecret,
  readName,
  readPath,
  readRegion,
  requireInProject,
  requireUsable,
  sameName,
  secretManager,
  type SecretParts,
  type SecretPath,
} from './secret-lookup.ts'

/** Adds the secrets themselves; their versions are in version-routes.ts. */
export function addSecretRoutes(app: FastifyInstance, parts: SecretParts): void {
  const { iam, secrets, signIn, settings } = parts

  app.post<{ Params: { region: string } }>(`${secretManager}/secrets`, (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const region = readRegion(request, body)
    const projectId = body.uuid('project_id', { required: true }) ?? ''
    const name = readName(body, { required: true }) ?? ''
    const path = readPath(body, 'path') ?? '/'
    const type = body.oneOf('type', ['unknown_type', ...secretTypes]) ?? 'opaque'
    const description = body.text('description') ?? ''
    const tags = body.texts('tags') ?? []
    const isProtected = body.flag('protected') ?? false
    body.check()
    requireInProject(iam, caller, { projectId }, { resource: 'secret', action: 'create' })
    if (secrets.secretNamed(name, { path, projectId, region }) !== undefined) {
      throw sameName
    }
    return describeSecret(
      secrets.createSecret({
        region,
        projectId,
        name,
        path,
        type: type === 'unknown_type' ? 'opaque' : type,
        description,
        tags,
        protected: isProtected,
      }),
    )
  })

  app.get<{ Params: { region: string } }>(`${secretManager}/secrets`, (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const region = readRegion(request, query)
    const orders = ['name', 'created_at', 'updated_at'].flatMap((order) => [`${order}_asc`, `${order}_desc`])
    const order = query.oneOf('order_by', orders) ?? 'name_asc'
    const page = readPage(query, 50)
    const organizationId = query.uuid('organization_id')
    const projectId = query.uuid('project_id')
    const name = query.text('name')
    const path = query.text('path')
    const tags = query.texts('tags')
    const type = query.oneOf('type', ['unknown_type', ...secretTypes])
    const ephemeral = query.flag('ephemeral')
    const scheduled = query.flag('scheduled_for_deletion') ?? false
    query.check()
    const need: Need = { resource: 'secret', action: 'read' }
    if ((organizationId ?? iam.organizationId) !== iam.organizationId) {
      throw permissionsDenied([need])
    }
    if (projectId !== undefined) {
      requireInProject(iam, caller, { projectId }, need)
    } else if (!iam.projects().some(({ id }) => caller.may([need], { projectId: id }))) {
      throw permissionsDenied([need])
    }
    const found = secrets
      .secrets()
      .filter(
        (secret) =>
          secret.region === region &&
          caller.may([need], { projectId: secret.projectId }) &&
          (settings().listConditions === 'once' || caller.may([need], aboutSecret(secret))) &&
          (projectId === undefined || secret.projectId === projectId) &&
          (name === undefined || secret.name === name) &&
          (path === undefined || secret.path === path) &&
          (tags === undefined || tags.every((tag) => secret.tags.includes(tag))) &&
          (type === undefined || type === 'unknown_type' || secret.type === type) &&
          ephemeral !== true &&
          (secret.deletionRequestedAt !== null) === scheduled,
      )
      .toSorted(
        orderBy<SecretRecord>(order, {
          name: (secret) => secret.name,
          created_at: (secret) => secret.createdAt.getTime(),
          updated_at: (secret) => secret.updatedAt.getTime(),
        }),
      )
    return { secrets: page(found).map(describeSecret), total_count: found.length }
  })

  app.get<SecretPath>(`${secretManager}/secrets/:id`, (request) =>
    describeSecret(findSecret(parts, signIn(request), request, { resource: 'secret', action: 'read' })),
  )

  app.patch<SecretPath>(`${secretManager}/secrets/:id`, (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const name = readName(body)
    const path = readPath(body, 'path')
    const tags = body.texts('tags')
    const description = body.text('description')
    body.check()
    const secret = findSecret(parts, caller, request, { resource: 'secret', action: 'write' })
    requireUsable(secret)
    const namesake = secrets.secretNamed(name ?? secret.name, { ...secret, path: path ?? secret.path })
    if (namesake !== undefined && namesake.id !== secret.id) {
      throw sameName
    }
    return describeSecret(
      secrets.changeSecret(secret.id, {
        ...(name === undefined ? {} : { name }),
        ...(path === undefined ? {} : { path }),
        ...(tags === undefined ? {} : { tags }),
        ...(description === undefined ? {} : { description }),
      }),
    )
  })

  app.delete<SecretPath>(`${secretManager}/secrets/:id`, (request, reply) => {
    const secret = findSecret(parts, signIn(request), request, { resource: 'secret', action: 'delete' })
    requireUsable(secret)
    if (secret.protected) {
      throw preconditionFailed('protected_resource', 'cannot delete a protected secret')
    }
    secrets.deleteSecret(secret.id)
    return reply.code(204).send()
  })

  for (const [act, change] of [
    ['protect', { protected: true }],
    ['unprotect', { protected: false }],
    ['restore', { deletionRequestedAt: null }],
  ] as const) {
    app.post<SecretPath>(`${secretManager}/secrets/:id/${act}`, (request) => {
      const secret = findSecret(parts, signIn(request), request, { resource: 'secret', action: 'write' })
      if (act !== 'restore') {
        requireUsable(secret)
      }
      return describeSecret(secrets.changeSecret(secret.id, change))
    })
  }
}
