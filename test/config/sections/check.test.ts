import { describe, expect, test } from '@jest/globals'
import { FINDING_KINDS } from '../../../src/check/findings.ts'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { readInputs } from '../../../src/config/read-inputs.ts'
import type { CheckInputs } from '../../../src/config/types.ts'
import { given, inputsOf, problemsOf, type Values } from '../given.ts'

const check = (inputs: Values = {}) => given({ command: 'check', 'github-token': '', ...inputs })

function checkOf(inputs: Values = {}): CheckInputs {
  const read = inputsOf(check(inputs))
  if (read.command !== 'check') throw new Error('that is no check')
  return read
}

describe('check', () => {
  test('needs no way in to GitHub, and is told what a rotation is told', () => {
    const { failOn, keys } = checkOf({ 'max-age': '30d' })
    expect(failOn).toEqual([])
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({
      name: undefined,
      inputs: {
        issuer: 'scaleway',
        overdueAfter: { months: 0, seconds: 2 * 86_400 },
        store: { name: 'acme-shop', path: '/', keepVersions: 5 },
        targets: { places: [{ scope: 'repository', owner: 'acme', repo: 'shop' }] },
      },
    })
    expect(keys[0]?.inputs).not.toHaveProperty('github')
    expect(keys[0]?.inputs).not.toHaveProperty('keysApi')
    expect(checkOf({ 'github-token': 'ghs_fake' }).keys[0]?.inputs.github).toMatchObject({
      token: 'ghs_fake',
    })
  })

  test('names what is not named after the repository whose workflow rotates', () => {
    const { keys } = checkOf({ 'rotator-repository': 'acme/infra', environments: 'production' })
    expect(keys[0]?.inputs).toMatchObject({
      store: { name: 'acme-infra' },
      targets: { places: [{ owner: 'acme', repo: 'infra', environment: 'production' }] },
    })
    expect(problemsOf(check({ 'rotator-repository': 'infra' }))).toMatchObject([
      { input: 'rotator-repository', problem: '"infra" is not a repository' },
    ])
  })

  test('fails on the findings that are named, each once and in the order of reports', () => {
    expect(checkOf({ 'fail-on': 'drift, overdue\ndrift' }).failOn).toEqual(['overdue', 'drift'])
    expect(checkOf({ 'fail-on': 'any' }).failOn).toEqual(FINDING_KINDS)
    expect(problemsOf(check({ 'fail-on': 'late' }))).toMatchObject([
      { input: 'fail-on', problem: '"late" is not a finding' },
    ])
  })

  test('of a keys API needs no token; an address only to ask with a key', () => {
    const keysApi = { issuer: 'keys-api' }
    expect(checkOf(keysApi).keys[0]?.inputs.keysApi).toEqual({})
    expect(problemsOf(check({ ...keysApi, 'keys-api-verify-url': '/me' }))).toMatchObject([
      { input: 'keys-api-url' },
    ])
    const asks = { ...keysApi, 'keys-api-url': 'https://api.example.com', 'keys-api-verify-url': '/me' }
    expect(checkOf(asks).keys[0]?.inputs.keysApi?.verify?.url).toBe('https://api.example.com/me')
    const elsewhere = { ...asks, 'keys-api-verify-url': 'https://evil.example.com/me' }
    expect(problemsOf(check(elsewhere))).toMatchObject([{ input: 'keys-api-verify-url' }])
  })

  test('of a Scaleway key needs nothing of a keys API, though something of it is given', () => {
    expect(problemsOf(check({ 'keys-api-verify-url': '/me' }))).toMatchObject([
      { input: 'keys-api-verify-url', problem: 'has no effect with issuer: scaleway' },
    ])
  })

  test('is not for events that anybody can bring about', () => {
    const source = given({ command: 'check' }, { GITHUB_EVENT_NAME: 'pull_request_target' })
    expect(problemsOf(source).map(({ input }) => input)).toContain('on')
  })

  test('takes a file of keys, of which each has its own patience', () => {
    const text = `keys:
  one: { repositories: acme/one, overdue-after: 7d }
  two: { repositories: acme/two }
`
    const source = check({ config: 'keys.yml', 'fail-on': 'overdue', 'overdue-after': '3d' })
    const read = readInputs(source, { path: 'keys.yml', content: parseConfig(text, 'keys.yml') })
    if (!read.ok || read.inputs.command !== 'check') throw new Error(JSON.stringify(read))
    const { keys, failOn } = read.inputs
    expect(failOn).toEqual(['overdue'])
    expect(keys.map(({ name, inputs }) => [name, inputs.overdueAfter.seconds / 86_400])).toEqual([
      ['one', 7],
      ['two', 3],
    ])
  })
})
