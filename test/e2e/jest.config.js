import base from '../../jest.config.js'

/**
 * `npm run test:e2e`: the bundle runs as a process, against the sandbox.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: [],
}
