import type { FastifyInstance } from 'fastify'
import type { SandboxContext, Service } from '../server/service.ts'
import { prepareAnswers } from './api/responses.ts'
import { createConsistency } from './consistency.ts'
import { createIam, type ScalewayIam } from './iam.ts'
import { addIamRoutes } from './api/iam-routes.ts'
import { createIds } from './ids.ts'
import { addKeyRoutes } from './api/key-routes.ts'
import type { Consistency, ScalewaySeed, ScalewaySettings } from './model.ts'
import { createSecrets, type ScalewaySecrets } from './secrets.ts'
import { addSecretRoutes } from './api/secret-routes.ts'
import { createSignIn } from './api/authentication.ts'
import { addVersionRoutes } from './api/version-routes.ts'

export type * from './model.ts'
export type { Grant, PermissionSet } from './permissions.ts'
export type { ScalewayIam } from './iam.ts'
export type { ScalewaySecrets } from './secrets.ts'

/** Scaleway's IAM and Secret Manager, and controls that act as a person or another program. Methods throw if the object does not exist. */
export interface ScalewayService extends Service {
  readonly name: 'scaleway'
  readonly organizationId: string
  readonly iam: ScalewayIam
  readonly secrets: ScalewaySecrets
  readonly settings: () => ScalewaySettings
  /** Changes the settings that are named; the others stay. */
  readonly changeSettings: (change: Partial<ScalewaySettings>) => void
  /** Replaces the whole; `{}` makes everything consistent again. What was made before is not concerned. */
  readonly setConsistency: (consistency: Consistency) => void
  /** Saves the current bearers, keys, secrets and settings. @returns restores them; the counters of ids are not reset */
  readonly remember: () => () => void
}

export const defaultSettings: ScalewaySettings = {
  maxKeyLifetime: 0,
  keyQuota: 100,
  expiryChangeable: false,
  selfKeys: false,
  versionLimit: 20,
  countedVersions: ['enabled', 'disabled', 'scheduled_for_deletion'],
  listDeletedVersions: true,
  versionDescriptionLimit: Infinity,
  listConditions: 'once',
  pathHasResource: false,
}

/**
 * Makes a fake Scaleway.
 * @param context the sandbox's clock
 * @param seed what it holds at first
 */
export function createScaleway(context: SandboxContext, seed: ScalewaySeed): ScalewayService {
  let settings: ScalewaySettings = { ...defaultSettings, ...seed.settings }
  const core = {
    clock: context.clock,
    ids: createIds(seed.idSeed ?? 'sandbox'),
    settings: () => settings,
  }
  const consistency = createConsistency(context.clock)
  const iam = createIam(core, consistency, seed)
  const secrets = createSecrets(core, consistency, seed)
  const signIn = createSignIn(context.clock, iam, consistency, core.settings)

  return {
    name: 'scaleway',
    organizationId: seed.organizationId,
    iam,
    secrets,
    settings: () => settings,
    changeSettings(change) {
      settings = { ...settings, ...change }
    },
    setConsistency(options) {
      consistency.set(options, iam.livingKeys())
    },
    remember() {
      const old = { settings, iam: iam.remember(), secrets: secrets.remember() }
      return () => {
        settings = old.settings
        old.iam()
        old.secrets()
      }
    },
    routes(app: FastifyInstance) {
      prepareAnswers(app, core.ids)
      addKeyRoutes(app, { iam, signIn, settings: core.settings, clock: context.clock, consistency })
      addIamRoutes(app, { iam, signIn, settings: core.settings })
      addSecretRoutes(app, { iam, secrets, signIn, consistency, settings: core.settings })
      addVersionRoutes(app, { iam, secrets, signIn, consistency, settings: core.settings })
    },
    state: () => ({
      organizationId: seed.organizationId,
      projects: iam.projects(),
      applications: iam.bearers().filter((bearer) => bearer.kind === 'application'),
      users: iam.bearers().filter((bearer) => bearer.kind === 'user'),
      keys: iam.keys(),
      secrets: secrets.describe(),
      settings,
    }),
    secretValues: () => [...new Set([...iam.secretValues(), ...secrets.secretValues()])],
  }
}
