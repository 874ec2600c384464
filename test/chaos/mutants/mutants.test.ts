import { describe, expect, test } from '@jest/globals'
import { KEYS_API_MUTANTS } from './keys-api.ts'
import { FORMAT_2_MUTANTS } from './format-2.ts'
import { MUTANTS, plant } from './mutants.ts'
import { runProof } from '../run-chaos.ts'

// The fault tests must be able to fail: they detect each of these mutants.
describe('the fault tests detect an action that', () => {
  test.concurrent.each(
    [...MUTANTS, ...FORMAT_2_MUTANTS, ...KEYS_API_MUTANTS].map((mutant) => [mutant.name, mutant] as const),
  )(
    '%s',
    async (_, mutant) => {
      const { src, remove } = plant(mutant)
      try {
        const { exitCode, output } = await runProof([
          ...mutant.where,
          '--stop-at',
          mutant.breaks,
          '--workers',
          '1',
          '--src',
          src,
        ])
        expect(output).toContain(`VIOLATION: ${mutant.breaks}`)
        expect(exitCode).toBe(1)
      } finally {
        remove()
      }
    },
    600_000,
  )
})
