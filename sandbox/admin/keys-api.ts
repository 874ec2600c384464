// What a person does on the pages of the keys API's service, for those who use the sandbox from another process.

import type { FastifyInstance } from 'fastify'
import { bodySchema, byHand } from './controls.ts'
import type {
  ApiKeyChange,
  ApiKeySeed,
  KeysApiConsistency,
  KeysApiService,
  KeysApiSettings,
} from '../keys-api/index.ts'
import { expiryCodes, keyAnswerForms, keyPermissions } from '../keys-api/model.ts'
import { spanSchema } from '../lib/latency.ts'

const text = { type: 'string' } as const
const time = { type: 'string', format: 'date-time' } as const
const permissions = { type: 'array', items: { enum: keyPermissions } } as const

/** The same with times as JSON has them. */
type Written<T> = { readonly [K in keyof T]: Date extends T[K] ? string : T[K] }

/** Adds the controls of the keys API. Keys are identified by their ids. */
export function addKeysApiHands(app: FastifyInstance, keysApi: KeysApiService): void {
  app.post<{ Body: Written<ApiKeySeed> }>(
    '/_sandbox/keys-api/keys',
    {
      schema: bodySchema(
        {
          id: { type: 'string', format: 'uuid' },
          key: text,
          user: text,
          name: text,
          permissions,
          createdAt: time,
          expiresAt: time,
          expiry: { enum: expiryCodes },
        },
        ['user', 'name', 'permissions'],
      ),
    },
    (request) =>
      byHand(() => {
        const { createdAt, expiresAt, ...rest } = request.body
        return keysApi.createKey({
          ...rest,
          ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt) }),
          ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
        })
      }),
  )
  app.patch<{ Params: { id: string }; Body: Written<ApiKeyChange> }>(
    '/_sandbox/keys-api/keys/:id',
    { schema: bodySchema({ name: text, permissions, expiresAt: time }) },
    (request) =>
      byHand(() => {
        const { expiresAt, ...rest } = request.body
        return keysApi.changeKey(request.params.id, {
          ...rest,
          ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
        })
      }),
  )
  app.post<{ Params: { id: string } }>('/_sandbox/keys-api/keys/:id/deactivate', (request) =>
    byHand(() => keysApi.deactivateKey(request.params.id)),
  )
  app.post<{ Params: { id: string } }>('/_sandbox/keys-api/keys/:id/expire', (request) =>
    byHand(() => keysApi.expireKey(request.params.id)),
  )
  app.delete<{ Params: { id: string } }>('/_sandbox/keys-api/keys/:id', (request) =>
    byHand(() => {
      keysApi.deleteKey(request.params.id)
      return { done: 'delete' }
    }),
  )
  app.post<{ Body: { key: string } }>(
    '/_sandbox/keys-api/accepts',
    { schema: bodySchema({ key: text }, ['key']) },
    (request) => ({ accepts: keysApi.accepts(request.body.key) }),
  )
  app.post<{ Body: { user: string; lifetime?: number } }>(
    '/_sandbox/keys-api/tokens',
    { schema: bodySchema({ user: text, lifetime: { type: 'integer' } }, ['user']) },
    (request) => byHand(() => keysApi.issueToken(request.body.user, request.body.lifetime)),
  )
  app.patch<{ Body: Partial<KeysApiSettings> }>(
    '/_sandbox/keys-api/settings',
    {
      schema: bodySchema({
        tokenLifetime: { type: 'integer', minimum: 0 },
        keyAnswer: { enum: keyAnswerForms },
      }),
    },
    (request) => {
      keysApi.changeSettings(request.body)
      return keysApi.settings()
    },
  )
  app.put<{ Body: KeysApiConsistency }>(
    '/_sandbox/keys-api/consistency',
    {
      schema: bodySchema({
        flapping: { type: 'array', items: { enum: ['unknown', 'ok'] } },
        newKeyUnknownFor: spanSchema,
        oldKeyAcceptedFor: spanSchema,
      }),
    },
    (request) => {
      keysApi.setConsistency(request.body)
      return request.body
    },
  )
}
