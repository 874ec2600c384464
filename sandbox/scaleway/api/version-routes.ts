import { crc32 } from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalidArguments, notFound, preconditionFailed, quotasExceeded, timestamp } from './responses.ts'
import { type Arguments, readArguments, readPage } from './parameters.ts'
import type { ScalewaySettings, SecretRecord, VersionRecord } from '../model.ts'
import { payloadProblem } from '../payload.ts'
import type { Need } from '../permissions.ts'
import {
  aboutSecret,
  findSecret,
  readPath,
  readRegion,
  requireInProject,
  requireUsable,
  secretManager,
  type SecretParts,
  type SecretPath,
} from './secret-lookup.ts'
import { latestVersion, type Revision } from '../secrets.ts'

interface VersionPath {
  Params: { region: string; id: string; revision: string }
}

/** Adds the versions of secrets: making, reading and changing them, and the access to what they hold. */
export function addVersionRoutes(app: FastifyInstance, parts: SecretParts): void {
  const { iam, secrets, signIn, settings } = parts
  const read: Need = { resource: 'secret_version', action: 'read' }
  const write: Need = { resource: 'secret_version', action: 'write' }

  app.post<SecretPath>(`${secretManager}/secrets/:id/versions`, (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const payload = readPayload(body)
    const description = readDescription(body, settings())
    const disablePrevious = body.flag('disable_previous')
    const checksum = body.integer('data_crc32', { min: 0, max: 2 ** 32 - 1 })
    body.check()
    const secret = findSecret(parts, caller, request, { resource: 'secret_version', action: 'create' })
    requireUsable(secret)
    const problem = payloadProblem(secret.type, payload)
    if (problem !== undefined) {
      throw invalidArguments([problem])
    }
    if (checksum !== undefined && checksum !== crc32(payload)) {
      throw invalidArguments([
        {
          argument_name: 'data_crc32',
          reason: 'constraint',
          help_message: 'checksum does not match the data',
        },
      ])
    }
    const { versionLimit, countedVersions } = settings()
    const current = secret.versions.filter(({ status }) => countedVersions.includes(status)).length
    if (current >= versionLimit) {
      throw quotasExceeded('secret_versions', versionLimit, current)
    }
    const previous = latestVersion(secret)
    if (disablePrevious === true && previous?.status === 'enabled') {
      secrets.disableVersion(secret.id, previous.revision)
    }
    const version = secrets.createVersion(secret.id, {
      payload,
      description: description ?? '',
      crc32: checksum ?? null,
    })
    return describeVersion(secrets.secret(secret.id) ?? secret, version)
  })

  app.get<SecretPath>(`${secretManager}/secrets/:id/versions`, (request) => {
    const caller = signIn(request)
    const query = readArguments(request.query)
    const page = readPage(query, 50)
    const wanted = query.texts('status')
    query.check()
    const secret = findSecret(parts, caller, request, read)
    const found = secret.versions
      .filter(
        ({ status }) =>
          (wanted === undefined || wanted.includes(status)) &&
          (status !== 'deleted' || settings().listDeletedVersions),
      )
      .toReversed()
    return {
      versions: page(found).map((version) => describeVersion(secret, version)),
      total_count: found.length,
    }
  })

  app.get<VersionPath>(`${secretManager}/secrets/:id/versions/:revision`, (request) => {
    const secret = findSecret(parts, signIn(request), request, read)
    return describeVersion(secret, find(secret, request.params.revision))
  })

  app.get<VersionPath>(`${secretManager}/secrets/:id/versions/:revision/access`, (request) => {
    const caller = signIn(request)
    const secret = findSecret(parts, caller, request, { resource: 'secret_version', action: 'access' })
    return access(secret, request.params.revision)
  })

  app.get<{ Params: { region: string; revision: string } }>(
    `${secretManager}/secrets-by-path/versions/:revision/access`,
    (request) => {
      const caller = signIn(request)
      const query = readArguments(request.query)
      const region = readRegion(request, query)
      const path = readPath(query, 'secret_path') ?? '/'
      const name = query.text('secret_name', { required: true }) ?? ''
      const projectId = query.uuid('project_id', { required: true }) ?? ''
      query.check()
      const secret = secrets.secretNamed(name, { path, projectId, region })
      const about = secret !== undefined && settings().pathHasResource ? aboutSecret(secret) : { projectId }
      requireInProject(iam, caller, about, { resource: 'secret_version', action: 'access' })
      if (secret === undefined || parts.consistency.hides(secret.id)) {
        throw notFound('secret', name)
      }
      return access(secret, request.params.revision)
    },
  )

  app.patch<VersionPath>(`${secretManager}/secrets/:id/versions/:revision`, (request) => {
    const caller = signIn(request)
    const body = readArguments(request.body)
    const description = readDescription(body, settings())
    body.check()
    const [secret, version] = findUsable(request, caller, write)
    return describeVersion(
      secret,
      secrets.changeVersion(secret.id, version.revision, description === undefined ? {} : { description }),
    )
  })

  app.delete<VersionPath>(`${secretManager}/secrets/:id/versions/:revision`, (request, reply) => {
    const need: Need = { resource: 'secret_version', action: 'delete' }
    const [secret, version] = findUsable(request, signIn(request), need)
    if (version.status !== 'scheduled_for_deletion') {
      secrets.deleteVersion(secret.id, version.revision)
    }
    return reply.code(204).send()
  })

  for (const [act, from, to] of [
    ['enable', ['enabled', 'disabled'], 'enabled'],
    ['disable', ['enabled', 'disabled'], 'disabled'],
    // What a restored version becomes is unverified.
    ['restore', ['scheduled_for_deletion'], 'disabled'],
  ] as const) {
    app.post<VersionPath>(`${secretManager}/secrets/:id/versions/:revision/${act}`, (request) => {
      const [secret, version] = findUsable(request, signIn(request), write)
      if (!from.some((status) => status === version.status)) {
        throw preconditionFailed('resource_not_usable', `cannot ${act} a version that is ${version.status}`)
      }
      const changed = secrets.changeVersion(secret.id, version.revision, {
        status: to,
        deletionRequestedAt: null,
      })
      return describeVersion(secrets.secret(secret.id) ?? secret, changed)
    })
  }

  function findUsable(
    request: FastifyRequest<VersionPath>,
    caller: ReturnType<typeof signIn>,
    need: Need,
  ): readonly [SecretRecord, VersionRecord] {
    const secret = findSecret(parts, caller, request, need)
    requireUsable(secret)
    const version = find(secret, request.params.revision)
    if (version.status === 'deleted') {
      throw notFound('secret_version', String(version.revision))
    }
    return [secret, version]
  }

  function find(secret: SecretRecord, name: string): VersionRecord {
    const revision = readRevision(name)
    const version = secrets.version(secret.id, revision)
    if (version === undefined) {
      throw notFound('secret_version', name)
    }
    return version
  }

  function access(secret: SecretRecord, name: string): Record<string, unknown> {
    requireUsable(secret)
    const version = find(secret, name)
    if (version.status === 'disabled') {
      throw preconditionFailed('resource_not_usable', 'secret version is disabled')
    }
    if (version.status !== 'enabled') {
      throw notFound('secret_version', name)
    }
    return {
      secret_id: secret.id,
      revision: version.revision,
      data: version.payload.toString('base64'),
      data_crc32: version.crc32,
      type: secret.type,
    }
  }
}

function readRevision(name: string): Revision {
  if (name === 'latest' || name === 'latest_enabled') {
    return name
  }
  if (!/^[1-9]\d{0,9}$/.test(name)) {
    throw invalidArguments([
      {
        argument_name: 'revision',
        reason: 'format',
        help_message: 'value must be a number, "latest" or "latest_enabled"',
      },
    ])
  }
  return Number(name)
}

function readDescription(body: Arguments, { versionDescriptionLimit }: ScalewaySettings): string | undefined {
  return body.text(
    'description',
    Number.isFinite(versionDescriptionLimit) ? { max: versionDescriptionLimit } : {},
  )
}

function readPayload(body: Arguments): Buffer {
  const data = body.text('data', { required: true }) ?? ''
  const payload = Buffer.from(data, 'base64')
  if (payload.toString('base64') !== data) {
    body.problem({ argument_name: 'data', reason: 'format', help_message: 'value must be base64' })
  }
  return payload
}

function describeVersion(secret: SecretRecord, version: VersionRecord): Record<string, unknown> {
  return {
    revision: version.revision,
    secret_id: secret.id,
    status: version.status,
    created_at: timestamp(version.createdAt),
    updated_at: timestamp(version.updatedAt),
    deleted_at: timestamp(version.deletedAt),
    description: version.description,
    latest: latestVersion(secret)?.revision === version.revision,
    ephemeral_properties: null,
    deletion_requested_at: timestamp(version.deletionRequestedAt),
    region: secret.region,
  }
}
