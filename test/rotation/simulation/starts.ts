import { DAY, MINUTE, NAMES, secretOf, targetOf, writeByHand } from './cloud.ts'
import { createModel, ROTATOR_KEY, type Model, type ModelOptions } from './simulation.ts'

/** The name of a state that runs start from. */
export type Start = keyof typeof STARTS

/** Brings a fresh model into a state from which runs start. Every state comes about as it would: by runs, faults and time. */
export const STARTS = {
  'no secret': () => Promise.resolve(),
  steady: (model: Model) => steady(model, 3 * DAY),
  due: (model: Model) => steady(model, 31 * DAY),
  'target changed by hand': async (model: Model) => {
    await steady(model, 3 * DAY)
    writeByHand(model.cloud, 'T1', { accessKey: 'K1', secret: secretOf('K1') })
  },
  'due, target changed by hand': async (model: Model) => {
    await steady(model, 31 * DAY)
    writeByHand(model.cloud, 'T1', { accessKey: 'K1', secret: secretOf('K1') })
  },
  'just promoted': (model: Model) => replaced(model, 5 * MINUTE),
  'grace period nearly over': (model: Model) => replaced(model, 7 * DAY - 2 * MINUTE),
  'grace period over': (model: Model) => replaced(model, 8 * DAY),
  'grace period over, and due': (model: Model) => replaced(model, 31 * DAY),
  'pending, written to one target': async (model: Model) => {
    await steady(model, 31 * DAY)
    const last = targetOf(model.cloud, model.cloud.targets.at(-1)?.id ?? '')
    for (const name of NAMES) last.refuses.add(name)
    await model.run()
    last.refuses.clear()
    model.cloud.now += DAY
  },
  'created by a run that crashed 20 minutes ago': (model: Model) => died(model, 'iam.describe', 20 * MINUTE),
  'created by a run that crashed an hour ago': (model: Model) => died(model, 'iam.describe', 61 * MINUTE),
  'promotion interrupted': (model: Model) => died(model, 'store.describe v1', 20 * MINUTE),
  'retirement interrupted': async (model: Model) => {
    await replaced(model, 8 * DAY)
    await dieAt(model, 'iam.delete')
    model.cloud.now += 20 * MINUTE
  },
} as const satisfies Record<string, (model: Model) => Promise<void>>

/** A model in one of those states. */
export async function modelAt(start: Start, options?: ModelOptions): Promise<Model> {
  const model = createModel(options)
  await STARTS[start](model)
  return model
}

/** A first run, and then nothing for a while. */
async function steady(model: Model, pause: number): Promise<void> {
  await model.run()
  model.cloud.now += pause
}

/** K1 was replaced by K2 so long ago. */
async function replaced(model: Model, pause: number): Promise<void> {
  await steady(model, DAY)
  await model.run({ policy: { force: true } })
  model.cloud.now += pause
}

/** A run that was due died before it sent a request. */
async function died(model: Model, request: string, pause: number): Promise<void> {
  await steady(model, 31 * DAY)
  await dieAt(model, request)
  model.cloud.now += pause
}

async function dieAt(model: Model, request: string): Promise<void> {
  const ended = model.begin('dying', { signIn: ROTATOR_KEY })
  await model.advance('dying', request)
  model.gate.let(0, 'crash-before')
  await ended
}
