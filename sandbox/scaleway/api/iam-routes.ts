import type { FastifyInstance } from 'fastify'
import { notFound, permissionsDenied, timestamp } from './responses.ts'
import { orderBy, readArguments, readPage } from './parameters.ts'
import type { ScalewayIam } from '../iam.ts'
import type { BearerRecord, ScalewaySettings } from '../model.ts'
import type { SignIn } from './authentication.ts'

interface Parts {
  readonly iam: ScalewayIam
  readonly signIn: SignIn
  readonly settings: () => ScalewaySettings
}

/** Adds what a rotation asks IAM besides keys: applications, users, security settings and quotas. */
export function addIamRoutes(app: FastifyInstance, parts: Parts): void {
  addBearerRoutes(app, parts)
  addOrganizationRoutes(app, parts)
}

function addBearerRoutes(app: FastifyInstance, { iam, signIn }: Parts): void {
  const describeApplication = (bearer: BearerRecord): Record<string, unknown> => ({
    id: bearer.id,
    name: bearer.name,
    description: bearer.description,
    created_at: timestamp(bearer.createdAt),
    updated_at: timestamp(bearer.updatedAt),
    organization_id: iam.organizationId,
    editable: true,
    deletable: true,
    managed: false,
    nb_api_keys: iam.livingKeys().filter(({ applicationId }) => applicationId === bearer.id).length,
    tags: bearer.tags,
  })

  app.get('/iam/v1alpha1/applications', (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const orders = ['created_at', 'updated_at', 'name'].flatMap((name) => [`${name}_asc`, `${name}_desc`])
    const order = query.oneOf('order_by', orders) ?? 'created_at_asc'
    const page = readPage(query, 20)
    const organizationId = query.uuid('organization_id')
    const name = query.text('name')
    const editable = query.flag('editable')
    const ids = query.texts('application_ids')
    const tag = query.text('tag')
    query.check()
    caller.require([{ resource: 'application', action: 'read' }])
    requireOrganization(iam, organizationId, 'application')
    const found = iam
      .bearers()
      .filter(
        (bearer) =>
          bearer.kind === 'application' &&
          bearer.name.includes(name ?? '') &&
          editable !== false &&
          (ids === undefined || ids.includes(bearer.id)) &&
          (tag === undefined || bearer.tags.includes(tag)),
      )
      .toSorted(
        orderBy<BearerRecord>(order, {
          created_at: (bearer) => bearer.createdAt.getTime(),
          updated_at: (bearer) => bearer.updatedAt.getTime(),
          name: (bearer) => bearer.name,
        }),
      )
    return { applications: page(found).map(describeApplication), total_count: found.length }
  })

  app.get<{ Params: { id: string } }>('/iam/v1alpha1/applications/:id', (request) => {
    const caller = signIn(request)
    const id = readId(request.params.id, 'application_id')
    caller.require([{ resource: 'application', action: 'read' }], { resource: { id } })
    const bearer = iam.bearer(id)
    if (bearer?.kind !== 'application') {
      throw notFound('application', id)
    }
    return describeApplication(bearer)
  })

  app.post('/iam/v1alpha1/applications', (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const name = body.text('name', { required: true })
    const description = body.text('description')
    const tags = body.texts('tags')
    const organizationId = body.uuid('organization_id')
    body.check()
    caller.require([{ resource: 'application', action: 'write' }])
    requireOrganization(iam, organizationId, 'application')
    return describeApplication(
      iam.createApplication({
        name: name ?? '',
        permissions: [],
        ...(description !== undefined && { description }),
        ...(tags !== undefined && { tags }),
      }),
    )
  })

  app.patch<{ Params: { id: string } }>('/iam/v1alpha1/applications/:id', (request) => {
    const caller = signIn(request)
    const id = readId(request.params.id, 'application_id')
    const body = readArguments(request.body)
    const name = body.text('name')
    const description = body.text('description')
    const tags = body.texts('tags')
    body.check()
    caller.require([{ resource: 'application', action: 'write' }], { resource: { id } })
    if (iam.bearer(id)?.kind !== 'application') throw notFound('application', id)
    return describeApplication(
      iam.changeApplication(id, {
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(tags !== undefined && { tags }),
      }),
    )
  })

  app.delete<{ Params: { id: string } }>('/iam/v1alpha1/applications/:id', (request, reply) => {
    const caller = signIn(request)
    const id = readId(request.params.id, 'application_id')
    caller.require([{ resource: 'application', action: 'write' }], { resource: { id } })
    if (iam.bearer(id)?.kind !== 'application') throw notFound('application', id)
    iam.deleteApplication(id)
    return reply.code(204).send()
  })

  app.get<{ Params: { id: string } }>('/iam/v1alpha1/users/:id', (request) => {
    const caller = signIn(request)
    const id = readId(request.params.id, 'user_id')
    const needs = [
      { resource: 'user', action: 'read' },
      { resource: 'self_user', action: 'read' },
    ] as const
    if (caller.bearer.id !== id) {
      caller.require(needs, { resource: { id } })
    }
    const bearer = iam.bearer(id)
    if (bearer?.kind !== 'user') {
      throw notFound('user', id)
    }
    return describeUser(bearer, iam.organizationId)
  })
}

function addOrganizationRoutes(app: FastifyInstance, { iam, signIn, settings }: Parts): void {
  app.get<{ Params: { id: string } }>('/iam/v1alpha1/organizations/:id/security-settings', (request) => {
    const caller = signIn(request)
    const id = readId(request.params.id, 'organization_id')
    caller.require([{ resource: 'organization', action: 'read' }])
    requireOrganization(iam, id, 'organization')
    return {
      enforce_password_renewal: false,
      grace_period_duration: null,
      login_attempts_before_locked: 10,
      max_login_session_duration: null,
      max_api_key_expiration_duration: `${settings().maxKeyLifetime}s`,
    }
  })

  /** The names are not documented anywhere that a reader without an Organization could see: unverified. */
  const quotas = (): readonly Record<string, unknown>[] => [
    describeQuota('iam_api_keys', 'API keys', settings().keyQuota),
    describeQuota('iam_applications', 'Applications', 100),
  ]

  app.get('/iam/v1alpha1/quota', (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const order = query.oneOf('order_by', ['name_asc', 'name_desc']) ?? 'name_asc'
    const page = readPage(query, 20)
    const organizationId = query.uuid('organization_id')
    const names = query.texts('quotum_names')
    query.check()
    caller.require([{ resource: 'quota', action: 'read' }])
    requireOrganization(iam, organizationId, 'quota')
    const found = quotas()
      .filter(({ name }) => names === undefined || names.includes(String(name)))
      .toSorted(orderBy<Record<string, unknown>>(order, { name: ({ name }) => String(name) }))
    return { quota: page(found), total_count: found.length }
  })

  app.get<{ Params: { name: string } }>('/iam/v1alpha1/quota/:name', (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const organizationId = query.uuid('organization_id')
    query.check()
    caller.require([{ resource: 'quota', action: 'read' }])
    requireOrganization(iam, organizationId, 'quota')
    const quota = quotas().find(({ name }) => name === request.params.name)
    if (quota === undefined) {
      throw notFound('quotum', request.params.name)
    }
    return quota
  })
}

function readId(value: string, name: string): string {
  const path = readArguments({ [name]: value })
  const id = path.uuid(name, { required: true })
  path.check()
  return id ?? ''
}

/** Another Organization's things may not be read, whether it exists or not. */
function requireOrganization(
  iam: ScalewayIam,
  id: string | undefined,
  resource: 'application' | 'organization' | 'quota',
): void {
  if (id !== undefined && id !== iam.organizationId) {
    throw permissionsDenied([{ resource, action: 'read' }])
  }
}

function describeQuota(name: string, prettyName: string, limit: number): Record<string, unknown> {
  return {
    name,
    limit,
    pretty_name: prettyName,
    unit: 'unit',
    description: '',
    locality_type: 'global',
    limits: [{ global: true, limit }],
  }
}

function describeUser(bearer: BearerRecord, organizationId: string): Record<string, unknown> {
  return {
    id: bearer.id,
    email: bearer.name,
    username: bearer.name,
    first_name: '',
    last_name: '',
    phone_number: '',
    locale: 'en_US',
    created_at: timestamp(bearer.createdAt),
    updated_at: timestamp(bearer.updatedAt),
    organization_id: organizationId,
    deletable: !bearer.owner,
    last_login_at: null,
    type: bearer.owner ? 'owner' : 'member',
    two_factor_enabled: true,
    status: 'activated',
    mfa: true,
    account_root_user_id: bearer.id,
    tags: bearer.tags,
    locked: false,
  }
}
