import { describe, expect, test } from '@jest/globals'
import { advise } from '../../src/rotation/advice.ts'
import type { Policy } from '../../src/rotation/policy.ts'
import type { WriteSpan } from '../../src/rotation/ports.ts'
import { secretTag } from '../../src/rotation/record.ts'
import { ago, key, NOW, observed, version } from './build.ts'
import { policyOf } from './model/model.ts'
import { smallWorld } from './small-world.ts'

const span: WriteSpan = { from: NOW, to: NOW }
/** The secrets of a place that was a target once. */
const undeclared = (names: readonly string[]) =>
  new Map(names.map((name) => [secretTag('T9', name), span] as const))

/** What a run says where v1 (K1, replaced two days ago) and v2 (K2) were written to undeclared secrets. */
function said(
  policy: Partial<Policy>,
  left: { readonly v1?: readonly string[]; readonly v2?: readonly string[] },
) {
  const observation = observed({
    versions: [
      version(1, 'previous', 'K1', { days: 2, record: { written: undeclared(left.v1 ?? []) } }),
      version(2, 'current', 'K2', { days: 2, record: { written: undeclared(left.v2 ?? []) } }),
    ],
    keys: [key('K1'), key('K2')],
  })
  const { world, events } = smallWorld({})
  advise(world, policyOf(policy), observation, [])
  return events.map((event) => (event.kind === 'advice' ? event.text : event.kind))
}

describe('secrets that are no longer declared are named, with when their key ends', () => {
  test.each<[string, Partial<Policy>, Parameters<typeof said>[1], readonly string[]]>([
    ['nothing is left', {}, {}, []],
    [
      'one secret, with a replaced key',
      {},
      { v1: ['KEY'] },
      [
        `1 GitHub secret was given K1 (v1) and is no longer declared as targets, so that no run brings them up to date. It ends on ${ago(-5).toISOString()}: declare them again, or see to it that nobody uses them.`,
      ],
    ],
    [
      'two secrets, with the current key',
      {},
      { v2: ['KEY', 'SECRET'] },
      [
        '2 GitHub secrets were given K2 (v2) and are no longer declared as targets, so that no run brings them up to date. It ends 7d after it is replaced: declare them again, or see to it that nobody uses them.',
      ],
    ],
    [
      'keys that are kept',
      { oldKey: 'keep' },
      { v1: ['KEY', 'SECRET'] },
      [
        '2 GitHub secrets were given K1 (v1) and are no longer declared as targets, so that no run brings them up to date. Nobody ends it: declare them again, or see to it that nobody uses them.',
      ],
    ],
  ])('%s', (_, policy, left, words) => {
    expect(said(policy, left)).toEqual(words)
  })
})
