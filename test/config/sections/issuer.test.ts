import { expect, test } from '@jest/globals'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { readInputs } from '../../../src/config/read-inputs.ts'
import { given, type Values } from '../given.ts'

const FILE = '.github/key-rotation.yml'
const API = `  api:
    issuer: keys-api
    keys-api-name: Shop
    keys-api-permissions: read
    repositories: acme/api
`
const CLOUD = `  cloud:
    application-id: 00000000-0000-4000-8000-0000000000a2
    repositories: acme/shop
`
/** What the step says for the keys of a keys API. */
const STEP: Values = {
  config: FILE,
  'keys-api-url': 'https://keys.example.com',
  'keys-api-token': 'eyJfakeTokenOfATest.eyJ9.x',
}

function problemsOf(keys: string, inputs: Values = STEP): readonly string[] {
  const result = readInputs(given(inputs), { path: FILE, content: parseConfig(`keys:\n${keys}`, FILE) })
  return result.ok ? [] : result.problems.map(({ input, problem }) => `${input} ${problem}`)
}

test('keys of two issuers stand in one file: what the step says for one of them concerns no other', () => {
  expect(problemsOf(API + CLOUD)).toEqual([])
  expect(problemsOf(`${API}${CLOUD}    issuer: scaleway\n`)).toEqual([])
})

test('what the file itself says of a key has to mean something for its issuer', () => {
  expect(problemsOf(`${API}${CLOUD}    keys-api-name: Shop\n`)).toEqual([
    'keys.cloud.keys-api-name has no effect with issuer: scaleway',
  ])
  expect(problemsOf(`${API}    description: of the shop\n${CLOUD}`)).toEqual([
    'keys.api.description has no effect with issuer: keys-api',
  ])
})

test('what the step says for an issuer that no key has is told', () => {
  const told = [
    'keys-api-url has no effect with issuer: scaleway',
    'keys-api-token has no effect with issuer: scaleway',
  ]
  expect(problemsOf(CLOUD)).toEqual(told)
  // One says what the other only means.
  const other = CLOUD.replace('cloud', 'other').replace('acme/shop', 'acme/web')
  expect(problemsOf(`${CLOUD}    issuer: scaleway\n${other}`)).toEqual(told)
})
