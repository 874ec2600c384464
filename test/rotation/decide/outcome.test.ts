import { describe, expect, test } from '@jest/globals'
import { outcomeOf, type ExecutedStep } from '../../../src/rotation/decide/outcome.ts'
import type { RotationCommand } from '../../../src/rotation/model/policy.ts'
import type { StopReason } from '../../../src/rotation/model/steps.ts'
import { ago, key, knownOf, NOW, observed, version, type State } from '../build.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

const done = (step: ExecutedStep['step'], error?: unknown): ExecutedStep => ({ step, error })
const make = done({ kind: 'issue', because: { kind: 'forced' } })
const prove = done({ kind: 'verify', revision: 2, accessKey: 'K2' })
const promote = done({ kind: 'promote', revision: 2, accessKey: 'K2' })
const repair = done({ kind: 'repair', revision: 1, accessKey: 'K1', targets: ['T1'] })
const retire = done({ kind: 'retire', accessKey: 'K0', revision: undefined, how: 'delete' })
const close = done({ kind: 'close', revision: 1, accessKey: 'K0', because: 'deleted' })
const prune = done({ kind: 'prune', revision: 1 })
const createSecret = done({ kind: 'create-secret' })
const BROKEN = new Error('the connection broke')

interface Row {
  readonly command?: RotationCommand
  readonly dryRun?: true
  readonly steps: readonly ExecutedStep[]
  readonly stop?: StopReason | 'none'
  readonly error?: unknown
  readonly state?: State | 'unseen'
  readonly memory?: Partial<RunMemory>
}

/** What a run comes to, in a word. */
function cameTo(row: Row): string {
  const { command = 'rotate', dryRun = false, steps, stop = { kind: 'settled' }, error, memory } = row
  const state = row.state ?? {}
  const observation = state === 'unseen' ? undefined : observed(state)
  const known = observation && knownOf(observation, memory)
  const because = stop === 'none' ? undefined : stop
  const outcome = outcomeOf(command, dryRun, steps, because, error, known)
  return outcome.kind
}

function kindOf(state: State, memory: Partial<RunMemory>): string {
  const observation = observed(state)
  const known = knownOf(observation, memory)
  return outcomeOf('rotate', false, [make], { kind: 'settled' }, undefined, known).kind
}

/** Another run went on with the key that this one has made. */
const HELPED = { helped: true, issued: 'K2' }

test('a run whose key another one brought out has rotated', () => {
  const versions = [version(1, 'previous', 'K1'), version(2, 'current', 'K2', { days: 0 })]
  expect(kindOf({ versions, keys: [key('K1'), key('K2')] }, HELPED)).toBe('rotated')
})

test('one whose key another run gave up has not', () => {
  const versions = [version(1, 'current', 'K1', { days: 40 }), version(2, 'retired', 'K2', { days: 0 })]
  const state = { versions, keys: [key('K1'), key('K2')] }
  expect(kindOf(state, { ...HELPED, startedAt: NOW })).toBe('incomplete')
  expect(kindOf(state, { ...HELPED, startedAt: ago(1) })).toBe('incomplete')
})

test('nor one that finds the secret empty', () => {
  expect(kindOf({}, HELPED)).toBe('incomplete')
})

describe('a run that came to its end', () => {
  test.each<[string, Row, string]>([
    ['nothing was to be done', { steps: [] }, 'not-due'],
    ['it only asked whether a key works', { steps: [prove] }, 'resumed'],
    ['it made and promoted a key', { steps: [make, prove, promote] }, 'rotated'],
    ['it rolled one over', { command: 'rollover', steps: [make, promote] }, 'rolled-over'],
    ['it went back to one', { command: 'rollback', steps: [promote] }, 'rolled-back'],
    ['it promoted one on the way to a retirement', { command: 'retire', steps: [promote] }, 'resumed'],
    ['it promoted another run’s', { steps: [promote], memory: { resumed: true } }, 'resumed'],
    ['it gave a key up to go back', { steps: [close], memory: { rolledBack: true } }, 'rolled-back'],
    ['it repaired, and retired', { steps: [retire, repair] }, 'repaired'],
    ['it retired', { steps: [close, retire] }, 'retired'],
    ['it put something in order', { steps: [close] }, 'resumed'],
    ['it was a dry run', { steps: [make, promote], dryRun: true }, 'rotated'],
  ])('%s', (_, row, kind) => {
    expect(cameTo(row)).toBe(kind)
  })
})

describe('a run that was told "not yet"', () => {
  const told = (steps: readonly ExecutedStep[], forced = false): Row => {
    const halted = { kind: 'not-yet', accessKey: 'K1', until: undefined, forced } as const
    return { steps, stop: halted, memory: { halted } }
  }

  test.each<[string, Row, string]>([
    ['it did nothing', told([make]), 'not-due'],
    ['it made room for nothing', told([prune, createSecret, make]), 'not-due'],
    ['it did something else first', told([repair, make]), 'repaired'],
    ['it put something in order first', told([close, make]), 'resumed'],
    ['somebody insisted', told([make], true), 'failed'],
  ])('%s', (_, row, kind) => {
    expect(cameTo(row)).toBe(kind)
  })
})

describe('a run that did not do all', () => {
  const lost: StopReason = {
    kind: 'answer-lost',
    replaced: { accessKey: 'K1' },
    certain: false,
    earlier: false,
    why: 'the connection broke',
  }
  const lag: StopReason = { kind: 'targets-lag', accessKey: 'K2', targets: ['T1'] }
  const unproven: StopReason = { kind: 'unverified', accessKey: 'K2' }
  const pending = version(2, 'pending', 'K2')

  test.each<[string, Row, string]>([
    ['targets are left', { steps: [make, promote], stop: lag }, 'incomplete'],
    ['a step is left', { steps: [promote, done(close.step, BROKEN)] }, 'incomplete'],
    ['the new key did not work', { steps: [make, prove], stop: unproven }, 'failed'],
    [
      'that of a keys API did not, and is tried again',
      { steps: [make, prove], stop: unproven, state: { issuer: 'blind' } },
      'incomplete',
    ],
    [
      'the new key did not work, and nobody knows more',
      { steps: [], stop: unproven, state: 'unseen' },
      'failed',
    ],
    ['an answer was lost', { steps: [make], stop: lost }, 'failed'],
    [
      'the new key could not be stored',
      {
        steps: [make],
        stop: { kind: 'unstored', accessKey: 'K2', rolledOver: true, targets: [], why: 'it is full' },
      },
      'incomplete',
    ],
    [
      'the new key was given to the targets although it did not work',
      { steps: [make, promote], stop: { kind: 'published-unverified', accessKey: 'K2' } },
      'incomplete',
    ],
    ['there is nothing to go back to', { steps: [], stop: { kind: 'nothing-to-roll-back-to' } }, 'failed'],
    [
      'somebody went back already, and did not insist',
      { command: 'rollback', steps: [], stop: { kind: 'rolled-back-already', accessKey: 'K1' } },
      'failed',
    ],
    [
      'an error ended it, with a key under way',
      {
        steps: [make, done(prove.step, BROKEN)],
        stop: 'none',
        error: BROKEN,
        state: { versions: [pending] },
      },
      'incomplete',
    ],
    [
      'an error ended it, and the key under way was given up',
      {
        steps: [make],
        stop: 'none',
        error: BROKEN,
        state: { versions: [version(1, 'current', 'K1'), { ...pending, status: 'disabled' }] },
      },
      'failed',
    ],
    ['an error ended it, with nothing under way', { steps: [], stop: 'none', error: BROKEN }, 'failed'],
    [
      'an error ended it before anything was seen',
      { steps: [], stop: 'none', error: BROKEN, state: 'unseen' },
      'failed',
    ],
  ])('%s', (_, row, kind) => {
    expect(cameTo(row)).toBe(kind)
  })
})
