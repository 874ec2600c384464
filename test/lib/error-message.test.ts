import { expect, test } from '@jest/globals'
import { messageOf } from '../../src/lib/error-message.ts'

test('whatever was thrown has words', () => {
  expect(messageOf(new TypeError('a bug'))).toBe('a bug')
  expect(messageOf('a text')).toBe('a text')
  expect(messageOf(undefined)).toBe('undefined')
})
