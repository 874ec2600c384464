import { expect, test } from '@jest/globals'
import { runProof } from './run-chaos.ts'

test('a sample of the fault tests finds no violation', async () => {
  const { exitCode, output } = await runProof(['--quick'])
  expect(output).toContain('0 violation(s)')
  expect(exitCode).toBe(0)
}, 600_000)
