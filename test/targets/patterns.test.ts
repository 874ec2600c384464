import { expect, test } from '@jest/globals'
import { fitsWildcards, inShort } from '../../src/targets/patterns.ts'

test.each<[string, string, boolean]>([
  ['shop', 'shop', true],
  ['shop', 'shops', false],
  ['*', 'shop', true],
  ['*', '', true],
  ['deploy-*', 'deploy-eu', true],
  ['deploy-*', 'deploy-', true],
  ['deploy-*', 'redeploy-eu', false],
  ['*-prod', 'deploy-prod', true],
  ['*-prod', 'deploy-prod-2', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a**b', 'ab', true],
  ['x.*', 'x.y', true],
  ['x.*', 'xay', false],
  ['*bcb', 'bcbcb', true],
  ['*ab*ab', 'ab', false],
])('%s, %s: %s', (pattern, name, fits) => {
  expect(fitsWildcards(pattern, name)).toBe(fits)
})

test('a pattern that would keep a regular expression busy for ever', () => {
  const started = performance.now()
  expect(fitsWildcards('*a'.repeat(50) + 'b', 'a'.repeat(100))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a list stays short', () => {
  const names = Array.from({ length: 12 }, (_, index) => `r${index}`)
  expect(inShort(names)).toBe('r0, r1, r2, r3, r4, r5, r6, r7, r8, r9 and 2 more')
  expect(inShort(['a', 'b'])).toBe('a, b')
})
