// What the routes of secrets and of versions share: their paths, who may see what, and the shape of a secret.

import type { FastifyRequest } from 'fastify'
import { invalidArguments, locked, notFound, permissionsDenied, timestamp } from './responses.ts'
import { type Arguments, readArguments } from './parameters.ts'
import type { ConsistencyState } from '../consistency.ts'
import type { ScalewayIam } from '../iam.ts'
import { type Region, regions, type ScalewaySettings, type SecretRecord } from '../model.ts'
import type { About, Need } from '../permissions.ts'
import type { ScalewaySecrets } from '../secrets.ts'
import type { Caller, SignIn } from './authentication.ts'

export const secretManager = '/secret-manager/v1beta1/regions/:region'

export interface SecretParts {
  readonly iam: ScalewayIam
  readonly secrets: ScalewaySecrets
  readonly signIn: SignIn
  readonly consistency: ConsistencyState
  readonly settings: () => ScalewaySettings
}

export interface SecretPath {
  Params: { region: string; id: string }
}

/** A 400, not a 409. */
export const sameName = invalidArguments([
  { argument_name: 'name', reason: 'format', help_message: 'cannot have same secret name in same path' },
])

export function readRegion(
  request: FastifyRequest<{ Params: { region: string } }>,
  into: Pick<Arguments, 'problem'>,
): Region {
  const region = regions.find((name) => name === request.params.region)
  if (region === undefined) {
    into.problem({ argument_name: 'region', reason: 'format', help_message: 'value is not one of the enum' })
  }
  return region ?? 'fr-par'
}

export function readName(body: Arguments, limits: { readonly required?: boolean } = {}): string | undefined {
  const name = body.text('name', { ...limits, max: 255 })
  if (name?.includes('/') === true) {
    body.problem({ argument_name: 'name', reason: 'format', help_message: 'name must not contain a slash' })
  }
  return name
}

export function readPath(from: Arguments, name: string): string | undefined {
  const path = from.text(name)
  if (path !== undefined && !path.startsWith('/')) {
    from.problem({ argument_name: name, reason: 'format', help_message: 'path must start with a slash' })
  }
  return path
}

/** A Project that is not the Organization's is refused in the same way as one that the caller may not see into. */
export function requireInProject(
  iam: ScalewayIam,
  caller: Caller,
  about: About & { readonly projectId: string },
  need: Need,
): void {
  if (!iam.projects().some(({ id }) => id === about.projectId)) {
    throw permissionsDenied([need])
  }
  caller.require([need], about)
}

/** A secret as permissions and their conditions see it. */
export function aboutSecret({ id, projectId, path, name, region }: SecretRecord): About & {
  readonly projectId: string
} {
  const resource = { id, name: `${path === '/' ? '' : path}/${name}`, locality: region }
  return { projectId, resource }
}

/** The secret that a path names. Throws a 400, 404 or 403. */
export function findSecret(
  { secrets, consistency }: SecretParts,
  caller: Caller,
  request: FastifyRequest<SecretPath>,
  need: Need,
): SecretRecord {
  const { id } = request.params
  const path = readArguments({ secret_id: id })
  const region = readRegion(request, path)
  path.uuid('secret_id', { required: true })
  path.check()
  const secret = secrets.secret(id)
  if (secret?.region !== region || consistency.hides(id)) {
    throw notFound('secret', id)
  }
  caller.require([need], aboutSecret(secret))
  return secret
}

/** A locked secret can be looked at, no more; one that is scheduled for deletion likewise (its 404 is unverified). */
export function requireUsable(secret: SecretRecord): void {
  if (secret.status === 'locked') {
    throw locked('secret', secret.id)
  }
  if (secret.deletionRequestedAt !== null) {
    throw notFound('secret', secret.id)
  }
}

export function describeSecret(secret: SecretRecord): Record<string, unknown> {
  return {
    id: secret.id,
    project_id: secret.projectId,
    name: secret.name,
    status: secret.status,
    created_at: timestamp(secret.createdAt),
    updated_at: timestamp(secret.updatedAt),
    tags: secret.tags,
    version_count: secret.versions.filter(({ status }) => status !== 'deleted').length,
    description: secret.description,
    managed: false,
    type: secret.type,
    protected: secret.protected,
    path: secret.path,
    ephemeral_policy: null,
    used_by: [],
    deletion_requested_at: timestamp(secret.deletionRequestedAt),
    key_id: null,
    region: secret.region,
  }
}
