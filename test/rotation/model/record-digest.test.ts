import { describe, expect, test } from '@jest/globals'
import {
  inGroups,
  MAX_RECORD_LENGTH,
  recordText,
  withSpans,
} from '../../../src/rotation/model/record-digest.ts'
import { holds, type Generation } from '../../../src/rotation/model/observation.ts'
import type { TargetState } from '../../../src/rotation/model/ports.ts'
import { readRecord, secretTag, writeRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'

const BEGAN = Date.UTC(2030, 0, 1)
const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']
const at = (seconds: number): Date => new Date(BEGAN + seconds * 1000)

/** So many targets, each written in a second of its own. */
function targets(count: number): readonly TargetState[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `actions\nacme/service-${index}`,
    label: `acme/service-${index}`,
    open: true,
    secrets: NAMES.map((name) => ({ name, updatedAt: at(index) })),
  }))
}

/** A record of all of these. */
function recordOf(states: readonly TargetState[]): VersionRecord {
  const written = states.flatMap(({ id, secrets }, index) =>
    secrets.map(({ name }) => [secretTag(id, name), { from: at(index), to: at(index + 1) }] as const),
  )
  const rest = {
    stage: 'current',
    accessKey: 'SCWFAKEFAKEFAKEFAKE1',
    since: at(0),
    run: '1/1',
    text: '',
  } as const
  return { ...rest, written: new Map(written) }
}

/** The labels of the targets that hold what a description says, as a later run reads them. */
function held(text: string, states: readonly TargetState[]): readonly string[] {
  const reading = readRecord(text)
  if (reading.kind !== 'ours') throw new Error('the record cannot be read')
  const record = withSpans(reading.record, states)
  const generation: Generation = { revision: 1, status: 'enabled', record }
  return states.filter((state) => holds(state, generation)).map(({ label }) => label)
}

/** The same targets, of which somebody else wrote one later. */
function overwritten(states: readonly TargetState[], index: number): readonly TargetState[] {
  return states.map((state, position) =>
    position === index
      ? { ...state, secrets: state.secrets.map((secret) => ({ ...secret, updatedAt: at(100_000) })) }
      : state,
  )
}

const labels = (states: readonly TargetState[]): readonly string[] => states.map(({ label }) => label)

test('what is short enough lists every secret', () => {
  const few = targets(20)
  const record = recordOf(few)
  expect(recordText(record, few)).toBe(writeRecord(record))
  expect(held(recordText(record, few), overwritten(few, 3))).toEqual(
    labels(few).filter((label) => label !== 'acme/service-3'),
  )
})

describe('what would be too long', () => {
  const many = targets(1000)
  const text = recordText(recordOf(many), many)

  test('is bounded, and says the same of targets that stand as they were left', () => {
    expect(writeRecord(recordOf(many)).length).toBeGreaterThan(5 * MAX_RECORD_LENGTH)
    expect(text.length).toBeLessThan(MAX_RECORD_LENGTH / 2)
    expect(held(text, many)).toEqual(labels(many))
  })

  test('says the same when it is written again by a run that read it', () => {
    const reading = readRecord(text)
    if (reading.kind !== 'ours') throw new Error('the record cannot be read')
    expect(recordText(withSpans(reading.record, many), many)).toBe(text)
  })

  test('leaves a target that somebody else wrote in doubt, with the few that are recorded together with it', () => {
    const seen = held(text, overwritten(many, 500))
    expect(seen).not.toContain('acme/service-500')
    expect(seen.length).toBeGreaterThan(950)
  })

  test('the same where somebody deleted the secrets of one', () => {
    const gone = many.map((state, index) =>
      index === 500
        ? { ...state, secrets: state.secrets.map((secret) => ({ ...secret, updatedAt: undefined })) }
        : state,
    )
    const seen = held(text, gone)
    expect(seen).not.toContain('acme/service-500')
    expect(seen.length).toBeGreaterThan(950)
  })

  test('takes no write of somebody else for its own', () => {
    // It was there already when the run read again what it had written.
    const read = overwritten(many, 500)
    const seen = held(recordText(recordOf(many), read), read)
    expect(seen).toEqual(labels(many).filter((label) => label !== 'acme/service-500'))
  })

  test('knows nothing of a target that was never written', () => {
    const record = recordOf(many)
    const [first] = many
    for (const name of NAMES)
      (record.written as Map<string, unknown>).delete(secretTag(first?.id ?? '', name))
    const seen = held(recordText(record, many), many)
    expect(seen).toEqual(labels(many).slice(1))
  })

  test('is bounded where most targets could not be written, and never says more than is so', () => {
    const failed = many.map((state, index) => (index % 2 === 0 ? overwritten([state], 0)[0] : state) ?? state)
    const short = recordText(recordOf(many), failed)
    expect(short.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH)
    const odd = labels(many).filter((_, index) => index % 2 === 1)
    const seen = held(short, failed)
    expect(seen.filter((label) => !odd.includes(label))).toEqual([])
    expect(seen.length).toBeGreaterThan(90)
  })

  test('loses little of what a run got through that had no time for all: it wrote whole groups', () => {
    const done = new Set(labels(inGroups(many).slice(0, 250)))
    const half = many.map((state, index) =>
      done.has(state.label) ? state : (overwritten([state], 0)[0] ?? many[index] ?? state),
    )
    const short = recordText(recordOf(many), half)
    expect(short.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH)
    expect(held(short, half)).toEqual(labels(many).filter((label) => done.has(label)))
  })

  test('needs no record of what can be read back', () => {
    const value = { name: 'variable ID', updatedAt: at(5), value: 'SCWFAKEFAKEFAKEFAKE1' }
    const both = many.map((state) => ({ ...state, secrets: [...state.secrets, value] }))
    const later = both.map((state) => ({
      ...state,
      secrets: state.secrets.map((secret) => ('value' in secret ? { ...secret, updatedAt: at(9) } : secret)),
    }))
    expect(held(recordText(recordOf(many), both), later)).toEqual(labels(many))
  })
})
