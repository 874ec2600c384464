import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { definitionOf } from '../../src/config/inputs.ts'
import { INPUT_NAMES } from '../../src/config/read-inputs.ts'
import { given, inputsOf } from './given.ts'

interface Metadata {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, { description?: string; default?: unknown; required?: unknown }>>
  readonly outputs: Readonly<Record<string, { description?: string }>>
  readonly runs: unknown
  readonly branding: { readonly icon: string; readonly color: string }
}

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as Metadata

describe('action.yml', () => {
  // More than tidiness: the runner sets INPUT_… for declared inputs alone, and what it sets, no earlier step of a job
  // can plant.
  test('declares the inputs that the code reads, and no others', () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES)
  })

  test('has the defaults of the code', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default])
    expect(declared).toEqual(INPUT_NAMES.map((name) => [name, definitionOf(name).default]))
  })

  test('with its defaults filled in, as the runner does, means the same as without', () => {
    const defaults = Object.fromEntries(
      Object.entries(action.inputs).flatMap(([name, input]) =>
        typeof input.default === 'string' ? [[name, input.default]] : [],
      ),
    )
    expect(inputsOf(given(defaults))).toEqual(inputsOf(given()))
    for (const command of ['retrieve', 'check'])
      expect(inputsOf(given({ ...defaults, command }))).toEqual(inputsOf(given({ command })))
  })

  test('describes every input and output', () => {
    for (const [name, { description }] of [
      ...Object.entries(action.inputs),
      ...Object.entries(action.outputs),
    ]) {
      expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z].+\.$/s)])
    }
    expect(action.description.length).toBeGreaterThan(0)
  })

  test('names the outputs', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'outcome',
      'changed',
      'access-key',
      'secret-id',
      'revision',
      'expires-at',
      'previous-access-key',
      'previous-retires-at',
      'report',
      'findings',
      'report-file',
      'secret-key',
      'api-key',
      'matrix',
      'json',
    ])
  })

  test('runs the bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})
