import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import { applyStep } from '../../../src/rotation/decide/transition.ts'
import {
  holds,
  inNeedOfRepair,
  lagging,
  type Generation,
  type Observation,
} from '../../../src/rotation/model/observation.ts'
import type { TargetEntry, TargetState } from '../../../src/rotation/model/ports.ts'
import { ago, freshMemory, key, knownOf, NOW, observed, stepText, version } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'

/** What stands under a target's names besides secrets that nobody can read: variables, and who has access. */

const old = version(1, 'previous', 'K0', { days: 1 }) as Generation
const current = version(2, 'current', 'K1', { days: 1 }) as Generation

/** The current generation everywhere; T1 has one entry more. */
function withEntry(entry: TargetEntry): Observation {
  const state = observed({ versions: [old, current], keys: [key('K0', { days: 40 }), key('K1')] })
  const [first, ...others] = state.targets
  if (first === undefined) throw new Error('no target')
  return { ...state, targets: [{ ...first, secrets: [...first.secrets, entry] }, ...others] }
}

function firstOf({ targets: [target] }: Observation): TargetState {
  if (target === undefined) throw new Error('no target')
  return target
}

const next = (observation: Observation) => stepText(decide(observation, policyOf(), freshMemory(observation)))

describe('what can be read back', () => {
  test.each<[string, TargetEntry, boolean]>([
    [
      'holds what it says, whenever it was written',
      { name: 'variable ID', updatedAt: ago(3), value: 'K1' },
      true,
    ],
    ['another key is drift', { name: 'variable ID', updatedAt: ago(3), value: 'K0' }, false],
    ['a missing one is drift', { name: 'variable ID', updatedAt: undefined, value: '' }, false],
  ])('%s', (_, entry, held) => {
    const observation = withEntry(entry)
    expect(holds(firstOf(observation), current)).toBe(held)
    expect(next(observation)).toBe(held ? 'stop settled' : 'repair K1 T1')
  })

  test('what was not written by a repair of the rest stays as it was', () => {
    const observation = withEntry({ name: 'variable ID', updatedAt: ago(3), value: 'K0' })
    const [name] = firstOf(observation).secrets.map((secret) => secret.name)
    const written = new Map([['T1', new Map([[name ?? '', { from: NOW, to: NOW }]])]])
    const step = { kind: 'repair', revision: 2, accessKey: 'K1', targets: ['T1'] } as const
    const known = knownOf(observation)
    const end = applyStep(known, step, { at: NOW, run: 'this', written, failed: [] }).observation
    expect(firstOf(end).secrets.at(0)).toEqual({ name, updatedAt: NOW })
    expect(firstOf(end).secrets.at(-1)).toEqual({ name: 'variable ID', updatedAt: ago(3), value: 'K0' })
    expect(next(end)).toBe('repair K1 T1')
  })

  test('holds the written key after a repair', () => {
    const observation = withEntry({ name: 'variable ID', updatedAt: undefined, value: '' })
    const names = firstOf(observation).secrets.map(({ name }) => name)
    const written = new Map([['T1', new Map(names.map((name) => [name, { from: NOW, to: NOW }]))]])
    const known = knownOf(observation)
    const step = { kind: 'repair', revision: 2, accessKey: 'K1', targets: ['T1'] } as const
    const end = applyStep(known, step, { at: NOW, run: 'this', written }).observation
    expect(firstOf(end).secrets.at(-1)).toEqual({ name: 'variable ID', updatedAt: NOW, value: 'K1' })
    expect(next(end)).toBe('stop settled')
  })
})

describe('a secret that others have access to than was declared', () => {
  const observation = withEntry({ name: 'variable ID', updatedAt: ago(1), value: 'K1', accessDiffers: true })

  test('holds its key all the same, and keeps no old one alive', () => {
    expect(holds(firstOf(observation), current)).toBe(true)
    expect(lagging(observation, current)).toEqual([])
    const later: Observation = { ...observation, at: new Date(NOW.getTime() + 8 * 86_400_000) }
    const memory = { ...freshMemory(later), startedAt: later.at }
    expect(stepText(decide(later, policyOf(), memory))).toBe('retire K0 delete')
  })

  test('is written again, once', () => {
    expect(inNeedOfRepair(observation, current).map(({ id }) => id)).toEqual(['T1'])
    expect(next(observation)).toBe('repair K1 T1')
    const names = firstOf(observation).secrets.map(({ name }) => name)
    const written = new Map([['T1', new Map(names.map((name) => [name, { from: NOW, to: NOW }]))]])
    const step = { kind: 'repair', revision: 2, accessKey: 'K1', targets: ['T1'] } as const
    const known = knownOf(observation)
    expect(next(applyStep(known, step, { at: NOW, run: 'this', written }).observation)).toBe('stop settled')
  })
})
