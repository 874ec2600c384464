import type { SandboxClock } from '../lib/clock.ts'
import type { DerivedIds } from '../lib/ids.ts'
import type { Accounts } from './accounts.ts'
import type { ConsistencyState } from './consistency.ts'
import { expiryAfter } from './expiry.ts'
import type { ApiKeyChange, ApiKeyRecord, ApiKeySeed, ExpiryCode, KeysApiSeed } from './model.ts'

/** The keys. Methods check no permission, identify a key by its id or its value, and throw if it does not exist. */
export interface ApiKeys {
  /** All that ever were, deactivated ones too, in the order of their making; a deleted one is gone. */
  readonly keys: () => readonly ApiKeyRecord[]
  readonly key: (which: string) => ApiKeyRecord | undefined
  /** Throws also where the user does not exist, or the id or the key is taken. */
  readonly createKey: (key: ApiKeySeed) => ApiKeyRecord
  readonly changeKey: (which: string, change: ApiKeyChange) => ApiKeyRecord
  /** Lets it end now. */
  readonly expireKey: (which: string) => ApiKeyRecord
  readonly deactivateKey: (which: string) => ApiKeyRecord
  /** Takes it away without a trace. */
  readonly deleteKey: (which: string) => void
  /** Deactivates a key and makes its successor: the same name, permissions and user. @param by the id of a user */
  readonly rollOver: (key: ApiKeyRecord, expiry: ExpiryCode, by: string) => ApiKeyRecord
  /** Whether the service would accept a key string now, were it consistent: it is active and has not expired. */
  readonly accepts: (key: string) => boolean
  readonly isExpired: (key: ApiKeyRecord) => boolean
  readonly secretValues: () => readonly string[]
  readonly remember: () => () => void
}

/** Makes the keys that a seed has. */
export function createApiKeys(
  parts: {
    readonly clock: SandboxClock
    readonly ids: DerivedIds
    readonly accounts: Accounts
    readonly consistency: ConsistencyState
  },
  seed: KeysApiSeed,
): ApiKeys {
  const { clock, ids, accounts, consistency } = parts
  let keys: ReadonlyMap<string, ApiKeyRecord> = new Map()
  /** Of deleted keys too. */
  let issued: ReadonlySet<string> = new Set()

  const put = (record: ApiKeyRecord): ApiKeyRecord => {
    keys = new Map(keys).set(record.id, record)
    return record
  }
  const key: ApiKeys['key'] = (which) =>
    keys.get(which) ?? [...keys.values()].find((record) => record.key === which)
  const existing = (which: string): ApiKeyRecord => {
    const record = key(which)
    if (record === undefined) {
      throw new Error(`The sandbox's keys API has no such key: ${which}`)
    }
    return record
  }
  const isExpired = ({ expiresAt }: ApiKeyRecord): boolean => expiresAt <= clock.now()

  const add = (given: Omit<ApiKeyRecord, 'deactivatedAt' | 'deactivatedBy' | 'replacedBy'>): ApiKeyRecord => {
    const record = put({ ...given, deactivatedAt: null, deactivatedBy: null, replacedBy: null })
    issued = new Set(issued).add(record.key)
    consistency.keyCreated(record.id)
    return record
  }
  const deactivate = (record: ApiKeyRecord, by: string, successor: string | null): ApiKeyRecord => {
    consistency.keyDeactivated(record.id)
    return put({ ...record, deactivatedAt: clock.now(), deactivatedBy: by, replacedBy: successor })
  }
  // `FAKE` marks it as no real key; with the second `_`, secret scanners do not report it as another vendor's key.
  const newKey = (): string => `sk_live_FAKE_${ids.bytes('key').toString('hex').slice(0, 32)}`

  const createKey: ApiKeys['createKey'] = (given) => {
    const user = accounts.user(given.user)
    if (user === undefined) {
      throw new Error(`The sandbox's keys API has no user ${given.user}.`)
    }
    for (const name of [given.id, given.key]) {
      if (name !== undefined && key(name) !== undefined) {
        throw new Error(`The sandbox's keys API has a key ${name} already.`)
      }
    }
    const createdAt = given.createdAt ?? clock.now()
    return add({
      id: given.id ?? ids.uuid('key id'),
      key: given.key ?? newKey(),
      userId: user.id,
      name: given.name,
      permissions: [...given.permissions],
      createdAt,
      expiresAt: given.expiresAt ?? expiryAfter(createdAt, given.expiry ?? '1M'),
      replaces: null,
    })
  }
  for (const one of seed.keys ?? []) {
    createKey(one)
  }

  return {
    keys: () => [...keys.values()],
    key,
    createKey,
    changeKey: (which, change) => put({ ...existing(which), ...change }),
    expireKey: (which) => put({ ...existing(which), expiresAt: clock.now() }),
    deactivateKey: (which) => deactivate(existing(which), 'hand', null),
    deleteKey(which) {
      const gone = existing(which)
      keys = new Map([...keys].filter(([id]) => id !== gone.id))
    },
    rollOver(old, expiry, by) {
      const now = clock.now()
      const successor = add({
        id: ids.uuid('key id'),
        key: newKey(),
        userId: old.userId,
        name: old.name,
        permissions: old.permissions,
        createdAt: now,
        expiresAt: expiryAfter(now, expiry),
        replaces: old.id,
      })
      deactivate(old, by, successor.id)
      return successor
    },
    accepts(value) {
      const record = [...keys.values()].find((one) => one.key === value)
      return record !== undefined && record.deactivatedAt === null && !isExpired(record)
    },
    isExpired,
    secretValues: () => [...issued],
    remember() {
      const old = { keys, issued }
      return () => {
        keys = old.keys
        issued = old.issued
      }
    },
  }
}
