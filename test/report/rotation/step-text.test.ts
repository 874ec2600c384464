import { describe, expect, test } from '@jest/globals'
import { NEW_KEY } from '../../../src/rotation/decide/plan.ts'
import type { CloseReason, GiveUpReason, Step, DueReason } from '../../../src/rotation/model/steps.ts'
import { keyEventText, overtakenText } from '../../../src/report/rotation/key-event-text.ts'
import { keyName, listNames } from '../../../src/report/text/phrases.ts'
import { isoTime, durationText, relativeDateText } from '../../../src/report/text/time.ts'
import {
  dueText,
  giveUpText,
  stepDoneText,
  stepText,
  stopText,
} from '../../../src/report/rotation/step-text.ts'
import { inDays, MAKE, NOW, scw } from '../fixtures.ts'

const K = 'SCWFAKE0000000000003'
const at = { revision: 3, accessKey: scw(3) }

const CLOSED: readonly [CloseReason, string][] = [
  ['deleted', 'its key is deleted'],
  ['duplicate', 'another version holds its key'],
  ['given-up', 'it was superseded, and could still be read as the newest version'],
  ['foreign-key', 'its record names a key that does not belong to the application or user of this rotation'],
  ['unmarked-key', 'its record names a key that this rotation did not create'],
  ['wrong-revision', 'its record names a key that another version holds'],
  ['wrong-payload', 'it does not hold the key that its record names'],
]

const STEPS: readonly [Step, string, string][] = [
  [
    { kind: 'take-over', ...at },
    `take the secret over; v3 (${K}) counts as its current key`,
    `took the secret over; v3 (${K}) counts as its current key`,
  ],
  [
    { kind: 'take-over', revision: undefined, accessKey: undefined },
    'take the secret over',
    'took the secret over',
  ],
  [
    { kind: 'discard', accessKey: scw(3) },
    `delete the key ${K}, which an interrupted run created and did not store`,
    `deleted the key ${K}, which an interrupted run created and did not store`,
  ],
  [
    { kind: 'replace', ...at, how: 'mark' },
    `mark the key v3 (${K}) as replaced: its grace period begins`,
    `marked the key v3 (${K}) as replaced: its grace period begins`,
  ],
  [
    { kind: 'replace', accessKey: scw(3), revision: undefined, how: 'release' },
    `release the key ${K}, which was not created here: its mark is removed`,
    `released the key ${K}, which was not created here: its mark is removed`,
  ],
  [
    { kind: 'give-up', ...at, reason: 'disabled' },
    `give v3 (${K}) up: a person disabled it`,
    `gave v3 (${K}) up: a person disabled it`,
  ],
  [
    { kind: 'mark-previous', ...at, since: NOW },
    `mark v3 (${K}) as previous: it was replaced on 2026-08-01 12:00 UTC`,
    `marked v3 (${K}) as previous: it was replaced on 2026-08-01 12:00 UTC`,
  ],
  ...CLOSED.map(([because, why]): [Step, string, string] => [
    { kind: 'close', because, ...at },
    `disable v3 (${K}): ${why}`,
    `disabled v3 (${K}): ${why}`,
  ]),
  [
    { kind: 'close', because: 'unknown-version', revision: 3, accessKey: undefined },
    'disable v3: this action did not store it, and it is newer than the current version',
    'disabled v3: this action did not store it, and it is newer than the current version',
  ],
  [
    { kind: 'retire', ...at, how: 'delete' },
    `delete the replaced key v3 (${K})`,
    `deleted the replaced key v3 (${K})`,
  ],
  [
    { kind: 'retire', accessKey: scw(3), revision: undefined, how: 'release' },
    `let the replaced key ${K} go: it goes on working, and this action has nothing to do with it any more`,
    `let the replaced key ${K} go: it goes on working, and this action has nothing to do with it any more`,
  ],
  [
    { kind: 'prune', revision: 3 },
    'delete the old version v3 from the secret',
    'deleted the old version v3 from the secret',
  ],
  [{ kind: 'verify', ...at }, `prove that v3 (${K}) works`, `proved that v3 (${K}) works`],
  [
    { kind: 'publish', ...at, targets: ['a', 'b'] },
    `write v3 (${K}) to 2 targets: a; b`,
    `wrote v3 (${K}) to 2 targets: a; b`,
  ],
  [
    { kind: 'repair', ...at, targets: ['a'] },
    `write the current key v3 (${K}) to 1 target: a`,
    `wrote the current key v3 (${K}) to 1 target: a`,
  ],
  [{ kind: 'promote', ...at }, `make v3 (${K}) the current key`, `made v3 (${K}) the current key`],
  [{ kind: 'create-secret' }, 'create the secret in Secret Manager', 'created the secret in Secret Manager'],
  [
    MAKE,
    'create and store a new key, because the current key SCWFAKE0000000000002, made on 2026-06-22 12:00 UTC, has reached max-age',
    'created and stored a new key, because the current key SCWFAKE0000000000002, made on 2026-06-22 12:00 UTC, has reached max-age',
  ],
  [
    { kind: 'stop', because: { kind: 'settled' } },
    'stop there: nothing is left to do',
    'stopped there: nothing is left to do',
  ],
]

test.each(STEPS)('a step in words: %j', (step, words, done) => {
  expect(stepText(step)).toBe(words)
  expect(stepText(step, true)).toBe(`would ${words}`)
  expect(stepDoneText(step)).toBe(done)
})

test('targets go by their labels, and only those that were written are told as written', () => {
  const step: Step = { kind: 'publish', ...at, targets: ['1', '2', '3'] }
  const labelOf = (id: string) => `label ${id}`
  expect(stepText(step, false, labelOf)).toBe(`write v3 (${K}) to 3 targets: label 1; label 2; label 3`)
  expect(stepDoneText(step, labelOf, new Set(['2']))).toBe(
    `wrote v3 (${K}) to 2 of 3 targets: label 1; label 3`,
  )
  expect(stepDoneText(step, labelOf, new Set(['1', '2', '3']))).toBe(`wrote v3 (${K}) to 0 of 3 targets`)
})

test('a key that does not exist yet has no number', () => {
  expect(keyName(NEW_KEY, 4)).toBe('the new key')
  expect(stepText({ kind: 'verify', revision: 4, accessKey: NEW_KEY }, true)).toBe(
    'would prove that the new key works',
  )
})

test('long lists are cut', () => {
  const names = Array.from({ length: 12 }, (_, index) => `t${index}`)
  expect(listNames(names)).toBe('t0; t1; t2; t3; t4; t5; t6; t7; t8; t9 and 2 more')
})

test.each<[DueReason, string]>([
  [{ kind: 'forced' }, 'force is set'],
  [{ kind: 'first' }, 'there is no current key yet'],
  [{ kind: 'unreadable', revision: 3 }, 'v3, the current version, can no longer be read'],
  [{ kind: 'deleted', accessKey: K }, `the current key ${K} no longer exists`],
  [{ kind: 'expired', accessKey: K, expiresAt: NOW }, `the current key ${K} expired on 2026-08-01 12:00 UTC`],
  [
    { kind: 'expiring', accessKey: K, expiresAt: NOW },
    `the current key ${K} expires soon, on 2026-08-01 12:00 UTC`,
  ],
  [
    { kind: 'old', accessKey: K, createdAt: inDays(-31) },
    `the current key ${K}, made on 2026-07-01 12:00 UTC (31 days ago), has reached max-age`,
  ],
  [{ kind: 'every-run' }, 'every run replaces the key (no max-age is set)'],
])('why a key is due: %j', (reason, words) => {
  expect(dueText(reason, NOW)).toBe(words)
})

test('why a run stops', () => {
  expect(stopText({ kind: 'settled' })).toBe('nothing is left to do')
  expect(stopText({ kind: 'targets-lag', accessKey: K, targets: ['a', 'b'] }, (id) => id.toUpperCase())).toBe(
    '2 targets could not be written: A; B',
  )
  expect(stopText({ kind: 'unfinished-elsewhere', accessKey: K })).toBe(
    `another run left the key ${K} unfinished, and its version could not be closed; run again`,
  )
})

test.each<[GiveUpReason, string]>([
  ['disabled', 'a person disabled it'],
  ['invalid', 'its key no longer exists, or has expired'],
  ['expiring', 'its key expires soon'],
  ['overtaken', 'a newer version is current already'],
  ['unverified', 'its key did not work in time'],
])('why a version is given up: %s', (reason, words) => {
  expect(giveUpText(reason)).toBe(words)
})

test('what happens to a new key', () => {
  expect(keyEventText({ kind: 'key-created', accessKey: K, expiresAt: inDays(90) }, NOW)).toBe(
    `Made the key ${K}, which expires on 2026-10-30 12:00 UTC (in 90 days).`,
  )
  expect(keyEventText({ kind: 'key-created', accessKey: K, expiresAt: undefined }, NOW)).toBe(
    `Made the key ${K}, which never expires.`,
  )
  expect(keyEventText({ kind: 'key-stored', accessKey: K, revision: 3 }, NOW)).toBe(
    `Stored the key ${K} as v3, pending.`,
  )
  expect(keyEventText({ kind: 'lost-answer', accessKey: K }, NOW)).toContain(`the key ${K} was deleted again`)
  expect(overtakenText({ kind: 'overtaken', accessKey: K, by: scw(4) })).toContain(
    `Another run stored the key ${scw(4)} first`,
  )
  expect(overtakenText({ kind: 'overtaken', accessKey: K, by: K })).toContain(`at work with the key ${K}`)
})

describe('time', () => {
  test.each([
    [0, 'less than a minute'],
    [-5, 'less than a minute'],
    [60_000, '1 minute'],
    [59 * 60_000, '59 minutes'],
    [3_600_000, '1 hour'],
    [47 * 3_600_000, '47 hours'],
    [48 * 3_600_000, '2 days'],
    [40.9 * 86_400_000, '40 days'],
    [Number.NaN, 'an unknown time'],
  ])('%d ms: %s', (milliseconds, words) => {
    expect(durationText(milliseconds)).toBe(words)
  })

  test('moments are told from now, in UTC', () => {
    expect(relativeDateText(inDays(22), NOW)).toBe('2026-08-23 12:00 UTC (in 22 days)')
    expect(relativeDateText(inDays(-3), NOW)).toBe('2026-07-29 12:00 UTC (3 days ago)')
    expect(relativeDateText(new Date(Number.NaN), NOW)).toBe('an unknown time')
    expect(isoTime(NOW)).toBe('2026-08-01T12:00:00.000Z')
    expect([isoTime(undefined), isoTime(new Date(Number.NaN))]).toEqual(['', ''])
  })
})
