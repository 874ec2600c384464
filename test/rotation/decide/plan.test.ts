import { describe, expect, test } from '@jest/globals'
import { currentGeneration } from '../../../src/rotation/model/observation.ts'
import { NEW_KEY, plan } from '../../../src/rotation/decide/plan.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { ago, freshMemory, key, NOW, observed, stepText, SECRET_ID, version, type State } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'

// What a dry run says would stand at its end, when nothing fails.

function imagine(state: State, policy: Partial<Policy> = {}) {
  const observation = observed(state)
  const memory = freshMemory(observation)
  const { steps, stop, end } = plan({ observation, memory }, policyOf(policy), 'ROTATOR')
  return { steps: steps.map(stepText), stop: stop.kind, end: end.observation, memory: end.memory }
}

const OLD = { versions: [version(1, 'current', 'K1', { days: 40 })], keys: [key('K1', { days: 40 })] }
const NEXT_MONTH = ago(-30)

describe('a new key', () => {
  test('stands in a version of its own, and inherits what it should', () => {
    const keys = [key('K1', { days: 40, text: 'deploys', project: 'P1' })]
    const expiry = { kind: 'after', span: days(30) } as const
    const { end, stop } = imagine({ ...OLD, keys }, { expiry })
    expect(stop).toBe('settled')
    expect(end.keys.get(NEW_KEY)).toMatchObject({
      accessKey: NEW_KEY,
      createdAt: NOW,
      expiresAt: NEXT_MONTH,
      defaultProjectId: 'P1',
      mark: { phase: 'stored', secretId: SECRET_ID },
      text: 'deploys',
    })
    expect(currentGeneration(end)).toMatchObject({
      revision: 2,
      status: 'enabled',
      record: { stage: 'current', accessKey: NEW_KEY, replaces: 'K1', promoted: NOW, run: 'dry-run' },
    })
    expect(currentGeneration(end)?.record.rolledOver).toBeUndefined()
  })

  test('leaves the replaced one alive where its issuer ends nothing by making one', () => {
    const { end } = imagine(OLD, { command: 'rollover', force: true })
    expect(currentGeneration(end)?.record.accessKey).toBe(NEW_KEY)
    expect(end.keys.has('K1')).toBe(true)
  })

  test('ends the replaced one where a keys API rolls it over', () => {
    const blind = {
      ...OLD,
      keys: [key('K1', { days: 40, mark: 'none', works: true })],
      issuer: 'blind',
    } as const
    const { end } = imagine(blind, { command: 'rollover', force: true })
    expect(currentGeneration(end)?.record).toMatchObject({ replaces: 'K1', rolledOver: true })
    expect([...end.keys.keys()]).toEqual([NEW_KEY])
    expect(end.keys.get(NEW_KEY)?.mark).toBeUndefined()
  })

  test('the first one makes the secret, and replaces nothing', () => {
    const { steps, end } = imagine({ noSecret: true })
    expect(steps[0]).toBe('create-secret')
    expect(end.secretId).toBe('the new secret')
    expect(currentGeneration(end)?.record.replaces).toBeUndefined()
  })
})

describe('targets', () => {
  test('only those that are written change, and none fails', () => {
    const versions = [version(1, 'current', 'K1', { days: 1 })]
    const { steps, end, memory } = imagine({ versions, keys: [key('K1')], held: ['nothing', 1] })
    expect(steps).toEqual(['repair K1 T1'])
    const times = end.targets.map(({ id, secrets }) => [id, secrets.map(({ updatedAt }) => updatedAt)])
    const before = new Date(Date.UTC(2030, 0, 1))
    expect(times).toEqual([
      ['T1', [NOW, NOW]],
      ['T2', [before, before]],
    ])
    expect(memory.failedTargets).toEqual(new Set())
  })
})

test('a rollback makes a version that is newer than all', () => {
  const { steps, end } = imagine(
    {
      versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2')],
      keys: [key('K1'), key('K2')],
    },
    { command: 'rollback' },
  )
  expect(steps[0]).toBe('roll-back K1 v1')
  expect(currentGeneration(end)).toMatchObject({ revision: 3, record: { accessKey: 'K1', rolledBack: true } })
})
