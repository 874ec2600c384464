import { describe, expect, test } from '@jest/globals'
import { fingerprint } from '../../../src/lib/fingerprint.ts'
import { issueBlind, type BlindIssueResult } from '../../../src/rotation/issue/issue-blind.ts'
import type { Observation } from '../../../src/rotation/model/observation.ts'
import {
  AmbiguousResult,
  RunProblems,
  TargetError,
  type BlindIssuer,
  type Credential,
  type ProbeAnswer,
  type RolloverAnswer,
  type StoredVersion,
} from '../../../src/rotation/model/ports.ts'
import { readRecord, writeRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'
import type { RotationContext } from '../../../src/rotation/model/context.ts'
import { key, NOW, observed, SECRET_ID, version } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { testContext } from '../fixture.ts'

// One attempt to have a key made by an issuer that shows it once, request by request.

const MINUTE = 60_000
const credentialOf = (secret: string): Credential => ({ accessKey: fingerprint(secret), secret })
const OLD = credentialOf('sk_live_FAKE_old_000000')
const NEW = credentialOf('sk_live_FAKE_new_111111')
const OTHER = credentialOf('sk_live_FAKE_other_2222')
const MADE: RolloverAnswer = {
  kind: 'created',
  key: { credential: NEW, expiresAt: new Date(NOW.getTime() + 30 * 86_400_000) },
}
const UNKNOWN: RolloverAnswer = {
  kind: 'unknown-key',
  problem: { about: 'keys-api-key', problem: 'API key not found', remedy: 'rotate' },
}
const REFUSED: RolloverAnswer = {
  kind: 'refused',
  problem: { about: 'keys-api-token', problem: '401', remedy: 'sign in' },
}
const CUT = new AmbiguousResult('the connection broke')

interface Script {
  /** What the service answers, request by request; an error is thrown. */
  readonly answers?: readonly (RolloverAnswer | Error)[]
  /** How the old key is met where it is shown, time after time. */
  readonly probes?: readonly ProbeAnswer[]
  /** What the store does with each version; stores it where undefined. */
  readonly add?: () => Promise<never>
  /** Happens before an answer of the service. */
  readonly meanwhile?: (store: StoredVersion[]) => void
  readonly write?: (id: string) => Promise<never> | undefined
  readonly seal?: RotationContext['sealForRecovery']
  readonly stopping?: () => boolean
  /** What is on record of the old key. */
  readonly record?: Partial<VersionRecord>
  readonly works?: true
  readonly command?: 'rotate' | 'rollover'
  /** No key is on record. */
  readonly nothingThere?: true
  /** The key to roll over where none is on record. */
  readonly first?: BlindIssuer['first']
  /** The old key was refused when everything was observed. */
  readonly refused?: true
}

/** Plays one attempt on a cloud in which the old key is current, and time passes only in sleeps and in hanging. */
function play(script: Script) {
  const written: string[] = []
  const log: string[] = []
  const current = version(1, 'current', OLD.accessKey, { record: { ...script.record } })
  const store: StoredVersion[] = [
    {
      revision: 1,
      status: 'enabled',
      description: current.record === undefined ? '' : writeRecord(current.record),
      createdAt: NOW,
    },
  ]
  const answers = [...(script.answers ?? [MADE])]
  const probes = [...(script.probes ?? [])]
  const issuer: BlindIssuer = {
    kind: 'blind',
    create: () => {
      log.push('create')
      const answer = answers.shift()
      if (answer instanceof Error) return Promise.reject(answer)
      if (answer?.kind !== 'created') throw new Error('no key is scripted')
      return Promise.resolve(answer.key)
    },
    rollOver: () => {
      log.push('roll over')
      script.meanwhile?.(store)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('the service was asked more often than it should')
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    probe:
      script.probes === undefined
        ? undefined
        : () => {
            log.push('probe')
            return Promise.resolve(probes.shift() ?? 'unclear')
          },
    rollsOverWithinMs: 7 * 86_400_000,
    first: script.first,
    problems: () => [],
  }
  const { context, events } = testContext({
    issuer,
    store: {
      versions: () => Promise.resolve([...store]),
      add: (_, credential, description) => {
        log.push('store')
        if (script.add !== undefined) return script.add()
        const added = { revision: store.length + 1, status: 'enabled' as const, description, createdAt: NOW }
        store.push(added)
        expect(credential).toEqual(NEW)
        return Promise.resolve(added)
      },
      describe: (_, revision, description) => {
        log.push(description.includes('"replacing"') ? `doubt v${revision}` : `no doubt v${revision}`)
        const at = store.findIndex((one) => one.revision === revision)
        store[at] = { ...(store[at] as StoredVersion), description }
        return Promise.resolve()
      },
    },
    targets: {
      write: (id, credential, _, insist) => {
        const refused = script.write?.(id)
        if (refused !== undefined) return refused
        expect([credential, insist]).toEqual([NEW, true])
        written.push(id)
        return Promise.resolve(new Map())
      },
    },
    ...(script.stopping && { stopping: script.stopping }),
    seal: script.seal,
  })
  const observation: Observation = observed({
    issuer: 'blind',
    versions: script.nothingThere ? [] : [current],
    keys: script.refused ? [] : [key(OLD.accessKey, { mark: 'none', ...(script.works && { works: true }) })],
  })
  const policy = policyOf({ command: script.command ?? 'rollover' })
  const plan = { text: '', expiresAt: undefined, defaultProjectId: undefined, replaces: OLD.accessKey }
  const spend = (milliseconds: number) => {
    void context.clock.sleep(milliseconds)
  }
  const run = () =>
    issueBlind(context, issuer, {
      policy,
      observation,
      secretId: SECRET_ID,
      plan,
      read: () => Promise.resolve(OLD),
    })
  return {
    run,
    events,
    written,
    log,
    store,
    spend,
    passed: () => context.clock.now().getTime() - NOW.getTime(),
  }
}

/** The key that another run stored, rolled over from the old one. */
function stored(store: StoredVersion[]): void {
  storeOther(store, { rolledOver: true, replaces: OLD.accessKey })
}

/** A key that another run stored. */
function storeOther(store: StoredVersion[], origin: Partial<VersionRecord>): void {
  const record: VersionRecord = {
    stage: 'pending',
    accessKey: OTHER.accessKey,
    since: NOW,
    ...origin,
    run: 'another',
    text: '',
    written: new Map(),
  }
  store.push({ revision: 2, status: 'enabled', description: writeRecord(record), createdAt: NOW })
}

function because(issued: BlindIssueResult) {
  return issued.kind === 'halted' ? issued.because : undefined
}

describe('a rollover', () => {
  test('doubts first, and lets nothing come between the answer and the store', async () => {
    const { run, log, store } = play({})
    const issued = await run()
    expect(log).toEqual(['doubt v1', 'roll over', 'store'])
    expect(issued).toMatchObject({ kind: 'stored', credential: NEW, version: { revision: 2 } })
    const reading = readRecord(store[1]?.description ?? '')
    expect(reading).toMatchObject({
      record: {
        stage: 'pending',
        rolledOver: true,
        replaces: OLD.accessKey,
        issued: NOW,
        madeBy: 'this run',
      },
    })
  })

  test('an end that is over already is none', async () => {
    for (const expiresAt of [NOW, new Date('2026-01-10T18:00:00Z')]) {
      const { run, store } = play({ answers: [{ kind: 'created', key: { credential: NEW, expiresAt } }] })
      expect(await run()).toMatchObject({ kind: 'stored', key: { expiresAt: undefined } })
      expect(store[1]?.description).not.toContain('expires')
    }
  })

  test('not yet: the doubt is lifted', async () => {
    const { run, log } = play({
      answers: [{ kind: 'not-yet' }],
      record: { expires: new Date(NOW.getTime() + 20 * 86_400_000) },
    })
    expect(because(await run())).toEqual({
      kind: 'not-yet',
      accessKey: OLD.accessKey,
      until: new Date(NOW.getTime() + 13 * 86_400_000),
      forced: false,
    })
    expect(log).toEqual(['doubt v1', 'roll over', 'no doubt v1'])
  })

  test('not yet, of a key that is refused where it is shown: one of the two is wrong, which is told', async () => {
    const { run, events } = play({ answers: [{ kind: 'not-yet' }], refused: true })
    expect(because(await run())).toMatchObject({ kind: 'not-yet', accessKey: OLD.accessKey })
    const text =
      'The stored key is refused at keys-api-verify-url, but the service says that the key exists. Check ' +
      'keys-api-verify-url and keys-api-verify-header.'
    expect(events).toContainEqual({ kind: 'advice', text })
  })

  test.each<[string, Script]>([
    ['of one that is not refused', {}],
    ['of one that is on no record', { nothingThere: true, first: { id: 'key-1' }, refused: true }],
  ])('not yet, %s: there is nothing to tell', async (_, script) => {
    const { run, events } = play({ answers: [{ kind: 'not-yet' }], ...script })
    expect(because(await run())).toMatchObject({ kind: 'not-yet', until: undefined })
    expect(events.filter(({ kind }) => kind === 'advice')).toEqual([])
  })

  test('no answer, of one that only its id is known of: nobody can look, so it is asked again', async () => {
    const { run, log } = play({
      answers: [CUT, MADE],
      nothingThere: true,
      first: { id: 'key-1' },
      probes: ['denied'],
    })
    expect(await run()).toMatchObject({ kind: 'stored' })
    expect(log).toEqual(['roll over', 'roll over', 'store'])
  })

  test('a version that somebody else has stored meanwhile hides no successor', async () => {
    const meanwhile = (store: StoredVersion[]): void => {
      stored(store)
      store.push({ revision: 3, status: 'enabled', description: 'by hand', createdAt: NOW })
    }
    const { run } = play({ answers: [UNKNOWN], meanwhile, record: { replacing: new Date(0) } })
    expect(await run()).toEqual({ kind: 'overtaken', by: OTHER.accessKey })
  })

  test('nor does another key that another run created meanwhile stand for the lost one', async () => {
    const meanwhile = (store: StoredVersion[]): void => {
      storeOther(store, {})
    }
    const { run } = play({ answers: [CUT], works: true, probes: ['denied'], meanwhile })
    expect(because(await run())).toMatchObject({ kind: 'answer-lost', certain: true })
  })

  test('a plain refusal lifts its own doubt, and not one from before', async () => {
    const now = play({ answers: [REFUSED] })
    await expect(now.run()).rejects.toBeInstanceOf(RunProblems)
    expect(now.log.at(-1)).toBe('no doubt v1')
    const before = play({ answers: [REFUSED], record: { replacing: new Date(0) } })
    await expect(before.run()).rejects.toThrow('keys-api-token: 401. sign in')
    expect(before.log.at(-1)).toBe('doubt v1')
  })

  test('a run that was asked to end before it asked does not ask, and leaves no doubt', async () => {
    const { run, log } = play({ stopping: () => true })
    await expect(run()).rejects.toThrow('the run was asked to end before the key was rolled over')
    expect(log).toEqual(['doubt v1', 'no doubt v1'])
  })

  test('where there is neither a key on record nor one that was named, there is nothing to roll over', async () => {
    const { run, log } = play({ nothingThere: true })
    await expect(run()).rejects.toThrow('keys-api-key')
    expect(log).toEqual([])
  })

  test('a key that nobody knows is a problem; once it was in doubt, it is a lost one', async () => {
    const first = play({ answers: [UNKNOWN] })
    await expect(first.run()).rejects.toThrow('API key not found')
    const later = play({ answers: [UNKNOWN], record: { replacing: new Date(0) } })
    expect(because(await later.run())).toMatchObject({ kind: 'answer-lost', certain: false, earlier: true })
  })

  test('unless another run has stored its successor meanwhile', async () => {
    const { run } = play({ answers: [UNKNOWN], meanwhile: stored, record: { replacing: new Date(0) } })
    expect(await run()).toEqual({ kind: 'overtaken', by: OTHER.accessKey })
  })

  test.each<[string, Script, object]>([
    [
      'it works: asked again, and made',
      { answers: [CUT, MADE], works: true, probes: ['accepted', 'accepted', 'accepted'] },
      { kind: 'stored' },
    ],
    ['nobody can look: asked again, and made', { answers: [CUT, MADE] }, { kind: 'stored' }],
    [
      'it is dead: lost',
      { answers: [CUT], works: true, probes: ['denied'] },
      { because: { kind: 'answer-lost', certain: true } },
    ],
    [
      'it dies a moment later: lost',
      { answers: [CUT], works: true, probes: ['accepted', 'unclear', 'denied'] },
      { because: { kind: 'answer-lost', certain: true } },
    ],
    [
      'it never was seen to work: its denial says nothing',
      { answers: [CUT, MADE], probes: ['denied'] },
      { kind: 'stored' },
    ],
    [
      'it is unknown the second time: lost',
      { answers: [CUT, UNKNOWN] },
      { because: { kind: 'answer-lost', certain: true, earlier: false } },
    ],
    [
      'it is refused the second time: nobody knows what became of the first',
      { answers: [CUT, REFUSED] },
      { because: { kind: 'answer-lost', certain: false, why: '401' } },
    ],
    [
      'no answer twice, and whether it works cannot be told any more',
      { answers: [CUT, CUT], works: true, probes: Array<ProbeAnswer>(6).fill('unclear') },
      { because: { kind: 'answer-lost', certain: false } },
    ],
    [
      'no answer twice, and nobody can look',
      { answers: [CUT, CUT] },
      { because: { kind: 'answer-lost', certain: false } },
    ],
    [
      'dead, because another run rolled it over',
      { answers: [CUT], works: true, probes: ['denied'], meanwhile: stored },
      { kind: 'overtaken', by: OTHER.accessKey },
    ],
    [
      'unknown the second time, because another run did',
      { answers: [CUT, UNKNOWN], meanwhile: stored },
      { kind: 'overtaken' },
    ],
  ])('no answer, and the old key is looked at: %s', async (_, script, expected) => {
    const { run } = play(script)
    expect(await run()).toMatchObject(expected)
  })

  test('no answer twice, and the old key works: the error says so, and the doubt stays', async () => {
    const { run, log } = play({
      answers: [CUT, CUT],
      works: true,
      probes: Array<ProbeAnswer>(6).fill('accepted'),
    })
    const said = `${CUT.message}. The key was accepted after that, so it was probably not rolled over`
    await expect(run()).rejects.toEqual(new AmbiguousResult(said))
    expect(log.filter((line) => line.includes('doubt'))).toEqual(['doubt v1'])
  })
})

test('a key is asked for once, and a lost answer is told', async () => {
  const { run, log, store } = play({ command: 'rotate', answers: [CUT] })
  expect(because(await run())).toMatchObject({ kind: 'answer-lost', replaced: undefined, certain: false })
  expect(log).toEqual(['create'])
  expect(store).toHaveLength(1)
})

test('what the service says of a creation is told as it is', async () => {
  const refusal = new RunProblems([{ about: 'keys-api-name', problem: 'it is taken', remedy: 'another' }])
  const { run, store } = play({ command: 'rotate', answers: [refusal] })
  await expect(run()).rejects.toBe(refusal)
  expect(store).toHaveLength(1)
})

describe('a store that does not take the key', () => {
  const refuse = () => Promise.reject(new Error('the store is full'))

  test('is tried for half a minute, and then the targets are given it', async () => {
    const { run, written, log, passed } = play({ add: refuse })
    expect(because(await run())).toEqual({
      kind: 'unstored',
      accessKey: NEW.accessKey,
      rolledOver: true,
      targets: [],
      why: 'the store is full',
    })
    expect(log.filter((line) => line === 'store')).toHaveLength(6)
    expect(written).toEqual(['T1', 'T2'])
    expect(passed()).toBe(31_000)
  })

  test('and that hangs leaves time for the targets', async () => {
    let spend = (_: number): void => undefined
    const hang = () => {
      spend(2 * MINUTE)
      return Promise.reject(new Error('no answer'))
    }
    const played = play({ add: hang })
    ;({ spend } = played)
    expect(because(await played.run())).toMatchObject({ kind: 'unstored', targets: [] })
    expect(played.written).toEqual(['T1', 'T2'])
    expect(played.passed()).toBeLessThan(6 * MINUTE)
  })

  test.each<[string, Script]>([
    [
      'a target that refuses',
      { write: (id) => (id === 'T1' ? Promise.reject(new TargetError('no', 'untouched', '')) : undefined) },
    ],
    [
      'a target that breaks',
      { write: (id) => (id === 'T1' ? Promise.reject(new TypeError('x is not a function')) : undefined) },
    ],
  ])('%s keeps no other from being written, and is named', async (_, script) => {
    const { run, written, events } = play({ add: refuse, ...script })
    expect(because(await run())).toMatchObject({ kind: 'unstored', targets: ['T1'] })
    expect(written).toEqual(['T2'])
    expect(events.filter(({ kind }) => kind === 'target-failed')).toHaveLength(1)
  })

  test.each<[string, Error, object]>([
    [
      'it says',
      new TargetError('it is archived', 'restored', 'Take it off the list'),
      { message: 'it is archived', left: 'restored', remedy: 'Take it off the list' },
    ],
    [
      'nobody knows',
      new TypeError('x is not a function'),
      { message: 'x is not a function', left: 'unknown', cause: new TypeError('x is not a function') },
    ],
    [
      'what is behind it says',
      new Error('the request failed', { cause: new Error('the connection broke') }),
      { message: 'the connection broke', left: 'unknown' },
    ],
  ])('a target that fails is told with what it holds, as far as %s', async (_, error, told) => {
    const { run, events } = play({
      add: refuse,
      write: (id) => (id === 'T1' ? Promise.reject(error) : undefined),
    })
    await run()
    expect(events.find(({ kind }) => kind === 'target-failed')).toMatchObject({
      label: 'repository T1',
      error: told,
    })
  })

  test('a seal that breaks keeps no target from being written, and is told', async () => {
    const seal = () => Promise.reject(new Error('a bad key'))
    const { run, written } = play({ add: refuse, seal })
    expect(because(await run())).toMatchObject({
      why: 'the store is full; it could not be encrypted with recovery-public-key: a bad key',
    })
    expect(written).toEqual(['T1', 'T2'])
  })

  test('who is asked to end meanwhile writes all the same, and seals first', async () => {
    let asked = false
    const add = () => {
      asked = true
      return refuse()
    }
    const seal = (text: string) => Promise.resolve(`box of ${text.length}`)
    const { run, written, events } = play({ add, seal, stopping: () => asked })
    expect(because(await run())).toMatchObject({ kind: 'unstored', targets: [] })
    expect(written).toEqual(['T1', 'T2'])
    const order = events.map(({ kind }) => kind)
    expect(order.indexOf('sealed')).toBeLessThan(order.indexOf('target-written'))
  })

  test('a key that was made beside a living one is given to nobody', async () => {
    const { run, written } = play({ add: refuse, command: 'rotate' })
    expect(because(await run())).toMatchObject({ kind: 'unstored', rolledOver: false })
    expect(written).toEqual([])
  })
})
