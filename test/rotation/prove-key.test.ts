import { describe, expect, test } from '@jest/globals'
import { createCredentials } from '../../src/rotation/credentials.ts'
import type { Version } from '../../src/rotation/observation.ts'
import type { BlindIssuer, Credential, IssuedKey, ProbeAnswer } from '../../src/rotation/ports.ts'
import { createProver } from '../../src/rotation/prove-key.ts'
import { key, knownOf, NOW, observed, SECRET_ID, version, type State } from './build.ts'
import { policyOf } from './model/model.ts'
import { credentialOf, listed, listing, reading, SILENT, smallWorld } from './small-world.ts'

// What is asked of a new key, and of the one that it replaced.

interface Script extends State {
  /** How each key is met; nobody may ask with any other. */
  readonly answers: Readonly<Record<string, ProbeAnswer>>
  readonly first?: BlindIssuer['first']
}

const PENDING = version(2, 'pending', 'K2')

/** Proves K2, which version 2 holds. @returns which keys were asked, each once, and what was told and is known then */
async function proveIt({ answers, first, ...state }: Script) {
  const observation = observed(state)
  const asked = new Set<string>()
  const probe = ({ accessKey }: Credential): Promise<ProbeAnswer> => {
    asked.add(accessKey)
    const answer = answers[accessKey]
    return answer === undefined
      ? Promise.reject(new Error(`asked with ${accessKey}`))
      : Promise.resolve(answer)
  }
  const issuer = state.issuer === 'blind' ? { ...SILENT, probe, first } : listing({ probe })
  const { world, events } = smallWorld({ issuer, store: { read: reading(observation.versions) } })
  const policy = policyOf()
  const prover = createProver(world, policy, createCredentials(world.store))
  const known = knownOf(observation)
  const after = await prover.proveKey(known, { kind: 'prove', revision: 2, accessKey: 'K2' })
  const told = events.filter(({ kind }) => kind !== 'proof')
  return { asked: [...asked].sort(), told, proven: [...after.memory.proven], unproven: after.memory.unproven }
}

const WORKS = { told: [], proven: ['K2'], unproven: undefined }

describe('the key that a new one is compared with', () => {
  test.each<[string, Script, readonly string[]]>([
    [
      'the current one',
      {
        versions: [version(1, 'current', 'K1'), PENDING],
        keys: [key('K1'), key('K2')],
        answers: { K1: 'accepted', K2: 'accepted' },
      },
      ['K1', 'K2'],
    ],
    [
      'none where that is gone',
      { versions: [version(1, 'current', 'K1'), PENDING], keys: [key('K2')], answers: { K2: 'forbidden' } },
      ['K2'],
    ],
    [
      'none where nobody may read that',
      {
        versions: [version(1, 'current', 'K1', { status: 'disabled' }), PENDING],
        keys: [key('K1'), key('K2')],
        answers: { K2: 'forbidden' },
      },
      ['K2'],
    ],
    [
      'our own, where we are of the same bearer',
      {
        versions: [PENDING],
        keys: [key('K2'), key('SCWFAKE', { mark: 'none' })],
        answers: { K2: 'forbidden', SCWFAKE: 'forbidden' },
      },
      ['K2', 'SCWFAKE'],
    ],
    [
      'none where we are not',
      { versions: [PENDING], keys: [key('K2')], answers: { K2: 'forbidden' } },
      ['K2'],
    ],
  ])('%s', async (_, script, asked) => {
    expect(await proveIt(script)).toEqual({ ...WORKS, asked })
  })
})

test('a key that is never known is said to be unproven, with how long was waited', async () => {
  const { told, proven, unproven } = await proveIt({
    versions: [PENDING],
    keys: [key('K2')],
    answers: { K2: 'denied' },
  })
  const seconds = policyOf().propagationTimeoutMs / 1000
  expect(told).toEqual([{ kind: 'unproven', accessKey: 'K2', seconds }])
  expect([proven, unproven]).toEqual([[], 'K2'])
})

test('where nobody said what to ask, that is said, and the key is taken to work', async () => {
  const observation = observed({ versions: [PENDING], keys: [key('K2', { mark: 'none' })], issuer: 'blind' })
  const { world, events } = smallWorld({
    store: { read: () => Promise.resolve(credentialOf('K2')) },
  })
  const prover = createProver(world, policyOf(), createCredentials(world.store))
  const known = knownOf(observation)
  const after = await prover.proveKey(known, { kind: 'prove', revision: 2, accessKey: 'K2' })
  expect([...after.memory.proven]).toEqual(['K2'])
  const why = 'there is no keys-api-verify-url, so nobody knows what to ask'
  expect(events).toEqual([{ kind: 'unchecked', what: 'whether the new key works', why, accessKey: 'K2' }])
})

describe('a replaced key that a rollover should have ended', () => {
  const ROLLED: Version = version(2, 'pending', 'K2', { record: { replaces: 'K1', rolledOver: true } })
  const state = (before: Version | undefined, old: ProbeAnswer, rest: Partial<Script> = {}): Script => ({
    issuer: 'blind',
    versions: [...(before === undefined ? [] : [before]), ROLLED],
    // As if it still lived: what a rollover ends is compared with nothing all the same.
    keys: [key('K1', { mark: 'none' }), key('K2', { mark: 'none' })],
    answers: { K1: old, K2: 'forbidden' },
    ...rest,
  })
  const text =
    'The replaced key K1 still works, although the service said that it was rolled over. ' +
    'Ask whoever runs it; the new key works as well.'

  test.each<[string, Script, boolean]>([
    ['it works', state(version(1, 'current', 'K1'), 'accepted'), true],
    ['it was the previous one, and works', state(version(1, 'previous', 'K1'), 'accepted'), true],
    ['it is refused', state(version(1, 'current', 'K1'), 'denied'), false],
    ['it gets no answer', state(version(1, 'current', 'K1'), 'unclear'), false],
    [
      'it was given by its value, and works',
      state(undefined, 'accepted', { first: { credential: credentialOf('K1') } }),
      true,
    ],
  ])('%s', async (_, script, said) => {
    const { asked, told, proven } = await proveIt(script)
    expect(asked).toEqual(['K1', 'K2'])
    expect(told).toEqual(said ? [{ kind: 'advice', text }] : [])
    expect(proven).toEqual(['K2'])
  })

  test.each<[string, Script]>([
    ['nobody may read it', state(version(1, 'current', 'K1', { status: 'disabled' }), 'accepted')],
    ['only its id was given', state(undefined, 'accepted', { first: { id: 'key-1' } })],
    ['another one was given', state(undefined, 'accepted', { first: { credential: credentialOf('K9') } })],
    ['none was given', state(undefined, 'accepted')],
    ['another one stands there', state(version(1, 'current', 'K9'), 'accepted')],
    ['the secret has another issuer by now', state(undefined, 'accepted', { issuer: 'listing' })],
  ])('is not asked where %s', async (_, script) => {
    expect(await proveIt(script)).toEqual({ ...WORKS, asked: ['K2'] })
  })
})

describe('a new key is asked a first time while it is stored', () => {
  const MADE: IssuedKey = {
    accessKey: 'K2',
    description: '',
    createdAt: NOW,
    expiresAt: undefined,
    defaultProjectId: undefined,
  }
  const plan = { text: '', expiresAt: undefined, defaultProjectId: undefined, replaces: undefined }

  /** A prover of a world in which the key is stored, or the store breaks. */
  function makeIn(probe: (credential: Credential) => Promise<ProbeAnswer>, broken = false) {
    const stored: Version[] = []
    const issuer = listing({
      probe,
      key: () => Promise.resolve(MADE),
      create: () => Promise.resolve({ key: MADE, credential: credentialOf('K2') }),
      describe: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    })
    const { world } = smallWorld({
      issuer,
      store: {
        add: () => {
          if (broken) return Promise.reject(new TypeError('the store broke'))
          stored.push(version(2, 'pending', 'K2'))
          return Promise.resolve({ revision: 2, status: 'enabled', description: '', createdAt: NOW })
        },
        versions: () => Promise.resolve(listed(stored)),
        read: () => Promise.resolve(credentialOf('K2')),
      },
    })
    const credentials = createCredentials(world.store)
    const prover = createProver(world, policyOf(), credentials)
    const observation = observed({ versions: [version(1, 'retired', 'K1')] })
    const known = knownOf(observation)
    return { made: prover.makeListed(known, issuer, SECRET_ID, plan), prover }
  }

  test.each<[string, readonly (ProbeAnswer | 'fails')[], number]>([
    ['counts where it works', ['accepted'], 3],
    ['counts for nothing where it is too early', ['denied'], 4],
    ['counts for nothing where asking fails', ['fails'], 4],
  ])('that %s', async (_, first, questions) => {
    let asked = 0
    const { made, prover } = makeIn(() => {
      const answer = first[asked] ?? 'accepted'
      asked += 1
      return answer === 'fails' ? Promise.reject(new Error('no answer')) : Promise.resolve(answer)
    })
    const result = await made
    expect(asked).toBe(1)
    const observation = observed({ versions: [version(2, 'pending', 'K2')], keys: [key('K2')] })
    const known = knownOf(observation)
    const after = await prover.proveKey(known, { kind: 'prove', revision: 2, accessKey: 'K2' })
    expect(result).toMatchObject({ kind: 'stored', credential: credentialOf('K2') })
    expect([...after.memory.proven]).toEqual(['K2'])
    expect(asked).toBe(questions)
  })

  test('a run does not end while that question is under way', async () => {
    let answered = false
    const { made } = makeIn(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            answered = true
            resolve('accepted')
          }, 20)
        }),
      true,
    )
    await expect(made).rejects.toThrow('the store broke')
    expect(answered).toBe(true)
  })
})
