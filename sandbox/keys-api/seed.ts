import type { KeysApiSeed } from './model.ts'

/** The ids, names and keys of a small company on the keys API. None of them is a real one. */
export const smallCompany = {
  user: {
    id: '00000000-0000-4000-8000-0000000000b1',
    username: 'acme',
    email: 'platform@acme.example',
    password: 'FAKE-password-of-acme-00000000',
  },
  /** May everything, was made for a month and ends in three days: the guide's example. */
  production: {
    id: '00000000-0000-4000-8000-0000000000c1',
    key: 'sk_live_FAKE_production_0000000000000001',
    name: 'Production API',
  },
  /** May read, and ends in twenty days: too early for a rollover. */
  staging: {
    id: '00000000-0000-4000-8000-0000000000c2',
    key: 'sk_live_FAKE_staging_00000000000000000002',
    name: 'Staging API',
  },
  /** May deposit and not read; ends in five days. */
  deposits: {
    id: '00000000-0000-4000-8000-0000000000c3',
    key: 'sk_live_FAKE_deposits_0000000000000000003',
    name: 'Deposits',
  },
  /** May read, and ended two days ago. */
  expired: {
    id: '00000000-0000-4000-8000-0000000000c4',
    key: 'sk_live_FAKE_expired_00000000000000000004',
    name: 'Old report',
  },
  /** Another user of the service, with a key of its own that ends in a day. */
  stranger: {
    id: '00000000-0000-4000-8000-0000000000b2',
    username: 'globex',
    email: 'ops@globex.example',
    password: 'FAKE-password-of-globex-000000',
    keyId: '00000000-0000-4000-8000-0000000000c5',
    key: 'sk_live_FAKE_globex_000000000000000000005',
  },
} as const

const day = 24 * 60 * 60 * 1000

/**
 * A small company on the keys API, and a stranger to it.
 * @param now the time that ages and expiries are counted from
 */
export function smallKeysApi(now: Date): KeysApiSeed {
  const { user, production, staging, deposits, expired, stranger } = smallCompany
  const inDays = (days: number): Date => new Date(now.getTime() + days * day)
  return {
    users: [
      { ...user, balance: 15_000 },
      {
        id: stranger.id,
        username: stranger.username,
        email: stranger.email,
        password: stranger.password,
        balance: 700,
      },
    ],
    keys: [
      {
        ...production,
        user: user.id,
        permissions: ['read', 'deposit', 'transfer'],
        createdAt: inDays(-27),
        expiresAt: inDays(3),
      },
      {
        ...staging,
        user: user.id,
        permissions: ['read'],
        createdAt: inDays(-10),
        expiresAt: inDays(20),
      },
      {
        ...deposits,
        user: user.id,
        permissions: ['deposit'],
        createdAt: inDays(-25),
        expiresAt: inDays(5),
      },
      {
        ...expired,
        user: user.id,
        permissions: ['read'],
        createdAt: inDays(-32),
        expiresAt: inDays(-2),
      },
      {
        id: stranger.keyId,
        key: stranger.key,
        user: stranger.id,
        name: 'Shop',
        permissions: ['read'],
        createdAt: inDays(-29),
        expiresAt: inDays(1),
      },
    ],
  }
}
