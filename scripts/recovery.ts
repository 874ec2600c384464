import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import sodium from 'libsodium-wrappers'
import { findBoxes } from './find-boxes.ts'

/**
 * `npm run recovery`: makes the key pair that `recovery-public-key` belongs to, and opens what the action sealed to it
 * in a log. The private key is written to a file and read from it; it is never printed.
 */
const help = `Recovers a key that a keys API made and Secret Manager did not take.

  npm run recovery -- new FILE            makes a key pair: the private key goes to FILE, the public one is printed
  npm run --silent recovery -- open FILE  reads the log of the run from the standard input, prints the key in it

  --help  shows this text

See docs/keys-api.md.
`

/** Something that the user can mend, in words for the user. */
class Problem extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  if (values.help === true) {
    process.stdout.write(help)
    return
  }
  const [command, file, ...more] = positionals
  if ((command !== 'new' && command !== 'open') || file === undefined || more.length > 0) {
    throw new Problem(`it takes "new FILE" or "open FILE".\n\n${help}`)
  }
  await sodium.ready
  // npm starts scripts in the project's folder, wherever its user stands.
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file)
  await (command === 'new' ? makeKeyPair(path) : openBoxes(path))
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } })
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error))
  }
}

async function makeKeyPair(path: string): Promise<void> {
  const { privateKey, publicKey } = sodium.crypto_box_keypair()
  try {
    const content = `${Buffer.from(privateKey).toString('base64')}\n`
    await writeFile(path, content, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new Problem(`${path} exists already, and is not overwritten: name another file`)
    }
    throw new Problem(`${path} could not be written: ${reasonOf(error)}`)
  }
  const shown = Buffer.from(publicKey).toString('base64')
  process.stdout
    .write(`The private key is in ${path}, readable by you alone. Keep a copy of it where no workflow
can read it, and never in a repository. The public key, which is no secret:

${shown}

The line for the workflow, under "with:":

          recovery-public-key: ${shown}
`)
}

async function openBoxes(path: string): Promise<void> {
  const privateKey = await readPrivateKey(path)
  const publicKey = sodium.crypto_scalarmult_base(privateKey)
  if (process.stdin.isTTY) say('Paste the line of the log that has the sealed key, then Enter and Ctrl-D.')
  const boxes = findBoxes(await text(process.stdin))
  const opened = boxes.flatMap((box) => {
    try {
      return [Buffer.from(sodium.crypto_box_seal_open(box, publicKey, privateKey)).toString('utf8')]
    } catch {
      return [] // sealed to somebody else, cut, or no box at all: from outside they look alike
    }
  })
  const keys = [...new Set(opened)]
  if (keys.length === 0) throw new Problem(nothingOpened(boxes.length, path))
  // Whoever knows the public key can seal, so the name in the log should be the one of what came out.
  for (const key of keys) {
    if (key === '' || /\p{Cc}/u.test(key)) throw new Problem('a box opens, and what it holds is no key')
    say(`This is the key ${fingerprint(key)}; the log names it next to the box.`)
    process.stdout.write(`${key}\n`)
  }
}

async function readPrivateKey(path: string): Promise<Uint8Array> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Problem(`${path} could not be read: ${reasonOf(error)}`)
  })
  if (!/^[A-Za-z0-9+/]{43}=$/.test(content.trim())) {
    throw new Problem(`${path} holds no private key of "npm run recovery -- new FILE"`)
  }
  return Buffer.from(content.trim(), 'base64')
}

function nothingOpened(boxes: number, path: string): string {
  if (boxes === 0) {
    return (
      'there is no sealed key in what came in. Give it the whole line of the log that says "sealed to ' +
      'recovery-public-key", to its end'
    )
  }
  return (
    `what came in does not open with ${path}. It was sealed to another public key than the one that belongs to this ` +
    'file, or a part of it is missing'
  )
}

/** As the action names a key in its logs. */
function fingerprint(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

/** What the system says, without the path, which the message has already. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/, \w+ '.*$/, '') : String(error)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Problem)) throw error
  say(`recovery: ${error.message}`)
  process.exitCode = 1
}
