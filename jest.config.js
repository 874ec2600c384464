/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // A copy of the project, of `npm run mutation`.
  modulePathIgnorePatterns: ['<rootDir>/.mutation/'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
}
