import { expect, test } from '@jest/globals'
import sodium from 'libsodium-wrappers'
import { publicKeyIn, seal } from '../../../src/github/secrets/seal.ts'

test('what is sealed can be opened with the other half of the key, and with nothing else', async () => {
  await sodium.ready
  const pair = sodium.crypto_box_keypair()
  const box = await seal('ein Schlüssel', { id: '1', key: Buffer.from(pair.publicKey).toString('base64') })
  const opened = sodium.crypto_box_seal_open(
    Buffer.from(box, 'base64'),
    pair.publicKey,
    pair.privateKey,
    'text',
  )
  expect(opened).toBe('ein Schlüssel')
})

test('nothing is sealed to what is no public key', async () => {
  for (const key of ['', 'ZmFrZQ==', Buffer.alloc(33, 9).toString('base64')])
    await expect(seal('a value', { id: '1', key })).rejects.toThrow('publicKey')
})

test.each([[null], [undefined], [''], [7], [[]]])('%j is no answer with a public key in it', (answer) => {
  expect(() => publicKeyIn(answer)).toThrow('it has no public key')
})
