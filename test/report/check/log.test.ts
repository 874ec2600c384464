import { describe, expect, test } from '@jest/globals'
import type { FindingKind } from '../../../src/check/findings.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import { createCheckLog } from '../../../src/report/check/log.ts'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { foreignVersion, key, SECRET_ID, version } from '../../rotation/build.ts'
import { checkOf } from './result.ts'
import { fakeCore, fakeRedact, target } from '../fixtures.ts'

/** What the log of a check says of these keys. */
function printed(results: readonly CheckResult[], failOn: readonly FindingKind[] = []): readonly string[] {
  const { core, lines } = fakeCore()
  createCheckLog({ core, redact: fakeRedact() }).print(results, failOn)
  return lines
}

const ONE = [version(1, 'current', 'K1')]
const K1 = [key('K1')]

test('what a check waits for is told while it looks', () => {
  const { core, lines } = fakeCore()
  const log = createCheckLog({ core, redact: fakeRedact() })
  const events: readonly RotationEvent[] = [
    { kind: 'paced', pointsAMinute: 900 },
    { kind: 'limited', waitMs: 59_100, changesAMinute: 40 },
    { kind: 'limited', waitMs: 1000, changesAMinute: undefined },
    { kind: 'advice', text: 'Give the token back.' },
    // Of a rotation alone.
    { kind: 'overtaken', accessKey: 'K2', by: 'K1' },
  ]
  for (const event of events) log.report(event)
  expect(lines).toEqual([
    'GitHub allows 900 points a minute, of which a read costs 1 and a write 5: the rest is sent as fast as that.',
    `warning "GitHub's rate limits": GitHub refuses requests because there were too many: the run waits for 60 s and goes on with at most 40 writes a minute.`,
    `warning "GitHub's rate limits": GitHub refuses requests because there were too many: the run waits for 1 s and goes on with fewer at a time.`,
    'warning "Advice": Give the token back.',
  ])
})

test('a secret that holds no key of a rotation', () => {
  const secret = { id: SECRET_ID, tags: ['team=shop'], locked: false }
  const result = checkOf(
    { versions: [foreignVersion(1)], held: ['nothing', 'nothing'] },
    { snapshot: { secret } },
  )
  expect(printed([result], ['no-key'])).toEqual([
    '▼ Check',
    `At 2030-06-15 12:00 UTC (the services' time) the secret /shop-deploy (${SECRET_ID}) holds:`,
    '  no key that this action made',
    'Targets: 0 of 2 in order',
    '  repository T1: nothing: none of the declared secrets is there',
    '  repository T2: nothing: none of the declared secrets is there',
    'Room left: 19 of 20 versions of the secret',
    'The secret carries no tag of a rotation: no workflow with this action looks after it yet.',
    '▲',
    `error "no-key": The secret /shop-deploy (${SECRET_ID}) has no current key of a rotation. Run the rotation, with take-over: true if the secret was made by hand or by other tools.`,
  ])
})

test('an older version that calls itself current as well, which a crash leaves', () => {
  const versions = [...ONE, version(2, 'current', 'K2')]
  expect(printed([checkOf({ versions, keys: [...K1, key('K2')] })])).toEqual(
    expect.arrayContaining([
      '  v2 (K2): current; 24 hours old, never expires',
      '  v1 (K1): no longer current; 24 hours old, never expires',
    ]),
  )
})

test('keys that could not be asked for are as old as their records say', () => {
  const issued = new Date('2030-06-10T12:00:00Z')
  const versions = [
    version(1, 'retired', 'K1'),
    version(2, 'previous', 'K2'),
    version(3, 'current', 'K3', { record: { issued } }),
  ]
  const keys = [key('K2', { days: 9 }), key('K3', { days: 5 })]
  expect(printed([checkOf({ versions, keys }, { snapshot: { listed: undefined } })])).toEqual(
    expect.arrayContaining([
      '  v3 (K3): current; 5 days old, could not be read',
      '  v2 (K2): previous; 9 days old, could not be read',
      '  v1 (K1): retired; could not be read',
    ]),
  )
})

test('a key of a keys API that did not say when it ends', () => {
  const lines = printed([checkOf({ versions: ONE, keys: K1, issuer: 'blind' })], ['expired'])
  expect(lines).toContain('  v1 (K1): current; 24 hours old, nobody knows when it expires')
  expect(lines.at(-1)).toBe(
    'error "unchecked": Could not be looked at: keys-api-url: nobody knows when the current key expires: the service ' +
      'did not say it when it made the key. Roll the key over or rotate it once; the record of the new one then says when it ends.',
  )
})

describe('of many targets only those are told that are not in order', () => {
  const many = (count: number): CheckResult => {
    const targets = Array.from({ length: count }, (_, at) => target(`acme/r${at}`, undefined))
    return checkOf({ versions: ONE, keys: K1 }, { targets })
  }

  test('all of a few', () => {
    const lines = printed([many(11)])
    expect(lines).toContain('Targets: 0 of 11 in order')
    expect(lines.filter((line) => line.startsWith('  acme/r'))).toHaveLength(11)
    expect(lines.join('\n')).not.toContain('more that are not in order')
  })

  test('fifty of more, and how many others there are', () => {
    const lines = printed([many(60)])
    expect(lines).toContain('Targets: 0 of 60 in order')
    expect(lines.filter((line) => line.startsWith('  acme/r'))).toHaveLength(50)
    expect(lines).toContain('  acme/r49: nothing: none of the declared secrets is there')
    expect(lines).toContain('  and 10 more that are not in order')
  })
})

test('no room, and room for one more', () => {
  const full = checkOf({ versions: ONE, keys: K1 }, { snapshot: { capacity: 1, keysLeft: 1 } })
  const lines = printed([full])
  expect(lines).toContain("Room left: 0 of 1 versions of the secret, 1 API key of the organization's quota")
  expect(lines.slice(-2)).toEqual([
    'warning "quota": The secret takes no more versions (of 1). Lower keep-versions, or delete versions that no rotation keeps a record of.',
    `warning "quota": The organization's quota has room for only 1 more API key. Delete keys that nobody uses, or ask Scaleway to raise the quota.`,
  ])
})
