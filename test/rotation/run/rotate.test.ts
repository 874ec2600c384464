import { describe, expect, test } from '@jest/globals'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { writeDescription } from '../../../src/rotation/model/mark.ts'
import type { Outcome } from '../../../src/rotation/decide/outcome.ts'
import type { Credential } from '../../../src/rotation/model/ports.ts'
import { rotate } from '../../../src/rotation/run/rotate.ts'
import { Interrupted } from '../../../src/rotation/model/context.ts'
import { key, NOW, observed, stepText, version, type State } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { keyAnswers, listed, listing, prepared, reading, UNLIMITED, testContext } from '../fixture.ts'

// How a run goes from step to step, and what ends it.

const MINUTE = 60_000
/** K8 and K9 were left behind by dead runs, so a run that begins deletes them, one after the other. */
const LITTERED: State = {
  versions: [version(1, 'current', 'K1')],
  keys: [key('K1'), key('K8', { mark: 'made' }), key('K9', { mark: 'made' })],
}

interface Script extends State {
  readonly dryRun?: true
  /** Which changes fail, and how long the deletion of a key takes, in milliseconds. */
  readonly failing?: readonly string[]
  readonly takes?: number
  /** What versions hold in place of the key that their record names, by revision. */
  readonly payloads?: Readonly<Record<number, Credential>>
  /** After so many deletions the run is asked to end. */
  readonly endAfter?: number
}

interface Played {
  readonly outcome: Outcome
  readonly told: readonly RotationEvent[]
  /** What was changed, in order. */
  readonly changes: readonly string[]
}

async function play({
  dryRun,
  failing = [],
  takes = 0,
  endAfter = Infinity,
  payloads = {},
  ...state
}: Script): Promise<Played> {
  const changes: string[] = []
  const observation = observed(state)
  const read = reading(observation.versions)
  const keys = [...observation.keys.values()].map((one) => ({
    ...one,
    description: one.mark === undefined ? one.text : writeDescription(one.mark, one.text),
  }))
  const deleted = (): number => changes.filter((change) => change.startsWith('delete ')).length
  const change = (what: string): Promise<void> => {
    changes.push(what)
    return failing.includes(what) ? Promise.reject(new TypeError(`no: ${what}`)) : Promise.resolve()
  }
  const { context, events } = testContext({
    issuer: listing({
      keys: () => Promise.resolve(keys),
      key: keyAnswers([...observation.keys.values()]),
      describe: (accessKey) => change(`describe ${accessKey}`),
      probe: () => Promise.resolve('denied'),
      limits: () => Promise.resolve(UNLIMITED),
      delete: async (accessKey) => {
        await context.clock.sleep(takes)
        await change(`delete ${accessKey}`)
      },
    }),
    store: {
      versions: () => Promise.resolve(listed(observation.versions)),
      read: (id, revision) => {
        const payload = payloads[revision]
        return payload === undefined ? read(id, revision) : Promise.resolve(payload)
      },
      describe: (_, revision) => change(`describe v${revision}`),
      disable: (_, revision) => change(`disable v${revision}`),
      remove: (_, revision) => change(`remove v${revision}`),
    },
    targets: {
      observe: () => Promise.resolve({ states: observation.targets, problems: [] }),
      prepare: (ids) => Promise.resolve(prepared(ids)),
      write: (id) => {
        changes.push(`write ${id}`)
        const span = { from: NOW, to: NOW }
        return Promise.resolve(new Map(['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'].map((name) => [name, span])))
      },
    },
    stopping: () => deleted() >= endAfter,
  })
  return { outcome: await rotate(context, policyOf(), dryRun ?? false), told: events, changes }
}

const kinds = (told: readonly RotationEvent[]): readonly string[] => told.map(({ kind }) => kind)

describe('step by step', () => {
  test('until there is nothing left to do', async () => {
    const { outcome, told, changes } = await play(LITTERED)
    expect(changes).toEqual(['delete K8', 'delete K9'])
    expect(outcome).toMatchObject({ kind: 'resumed', changed: true, stop: { kind: 'settled' } })
    expect(kinds(told)).toEqual(['observed', 'step', 'step-done', 'step', 'step-done'])
  })

  test('one that fails is told, and keeps no other from being taken', async () => {
    const { outcome, told, changes } = await play({ ...LITTERED, failing: ['delete K8'] })
    expect(changes).toEqual(['delete K8', 'delete K9'])
    expect(kinds(told)).toEqual(['observed', 'step', 'step-failed', 'step', 'step-done'])
    expect(outcome).toMatchObject({ kind: 'incomplete', stop: { kind: 'settled' }, error: undefined })
    expect(outcome.steps.map(({ error }) => error !== undefined)).toEqual([true, false])
  })

  test.each<[string, State]>([
    ['mark-previous', { versions: [version(1, 'current', 'K1', { days: 9 }), version(2, 'current', 'K2')] }],
    ['close', { versions: [version(1, 'previous', 'GONE'), version(2, 'current', 'K2')] }],
  ])('nor does one that puts a version in order keep any (%s)', async (kind, { versions }) => {
    const keys = [key('K1', { mark: 'replaced' }), key('K2'), key('K9', { mark: 'made' })]
    const { outcome } = await play({ versions: versions ?? [], keys, failing: ['delete K9', 'describe v1'] })
    expect(outcome).toMatchObject({ kind: 'incomplete', stop: { kind: 'settled' } })
    expect(outcome.steps.map(({ step }) => step.kind)).toEqual(['discard', kind])
    expect(outcome.steps.every(({ error }) => error instanceof TypeError)).toBe(true)
  })

  test('nor one that makes room', async () => {
    const spare = Array.from({ length: 6 }, (_, index) =>
      version(index + 1, 'retired', `R${index}`, { status: 'disabled' }),
    )
    const { outcome } = await play({
      versions: [...spare, version(7, 'current', 'K1', { days: 40 })],
      keys: [key('K1', { days: 40 })],
      failing: ['remove v1'],
    })
    // Nobody makes a key in this context, so that is as far as it comes.
    expect(outcome.steps.map(({ step }) => stepText(step))).toEqual(['prune v1', 'prune v2', 'issue old'])
  })

  test('one that fails after the deadline is the last', async () => {
    const { outcome, changes } = await play({ ...LITTERED, failing: ['delete K8'], takes: 31 * MINUTE })
    expect(changes).toEqual(['delete K8'])
    expect(outcome).toMatchObject({
      kind: 'failed',
      stop: undefined,
      error: new TypeError('no: delete K8'),
    })
    const before = await play({ ...LITTERED, failing: ['delete K8'], takes: 29 * MINUTE })
    expect(before.changes).toEqual(['delete K8', 'delete K9'])
  })

  test('one that everything else waits for is tried once', async () => {
    // K2 expires soon, so it is superseded; until its version is closed, no other key may be made.
    const state: State = {
      versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2', { days: 0 })],
      keys: [key('K1'), key('K2', { days: 0, expires: 2 })],
      held: [1, 1],
    }
    const { outcome, changes } = await play({ ...state, failing: ['disable v2'] })
    expect(changes).toEqual(['disable v2'])
    expect(outcome).toMatchObject({
      kind: 'incomplete',
      error: new Error('the step "give-up v2 K2" failed, and nothing can be done before it'),
    })
    expect(outcome.steps.map(({ step }) => step.kind)).toEqual(['give-up'])
  })
})

test('a run that is asked to end finishes what it began, says so, and begins nothing more', async () => {
  const { outcome, told, changes } = await play({ ...LITTERED, endAfter: 1 })
  expect(changes).toEqual(['delete K8'])
  expect(kinds(told)).toEqual(['observed', 'step', 'step-done', 'interrupted'])
  expect(outcome.error).toBeInstanceOf(Interrupted)
  expect(outcome.steps).toHaveLength(1)
})

describe('a dry run', () => {
  const untried = (told: readonly RotationEvent[]): boolean =>
    told.some((event) => event.kind === 'unchecked' && event.what === 'whether all of it may be written')

  test('says what it would do, and what only doing it could tell', async () => {
    const { outcome, told, changes } = await play({ ...LITTERED, dryRun: true })
    expect(changes).toEqual([])
    expect(outcome.steps.map(({ step }) => step.kind)).toEqual(['discard', 'discard'])
    expect(untried(told)).toBe(true)
  })

  test('leaves nothing open where there is nothing to do', async () => {
    const state = { versions: [version(1, 'current', 'K1')], keys: [key('K1')] }
    const { outcome, told } = await play({ ...state, dryRun: true })
    expect(outcome.kind).toBe('not-due')
    expect(untried(told)).toBe(false)
  })
})

describe('a version whose payload is not the key that its mark confirms (rules 6 and 13)', () => {
  const forged = { accessKey: 'K2', secret: 'FAKE-of-somebody-else' }
  const pending: State = {
    versions: [version(1, 'current', 'K1', { days: 3 }), version(2, 'pending', 'K2', { days: 0 })],
    keys: [key('K1', { days: 3 }), key('K2', { days: 0 })],
    held: [1, 1],
  }

  test('is closed in place of being published, and nothing is deleted', async () => {
    const { outcome, changes } = await play({ ...pending, payloads: { 2: forged } })
    expect(changes).toEqual(['disable v2', 'describe v2'])
    expect(outcome.steps.map(({ step }) => stepText(step))).toEqual(['close K2 v2 wrong-payload'])
    expect(outcome).toMatchObject({ kind: 'resumed', stop: { kind: 'settled' } })
  })

  test('is closed in place of being repaired from, and a new key is due', async () => {
    const drifted: State = { ...pending, versions: [version(1, 'current', 'K1')], held: ['foreign', 1] }
    const { outcome, changes } = await play({ ...drifted, payloads: { 1: { ...forged, accessKey: 'K1' } } })
    expect(changes.filter((change) => change.startsWith('write') || change.startsWith('delete'))).toEqual([])
    // Nobody makes a key in this context, so that is as far as it comes.
    expect(outcome.steps.map(({ step }) => stepText(step))).toEqual([
      'close K1 v1 wrong-payload',
      'issue first',
    ])
  })
})

describe('a replaced key ends only where the run found its successor everywhere', () => {
  const state = (held: State['held']): Script => ({
    versions: [version(1, 'previous', 'K1', { days: 8 }), version(2, 'current', 'K2', { days: 8 })],
    keys: [key('K1', { days: 40 }), key('K2', { days: 8 })],
    ...(held && { held }),
  })

  test('it did', async () => {
    const { outcome, changes } = await play(state([2, 2]))
    expect(outcome.kind).toBe('retired')
    expect(changes).toContain('delete K1')
  })

  test.each<[string, State['held'] & object]>([
    ['to one target', [2, 'foreign']],
    ['to all', ['nothing', 'nothing']],
  ])('a run that writes it again %s leaves that to the next', async (_, held) => {
    const { outcome, changes } = await play(state(held))
    expect(outcome.kind).toBe('repaired')
    expect(changes.filter((change) => change.startsWith('delete'))).toEqual([])
  })
})
