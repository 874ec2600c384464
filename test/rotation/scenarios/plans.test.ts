import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ORPHAN_AFTER_MS, type Policy } from '../../../src/rotation/model/policy.ts'
import { currentGeneration, type Observation } from '../../../src/rotation/model/observation.ts'
import { NEW_KEY, plan } from '../../../src/rotation/decide/plan.ts'
import type { Stage } from '../../../src/rotation/model/record.ts'
import type { Step } from '../../../src/rotation/model/steps.ts'
import { key, knownOf, NOW, observed, SECRET_ID, version, type Held } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'

/** Properties of whole plans, over states that no history may ever lead to: people can write anything anywhere. */

const KEYS = ['K1', 'K2', 'K3', 'K4']
const AGE = fc.constantFrom(0, 0.01, 0.03, 0.05, 1, 6, 8, 29, 31, 90)
const HELD: fc.Arbitrary<Held> = fc.constantFrom<Held>('foreign', 'nothing', 1, 2, 3, 4)

const VERSIONS = fc
  .array(
    fc.record({
      stage: fc.constantFrom<Stage>('pending', 'current', 'previous', 'retired'),
      accessKey: fc.constantFrom(...KEYS),
      status: fc.constantFrom('enabled', 'enabled', 'disabled', 'scheduled_for_deletion'),
      days: AGE,
      adopted: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map(({ stage, accessKey, ...rest }, index) => version(index + 1, stage, accessKey, rest)))

const KEYS_THERE = fc
  .array(
    fc.record(
      {
        days: AGE,
        expires: fc.constantFrom(-1, 3, 30),
        mark: fc.constantFrom('made', 'stored', 'replaced', 'found', 'legacy', 'none'),
        published: fc.constantFrom(1, 2, 3, 4),
        secretId: fc.constantFrom(SECRET_ID, SECRET_ID, SECRET_ID, '99999999-2222-4333-8444-555555555555'),
      },
      { requiredKeys: ['days', 'mark', 'secretId'] },
    ),
    { minLength: KEYS.length, maxLength: KEYS.length },
  )
  .chain((all) => fc.subarray(all.map((options, index) => key(KEYS[index] ?? '', options))))

const STATE: fc.Arbitrary<Observation> = fc
  .record({
    versions: VERSIONS,
    keys: KEYS_THERE,
    held: fc.tuple(HELD, HELD),
    noSecret: fc.constant(false),
    others: fc.subarray(KEYS),
  })
  // What is another bearer's is not listed.
  .map(({ others, ...state }) => ({
    ...state,
    foreign: others.filter((one) => !state.keys.some(({ accessKey }) => accessKey === one)),
  }))
  .map(observed)

const POLICY: fc.Arbitrary<Policy> = fc
  .record({
    command: fc.constantFrom('rotate', 'rollover', 'retire', 'rollback'),
    maxAge: fc.constantFrom(days(30), undefined),
    force: fc.boolean(),
    grace: fc.constantFrom(days(0), days(7)),
    oldKey: fc.constantFrom('delete', 'keep'),
    keepVersions: fc.constantFrom(0, 1, 5),
    replacesAccessKey: fc.constantFrom(undefined, 'K1', 'K4'),
  })
  .map(policyOf)

/** What a run would do; throws where that never ends. */
function stepsOf(observation: Observation, policy: Policy): readonly Step[] {
  return plan(knownOf(observation), policy, 'ROTATOR').steps
}

const RUNS = { numRuns: 2000 }

describe('whatever stands in the cloud', () => {
  test('a run comes to an end, and makes at most one key', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        const steps = stepsOf(observation, policy)
        expect(steps.filter(({ kind }) => kind === 'issue').length).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  test('a key is ended only for a reason that the rules name', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        for (const step of stepsOf(observation, policy)) {
          const one = 'accessKey' in step ? observation.keys.get(step.accessKey ?? '') : undefined
          if (one === undefined) continue
          if (step.kind === 'discard') {
            expect(one.mark?.phase).toBe('made')
            expect(NOW.getTime() - one.createdAt.getTime()).toBeGreaterThan(ORPHAN_AFTER_MS)
          }
          if (step.kind === 'retire' && step.how === 'delete') {
            expect(policy.oldKey).toBe('delete')
            const named = policy.replacesAccessKey === one.accessKey
            expect(named || one.mark !== undefined).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  test('the key that is current in the end is never ended on the way', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        const steps = stepsOf(observation, policy)
        const promoted = steps.findLast(({ kind }) => kind === 'promote')
        const last =
          promoted !== undefined && 'accessKey' in promoted
            ? promoted.accessKey
            : currentGeneration(observation)?.record.accessKey
        const ended = steps.filter(({ kind }) => kind === 'retire' || kind === 'discard')
        expect(ended.map((step) => 'accessKey' in step && step.accessKey)).not.toContain(last)
      }),
      RUNS,
    )
  })

  test('only a key that IAM confirms is published: the bearer’s, alive, marked stored, with a digest', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        for (const step of stepsOf(observation, policy)) {
          if (step.kind !== 'publish' && step.kind !== 'repair') continue
          if (step.accessKey === NEW_KEY) continue
          const one = observation.keys.get(step.accessKey)
          expect(one?.mark?.digest).toBeDefined()
          expect(one?.mark?.secretId).toBe(SECRET_ID)
          expect(observation.foreign.has(step.accessKey)).toBe(false)
          expect(one?.expiresAt === undefined || one.expiresAt > NOW).toBe(true)
          // A rollback takes a replaced key back into use first.
          const phases = policy.command === 'rollback' ? ['stored', 'replaced'] : ['stored']
          expect(phases).toContain(one?.mark?.phase)
        }
      }),
      RUNS,
    )
  })

  test('a key is deleted only where its own mark says made or replaced for this secret, by the end', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        const replaced = new Set<string>()
        for (const step of stepsOf(observation, policy)) {
          if (step.kind === 'replace' && step.how === 'mark') replaced.add(step.accessKey)
          if (step.kind !== 'discard' && !(step.kind === 'retire' && step.how === 'delete')) continue
          const mark = observation.keys.get(step.accessKey)?.mark
          const phase = replaced.has(step.accessKey) ? 'replaced' : mark?.phase
          expect(phase).toBe(step.kind === 'discard' ? 'made' : 'replaced')
          // A key without a mark gets one only where replaces-access-key names it.
          if (mark?.secretId !== SECRET_ID) expect(step.accessKey).toBe(policy.replacesAccessKey)
        }
      }),
      RUNS,
    )
  })

  test('a key of another bearer is in no step but one that closes the version that names it', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        for (const step of stepsOf(observation, policy)) {
          if (!('accessKey' in step) || !observation.foreign.has(step.accessKey ?? '')) continue
          expect(step.kind).toBe('close')
        }
      }),
      RUNS,
    )
  })

  test('no version that is closed or given up is the only one that can be read', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        const current = currentGeneration(observation)
        for (const step of stepsOf(observation, policy)) {
          if (step.kind === 'promote' || step.kind === 'roll-back') return
          if (step.kind !== 'close' && step.kind !== 'give-up') continue
          expect(step.revision).not.toBe(current?.revision)
        }
      }),
      RUNS,
    )
  })
})
