import { deleteByHand, DAY, handMade, NAMES, targetOf } from '../../simulation/cloud.ts'
import { versionOf } from '../../simulation/judge.ts'
import { days } from '../../simulation/simulation.ts'
import { STARTS, type Start } from '../../simulation/starts.ts'
import { command, fail, failing, FORCED, interrupted, seedSecret, stalled, type Story } from './story.ts'

/** Runs with Scaleway IAM, by the file that records them. */
export const STORIES = {
  'scheduled-run': [
    ...(Object.keys(STARTS) as Start[]).map((start): Story => ({ name: 'scheduled run', start })),
  ],
  'dry-run': [
    { name: 'dry run', start: 'no secret', run: { dryRun: true } },
    { name: 'dry run', start: 'due', run: { dryRun: true } },
    { name: 'dry run', start: 'grace period over, and due', run: { dryRun: true } },
  ],
  rotate: [
    { name: 'force', start: 'steady', run: FORCED },
    { name: 'old-key: keep', start: 'grace period over', run: { policy: { oldKey: 'keep' } } },
    {
      name: 'replaces-access-key',
      start: 'steady',
      options: { mayDelete: ['OLD'] },
      run: { policy: { replacesAccessKey: 'OLD' } },
      before(model) {
        handMade(model.cloud, 'OLD')
        model.cloud.now += 8 * DAY
      },
    },
    { name: 'description', start: 'due', run: { policy: { description: 'deploys the shop' } } },
    {
      name: 'locked secret',
      start: 'due',
      before({ cloud }) {
        if (cloud.secret !== undefined) cloud.secret.locked = true
      },
    },
    {
      name: 'new key is forbidden',
      start: 'due',
      before({ cloud }) {
        cloud.probe = () => 'forbidden'
      },
    },
  ],
  retire: [
    { name: 'retire', start: 'just promoted', run: command('retire') },
    { name: 'retire', start: 'grace period nearly over', run: command('retire') },
    { name: 'retire with force', start: 'just promoted', run: command('retire', true) },
    { name: 'retire without a replaced key', start: 'steady', run: command('retire') },
  ],
  rollback: [
    { name: 'rollback', start: 'just promoted', run: command('rollback') },
    { name: 'rollback without a replaced key', start: 'steady', run: command('rollback') },
    {
      name: 'rollback of a pending version',
      start: 'pending, written to one target',
      run: command('rollback'),
    },
  ],
  rollover: [
    { name: 'rollover of a key that never expires', start: 'due', run: command('rollover') },
    {
      name: 'rollover of an expiring key',
      start: 'steady',
      run: { policy: { command: 'rollover', expiry: { kind: 'after', span: days(90) } } },
      before({ cloud }) {
        const [key] = cloud.keys.values()
        if (key !== undefined) cloud.keys.set('K1', { ...key, expiresAt: cloud.now + 3 * DAY })
      },
    },
  ],
  'take-over': [
    {
      name: 'take-over of an untagged secret',
      start: 'no secret',
      run: { policy: { takeOver: true } },
      before: (model) => {
        seedSecret(model, ['team:web'])
      },
    },
    {
      name: 'take-over from another rotator',
      start: 'no secret',
      run: { policy: { takeOver: true } },
      before: (model) => {
        seedSecret(model, ['key-rotation:another'])
      },
    },
    {
      name: 'secret of another rotator, without take-over',
      start: 'no secret',
      before: (model) => {
        seedSecret(model, ['key-rotation:another'])
      },
    },
  ],
  failures: [
    {
      name: 'target refuses both secrets',
      start: 'due',
      before: ({ cloud }) => {
        for (const name of NAMES) targetOf(cloud, 'T2').refuses.add(name)
      },
    },
    {
      name: 'target refuses one of two secrets',
      start: 'due',
      before: ({ cloud }) => void targetOf(cloud, 'T2').refuses.add('SCW_SECRET_KEY'),
    },
    {
      name: 'new key is never accepted',
      start: 'due',
      before({ cloud }) {
        cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
      },
    },
    { name: 'version refused', start: 'due', play: (model) => failing(model, 'store.add', 'refused') },
    {
      name: 'version refused, and the key cannot be deleted',
      start: 'due',
      async play(model) {
        const ended = model.begin('A')
        for (const name of ['store.add', 'iam.delete']) await fail(model, name, 'refused')
        await model.finish('A')
        return ended
      },
    },
    { name: 'key creation refused', start: 'due', play: (model) => failing(model, 'iam.create', 'refused') },
    { name: 'mark refused', start: 'due', play: (model) => failing(model, 'iam.describe', 'refused') },
    {
      name: 'key deletion refused',
      start: 'grace period over',
      play: (model) => failing(model, 'iam.delete', 'refused'),
    },
    {
      name: 'key creation unanswered, took effect',
      start: 'due',
      play: (model) => failing(model, 'iam.create', 'cut-after'),
    },
    {
      name: 'key creation unanswered twice, no effect',
      start: 'due',
      play: (model) => failing(model, 'iam.create', 'cut-before', { times: 2 }),
    },
    {
      name: 'key creation unanswered, no effect',
      start: 'due',
      play: (model) => failing(model, 'iam.create', 'cut-before'),
    },
    {
      name: 'version unanswered, took effect',
      start: 'due',
      play: (model) => failing(model, 'store.add', 'cut-after'),
    },
    {
      name: 'secret creation unanswered, took effect',
      start: 'no secret',
      play: (model) => failing(model, 'store.create', 'cut-after'),
    },
  ],
  'manual-changes': [
    {
      name: 'current key deleted',
      start: 'steady',
      before: ({ cloud }) => {
        deleteByHand(cloud, 'K1')
      },
    },
    {
      name: 'replaced key deleted',
      start: 'just promoted',
      before: ({ cloud }) => {
        deleteByHand(cloud, 'K1')
      },
    },
    {
      name: 'current version disabled',
      start: 'steady',
      before(model) {
        versionOf(model, 1).status = 'disabled'
      },
    },
    {
      name: 'pending version disabled',
      start: 'pending, written to one target',
      before(model) {
        versionOf(model, 2).status = 'disabled'
      },
    },
    {
      name: 'version disabled after it was stored',
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
      name: 'orphan deleted by hand before its deletion',
      start: 'created by a run that crashed an hour ago',
      ...interrupted('iam.get', ({ cloud }) => {
        deleteByHand(cloud, 'K2')
      }),
    },
    {
      name: 'current version disabled during a retirement',
      start: 'grace period over',
      ...interrupted('store.disable', (model) => {
        versionOf(model, 2).status = 'disabled'
        model.cloud.readersDenied = true // by hand, not by a run
      }),
    },
  ],
  'concurrent-runs': [
    {
      name: 'another run rotates before the version is stored',
      start: 'due',
      ...interrupted('store.add', (model) => model.run()),
    },
    {
      name: 'another run stored a version first',
      start: 'due',
      ...interrupted('store.add', async (model) => {
        await stalled(model, 'store.add')
        await stalled(model, 'store.find')
      }),
    },
    {
      name: 'another run publishes this run’s version',
      start: 'due',
      ...interrupted('store.versions', (model) => model.run(), {}, 2),
    },
    {
      name: 'another run promotes a version that is about to be given up',
      start: 'pending, written to one target',
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
      name: 'orphan marked as stored before its deletion',
      start: 'created by a run that crashed an hour ago',
      ...interrupted('iam.get', ({ cloud }) => {
        const key = cloud.keys.get('K2')
        if (key !== undefined) key.description = key.description.replace('made', 'stored')
      }),
    },
    {
      name: 'secret creation unanswered, another rotator created it',
      start: 'no secret',
      async play(model) {
        const ended = model.begin('A')
        await model.advance('A', 'store.create')
        seedSecret(model, ['key-rotation:another'])
        await fail(model, 'store.create', 'cut-before')
        await model.finish('A')
        return ended
      },
    },
    {
      name: 'secret taken over during the run',
      start: 'due',
      ...interrupted('store.add', ({ cloud }) => {
        if (cloud.secret !== undefined) cloud.secret.tags = ['key-rotation:another']
      }),
    },
    {
      name: 'rollback during a retirement',
      start: 'grace period over',
      ...interrupted('store.disable v1', (model) => model.run(command('rollback'))),
    },
    {
      name: 'retirement during a rollback',
      start: 'grace period over',
      ...interrupted('iam.describe', (model) => model.run(), command('rollback')),
    },
  ],
} as const satisfies Record<string, readonly Story[]>
