import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findNode24 } from '../harness/step.ts'

/** Runs the fault tests as a process of their own, because they replace the clocks of their process. */
export async function runProof(
  parameters: readonly string[],
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(findNode24(), [join(import.meta.dirname, 'main.ts'), ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => (output += text))
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { exitCode, output }
}
