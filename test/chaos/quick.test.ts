import { expect, test } from '@jest/globals'
import { runProof } from './run-chaos.ts'

test('a quick cut of the proof finds nothing', async () => {
  const { exitCode, output } = await runProof(['--quick'])
  expect(output).toContain('0 violation(s)')
  expect(exitCode).toBe(0)
}, 600_000)
