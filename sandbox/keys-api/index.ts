import type { FastifyInstance } from 'fastify'
import { createDerivedIds } from '../lib/ids.ts'
import type { SandboxContext, Service } from '../server/service.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { prepareAnswers } from './responses.ts'
import { type ApiKeys, createApiKeys } from './api-keys.ts'
import { createConsistency } from './consistency.ts'
import type { KeysApiConsistency, KeysApiSeed, KeysApiSettings, KeysApiToken } from './model.ts'
import { addKeyRoutes, addLogin, addWallet } from './routes.ts'

export type * from './model.ts'
export { smallCompany, smallKeysApi } from './seed.ts'

/** A service with the keys API of the rollover guide, and controls that act as a person or another program. */
export interface KeysApiService
  extends
    Service,
    Pick<Accounts, 'users' | 'user' | 'addUser' | 'tokens'>,
    Omit<ApiKeys, 'rollOver' | 'secretValues' | 'remember'> {
  readonly name: 'keys-api'
  /**
   * A JWT without a request. Throws where there is no such user.
   * @param who a username, an email address or a user's id
   * @param lifetime in seconds; ten years by default, so that a moved clock does not end it; 0 for an expired one
   */
  readonly issueToken: (who: string, lifetime?: number) => KeysApiToken
  readonly settings: () => KeysApiSettings
  /** Changes the settings that are named; the others stay. */
  readonly changeSettings: (change: Partial<KeysApiSettings>) => void
  /** Replaces the whole; `{}` makes everything consistent again. What was made before is not concerned. */
  readonly setConsistency: (consistency: KeysApiConsistency) => void
  /** Saves the current users, tokens, keys and settings. @returns restores them; the counters of ids are not reset */
  readonly remember: () => () => void
}

const tenYears = 10 * 365 * 24 * 60 * 60

/**
 * Makes a fake keys API.
 * @param context the sandbox's clock
 * @param seed what it holds at first; nothing by default
 */
export function createKeysApi(context: SandboxContext, seed: KeysApiSeed = {}): KeysApiService {
  const { clock } = context
  let settings: KeysApiSettings = { tokenLifetime: 60 * 60, keyAnswer: 'envelope', ...seed.settings }
  const ids = createDerivedIds(seed.idSeed ?? 'keys-api')
  const consistency = createConsistency(clock)
  const accounts = createAccounts(clock, ids, seed)
  const { rollOver, ...keys } = createApiKeys({ clock, ids, accounts, consistency }, seed)
  const apiKeys = { rollOver, ...keys }

  return {
    ...keys,
    name: 'keys-api',
    users: accounts.users,
    user: accounts.user,
    addUser: accounts.addUser,
    tokens: accounts.tokens,
    issueToken: (who, lifetime = tenYears) => accounts.issueToken(who, lifetime),
    settings: () => settings,
    changeSettings(change) {
      settings = { ...settings, ...change }
    },
    setConsistency: consistency.set,
    routes(app: FastifyInstance) {
      const parts = { clock, accounts, apiKeys, consistency, settings: () => settings }
      prepareAnswers(app)
      addLogin(app, parts)
      addKeyRoutes(app, parts)
      addWallet(app, parts)
    },
    state: () => ({ users: accounts.users(), keys: keys.keys(), tokens: accounts.tokens(), settings }),
    secretValues: () => [...new Set([...keys.secretValues(), ...accounts.secretValues()])],
    remember() {
      const old = { settings, accounts: accounts.remember(), keys: keys.remember() }
      return () => {
        settings = old.settings
        old.accounts()
        old.keys()
      }
    },
  }
}
