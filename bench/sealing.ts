import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sodium from 'libsodium-wrappers'
import { seal } from '../src/github/secrets/seal.ts'
import { megabytes, times, type Section } from './report.ts'
import { BUNDLE } from './run.ts'
import { inTurns, median } from './statistics.ts'

const BOXES = 500
const TIMES = 9

/** The overhead of sealing compared with the library alone, and the size of the bundle. */
export async function sealing(): Promise<Section> {
  await sodium.ready
  const pair = sodium.crypto_box_keypair()
  const publicKey = { id: '1', key: Buffer.from(pair.publicKey).toString('base64') }
  const value = randomBytes(64).toString('hex')
  const perSecond = async (work: () => unknown): Promise<number> => {
    const began = performance.now()
    for (let box = 0; box < BOXES; box += 1) await work()
    return (BOXES / (performance.now() - began)) * 1000
  }
  const { ours, raw } = await inTurns(TIMES, {
    ours: () => perSecond(() => seal(value, publicKey)),
    raw: () => perSecond(() => sodium.crypto_box_seal(value, pair.publicKey)),
  })
  return {
    title: `Sealing, median of ${TIMES}, and the bundle`,
    figures: [
      { what: 'boxes a second', value: Math.round(median(ours)).toString() },
      { what: 'boxes a second, libsodium only', value: Math.round(median(raw)).toString() },
      { what: 'ratio', value: times(median(ours) / median(raw)) },
      ...bundleSizes(),
    ],
  }
}

function bundleSizes(): Section['figures'] {
  const folder = dirname(BUNDLE)
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const sum = scripts.reduce((total, name) => total + statSync(join(folder, name)).size, 0)
  return [
    { what: 'loaded by every run', value: megabytes(statSync(BUNDLE).size) },
    { what: `the bundle, ${scripts.length} files`, value: megabytes(sum) },
  ]
}
