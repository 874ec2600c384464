import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { projectRoot } from './harness/step.ts'

/** A reader finds a file at a glance in a folder of at most so many. */
const MAX_FILES = 15

const copy = mkdtempSync(join(tmpdir(), 'layout-'))
for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json', 'src', 'sandbox'])
  cpSync(join(projectRoot, name), join(copy, name), { recursive: true })
symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'))
afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

/** Checks the imports of a copy of the project that has one more file. @returns what the check reports */
function checkWith(path: string, text: string): string {
  const file = join(copy, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  try {
    const program = join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
    return execFileSync(
      process.execPath,
      [program, '--config', '.dependency-cruiser.mjs', 'src', 'sandbox'],
      {
        cwd: copy,
        encoding: 'utf8',
        stdio: 'pipe',
      },
    )
  } catch (error) {
    return (error as { readonly stdout: string }).stdout
  } finally {
    rmSync(file)
  }
}

describe('the check of imports', () => {
  test('accepts the sources as they are', () => {
    expect(checkWith('src/lib/planted.ts', 'export const planted = 1\n')).toContain(
      'no dependency violations',
    )
  })

  test.each([
    ['a core that imports an adapter', 'src/rotation/decide/planted.ts', '../../scaleway/iam.ts'],
    ['an adapter that imports a report', 'src/github/targets/planted.ts', '../../report/text/time.ts'],
    ['a model that imports a decision', 'src/rotation/model/planted.ts', '../decide/due.ts'],
    ['a sandbox that imports the action', 'sandbox/scaleway/planted.ts', '../../src/scaleway/regions.ts'],
    ['a folder that imports a command', 'src/config/planted.ts', '../commands/runtime.ts'],
  ])('rejects %s', (_, path, imported) => {
    expect(checkWith(path, `import '${imported}'\n`)).toContain(`${path} → `)
  })

  test('rejects a cycle, also of types alone', () => {
    const file = 'src/lib/planted.ts'
    writeFileSync(join(copy, 'src/lib/other.ts'), "export type { Planted } from './planted.ts'\n")
    const text = "export type Planted = 1\nexport type { Planted as Other } from './other.ts'\n"
    expect(checkWith(file, text)).toContain('no-cycles')
    rmSync(join(copy, 'src/lib/other.ts'))
  })
})

test.each(['src', 'sandbox'])(`no folder of %s has more than ${MAX_FILES} files`, (top) => {
  const entries = readdirSync(join(projectRoot, top), { recursive: true, withFileTypes: true })
  const counts = new Map<string, number>()
  for (const entry of entries.filter((one) => one.isFile()))
    counts.set(entry.parentPath, (counts.get(entry.parentPath) ?? 0) + 1)
  expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([])
})
