import { DAY, deleteByHand, handMade } from '../../simulation/cloud.ts'
import { command, failing, interrupted, ROLLOVER, ROTATE, seedSecret, type Story } from './story.ts'

/** Runs with a keys API, by the file that records them. */
export const KEYS_API_STORIES = {
  'keys-api-rotate': [
    { name: 'rotate', start: 'keys API', run: ROTATE },
    { name: 'rotate', start: 'keys API, steady', run: ROTATE },
    {
      name: 'rotate with force',
      start: 'keys API, steady',
      run: { policy: { ...ROTATE.policy, force: true } },
    },
    { name: 'rollback', start: 'keys API, rolled over', run: command('rollback') },
    { name: 'retire', start: 'keys API, rolled over', run: command('retire') },
    { name: 'rotate', start: 'keys API, expiring', run: ROTATE },
    { name: 'rotate', start: 'keys API, in doubt', run: ROTATE },
  ],
  'keys-api-rollover': [
    { name: 'rollover without a key', start: 'keys API', run: ROLLOVER },
    {
      name: 'rollover by key id',
      start: 'keys API',
      run: ROLLOVER,
      options: { blind: { first: { id: 'OLD' } } },
      before: ({ cloud }) => void handMade(cloud, 'OLD', { expiresAt: cloud.now + 3 * DAY }),
    },
    {
      name: 'take-over',
      start: 'keys API',
      run: { policy: { ...ROLLOVER.policy, takeOver: true } },
      before: (model) => {
        seedSecret(model, [])
      },
    },
    { name: 'rollover', start: 'keys API, steady', run: ROLLOVER },
    {
      name: 'rollover with force',
      start: 'keys API, steady',
      run: { policy: { ...ROLLOVER.policy, force: true } },
    },
    { name: 'rollover', start: 'keys API, expiring', run: ROLLOVER },
    {
      name: 'rollover without keys-api-verify-url',
      start: 'keys API, expiring',
      run: ROLLOVER,
      options: { blind: { probes: false } },
    },
    { name: 'dry run', start: 'keys API, expiring', run: { ...ROLLOVER, dryRun: true } },
    {
      name: 'current key deleted',
      start: 'keys API, expiring',
      run: ROLLOVER,
      before: ({ cloud }) => {
        deleteByHand(cloud, 'K1')
      },
    },
    { name: 'rollover', start: 'keys API, in doubt', run: ROLLOVER },
    {
      name: 'rollover without keys-api-verify-url',
      start: 'keys API, in doubt',
      run: ROLLOVER,
      options: { blind: { probes: false } },
    },
  ],
  'keys-api-failures': [
    {
      name: 'rolled-over key is never accepted',
      start: 'keys API, expiring',
      run: ROLLOVER,
      before({ cloud }) {
        cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
      },
    },
    {
      name: 'new key is never accepted',
      start: 'keys API, expiring',
      run: ROTATE,
      before({ cloud }) {
        cloud.probe = () => 'unclear'
      },
    },
    {
      name: 'rollover unanswered, took effect',
      start: 'keys API, expiring',
      play: (model) => failing(model, 'api.rollOver', 'cut-after', { run: ROLLOVER }),
    },
    {
      name: 'rollover unanswered, no effect',
      start: 'keys API, expiring',
      play: (model) => failing(model, 'api.rollOver', 'cut-before', { run: ROLLOVER }),
    },
    {
      name: 'key creation unanswered, took effect',
      start: 'keys API, expiring',
      play: (model) => failing(model, 'api.create', 'cut-after', { run: ROTATE }),
    },
    {
      name: 'store unavailable after a rollover',
      start: 'keys API, expiring',
      play: (model) => failing(model, 'store.add', 'refused', { run: ROLLOVER, times: 6 }),
    },
    {
      name: 'store unavailable after a key creation',
      start: 'keys API, expiring',
      play: (model) => failing(model, 'store.add', 'refused', { run: ROTATE, times: 6 }),
    },
    {
      name: 'another run rolls the key over first',
      start: 'keys API, expiring',
      ...interrupted('api.rollOver', (model) => model.run(ROLLOVER), ROLLOVER),
    },
    {
      name: 'another run rolls the key over before it is read',
      start: 'keys API, expiring',
      ...interrupted(
        'store.read',
        async (model) => {
          await model.run(ROLLOVER)
          model.cloud.now += 25 * DAY
        },
        ROLLOVER,
      ),
    },
  ],
} as const satisfies Record<string, readonly Story[]>
