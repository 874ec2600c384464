import base from '../../jest.config.js'

/**
 * `npm run test:chaos`: the chaos and exploration tests, a part of `npm run chaos`.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/chaos/**/*.test.ts'],
  testPathIgnorePatterns: [],
}
