import { describe, expect, test } from '@jest/globals'
import { SECRET_VARIABLES, unknownInputs } from '../../src/config/read-inputs.ts'
import { LEAST } from './given.ts'

describe('what is in the environment', () => {
  test('secret inputs, for whoever removes them', () => {
    expect([...SECRET_VARIABLES].sort()).toEqual([
      'INPUT_GITHUB-APP-PRIVATE-KEY',
      'INPUT_GITHUB-TOKEN',
      'INPUT_KEYS-API-KEY',
      'INPUT_KEYS-API-TOKEN',
      'INPUT_RECORD-KEY',
      'INPUT_SCW-SECRET-KEY',
      'SCW_SECRET_KEY',
    ])
  })

  test('inputs that the action does not have', () => {
    const env = Object.fromEntries(Object.keys(LEAST).map((name) => [`INPUT_${name.toUpperCase()}`, 'x']))
    expect(unknownInputs({ ...env, PATH: '/bin', 'INPUT_SCW-REGON': 'x', INPUT_MAX_AGE: '' })).toEqual([
      'max_age',
      'scw-regon',
    ])
  })
})
