import { beforeAll, expect, test } from '@jest/globals'
import sodium from 'libsodium-wrappers'
import { findBoxes } from '../../scripts/find-boxes.ts'
import { sealedKeyText } from '../../src/report/rotation/key-event-text.ts'
import { seal } from '../../src/github/secrets/seal.ts'

/** The box that the action makes, and the line that it prints with it. */
let box: string
let line: string

beforeAll(async () => {
  await sodium.ready
  const key = Buffer.from(sodium.crypto_box_keypair().publicKey).toString('base64')
  box = await seal('sk_live_FAKE_recovered_0000000000000000001', { id: 'recovery', key })
  line = sealedKeyText({ kind: 'sealed', accessKey: 'key-0123456789ab', box })
})

/** Breaks a text into lines of a terminal's width. */
const broken = (whole: string, width: number, before = ''): string =>
  (whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((part) => before + part).join('\n')
const time = '2030-01-02T03:04:05.1234567Z '

test.each<readonly [string, () => string]>([
  ['the box alone', () => box],
  ['the line of the log', () => line],
  ['the line as the runner is given it', () => `::warning title=A key to be recovered::${line}\n`],
  ['a raw log', () => `${time}##[group]Make\r\n${time}##[warning]${line}\r\n${time}##[endgroup]\r\n`],
  ['gh run view --log', () => `rotate\tRoll over\t${time}${line}\nrotate\tRoll over\t${time}Post job\n`],
  ['colours', () => `\u001b[33m${line}\u001b[0m\n`],
  ['the job summary', () => `- sealed to recovery-public-key: \`${box}\`\n`],
  ['lines as wide as a terminal', () => `before\n${broken(line, 80)}\nafter it, more\n`],
  ['such lines with a time before each', () => broken(line, 60, `  ${time}`)],
  ['lines of the box, with empty ones between', () => broken(box, 40).replaceAll('\n', '\r\n\r\n')],
  ['a word that follows in the next line', () => `${line}\nError\n`],
])('finds the box in %s', (_, text) => {
  expect(findBoxes(text()).map((found) => found.toString('base64'))).toContain(box)
})

test('finds nothing in a log without one', () => {
  expect(findBoxes(`${time}Made the key key-0123456789ab.\n${'0'.repeat(63)}\n`)).toEqual([])
})

test('a long log of nothing but base64 has few candidates for each of its lines', () => {
  expect(findBoxes(broken('0123456789abcdef'.repeat(2000), 80)).length).toBeLessThan(400 * 30)
})
