/**
 * What the tests use of jest, on mocha: the same `expect` and the same tables, and a `describe` and a `test` that mocha
 * keeps. jest loads every module anew for each test file; mocha loads them once, and Stryker then turns one mutant on
 * after the other in the same process. That makes the difference between half a minute and half a second for each.
 */
import { expect } from 'expect'
import { bind } from 'jest-each'

const { describe: suite, it, before: beforeAll, after: afterAll, beforeEach, afterEach } = globalThis

function addTest(title, body, timeoutMs) {
  const added = it(title, body)
  if (timeoutMs !== undefined) added.timeout(timeoutMs)
}

function addSuite(title, body) {
  suite(title, body)
}

const test = Object.assign(addTest.bind(undefined), {
  each: bind(addTest, false),
  // What is known to fail tells nothing of a mutant.
  failing: () => undefined,
})
const describe = Object.assign(addSuite.bind(undefined), { each: bind(addSuite, false) })

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, test as it }
