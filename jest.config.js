/**
 * `npm test`: what runs in seconds. The slow tests have commands of their own: `npm run test:e2e` and
 * `npm run test:chaos`.
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/chaos/'],
  extensionsToTreatAsEsm: ['.ts'],
  // A copy of the project, made by `npm run mutation`.
  modulePathIgnorePatterns: ['<rootDir>/.mutation/'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
  // For busy machines: no test depends on it.
  testTimeout: 60_000,
  // By default one core is left idle.
  maxWorkers: '100%',
}
