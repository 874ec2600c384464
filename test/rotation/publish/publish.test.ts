import { expect, test } from '@jest/globals'
import { Postponed, TargetError, type Targets, type TargetState } from '../../../src/rotation/model/ports.ts'
import { publish, type PublishOptions } from '../../../src/rotation/publish/publish.ts'
import { Interrupted } from '../../../src/rotation/model/context.ts'
import { testContext } from '../fixture.ts'

// What one target's failure means for the others, and for what is known of each afterwards.

const states: readonly TargetState[] = ['T1', 'T2', 'T3'].map((id) => ({
  id,
  label: `repository ${id}`,
  open: false,
  secrets: [],
}))
const credential = { accessKey: 'K2', secret: 'FAKE' }

/** Publishes to three targets; `T2` fails with an error, if there is one. */
async function play(
  error?: Error,
  stopping: () => boolean = () => false,
  refusal: PublishOptions['refusal'] = () => undefined,
) {
  const tried: string[] = []
  const write: Targets['write'] = (id) => {
    tried.push(id)
    return id === 'T2' && error !== undefined ? Promise.reject(error) : Promise.resolve(new Map())
  }
  const { context, events } = testContext({ targets: { write }, stopping })
  const { written, failed } = await publish(context, states, credential, {
    previousCredential: () => undefined,
    refusal: (state) => refusal(state),
  })
  return { tried, written: [...written.keys()], failed, events }
}

test('every target is written, and told', async () => {
  const { written, failed, events } = await play()
  expect([written, failed]).toEqual([['T1', 'T2', 'T3'], []])
  expect(events.at(-1)).toEqual({ kind: 'target-written', label: 'repository T3', count: 3, total: 3 })
})

test('one that cannot be written is told, and the others are written', async () => {
  const error = new TargetError('GitHub said no', 'untouched', 'ask somebody')
  const { written, failed, events } = await play(error)
  expect([written, failed]).toEqual([['T1', 'T3'], ['T2']])
  expect(events).toContainEqual({ kind: 'target-failed', label: 'repository T2', error })
})

test('one that the limits leave no time for is the next run’s, and named', async () => {
  const { written, failed, events } = await play(new Postponed('no time is left'))
  expect([written, failed]).toEqual([['T1', 'T3'], ['T2']])
  expect(events.at(-1)).toEqual({ kind: 'targets-postponed', labels: ['repository T2'] })
})

test('one that was not begun, as the run was asked to end, has not failed', async () => {
  const { written, failed, events } = await play(new Interrupted('the run was asked to end'))
  expect([written, failed]).toEqual([['T1', 'T3'], []])
  expect(events.map(({ kind }) => kind)).toEqual(['target-written', 'target-written'])
})

test('one that is refused is not written, and named', async () => {
  const error = new TargetError('another repository', 'untouched', 'accept it')
  const { tried, written, failed, events } = await play(undefined, undefined, ({ id }) =>
    id === 'T1' ? error : undefined,
  )
  expect([tried, written, failed]).toEqual([['T2', 'T3'], ['T2', 'T3'], ['T1']])
  expect(events).toContainEqual({ kind: 'target-failed', label: 'repository T1', error })
})

test('nothing is begun once the run was asked to end', async () => {
  const { tried, written, failed } = await play(undefined, () => true)
  expect([tried, written, failed]).toEqual([[], [], []])
})

test('what nobody foresaw ends the run', async () => {
  await expect(play(new TypeError('x is not a function'))).rejects.toThrow('x is not a function')
})
