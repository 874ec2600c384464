import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { readSections, writeSections } from '../../harness/sections.ts'
import { DAY, deleteByHand, handMade, NAMES, secretOf, targetOf } from '../simulation/cloud.ts'
import type { Fate } from '../simulation/gate.ts'
import { versionOf } from '../simulation/judge.ts'
import {
  createModel,
  days,
  type Ended,
  type Model,
  type ModelOptions,
  type RunOptions,
} from '../simulation/simulation.ts'
import { modelAt, STARTS, type Start } from '../simulation/starts.ts'

/**
 * Runs word for word: what each asks of the services, tells, and leaves behind, records and marks included. The other
 * tests say what must hold; this one shows whatever changes besides. Where a change is meant, write the file anew with
 * `UPDATE_TRANSCRIPTS=1 npm test -- test/rotation/transcripts`, and read what it changes.
 */
const FILE = join(import.meta.dirname, 'transcripts.txt')

interface Story {
  readonly name: string
  readonly start: Start | BlindStart
  readonly options?: ModelOptions
  /** What happens before the run. */
  readonly before?: (model: Model) => void | Promise<void>
  readonly run?: RunOptions
  /** Plays the run by itself, where others come in between. */
  readonly play?: (model: Model) => Promise<Ended>
}

const ROLLOVER: RunOptions = { policy: { command: 'rollover', oldKey: 'keep', maxAge: undefined } }
const ROTATE: RunOptions = { policy: { oldKey: 'keep' } }

/** States from which runs with a keys API start. */
const BLIND_STARTS = {
  'a keys API': () => Promise.resolve(),
  'a keys API, steady': (model: Model) => made(model, 3),
  'a keys API, near the end': (model: Model) => made(model, 25),
  'a keys API, in doubt': async (model: Model) => {
    await made(model, 25)
    await meeting(model, 'api.rollOver', 'cut-before', ROLLOVER, 2)
    model.cloud.now += DAY
  },
  'a keys API, rolled over': async (model: Model) => {
    await made(model, 25)
    await model.run(ROLLOVER)
    model.cloud.now += DAY
  },
} as const satisfies Record<string, (model: Model) => Promise<void>>
type BlindStart = keyof typeof BLIND_STARTS

async function made(model: Model, daysAgo: number): Promise<void> {
  await model.run(ROTATE)
  model.cloud.now += daysAgo * DAY
}

const forced: RunOptions = { policy: { force: true } }
const command = (name: 'rollover' | 'rollback' | 'retire', force = false): RunOptions => ({
  policy: { command: name, force },
})

/** Begins a run, does something before it sends the count-th request of this name, and lets it go on. */
function interrupted(
  until: string,
  meanwhile: (model: Model) => unknown,
  run: RunOptions = {},
  count = 1,
): Pick<Story, 'play'> {
  return {
    async play(model) {
      const ended = model.begin('A', run)
      if (!(await model.advance('A', until, count))) throw new Error(`the run never sends ${until}`)
      await meanwhile(model)
      await model.finish('A')
      return ended
    },
  }
}

/** Another run goes on until it is about to send the count-th request of this name, and waits there for ever. */
async function stalled(model: Model, until: string, run: RunOptions = {}, count = 1): Promise<void> {
  void model.begin('B', run)
  if (!(await model.advance('B', until, count))) throw new Error(`the other run never sends ${until}`)
}

function stranger(model: Model, tags: readonly string[]): void {
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

const stories: readonly Story[] = [
  ...(Object.keys(STARTS) as Start[]).map((start): Story => ({ name: 'the next run', start })),
  { name: 'a dry run', start: 'nothing there', run: { dryRun: true } },
  { name: 'a dry run', start: 'due', run: { dryRun: true } },
  { name: 'a dry run', start: 'grace over, and due', run: { dryRun: true } },
  { name: 'by force', start: 'steady', run: forced },
  { name: 'old keys are kept', start: 'grace over', run: { policy: { oldKey: 'keep' } } },
  { name: 'retire', start: 'just promoted', run: command('retire') },
  { name: 'retire', start: 'grace nearly over', run: command('retire') },
  { name: 'retire by force', start: 'just promoted', run: command('retire', true) },
  { name: 'retire, and nothing is there', start: 'steady', run: command('retire') },
  { name: 'rollback', start: 'just promoted', run: command('rollback') },
  { name: 'rollback, and nothing is there', start: 'steady', run: command('rollback') },
  { name: 'rollback of an unfinished key', start: 'pending, in one target', run: command('rollback') },
  { name: 'rollover of a key without an end', start: 'due', run: command('rollover') },
  {
    name: 'rollover',
    start: 'steady',
    run: { policy: { command: 'rollover', expiry: { kind: 'after', span: days(90) } } },
    before({ cloud }) {
      const [key] = cloud.keys.values()
      if (key !== undefined) cloud.keys.set('K1', { ...key, expiresAt: cloud.now + 3 * DAY })
    },
  },
  {
    name: 'a named key',
    start: 'steady',
    options: { mayDelete: ['OLD'] },
    run: { policy: { replacesAccessKey: 'OLD' } },
    before(model) {
      handMade(model.cloud, 'OLD')
      model.cloud.now += 8 * DAY
    },
  },
  { name: 'a key of one’s own text', start: 'due', run: { policy: { description: 'deploys the shop' } } },
  {
    name: 'taking over what nobody keeps',
    start: 'nothing there',
    run: { policy: { takeOver: true } },
    before: (model) => {
      stranger(model, ['team:web'])
    },
  },
  {
    name: 'taking over from another rotator',
    start: 'nothing there',
    run: { policy: { takeOver: true } },
    before: (model) => {
      stranger(model, ['key-rotation:another'])
    },
  },
  {
    name: 'what another rotator keeps',
    start: 'nothing there',
    before: (model) => {
      stranger(model, ['key-rotation:another'])
    },
  },
  {
    name: 'a locked secret',
    start: 'due',
    before({ cloud }) {
      if (cloud.secret !== undefined) cloud.secret.locked = true
    },
  },
  {
    name: 'a target that refuses',
    start: 'due',
    before: ({ cloud }) => {
      for (const name of NAMES) targetOf(cloud, 'T2').refuses.add(name)
    },
  },
  {
    name: 'a target that takes one half',
    start: 'due',
    before: ({ cloud }) => void targetOf(cloud, 'T2').refuses.add('SCW_SECRET_KEY'),
  },
  {
    name: 'a key that never works',
    start: 'due',
    before({ cloud }) {
      cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    },
  },
  {
    name: 'a key that may not ask',
    start: 'due',
    before({ cloud }) {
      cloud.probe = () => 'forbidden'
    },
  },
  {
    name: 'the current key is gone',
    start: 'steady',
    before: ({ cloud }) => {
      deleteByHand(cloud, 'K1')
    },
  },
  {
    name: 'the replaced key is gone',
    start: 'just promoted',
    before: ({ cloud }) => {
      deleteByHand(cloud, 'K1')
    },
  },
  {
    name: 'the current version is disabled',
    start: 'steady',
    before(model) {
      versionOf(model, 1).status = 'disabled'
    },
  },
  {
    name: 'a pending version is disabled',
    start: 'pending, in one target',
    before(model) {
      versionOf(model, 2).status = 'disabled'
    },
  },
  { name: 'the first version is refused', start: 'due', play: (model) => refusing(model, 'store.add') },
  {
    name: 'the first version is refused, and its key cannot be deleted',
    start: 'due',
    async play(model) {
      const ended = model.begin('A')
      for (const name of ['store.add', 'iam.delete']) await meet(model, name, 'refused')
      await model.finish('A')
      return ended
    },
  },
  { name: 'a key that cannot be made', start: 'due', play: (model) => refusing(model, 'iam.create') },
  { name: 'a mark that cannot be written', start: 'due', play: (model) => refusing(model, 'iam.describe') },
  {
    name: 'a key that cannot be deleted',
    start: 'grace over',
    play: (model) => refusing(model, 'iam.delete'),
  },
  { name: 'an answer with a key that is lost', start: 'due', play: (model) => cutting(model, 'iam.create') },
  {
    name: 'a request for a key that is lost, twice',
    start: 'due',
    play: (model) => meeting(model, 'iam.create', 'cut-before', {}, 2),
  },
  {
    name: 'a request for a key that is lost',
    start: 'due',
    play: (model) => meeting(model, 'iam.create', 'cut-before'),
  },
  { name: 'an answer of the store that is lost', start: 'due', play: (model) => cutting(model, 'store.add') },
  {
    name: 'a secret whose making is not answered',
    start: 'nothing there',
    play: (model) => cutting(model, 'store.create'),
  },
  {
    name: 'another run is faster',
    start: 'due',
    ...interrupted('store.add', (model) => model.run()),
  },
  {
    name: 'another run has stored a key first',
    start: 'due',
    ...interrupted('store.add', async (model) => {
      await stalled(model, 'store.add')
      await stalled(model, 'store.find')
    }),
  },
  {
    name: 'another run goes on with its key',
    start: 'due',
    ...interrupted('store.versions', (model) => model.run(), {}, 2),
  },
  {
    name: 'somebody disables its version meanwhile',
    start: 'due',
    ...interrupted(
      'store.versions',
      (model) => {
        versionOf(model, 2).status = 'disabled'
      },
      {},
      2,
    ),
  },
  {
    name: 'another run finishes what it is about to give up',
    start: 'pending, in one target',
    before(model) {
      versionOf(model, 2).status = 'disabled'
    },
    ...interrupted(
      'store.find',
      (model) => {
        const version = versionOf(model, 2)
        version.description = version.description.replace('"pending"', '"current"')
      },
      {},
      2,
    ),
  },
  {
    name: 'somebody marks a key as stored that it is about to delete',
    start: 'made, by a run that died long ago',
    ...interrupted('iam.get', ({ cloud }) => {
      const key = cloud.keys.get('K2')
      if (key !== undefined) key.description = key.description.replace('made', 'stored')
    }),
  },
  {
    name: 'somebody deletes a key that it is about to delete',
    start: 'made, by a run that died long ago',
    ...interrupted('iam.get', ({ cloud }) => {
      deleteByHand(cloud, 'K2')
    }),
  },
  {
    name: 'another rotator makes the secret, and the answer is lost',
    start: 'nothing there',
    async play(model) {
      const ended = model.begin('A')
      await model.advance('A', 'store.create')
      stranger(model, ['key-rotation:another'])
      await meet(model, 'store.create', 'cut-before')
      await model.finish('A')
      return ended
    },
  },
  {
    name: 'somebody disables what replaced a key that is being retired',
    start: 'grace over',
    ...interrupted('store.disable', (model) => {
      versionOf(model, 2).status = 'disabled'
      model.cloud.readersDenied = true // by that person
    }),
  },
  {
    name: 'the secret is taken over meanwhile',
    start: 'due',
    ...interrupted('store.add', ({ cloud }) => {
      if (cloud.secret !== undefined) cloud.secret.tags = ['key-rotation:another']
    }),
  },
  {
    name: 'somebody goes back to a key that is being retired',
    start: 'grace over',
    ...interrupted('store.disable v1', (model) => model.run(command('rollback'))),
  },
  {
    name: 'a key is retired while somebody goes back to it',
    start: 'grace over',
    ...interrupted('iam.describe', (model) => model.run(), command('rollback')),
  },
]

const blindStories: readonly Story[] = [
  { name: 'rotate', start: 'a keys API', run: ROTATE },
  { name: 'rollover, and nothing is there', start: 'a keys API', run: ROLLOVER },
  {
    name: 'rollover of a key that is only named',
    start: 'a keys API',
    run: ROLLOVER,
    options: { blind: { first: { id: 'OLD' } } },
    before: ({ cloud }) => void handMade(cloud, 'OLD', { expiresAt: cloud.now + 3 * DAY }),
  },
  {
    name: 'taking over',
    start: 'a keys API',
    run: { policy: { ...ROLLOVER.policy, takeOver: true } },
    before: (model) => {
      stranger(model, [])
    },
  },
  { name: 'rotate', start: 'a keys API, steady', run: ROTATE },
  {
    name: 'rotate by force',
    start: 'a keys API, steady',
    run: { policy: { ...ROTATE.policy, force: true } },
  },
  { name: 'rollover', start: 'a keys API, steady', run: ROLLOVER },
  {
    name: 'rollover by force',
    start: 'a keys API, steady',
    run: { policy: { ...ROLLOVER.policy, force: true } },
  },
  { name: 'rollback', start: 'a keys API, rolled over', run: command('rollback') },
  { name: 'retire', start: 'a keys API, rolled over', run: command('retire') },
  { name: 'rollover', start: 'a keys API, near the end', run: ROLLOVER },
  {
    name: 'rollover of a key that nobody can see work',
    start: 'a keys API, near the end',
    run: ROLLOVER,
    options: { blind: { probes: false } },
  },
  { name: 'rotate', start: 'a keys API, near the end', run: ROTATE },
  { name: 'a dry run', start: 'a keys API, near the end', run: { ...ROLLOVER, dryRun: true } },
  {
    name: 'a key that somebody ended',
    start: 'a keys API, near the end',
    run: ROLLOVER,
    before: ({ cloud }) => {
      deleteByHand(cloud, 'K1')
    },
  },
  {
    name: 'a new key that cannot be seen to work',
    start: 'a keys API, near the end',
    run: ROLLOVER,
    before({ cloud }) {
      cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    },
  },
  {
    name: 'another key that cannot be seen to work',
    start: 'a keys API, near the end',
    run: ROTATE,
    before({ cloud }) {
      cloud.probe = () => 'unclear'
    },
  },
  {
    name: 'an answer that is lost',
    start: 'a keys API, near the end',
    play: (model) => meeting(model, 'api.rollOver', 'cut-after', ROLLOVER),
  },
  {
    name: 'a request that is lost',
    start: 'a keys API, near the end',
    play: (model) => meeting(model, 'api.rollOver', 'cut-before', ROLLOVER),
  },
  {
    name: 'an answer with another key that is lost',
    start: 'a keys API, near the end',
    play: (model) => meeting(model, 'api.create', 'cut-after', ROTATE),
  },
  {
    name: 'a store that is down',
    start: 'a keys API, near the end',
    play: (model) => meeting(model, 'store.add', 'refused', ROLLOVER, 6),
  },
  {
    name: 'a store that is down for another key',
    start: 'a keys API, near the end',
    play: (model) => meeting(model, 'store.add', 'refused', ROTATE, 6),
  },
  {
    name: 'another run rolls it over',
    start: 'a keys API, near the end',
    ...interrupted('api.rollOver', (model) => model.run(ROLLOVER), ROLLOVER),
  },
  {
    name: 'another run is done before this one has read the key',
    start: 'a keys API, near the end',
    ...interrupted(
      'store.read',
      async (model) => {
        await model.run(ROLLOVER)
        model.cloud.now += 25 * DAY
      },
      ROLLOVER,
    ),
  },
  { name: 'rollover', start: 'a keys API, in doubt', run: ROLLOVER },
  { name: 'rotate', start: 'a keys API, in doubt', run: ROTATE },
  {
    name: 'rollover where nobody can see it work',
    start: 'a keys API, in doubt',
    run: ROLLOVER,
    options: { blind: { probes: false } },
  },
]

async function refusing(model: Model, name: string): Promise<Ended> {
  return meeting(model, name, 'refused')
}

async function cutting(model: Model, name: string): Promise<Ended> {
  return meeting(model, name, 'cut-after')
}

/** Lets run A go on to a request of this name, which meets a fate. @returns whether it got there */
async function meet(model: Model, name: string, fate: Fate): Promise<boolean> {
  if (!(await model.advance('A', name))) return false
  const waiting = await model.gate.waiting()
  model.gate.let(
    waiting.findIndex((one) => one.run === 'A' && one.name.startsWith(name)),
    fate,
  )
  return true
}

/** Plays a run of which the next so many requests of this name meet a fate. */
async function meeting(
  model: Model,
  name: string,
  fate: Fate,
  run: RunOptions = {},
  times = 1,
): Promise<Ended> {
  const ended = model.begin('A', run)
  for (let count = 0; count < times; count += 1) if (!(await meet(model, name, fate))) break
  await model.finish('A')
  return ended
}

/** What a run asked and told, how it ended, and what it left. */
async function transcript({ start, options, before, run, play }: Story): Promise<string> {
  const model = await begin(start, options)
  await before?.(model)
  const [asked, told] = [model.gate.log.length, model.told.length]
  const ended = await (play === undefined ? model.run(run) : play(model))
  const { cloud } = model
  const lines = [
    ...model.gate.log.slice(asked).map((line) => `ask   ${line}`),
    ...model.told.slice(told).map((event) => `tell  ${said(event)}`),
    `end   ${ended === 'crashed' ? ended : endWords(ended)}`,
    ...(cloud.secret?.versions ?? []).map(
      ({ revision, status, description }) => `store v${revision} ${status} ${description}`,
    ),
    ...[...cloud.keys.values()].map(({ accessKey, description }) => `key   ${accessKey} ${description}`),
    ...cloud.targets.map(
      ({ id, values }) => `at    ${id} ${NAMES.map((name) => values.get(name)?.value ?? '-').join(' ')}`,
    ),
  ]
  return lines.join('\n')
}

function endWords({ kind, changed, stop, error }: Exclude<Ended, 'crashed'>): string {
  const why = error instanceof Error ? ` ${error.message}` : ` ${JSON.stringify(stop)}`
  return `${kind}${changed ? ', changed' : ''}${why}`.replaceAll('\n', '; ')
}

/** An event, without what was observed, which is told by what the run does about it. */
function said(event: RotationEvent): string {
  if (event.kind === 'observed') return event.kind
  return JSON.stringify(event, (name, value: unknown) => {
    if (name === 'known') return undefined
    return value instanceof Error ? value.message : value
  })
}

async function begin(start: Start | BlindStart, options: ModelOptions | undefined): Promise<Model> {
  if (!(start in BLIND_STARTS)) return modelAt(start as Start, options)
  const model = createModel({ blind: {}, ...options })
  await BLIND_STARTS[start as BlindStart](model)
  return model
}

const all = [...stories, ...blindStories]
const title = ({ start, name }: Story): string => `${start}: ${name}`

if (process.env['UPDATE_TRANSCRIPTS'] !== undefined) {
  const played = await Promise.all(all.map(async (story) => [title(story), await transcript(story)] as const))
  writeSections(FILE, played)
}

describe('a run, word for word', () => {
  const written = readSections(FILE)

  test.each(all.map((story) => [title(story), story] as const))('%s', async (name, story) => {
    expect((await transcript(story)).split('\n')).toEqual(written.get(name)?.split('\n'))
  })

  test('each has a title of its own, and no other is in the file', () => {
    expect(all.map(title).sort()).toEqual([...written.keys()].sort())
  })
})
