import type { FastifyInstance } from 'fastify'
import type { SandboxClock } from '../../lib/clock.ts'
import {
  givenTimestamp,
  invalidArguments,
  notFound,
  permissionsDenied,
  quotasExceeded,
  timestamp,
} from './responses.ts'
import { type Arguments, orderBy, readArguments, readPage } from './parameters.ts'
import type { ConsistencyState } from '../consistency.ts'
import { bearerIdOf, type ScalewayIam } from '../iam.ts'
import type { KeyRecord, ScalewaySettings } from '../model.ts'
import type { SignIn } from './authentication.ts'

const keyOrders = ['created_at', 'updated_at', 'expires_at', 'access_key'].flatMap((name) => [
  `${name}_asc`,
  `${name}_desc`,
])

/** Adds `/iam/v1alpha1/api-keys`. */
export function addKeyRoutes(
  app: FastifyInstance,
  {
    iam,
    signIn,
    settings,
    clock,
    consistency,
  }: {
    readonly iam: ScalewayIam
    readonly signIn: SignIn
    readonly settings: () => ScalewaySettings
    readonly clock: SandboxClock
    readonly consistency: ConsistencyState
  },
): void {
  /** The key if it is valid; a caller without permission to read keys does not learn whether it exists. */
  const find = (accessKey: string): KeyRecord => {
    const key = iam.key(accessKey)
    if (key?.deletedAt !== null) {
      throw notFound('access_key', accessKey)
    }
    return key
  }

  /** Adds a problem where Scaleway would not let a key live so long, or so shortly. */
  const checkExpiry = (body: Arguments, expiresAt: Date | undefined): void => {
    const longest = settings().maxKeyLifetime
    const now = clock.now().getTime()
    if (expiresAt !== undefined && expiresAt.getTime() <= now) {
      body.problem({
        argument_name: 'expires_at',
        reason: 'constraint',
        help_message: 'expiration date must be in the future',
      })
    }
    if (longest > 0 && (expiresAt === undefined || expiresAt.getTime() > now + longest * 1000)) {
      body.problem({
        argument_name: 'expires_at',
        reason: 'constraint',
        help_message: `expiration date must be at most ${longest}s from now`,
      })
    }
  }
  const checkProject = (body: Arguments, projectId: string | undefined): void => {
    if (projectId !== undefined && !iam.projects().some(({ id }) => id === projectId)) {
      body.problem({
        argument_name: 'default_project_id',
        reason: 'constraint',
        help_message: 'project does not belong to the organization',
      })
    }
  }

  app.post('/iam/v1alpha1/api-keys', (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const applicationId = body.uuid('application_id')
    const userId = body.uuid('user_id')
    const description = body.text('description', { max: 200 })
    const expiresAt = body.time('expires_at')
    const defaultProjectId = body.uuid('default_project_id')
    if ((applicationId === undefined) === (userId === undefined)) {
      body.problem({
        argument_name: 'bearer',
        reason: 'required',
        help_message: 'exactly one of application_id and user_id must be set',
      })
    }
    body.check()
    caller.requireForKey('write', { applicationId, userId })
    if (userId !== undefined && userId !== caller.bearer.id) {
      // Nobody, not even an owner, makes keys for another user.
      throw permissionsDenied([{ resource: 'api_key', action: 'write' }])
    }
    const bearer = iam.bearer(applicationId ?? userId ?? '')
    if (bearer?.kind !== (applicationId === undefined ? 'user' : 'application')) {
      throw notFound(applicationId === undefined ? 'user' : 'application', applicationId ?? userId ?? '')
    }
    checkExpiry(body, expiresAt)
    checkProject(body, defaultProjectId)
    body.check()
    const current = iam.livingKeys().length
    if (current >= settings().keyQuota) {
      throw quotasExceeded('iam_api_keys', settings().keyQuota, current)
    }
    const key = iam.createKey({
      ...(bearer.kind === 'application' ? { applicationId: bearer.id } : { userId: bearer.id }),
      description: description ?? '',
      expiresAt: expiresAt ?? null,
      ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
    })
    return { ...describeKey(key), secret_key: key.secretKey }
  })

  app.get('/iam/v1alpha1/api-keys', (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const order = query.oneOf('order_by', keyOrders) ?? 'created_at_asc'
    const page = readPage(query, 20)
    const organizationId = query.uuid('organization_id')
    const bearerId = query.uuid('bearer_id') ?? query.uuid('application_id') ?? query.uuid('user_id')
    const bearerType = query.oneOf('bearer_type', ['unknown_bearer_type', 'user', 'application'])
    const description = query.text('description')
    const expired = query.flag('expired')
    const editable = query.flag('editable')
    const accessKey = query.text('access_key')
    const accessKeys = query.texts('access_keys')
    query.check()
    const readsAll = caller.may([{ resource: 'api_key', action: 'read' }])
    const readsOwn = caller.may([{ resource: 'self_api_key', action: 'read' }])
    if ((!readsAll && !readsOwn) || (organizationId ?? iam.organizationId) !== iam.organizationId) {
      throw permissionsDenied([{ resource: 'api_key', action: 'read' }])
    }
    const found = consistency
      .listed(iam.livingKeys())
      .filter(
        (key) =>
          (readsAll || bearerIdOf(key) === caller.bearer.id) &&
          (bearerId === undefined || bearerIdOf(key) === bearerId) &&
          (bearerType !== 'user' || key.userId !== undefined) &&
          (bearerType !== 'application' || key.applicationId !== undefined) &&
          key.description.includes(description ?? '') &&
          (expired === undefined || iam.isExpired(key) === expired) &&
          editable !== false &&
          (accessKey === undefined || key.accessKey === accessKey) &&
          (accessKeys === undefined || accessKeys.includes(key.accessKey)),
      )
      .toSorted(
        orderBy<KeyRecord>(order, {
          created_at: (key) => key.createdAt.getTime(),
          updated_at: (key) => key.updatedAt.getTime(),
          expires_at: (key) => key.expiresAt?.getTime() ?? Infinity,
          access_key: (key) => key.accessKey,
        }),
      )
    return { api_keys: page(found).map(describeKey), total_count: found.length }
  })

  app.get<{ Params: { accessKey: string } }>('/iam/v1alpha1/api-keys/:accessKey', (request) => {
    const caller = signIn(request)
    const { accessKey } = request.params
    caller.requireForKey('read', iam.key(accessKey) ?? { applicationId: undefined, userId: undefined })
    return describeKey(find(accessKey))
  })

  app.patch<{ Params: { accessKey: string } }>('/iam/v1alpha1/api-keys/:accessKey', (request) => {
    const caller = signIn(request)
    const { accessKey } = request.params
    const body = readArguments(request.body)
    const description = body.text('description', { max: 200 })
    const defaultProjectId = body.uuid('default_project_id')
    const expiresAt = body.time('expires_at')
    body.check()
    caller.requireForKey('write', iam.key(accessKey) ?? { applicationId: undefined, userId: undefined })
    const key = find(accessKey)
    checkProject(body, defaultProjectId)
    if (expiresAt !== undefined && expiresAt.getTime() !== key.expiresAt?.getTime()) {
      if (key.expiresAt !== null && !settings().expiryChangeable) {
        // Documented ("cannot be changed"); the real refusal was never recorded.
        throw invalidArguments([
          {
            argument_name: 'expires_at',
            reason: 'constraint',
            help_message: 'the expiration date of an API key cannot be changed',
          },
        ])
      }
      checkExpiry(body, expiresAt)
    }
    body.check()
    return describeKey(
      iam.changeKey(accessKey, {
        ...(description === undefined ? {} : { description }),
        ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      }),
    )
  })

  app.delete<{ Params: { accessKey: string } }>('/iam/v1alpha1/api-keys/:accessKey', (request, reply) => {
    const caller = signIn(request)
    const { accessKey } = request.params
    caller.requireForKey('write', iam.key(accessKey) ?? { applicationId: undefined, userId: undefined })
    iam.deleteKey(find(accessKey).accessKey)
    return reply.code(204).send()
  })
}

function describeKey(key: KeyRecord): Record<string, unknown> {
  return {
    access_key: key.accessKey,
    secret_key: null,
    description: key.description,
    created_at: timestamp(key.createdAt),
    updated_at: timestamp(key.updatedAt),
    expires_at: givenTimestamp(key.expiresAt),
    default_project_id: key.defaultProjectId,
    editable: true,
    deletable: true,
    managed: false,
    creation_ip: key.creationIp,
    // Only the one that bears it is there, never a null.
    ...(key.applicationId === undefined ? { user_id: key.userId } : { application_id: key.applicationId }),
  }
}
