import { execFile } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findNode24 } from '../harness/step.ts'

/** Whether a program is on the PATH. */
export function have(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false // there is none in this folder
    }
  })
}

/** One call of a program that stands in for a real one. */
export interface Call {
  readonly program: string
  readonly parameters: readonly string[]
  readonly input: string
}

/** A folder to run the snippets of a document in, with programs that stand in for real ones. */
export interface Workplace {
  readonly write: (name: string, text: string) => void
  /** Runs a program there. @returns what it printed; throws where it fails */
  readonly run: (
    program: string,
    parameters: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>
  /** What the stand-ins were called with, in order. */
  readonly calls: () => readonly Call[]
  readonly remove: () => void
}

/**
 * @param standIns by the name of a program, the body of a function of its parameters that returns what it prints
 */
export function openWorkplace(standIns: Readonly<Record<string, string>> = {}): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'skr-docs-'))
  const bin = join(root, 'bin')
  const log = join(root, 'calls')
  mkdirSync(bin)
  writeFileSync(log, '')
  for (const [program, body] of Object.entries(standIns)) {
    const script = `#!/usr/bin/env node
const { appendFileSync, fstatSync, readFileSync } = require('node:fs')
const parameters = process.argv.slice(2)
const standardInput = fstatSync(0)
const input = standardInput.isFIFO() || standardInput.isFile() ? readFileSync(0, 'utf8') : ''
appendFileSync(process.env.CALLS, JSON.stringify({ program: ${JSON.stringify(program)}, parameters, input }) + '\\n')
process.stdout.write((() => { ${body} })())
`
    writeFileSync(join(bin, program), script, { mode: 0o755 })
  }
  return {
    write(name, text) {
      writeFileSync(join(root, name), text)
    },
    run: (program, parameters, env = {}) =>
      new Promise((resolve, reject) => {
        const path = [bin, dirname(findNode24()), process.env['PATH'] ?? ''].join(delimiter)
        const options = { cwd: root, env: { PATH: path, HOME: root, CALLS: log, ...env }, timeout: 60_000 }
        execFile(program, parameters, options, (error, stdout, stderr) => {
          if (error === null) resolve(stdout)
          else reject(new Error(`${program} failed:\n${stdout}\n${stderr}`, { cause: error }))
        })
      }),
    calls: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Call),
    remove() {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
