import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type { GithubInputs } from '../../../src/config/types.ts'
import { given, inputsOf, problemsOf, TOKEN, type Values } from '../given.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim()
const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim()
const locked = rsa.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'fake' })
  .toString()
const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const asApp = (id: string, privateKey: string, more: Values = {}): Values => ({
  'github-token': '',
  'github-app-id': id,
  'github-app-private-key': privateKey,
  ...more,
})

function github(inputs: Values): GithubInputs {
  const read = inputsOf(given(inputs))
  if (!('github' in read)) throw new Error('this is no single rotation')
  return read.github
}

describe('a GitHub App', () => {
  test.each([['123456'], ['Iv1.0123456789abcdef'], ['Iv23liFAKEclientOfTests']])('%s', (id) => {
    expect(github(asApp(id, pem))).toEqual({
      app: { id, privateKey: pem },
      apiUrl: 'https://api.github.com',
      budget: 1,
    })
  })

  test.each([
    ['as GitHub makes it', pem, pem],
    ['in PKCS #8', pkcs8, pkcs8],
    ['with its line breaks written as \\n', pem.replaceAll('\n', '\\n'), pem],
    ['with line breaks of Windows', pem.replaceAll('\n', '\r\n'), pem],
    ['with those written as \\r\\n', pem.replaceAll('\n', '\\r\\n'), pem],
  ])('its key %s', (_, written, privateKey) => {
    expect(github(asApp('1', written))).toMatchObject({ app: { privateKey } })
  })

  test.each([
    [
      'an id in words',
      asApp('acme-rotator', pem),
      'github-app-id',
      'the value is not the ID of a GitHub App',
    ],
    ['no id', asApp('', pem), 'github-app-id', 'not set'],
    ['no key', asApp('1', ''), 'github-app-private-key', 'not set'],
    ['a public key', asApp('1', publicKey), 'github-app-private-key', 'is not the private key'],
    ['another kind of key', asApp('1', elliptic), 'github-app-private-key', 'is not the private key'],
    ['a locked key', asApp('1', locked), 'github-app-private-key', 'without a passphrase'],
    ['half a key', asApp('1', pem.slice(0, 700)), 'github-app-private-key', 'is not the private key'],
    ['a key on one line', asApp('1', pem.replaceAll('\n', ' ')), 'github-app-private-key', 'is not the'],
    ['a token', asApp('1', TOKEN), 'github-app-private-key', 'is not the private key'],
    ['a token as well', asApp('1', pem, { 'github-token': TOKEN }), 'github-token', 'set together with'],
    [
      'nothing',
      asApp('', ''),
      'github-token',
      'not set, and neither are github-app-id and github-app-private-key',
    ],
  ])('%s is a problem', (_, inputs, input, said) => {
    expect(problemsOf(given(inputs))).toMatchObject([
      { input, problem: expect.stringContaining(said), remedy: expect.stringMatching(/./) },
    ])
  })

  test('its key is not told, wherever it was pasted, nor any line of it', () => {
    const indented = pem.replaceAll('\n', '\n  ').trim()
    for (const written of [pem, indented, pem.replaceAll('\n', '\\n')]) {
      for (const input of ['github-app-id', 'repositories', 'environments', 'scw-region', 'description']) {
        // By chance each line may be the name of an environment; the dots are none.
        const told = JSON.stringify(problemsOf(given(asApp('1', written, { [input]: `${pem}\n..` }))))
        expect(told).toContain(input)
        for (const line of pem.split('\n').slice(1, -1)) expect(told).not.toContain(line)
      }
    }
  })

  test('is nothing that a retrieval looks at', () => {
    expect(problemsOf(given(asApp('x', 'y', { command: 'retrieve' })))).toEqual([])
  })
})
