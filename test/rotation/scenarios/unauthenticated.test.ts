import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import { forgedRecords, forgedRecordTexts } from '../../../src/rotation/decide/forged-records.ts'
import type { Version } from '../../../src/rotation/model/observation.ts'
import type { VersionStatus } from '../../../src/rotation/model/ports.ts'
import { rolloverSource } from '../../../src/rotation/decide/rollover-source.ts'
import { freshMemory, key, NOW, observed, version, type State } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'

// Versions whose record was not written with the record key of the run.

const blind = (rest: State) => observed({ issuer: 'blind', ...rest })
const POLICY = policyOf({ oldKey: 'keep' })
const K1 = key('K1', { mark: 'none', days: 1, expires: 30 })
const current = version(1, 'current', 'K1')

function unauthenticated(revision: number, status: VersionStatus = 'enabled'): Version {
  return { revision, status, record: undefined, createdAt: NOW, unauthenticated: true }
}

describe('versions with a record that the record key did not write', () => {
  test('are reported together, by their revisions alone', () => {
    const observation = blind({
      versions: [unauthenticated(1), unauthenticated(2, 'disabled'), version(3, 'current', 'K1')],
      keys: [K1],
    })
    expect(forgedRecords(observation)).toMatchObject([
      { revision: 1, accessKey: undefined, how: 'unauthenticated' },
      { revision: 2, accessKey: undefined, how: 'unauthenticated' },
    ])
    expect(forgedRecordTexts(observation)).toEqual([
      'The records of versions 1 and 2 of the secret were not written with record-key, so this action does not use the ' +
        'versions: nothing is published or rolled over because of them. If the versions are older than record-key, or ' +
        'than its present value, delete them once nothing uses their keys. Otherwise somebody else wrote to the ' +
        'secret: find out who can, and delete the versions then.',
    ])
  })

  test('are no longer reported when they are deleted', () => {
    const versions = [current, unauthenticated(2, 'deleted'), unauthenticated(3, 'scheduled_for_deletion')]
    expect(forgedRecordTexts(blind({ versions, keys: [K1] }))).toEqual([])
  })

  test('are disabled where they are newer than the current version', () => {
    const observation = blind({ versions: [current, unauthenticated(2)], keys: [K1] })
    expect(decide(observation, POLICY, freshMemory(observation))).toEqual({
      kind: 'close',
      revision: 2,
      accessKey: undefined,
      because: 'unknown-version',
    })
  })

  const left: readonly (readonly [string, readonly Version[]])[] = [
    ['older than the current version', [unauthenticated(1), version(2, 'current', 'K1')]],
    ['disabled already', [current, unauthenticated(2, 'disabled')]],
    ['alone', [unauthenticated(1)]],
    [
      'newer than a current version that is disabled',
      [version(1, 'current', 'K1', { status: 'disabled' }), unauthenticated(2)],
    ],
  ]
  test.each(left)('are left as they are where they are %s', (_, versions) => {
    const observation = blind({ versions, keys: [K1] })
    expect(decide(observation, POLICY, freshMemory(observation)).kind).not.toBe('close')
  })

  test('a version that nobody signed and that is no record is left alone by a keys API', () => {
    const versions: readonly Version[] = [current, { revision: 2, status: 'enabled', record: undefined }]
    const observation = blind({ versions, keys: [K1] })
    expect(forgedRecordTexts(observation)).toEqual([])
    expect(decide(observation, POLICY, freshMemory(observation)).kind).not.toBe('close')
  })
})

describe('a version of a keys API that does not hold the key of its record', () => {
  const versions = [current, version(2, 'pending', 'K2')]
  const keys = [K1, key('K2', { mark: 'none', expires: 30 })]
  const observation = { ...blind({ versions, keys }), mismatched: new Set([2]) }

  test('is closed', () => {
    expect(decide(observation, POLICY, freshMemory(observation))).toEqual({
      kind: 'close',
      revision: 2,
      accessKey: 'K2',
      because: 'wrong-payload',
    })
  })

  test('is not what is rolled over, even where it could not be closed', () => {
    expect(rolloverSource(observation)?.revision).toBe(1)
    expect(rolloverSource({ ...observation, mismatched: new Set() })?.revision).toBe(2)
  })

  test('is reported in words that fit, then and after it was closed', () => {
    expect(forgedRecordTexts(observation)).toEqual([
      'The record of version 2 of the secret does not match the key that it holds: it names the key K2, which is not ' +
        'the key that the version holds. Nothing was deleted or published because of it. Find out who can write to ' +
        'the secret, and delete the version once you have.',
    ])
    const closed = blind({
      versions: [current, version(2, 'retired', 'K2', { status: 'disabled', record: { forged: true } })],
      keys: [K1],
    })
    expect(forgedRecordTexts(closed)[0]).toContain(
      'Version 2 of the secret was disabled, because its record does not match the key that it holds.',
    )
  })
})
