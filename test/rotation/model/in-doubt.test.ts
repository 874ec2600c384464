import { describe, expect, test } from '@jest/globals'
import { deactivated, inDoubt, withoutDoubt } from '../../../src/rotation/model/in-doubt.ts'
import { ago, foreignVersion, key, observed, version } from '../build.ts'

// Of two keys that are in doubt, one is settled; the other one, and what is not ours, stays as it is.

const doubted = (revision: number, accessKey: string) =>
  version(revision, 'current', accessKey, { record: { replacing: ago(1) } })
const K1 = key('K1', { mark: 'none', inDoubt: true })
const K2 = key('K2', { mark: 'none', inDoubt: true })
const before = observed({
  issuer: 'blind',
  versions: [foreignVersion(1), doubted(2, 'K1'), doubted(3, 'K2')],
  keys: [K1, K2],
})

describe('a key in doubt', () => {
  test('is in doubt no longer, on record and among the keys', () => {
    const after = withoutDoubt(before, 2)
    expect(after.versions).toEqual([foreignVersion(1), version(2, 'current', 'K1'), doubted(3, 'K2')])
    expect([...after.keys]).toEqual([
      ['K1', key('K1', { mark: 'none' })],
      ['K2', K2],
    ])
  })

  test('a version that is not ours holds none', () => {
    const after = withoutDoubt(before, 1)
    expect(after.versions).toEqual(before.versions)
    expect([...after.keys]).toEqual([...before.keys])
  })

  test('is dead, and the other one is not', () => {
    expect([...deactivated(before, 'K1').keys]).toEqual([['K2', K2]])
  })

  test('is one of several', () => {
    const certain = withoutDoubt(withoutDoubt(before, 2), 3)
    const after = inDoubt(certain, 'K2')
    expect([...after.keys]).toEqual([
      ['K1', key('K1', { mark: 'none' })],
      ['K2', K2],
    ])
  })
})
