import { expect, test } from '@jest/globals'
import { outcomeOf } from '../../src/rotation/outcome.ts'
import type { RunMemory } from '../../src/rotation/memory.ts'
import { ago, freshMemory, key, NOW, observed, version, type State } from './build.ts'

const make = { step: { kind: 'make', because: { kind: 'forced' } } as const, error: undefined }

function kindOf(state: State, memory: Partial<RunMemory>): string {
  const observation = observed(state)
  const known = { observation, memory: freshMemory(observation, memory) }
  return outcomeOf('rotate', false, [make], { kind: 'settled' }, undefined, known).kind
}

/** Another run went on with the key that this one has made. */
const HELPED = { helped: true, made: 'K2' }

test('a run whose key another one brought out has rotated', () => {
  const versions = [version(1, 'previous', 'K1'), version(2, 'current', 'K2', { days: 0 })]
  expect(kindOf({ versions, keys: [key('K1'), key('K2')] }, HELPED)).toBe('rotated')
})

test('one whose key another run gave up has not', () => {
  const versions = [version(1, 'current', 'K1', { days: 40 }), version(2, 'abandoned', 'K2', { days: 0 })]
  const state = { versions, keys: [key('K1'), key('K2')] }
  expect(kindOf(state, { ...HELPED, startedAt: NOW })).toBe('incomplete')
  expect(kindOf(state, { ...HELPED, startedAt: ago(1) })).toBe('incomplete')
})

test('nor one that finds the secret empty', () => {
  expect(kindOf({}, HELPED)).toBe('incomplete')
})
