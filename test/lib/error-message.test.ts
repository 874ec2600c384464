import { expect, test } from '@jest/globals'
import { errorMessage } from '../../src/lib/error-message.ts'

test('whatever was thrown has words', () => {
  expect(errorMessage(new TypeError('a bug'))).toBe('a bug')
  expect(errorMessage('a text')).toBe('a text')
  expect(errorMessage(undefined)).toBe('undefined')
})
