import { describe, expect, test } from '@jest/globals'
import { countChanges } from '../../../src/rotation/run/change-counter.ts'
import {
  AmbiguousResult,
  Postponed,
  RunProblems,
  TargetError,
  type BlindIssuer,
  type Issuer,
  type ListingIssuer,
  type RolloverAnswer,
  type Store,
  type Targets,
} from '../../../src/rotation/model/ports.ts'
import { Interrupted, type RotationContext } from '../../../src/rotation/model/context.ts'

const KEY = { accessKey: 'K1', secret: 'fake' }
const VERSION = { revision: 1, status: 'enabled', description: 'a record', createdAt: undefined } as const
const PROBLEM = { about: 'quota', problem: 'it is full', remedy: 'Delete keys' }

/** A context in which every change ends like this. */
function worldOf(end: () => Promise<unknown>, issuer?: Partial<BlindIssuer>): RotationContext {
  const answer = (): Promise<never> => end() as Promise<never>
  const listing = {
    kind: 'listing',
    create: answer,
    describe: answer,
    delete: answer,
  } as Partial<ListingIssuer>
  const store: Partial<Store> = {
    create: answer,
    tag: answer,
    versions: () => Promise.resolve([VERSION]),
    add: answer,
    describe: answer,
    disable: answer,
    remove: answer,
  }
  const targets: Partial<Targets> = { write: answer }
  const parts = { issuer: issuer ?? (listing as Issuer), store, targets }
  return parts as unknown as RotationContext
}

/** What can be changed, each by one operation. */
const OPERATIONS: readonly (readonly [string, (context: RotationContext) => Promise<unknown>])[] = [
  [
    'a key that is created',
    ({ issuer }) =>
      listing(issuer).create({ description: '', expiresAt: undefined, defaultProjectId: undefined }),
  ],
  ['a mark', ({ issuer }) => listing(issuer).describe('K1', 'a mark')],
  ['a key that is deleted', ({ issuer }) => listing(issuer).delete('K1')],
  ['a secret', ({ store }) => store.create(['ours'])],
  ['tags', ({ store }) => store.tag('an id', ['ours'])],
  ['a version', ({ store }) => store.add('an id', KEY, 'a record')],
  ['a record', ({ store }) => store.describe('an id', 1, 'another record')],
  ['a version that is disabled', ({ store }) => store.disable('an id', 1)],
  ['a version that is deleted', ({ store }) => store.remove('an id', 1)],
  ['a target', ({ targets }) => targets.write('T1', KEY, undefined)],
]

function listing(issuer: Issuer): ListingIssuer {
  if (issuer.kind !== 'listing') throw new Error('expected an issuer that lists its keys')
  return issuer
}

/** Whether an operation that ended like this counts. */
async function counts(
  operation: (context: RotationContext) => Promise<unknown>,
  end: () => Promise<unknown>,
) {
  const { context, changed } = countChanges(worldOf(end))
  await operation(context).catch(() => undefined)
  return changed()
}

const unknown: readonly (readonly [string, Error])[] = [
  ['no answer', new AmbiguousResult('no answer')],
  ['a server error', new RunProblems([PROBLEM], { unknownEffect: true })],
]
const without: readonly (readonly [string, Error])[] = [
  ['a refusal', new RunProblems([PROBLEM])],
  ['no time left', new Postponed('later')],
  ['a run that was asked to end', new Interrupted('end')],
  ['a bug', new TypeError('undefined is not a function')],
]

describe.each(OPERATIONS)('%s', (_, operation) => {
  test('counts when it was done', async () => {
    expect(await counts(operation, () => Promise.resolve(undefined))).toBe(true)
  })
  test.each(unknown)('counts after %s: it may have taken effect', async (__, error) => {
    expect(await counts(operation, () => Promise.reject(error))).toBe(true)
  })
  test.each(without)('does not count after %s', async (__, error) => {
    expect(await counts(operation, () => Promise.reject(error))).toBe(false)
  })
})

test('a target counts unless it is untouched', async () => {
  const write = (context: RotationContext) => context.targets.write('T1', KEY, undefined)
  const left = async (state: TargetError['left']) =>
    counts(write, () => Promise.reject(new TargetError('no', state, 'Run again')))
  expect(await Promise.all([left('untouched'), left('restored'), left('mixed'), left('unknown')])).toEqual([
    false,
    true,
    true,
    true,
  ])
})

test('reading counts nothing', async () => {
  const { context, changed } = countChanges(worldOf(() => Promise.resolve(undefined)))
  expect(await context.store.versions('an id')).toEqual([VERSION])
  expect(changed()).toBe(false)
})

describe('a record', () => {
  const done = () => Promise.resolve(undefined)

  test('that is taken back does not count', async () => {
    const { context, changed } = countChanges(worldOf(done))
    await context.store.versions('an id')
    await context.store.describe('an id', 1, 'a note')
    expect(changed()).toBe(true)
    await context.store.versions('an id')
    await context.store.describe('an id', 1, 'a record')
    expect(changed()).toBe(false)
  })

  test('that is written as it was does not count, unless nobody read it before', async () => {
    const { context, changed } = countChanges(worldOf(done))
    await context.store.versions('an id')
    await context.store.describe('an id', 1, 'a record')
    expect(changed()).toBe(false)
    await context.store.describe('an id', 2, 'a record')
    expect(changed()).toBe(true)
  })

  test('that may not have been taken back counts', async () => {
    let fails = false
    const { context, changed } = countChanges(
      worldOf(() => (fails ? Promise.reject(new AmbiguousResult('no answer')) : done())),
    )
    await context.store.versions('an id')
    await context.store.describe('an id', 1, 'a note')
    fails = true
    await context.store.describe('an id', 1, 'a record').catch(() => undefined)
    expect(changed()).toBe(true)
  })
})

describe('a rollover', () => {
  const asked = async (answer: () => Promise<RolloverAnswer>) => {
    const issuer: Partial<BlindIssuer> = { kind: 'blind', rollOver: answer }
    const { context, changed } = countChanges(worldOf(() => Promise.resolve(undefined), issuer))
    if (context.issuer.kind === 'blind') await context.issuer.rollOver({ id: '1' }).catch(() => undefined)
    return changed()
  }

  test('counts when a key was made, or when nobody knows', async () => {
    const key = { credential: KEY, expiresAt: undefined }
    expect(await asked(() => Promise.resolve({ kind: 'created', key }))).toBe(true)
    expect(await asked(() => Promise.reject(new AmbiguousResult('no answer')))).toBe(true)
  })

  test.each([
    { kind: 'not-yet' } as const,
    { kind: 'refused', problem: PROBLEM } as const,
    { kind: 'unknown-key', problem: PROBLEM } as const,
  ])('does not count when the service refused it: %j', async (answer) => {
    expect(await asked(() => Promise.resolve(answer))).toBe(false)
  })
})
