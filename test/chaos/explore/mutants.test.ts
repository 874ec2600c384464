import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from '@jest/globals'
import { plant } from '../mutants/mutants.ts'
import { BREAKS, type Break } from './breaks.ts'

/** The folders that the exploration needs, besides the source. */
const FOLDERS = [
  'test/chaos/explore',
  'test/chaos/mutants/mutants.ts',
  'test/chaos/mutants/format-2.ts',
  'test/rotation/simulation',
]
const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Explores scenarios with a mutant of the source, until there is a violation. */
async function exploreBroken(
  mutant: Break['mutant'],
  only: string,
): Promise<{ readonly output: string; readonly exitCode: number | null }> {
  const { src, remove } = plant(mutant)
  try {
    const copy = dirname(src)
    for (const folder of FOLDERS) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true })
    const program = join(copy, 'test', 'chaos', 'explore', 'main.ts')
    const child = spawn(process.execPath, [program, '--only', only, '--stop', '--workers', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    const output = await text(child.stdout)
    await closed
    return { output, exitCode: child.exitCode }
  } finally {
    remove()
  }
}

// The reductions of the search must not hide a defect.
describe('the exploration detects an action that', () => {
  test.concurrent.each(BREAKS.map((one) => [one.mutant.name, one] as const))(
    '%s',
    async (_, { mutant, only, finds }) => {
      const { output, exitCode } = await exploreBroken(mutant, only)
      expect(output).toMatch(/^VIOLATION in /m)
      expect(output).toMatch(finds)
      expect(exitCode).toBe(1)
    },
    180_000,
  )
})
