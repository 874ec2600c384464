import type { RotationEvent } from '../../../../src/rotation/model/events.ts'
import { RunProblems, TargetError } from '../../../../src/rotation/model/ports.ts'
import type { Policy } from '../../../../src/rotation/model/policy.ts'
import { DAY, handMade, NAMES, secretOf } from '../../simulation/cloud.ts'
import type { Fate } from '../../simulation/gate.ts'
import {
  createModel,
  type Ended,
  type Model,
  type ModelOptions,
  type RunOptions,
} from '../../simulation/simulation.ts'
import { modelAt, STARTS, type Start } from '../../simulation/starts.ts'

/** A run whose requests, events and results are recorded. */
export interface Story {
  readonly name: string
  readonly start: Start | KeysApiStart
  readonly options?: ModelOptions
  /** What happens before the run. */
  readonly before?: (model: Model) => void | Promise<void>
  readonly run?: RunOptions
  /** Plays the run where others, or failures, come in between. */
  readonly play?: (model: Model) => Promise<Ended>
}

export const ROLLOVER: RunOptions = { policy: { command: 'rollover', oldKey: 'keep', maxAge: undefined } }
export const ROTATE: RunOptions = { policy: { oldKey: 'keep' } }
export const FORCED: RunOptions = { policy: { force: true } }

export function command(name: Policy['command'], force = false): RunOptions {
  return { policy: { command: name, force } }
}

/** States from which runs with a keys API start. */
const KEYS_API_STARTS = {
  'keys API': () => Promise.resolve(),
  'keys API, steady': (model: Model) => firstRun(model, 3),
  'keys API, expiring': (model: Model) => firstRun(model, 25),
  'keys API, in doubt': async (model: Model) => {
    await firstRun(model, 25)
    await failing(model, 'api.rollOver', 'cut-before', { run: ROLLOVER, times: 2 })
    model.cloud.now += DAY
  },
  'keys API, rolled over': async (model: Model) => {
    await firstRun(model, 25)
    await model.run(ROLLOVER)
    model.cloud.now += DAY
  },
} as const satisfies Record<string, (model: Model) => Promise<void>>
type KeysApiStart = keyof typeof KEYS_API_STARTS

async function firstRun(model: Model, daysAgo: number): Promise<void> {
  await model.run(ROTATE)
  model.cloud.now += daysAgo * DAY
}

/** Starts a run, does something before it sends the `count`th request of this name, and lets it continue. */
export function interrupted(
  until: string,
  meanwhile: (model: Model) => unknown,
  run: RunOptions = {},
  count = 1,
): Pick<Story, 'play'> {
  return {
    async play(model) {
      const ended = model.begin('A', run)
      if (!(await model.advance('A', until, count))) throw new Error(`the run does not send ${until}`)
      await meanwhile(model)
      await model.finish('A')
      return ended
    },
  }
}

/** Another run continues until it is about to send a request of this name, and never continues after that. */
export async function stalled(model: Model, until: string): Promise<void> {
  void model.begin('B')
  if (!(await model.advance('B', until))) throw new Error(`the other run does not send ${until}`)
}

/** A secret with two versions that were stored by hand: one with a key of the bearer, one with a key that is deleted. */
export function seedSecret(model: Model, tags: readonly string[]): void {
  const payload = handMade(model.cloud, 'SEED')
  const other = { accessKey: 'GONE', secret: secretOf('GONE') }
  model.cloud.secret = {
    id: '00000000-0000-4000-8000-0000000000aa',
    tags,
    locked: false,
    versions: [
      { revision: 1, status: 'enabled', description: 'by hand', payload },
      { revision: 2, status: 'enabled', description: '', payload: other },
    ],
  }
}

/** Lets run A continue to its next request of this name, which fails. @returns whether it sent one */
export async function fail(model: Model, request: string, fate: Fate): Promise<boolean> {
  if (!(await model.advance('A', request))) return false
  const waiting = await model.gate.waiting()
  model.gate.let(
    waiting.findIndex((one) => one.run === 'A' && one.name.startsWith(request)),
    fate,
  )
  return true
}

/** Plays a run whose next requests of this name fail, as many `times`. */
export async function failing(
  model: Model,
  request: string,
  fate: Fate,
  { run = {}, times = 1 }: { readonly run?: RunOptions; readonly times?: number } = {},
): Promise<Ended> {
  const ended = model.begin('A', run)
  for (let count = 0; count < times; count += 1) if (!(await fail(model, request, fate))) break
  await model.finish('A')
  return ended
}

/** What a run requested and reported, how it ended, and the state that it left. No sentence is among it. */
export async function transcript({ start, options, before, run, play }: Story): Promise<string> {
  const model = await begin(start, options)
  await before?.(model)
  const [requests, events] = [model.gate.log.length, model.told.length]
  const ended = await (play === undefined ? model.run(run) : play(model))
  const { cloud } = model
  const lines = [
    ...model.gate.log.slice(requests).map((line) => `request ${line}`),
    ...model.told.slice(events).flatMap(eventCode),
    `end     ${endCode(ended)}`,
    ...(cloud.secret?.versions ?? []).map(
      ({ revision, status, description }) => `version ${revision} ${status} ${description}`,
    ),
    ...[...cloud.keys.values()].map(({ accessKey, description }) => `key     ${accessKey} ${description}`),
    ...cloud.targets.map(
      ({ id, values }) => `target  ${id} ${NAMES.map((name) => values.get(name)?.value ?? '-').join(' ')}`,
    ),
  ]
  return lines.join('\n')
}

async function begin(start: Story['start'], options: ModelOptions | undefined): Promise<Model> {
  if (start in STARTS) return modelAt(start as Start, options)
  const model = createModel({ blind: {}, ...options })
  await KEYS_API_STARTS[start as KeysApiStart](model)
  return model
}

function endCode(ended: Ended): string {
  if (ended === 'crashed') return ended
  const { kind, changed, stop, error } = ended
  return [kind, ...(changed ? ['changed'] : []), code(error ?? stop)].join(' ')
}

/** An event; none for those that say no more than the requests and the steps do. */
function eventCode(event: RotationEvent): readonly string[] {
  if (event.kind === 'observed' || event.kind === 'step-done') return []
  return [event.kind === 'step' ? `step    ${code(event.step)}` : `event   ${code(event)}`]
}

/** Fields that are left out: sentences, and what a step was decided on. */
const OMITTED: ReadonlySet<string> = new Set(['kind', 'text', 'what', 'why', 'box', 'known'])

/** A value as its kind and its fields; an error as its type and what it can be recognized by. */
function code(value: unknown): string {
  if (value instanceof RunProblems)
    return `${value.name} ${value.problems.map(({ about, knownCause }) => knownCause ?? about).join()}`
  if (value instanceof TargetError) return `${value.name} ${value.left}`
  if (value instanceof Error) return value.name
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(code).join()
  if (typeof value !== 'object' || value === null) return String(value)
  const { kind, ...fields } = value as Readonly<Record<string, unknown>>
  const shown = Object.entries(fields).filter(([name, field]) => field !== undefined && !OMITTED.has(name))
  return [kind, ...shown.map(([name, field]) => fieldCode(name, field))].join(' ')
}

function fieldCode(name: string, field: unknown): string {
  const text = code(field)
  return text.includes(' ') ? `${name}=(${text})` : `${name}=${text}`
}
