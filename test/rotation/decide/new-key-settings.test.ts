import { describe, expect, test } from '@jest/globals'
import { planNewKey, type NewKeyPlan } from '../../../src/rotation/decide/new-key-settings.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { ago, key, NOW, observed, version, type State } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'

function planned(state: State, policy: Partial<Policy> = {}, runAccessKey = 'ROTATOR'): NewKeyPlan {
  return planNewKey(observed(state), policyOf(policy), runAccessKey, NOW)
}

/** A current key that lives for 90 days, with a project and a text. */
const CURRENT = {
  versions: [version(1, 'current', 'K1')],
  keys: [
    key('K1', { days: 30, expires: 60, text: 'deploys', project: 'project-1' }),
    key('K0', { days: 1, text: 'other' }),
  ],
}

describe('what a new key inherits', () => {
  test('description, project and lifetime of the current key', () => {
    expect(planned(CURRENT)).toEqual({
      text: 'deploys',
      expiresAt: ago(-90),
      defaultProjectId: 'project-1',
      replaces: 'K1',
    })
  })

  test('the full text stands in the record, the description may hold a shortened one', () => {
    const full = { ...version(1, 'current', 'K1') }
    const versions = [{ ...full, record: full.record && { ...full.record, text: 'deploys, in full' } }]
    expect(planned({ ...CURRENT, versions }).text).toBe('deploys, in full')
  })

  test('what the user says counts more, an empty text too', () => {
    const { text, expiresAt } = planned(CURRENT, {
      description: '',
      expiry: { kind: 'after', span: days(10) },
    })
    expect({ text, expiresAt }).toEqual({ text: '', expiresAt: ago(-10) })
    expect(planned(CURRENT, { expiry: { kind: 'never' } }).expiresAt).toBeUndefined()
  })

  test('no expiry where the replaced key had none', () => {
    expect(planned({ versions: CURRENT.versions, keys: [key('K1')] }).expiresAt).toBeUndefined()
  })
})

describe('which key it is modelled on where there is no current one', () => {
  const keys = [
    key('OLD', { days: 90, text: 'old', mark: 'none' }),
    key('NEW', { days: 2, text: 'new', mark: 'none' }),
    key('MADE', { days: 0, text: 'garbage', mark: 'made' }),
  ]

  test.each<[string, Partial<Policy>, string, string]>([
    ['the named one', { replacesAccessKey: 'OLD' }, 'NEW', 'old'],
    ['else our own', {}, 'OLD', 'old'],
    ['else the newest that is not unfinished', {}, 'ROTATOR', 'new'],
    ['a named one that does not exist is passed over', { replacesAccessKey: 'GONE' }, 'ROTATOR', 'new'],
  ])('%s', (_, policy, runAccessKey, text) => {
    expect(planned({ keys }, policy, runAccessKey).text).toBe(text)
  })

  test('none at all', () => {
    expect(planned({})).toEqual({
      text: '',
      expiresAt: undefined,
      defaultProjectId: undefined,
      replaces: undefined,
    })
  })

  test('it replaces the named key', () => {
    expect(planned({ keys }, { replacesAccessKey: 'OLD' }).replaces).toBe('OLD')
  })
})
