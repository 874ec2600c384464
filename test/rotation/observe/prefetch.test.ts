import { expect, test } from '@jest/globals'
import { prefetch } from '../../../src/rotation/observe/prefetch.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { key, NOW, observed, SECRET_ID, type State } from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import { listing, UNLIMITED, SILENT, testContext, prepared } from '../fixture.ts'

// What is asked for before it is certain that a key is due: nothing but time depends on it.

interface Row extends State {
  readonly policy?: Partial<Policy>
}

/** What is asked for ahead, word for word; undefined where nothing is. */
async function askedFor({ policy, ...state }: Row): Promise<readonly unknown[] | undefined> {
  const asked: string[] = []
  const prepare = (ids: readonly string[]) => {
    asked.push(...ids)
    return Promise.resolve(prepared(ids, [{ about: 'a target', problem: 'none', remedy: 'none' }]))
  }
  const issuer = state.issuer === 'blind' ? SILENT : listing({ limits: () => Promise.resolve(UNLIMITED) })
  const { context } = testContext({ issuer, targets: { prepare } })
  const { targets, secretId, keys } = observed(state)
  const ahead = prefetch(context, policyOf(policy), { at: NOW, secretId, keys: [...keys.values()], targets })
  if (ahead === undefined) {
    expect(asked).toEqual([])
    return undefined
  }
  expect([...ahead.ids]).toEqual(asked)
  const { problems } = await ahead.prepared
  return [asked, problems.map(({ about }) => about), await ahead.limits]
}

const ALL = [['T1', 'T2'], ['a target'], UNLIMITED]
const aged = (age: number, expires?: number): State => ({
  keys: [key('K1', { days: age, ...(expires !== undefined && { expires }) })],
})

test.each<[string, Row, boolean]>([
  ['there is no secret', { noSecret: true, ...aged(1) }, true],
  ['there is no key of ours', {}, true],
  [
    'there is only a key of another secret',
    { keys: [key('K1', { secretId: '99999999-2222-4333-8444-555555555555' })] },
    true,
  ],
  ['there is only a key without a mark', { keys: [key('K1', { mark: 'none' })] }, true],
  ['the key is young', aged(29), false],
  ['the key is of age', aged(30), true],
  ['the newest key is young', { keys: [key('K2', { days: 3 }), key('K1', { days: 60 })] }, false],
  ['the newest key is of age', { keys: [key('K2', { days: 40 }), key('K1', { days: 60 })] }, true],
  ['every run makes one', { ...aged(0), policy: { maxAge: undefined } }, true],
  ['the key ends within the window', aged(1, 7), true],
  ['the key ends after it', aged(1, 7.1), false],
  ['it is forced', { ...aged(1), policy: { force: true } }, true],
  ['rollover: the key is of age', { ...aged(40), policy: { command: 'rollover' } }, false],
  ['rollover: the key ends within the window', { ...aged(1, 3), policy: { command: 'rollover' } }, true],
  ['a longer window', { ...aged(1, 20), policy: { rolloverWindow: days(20) } }, true],
  ['retire', { ...aged(40), policy: { command: 'retire', force: true } }, false],
  ['rollback', { ...aged(40), policy: { command: 'rollback', force: true } }, false],
])('%s', async (_, row, likely) => {
  expect(await askedFor(row)).toEqual(likely ? ALL : undefined)
})

test('a keys API has no limits to tell, and no ages before the records are read', async () => {
  expect(await askedFor({ issuer: 'blind', ...aged(40) })).toBeUndefined()
  expect(await askedFor({ issuer: 'blind', policy: { force: true } })).toEqual([
    ['T1', 'T2'],
    ['a target'],
    undefined,
  ])
})

test('what fails ahead is told to who asks for it, and to nobody else', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  const { context } = testContext({ targets: { prepare: () => Promise.reject(new Error('GitHub is down')) } })
  const { targets, keys } = observed({})
  const look = { at: NOW, secretId: SECRET_ID, keys: [...keys.values()], targets }
  const ahead = prefetch(context, policyOf({ force: true }), look)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
  await expect(ahead?.prepared).rejects.toThrow('GitHub is down')
})
