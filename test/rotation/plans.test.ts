import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GARBAGE_AFTER_MS, type Policy } from '../../src/rotation/policy.ts'
import { currentGeneration, type Observation } from '../../src/rotation/observation.ts'
import { plan } from '../../src/rotation/plan.ts'
import type { Stage } from '../../src/rotation/record.ts'
import type { Step } from '../../src/rotation/steps.ts'
import { key, knownOf, NOW, observed, version, type Held } from './build.ts'
import { days, policyOf } from './model/model.ts'

/** Properties of whole plans, over states that no history may ever lead to: people can write anything anywhere. */

const KEYS = ['K1', 'K2', 'K3', 'K4']
const AGE = fc.constantFrom(0, 0.01, 0.03, 0.05, 1, 6, 8, 29, 31, 90)
const HELD: fc.Arbitrary<Held> = fc.constantFrom<Held>('foreign', 'nothing', 1, 2, 3, 4)

const VERSIONS = fc
  .array(
    fc.record({
      stage: fc.constantFrom<Stage>('pending', 'current', 'previous', 'retired', 'abandoned'),
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
      { days: AGE, expires: fc.constantFrom(-1, 3, 30), mark: fc.constantFrom('made', 'stored', 'none') },
      { requiredKeys: ['days', 'mark'] },
    ),
    { minLength: KEYS.length, maxLength: KEYS.length },
  )
  .chain((all) => fc.subarray(all.map((options, index) => key(KEYS[index] ?? '', options))))

const STATE: fc.Arbitrary<Observation> = fc
  .record({ versions: VERSIONS, keys: KEYS_THERE, held: fc.tuple(HELD, HELD), noSecret: fc.constant(false) })
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
        expect(steps.filter(({ kind }) => kind === 'make').length).toBeLessThanOrEqual(1)
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
            expect(NOW.getTime() - one.createdAt.getTime()).toBeGreaterThan(GARBAGE_AFTER_MS)
          }
          if (step.kind === 'retire' && step.how === 'delete') {
            expect(policy.oldKey).toBe('delete')
            const holders = observation.versions.filter(({ record }) => record?.accessKey === one.accessKey)
            const named = policy.replacesAccessKey === one.accessKey
            // A stored key without a version: a person deleted the version.
            expect(named || holders.length > 0 || one.mark?.phase === 'stored').toBe(true)
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

  test('no key of a pending version is published before it says stored, nor without proof', () => {
    fc.assert(
      fc.property(STATE, POLICY, (observation, policy) => {
        const said = new Set<string>()
        for (const step of stepsOf(observation, policy)) {
          if (step.kind === 'mark-stored' || step.kind === 'prove') said.add(`${step.kind} ${step.accessKey}`)
          if (step.kind !== 'publish') continue
          expect(said).toContain(`prove ${step.accessKey}`)
          const made = observation.keys.get(step.accessKey)?.mark?.phase === 'made'
          if (made) expect(said).toContain(`mark-stored ${step.accessKey}`)
        }
      }),
      RUNS,
    )
  })
})
