import { describe, expect, test } from '@jest/globals'
import { createCredentials } from '../../../src/rotation/publish/credentials.ts'
import type { Version } from '../../../src/rotation/model/observation.ts'
import type {
  BlindIssuer,
  Credential,
  IssuedKey,
  ProbeAnswer,
  StoredVersion,
} from '../../../src/rotation/model/ports.ts'
import { createKeyVerifier } from '../../../src/rotation/run/key-verifier.ts'
import { key, knownOf, NOW, observed, SECRET_ID, version, type State } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { credentialOf, listed, listing, reading, SILENT, testContext } from '../fixture.ts'

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
  const { context, events } = testContext({ issuer, store: { read: reading(observation.versions) } })
  const policy = policyOf()
  const prover = createKeyVerifier(context, policy, createCredentials(context.store))
  const known = knownOf(observation)
  const after = await prover.verifyKey(known, { kind: 'verify', revision: 2, accessKey: 'K2' })
  const told = events.filter(({ kind }) => kind !== 'key-probed')
  return {
    asked: [...asked].sort(),
    told,
    proven: [...after.memory.verified],
    unproven: after.memory.unverified,
  }
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
  expect(told).toEqual([{ kind: 'unverified', accessKey: 'K2', seconds }])
  expect([proven, unproven]).toEqual([[], 'K2'])
})

test('where nobody said what to ask, that is said, and the key is taken to work', async () => {
  const observation = observed({ versions: [PENDING], keys: [key('K2', { mark: 'none' })], issuer: 'blind' })
  const { context, events } = testContext({
    store: { read: () => Promise.resolve(credentialOf('K2')) },
  })
  const prover = createKeyVerifier(context, policyOf(), createCredentials(context.store))
  const known = knownOf(observation)
  const after = await prover.verifyKey(known, { kind: 'verify', revision: 2, accessKey: 'K2' })
  expect([...after.memory.verified]).toEqual(['K2'])
  const why = 'keys-api-verify-url is not set'
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
    [
      'the secret has another issuer by now',
      state(undefined, 'accepted', { issuer: 'listing', keys: [key('K2')] }),
    ],
  ])('is not asked where %s', async (_, script) => {
    expect(await proveIt(script)).toEqual({ ...WORKS, asked: ['K2'] })
  })
})

describe('a new key of an issuer with marks', () => {
  const plan = { text: '', expiresAt: undefined, defaultProjectId: undefined, replaces: undefined }
  const MADE: IssuedKey = { ...key('K2', { mark: 'none' }), createdAt: NOW }

  /** Makes K2. @returns which keys were asked, how often before the store, and what came of it */
  async function makeIt(answers: Script['answers'], state: State) {
    const observation = observed(state)
    const asked: string[] = []
    let description = ''
    let askedBeforeStore = -1
    const stored: StoredVersion[] = []
    const deleted: string[] = []
    const issuer = listing({
      probe: ({ accessKey }) => {
        asked.push(accessKey)
        return Promise.resolve(answers[accessKey] ?? 'unclear')
      },
      key: () => Promise.resolve({ kind: 'own', key: { ...MADE, description } }),
      create: () => Promise.resolve({ key: MADE, credential: credentialOf('K2') }),
      describe: (_, text) => {
        description = text
        return Promise.resolve()
      },
      delete: (accessKey) => {
        deleted.push(accessKey)
        return Promise.resolve()
      },
    })
    const { context, events } = testContext({
      issuer,
      store: {
        add: (_, __, text) => {
          askedBeforeStore = asked.length
          const one = { revision: 2, status: 'enabled', description: text, createdAt: NOW } as const
          stored.push(one)
          return Promise.resolve(one)
        },
        versions: () => Promise.resolve([...listed(observation.versions), ...stored]),
        read: reading(observation.versions),
      },
    })
    const prover = createKeyVerifier(context, policyOf(), createCredentials(context.store))
    const made = await prover.issueVerified(knownOf(observation), issuer, SECRET_ID, plan)
    return { made, asked: [...new Set(asked)].sort(), askedBeforeStore, deleted, events }
  }

  const state: State = { versions: [version(1, 'current', 'K1')], keys: [key('K1')] }

  test('is verified three times before it is stored, and not after', async () => {
    const { made, asked, askedBeforeStore } = await makeIt({ K1: 'accepted', K2: 'accepted' }, state)
    expect(made).toMatchObject({ kind: 'stored', credential: credentialOf('K2') })
    // The replaced key is asked once, and no more once it was accepted.
    expect([asked, askedBeforeStore]).toEqual([['K1', 'K2'], 4])
  })

  test('is stored nowhere where it is allowed less than the key that it replaces', async () => {
    const { made, deleted, askedBeforeStore, events } = await makeIt(
      { K1: 'accepted', K2: 'forbidden' },
      state,
    )
    expect([made, deleted, askedBeforeStore]).toEqual([{ kind: 'unverified', accessKey: 'K2' }, ['K2'], -1])
    expect(events).toContainEqual({ kind: 'unverified', accessKey: 'K2', seconds: 60 })
  })

  test('is compared with a current key of format 1, too, which nothing confirms', async () => {
    const legacy = { ...state, keys: [key('K1', { mark: 'legacy' })] }
    const { made } = await makeIt({ K1: 'accepted', K2: 'forbidden' }, legacy)
    expect(made).toEqual({ kind: 'unverified', accessKey: 'K2' })
  })

  test('is not made where the current version holds another key than its mark says', async () => {
    const { mark, ...rest } = key('K1', { mark: 'stored', published: 1 })
    const keys = [{ ...rest, mark: mark && { ...mark, digest: 'AnotherKey12' } }]
    await expect(makeIt({}, { ...state, keys })).rejects.toThrow(
      'version 1 of the secret does not hold the secret key that was created with K1',
    )
  })
})

test('no key is created once the run was asked to end', async () => {
  const observation = observed({ versions: [version(1, 'current', 'K1')], keys: [key('K1')] })
  let stopping = false
  const { context } = testContext({
    stopping: () => stopping,
    store: {
      read: () => {
        stopping = true // while the key that the new one is compared with is read
        return Promise.resolve(credentialOf('K1'))
      },
    },
  })
  const prover = createKeyVerifier(context, policyOf(), createCredentials(context.store))
  // Its `create` fails the test where it is called.
  const plan = { text: '', expiresAt: undefined, defaultProjectId: undefined, replaces: undefined }
  const made = prover.issueVerified(knownOf(observation), listing({}), SECRET_ID, plan)
  await expect(made).rejects.toThrow('asked to end before a key was created')
})
