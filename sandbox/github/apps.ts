import { randomBytes } from 'node:crypto'
import type { SandboxClock } from '../lib/clock.ts'
import type { AppSeed, InstallationSeed, Permissions } from './options.ts'
import {
  githubTime,
  type Owner,
  type Repository,
  type Token,
  type Directory,
  type App,
  type Installation,
} from './entities.ts'
import type { GithubService } from './service.ts'

/** What a new token is narrowed to; undefined where it gets all that the installation has. */
export interface Narrowing {
  readonly repositories: readonly Repository[] | undefined
  readonly permissions: Permissions | undefined
}

/** GitHub's: an installation token lives for an hour. */
const usualTokenLifetime = 3600

/** Whether an installation was given a repository. */
export function reaches(installation: Installation, repository: Repository): boolean {
  const { account, repositories } = installation
  return repository.owner === account && (repositories === 'all' || repositories.has(repository.id))
}

/** What a person or another program could do with Apps. */
export type AppHands = Pick<
  GithubService,
  'addApp' | 'installApp' | 'changeInstallation' | 'uninstallApp' | 'installationTokens'
>

export type Apps = ReturnType<typeof createApps>

/** All Apps there are, where they are installed, and the tokens that they were given. */
export function createApps(clock: SandboxClock, directory: Directory) {
  const apps = new Map<number, App>()
  const installations = new Map<number, Installation>()
  const minted: (Token & { readonly installation: Installation; readonly expiresAt: Date })[] = []
  let lastInstallation = 50_000_000
  const now = (): string => githubTime(clock.now())

  function appOf(id: number): App {
    const app = apps.get(id)
    if (app === undefined) throw new Error(`There is no App ${id}.`)
    return app
  }

  function install(appId: number, seed: InstallationSeed): number {
    const account = directory.findOwner(seed.account)
    if (account === undefined) throw new Error(`There is no owner ${seed.account}.`)
    if (at(appId, account) !== undefined) throw new Error(`It is installed at ${seed.account} already.`)
    const id = seed.id ?? ++lastInstallation
    installations.set(id, {
      id,
      app: appOf(appId),
      account,
      repositories: directory.reach(seed.repositories),
      permissions: seed.permissions,
      suspendedAt: seed.suspended === true ? now() : undefined,
      createdAt: now(),
    })
    return id
  }

  function at(appId: number, account: Owner): Installation | undefined {
    return [...installations.values()].find((one) => one.app.id === appId && one.account === account)
  }

  function installedAt(appId: number, login: string): Installation {
    const account = directory.findOwner(login)
    const found = account && at(appId, account)
    if (found === undefined) throw new Error(`The App ${appId} is not installed at ${login}.`)
    return found
  }

  function addApp(seed: AppSeed): void {
    const owner = directory.findOwner(seed.owner)
    if (owner === undefined) throw new Error(`There is no owner ${seed.owner}.`)
    apps.set(seed.id, {
      id: seed.id,
      clientId: seed.clientId ?? `Iv23liFAKEsandbox${seed.id}`,
      slug: seed.slug ?? `app-${seed.id}`,
      owner,
      publicKeys: seed.publicKeys,
      tokenLifetime: seed.tokenLifetime ?? usualTokenLifetime,
      createdAt: now(),
    })
    for (const one of seed.installations ?? []) install(seed.id, one)
  }

  /** Makes a token. What it is narrowed to was checked. */
  function mint(of: Installation, { repositories, permissions }: Narrowing): (typeof minted)[number] {
    const expiresAt = new Date(clock.now().getTime() + of.app.tokenLifetime * 1000)
    const token = {
      token: `ghs_FAKE${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}`,
      login: `${of.app.slug}[bot]`,
      repositories: repositories === undefined ? 'all' : new Set(repositories.map(({ id }) => id)),
      // Whoever may do anything to a repository may read its metadata.
      permissions: { ...(permissions ?? of.permissions), metadata: 'read' },
      expiresAt,
      installation: of,
    } as const
    minted.push(token)
    directory.keepToken(token)
    return token
  }

  const controls: AppHands = {
    addApp,
    installApp: install,
    changeInstallation(appId, account, change) {
      const changed = installedAt(appId, account)
      if (change.repositories !== undefined) changed.repositories = directory.reach(change.repositories)
      if (change.permissions !== undefined) changed.permissions = change.permissions
      if (change.suspended !== undefined) changed.suspendedAt = change.suspended ? now() : undefined
    },
    uninstallApp(appId, account) {
      const gone = installedAt(appId, account)
      installations.delete(gone.id)
      for (const token of minted) if (token.installation === gone) directory.deleteToken(token.token)
    },
    installationTokens: () =>
      minted.map(({ token, installation, repositories, permissions, expiresAt }) => ({
        token,
        account: installation.account.login,
        repositories: directory.reached(repositories),
        permissions,
        expiresAt: githubTime(expiresAt),
        revoked: !directory.tokens().some((kept) => kept.token === token),
      })),
  }

  return {
    controls,
    addApp,
    at,
    mint,
    /** The App that a JWT names: by its number, as such or as a text, or by its client id. */
    findApp: (issuer: unknown): App | undefined =>
      [...apps.values()].find(
        ({ id, clientId }) => issuer === id || issuer === String(id) || issuer === clientId,
      ),
    findInstallation: (id: number): Installation | undefined => installations.get(id),
    all: () => [...installations.values()],
  }
}
