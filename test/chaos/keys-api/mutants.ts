import type { Mutant } from '../mutants.ts'

const single = (start: string, fault: string): readonly string[] => [
  '--scenario',
  `keys-api: ${start}`,
  '--fault',
  fault,
]

/** Deliberate breaks in what is only done for keys of a keys API. */
export const KEYS_API_MUTANTS: readonly Mutant[] = [
  {
    name: 'leaves no word before it rolls a key over',
    file: 'rotation/roll-over.ts',
    find: '  await note((record) => beginDoubt(record, world.clock.now(), world.run))\n',
    replace: '',
    breaks: 'what is about to be rolled over is in doubt on record',
    where: single('due', 'none'),
  },
  {
    name: 'believes that a key in doubt is alive',
    file: 'rotation/keys-on-record.ts',
    find: '...(record.replacing === undefined ? {} : { inDoubt: true }),',
    replace: '',
    breaks: 'no target is given a dead key',
    where: single('astray, rotate, unseen, a target overwritten', 'none'),
  },
  {
    name: 'does not look again before it writes a key that may be rolled over',
    file: 'rotation/write-targets.ts',
    find: "if (issuer.kind === 'blind') await seeAlive(known, generation)",
    replace: '',
    breaks: 'nothing is published that is not stored',
    where: ['--issuer', 'keys-api', '--seed', '1', '--runs', '200'],
  },
  {
    name: 'tries only once to store a key that is shown only once',
    file: 'rotation/issue.ts',
    find: 'const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000]',
    replace: 'const STORE_WAITS_MS: readonly number[] = []',
    breaks: 'what the store takes at the next try is stored',
    where: single('due', '401'),
  },
  {
    name: 'has another key made where a rollover got no answer',
    file: 'rotation/roll-over.ts',
    find: '      const fate = await fateOf(',
    replace: `      return { kind: 'made', key: await issuer.create(), replaces: accessKey }
      const fate = await fateOf(`,
    breaks: 'a run asks for what its command says',
    where: single('due', 'cut-before'),
  },
  {
    name: 'sends a create again without an answer',
    file: 'rotation/issue.ts',
    find: "return { kind: 'made', key: await issuer.create(), replaces: plan.replaces }",
    replace: `const key = await issuer.create().catch(() => issuer.create())
    return { kind: 'made', key, replaces: plan.replaces }`,
    breaks: 'a key that went astray is told, with the way out',
    where: single('rotate, due', 'cut-after'),
  },
  {
    name: 'proves a key before it stores it',
    file: 'rotation/issue.ts',
    find: '  const stored = await storePatiently(',
    replace: `  await issuer.probe?.(credential)
  const stored = await storePatiently(`,
    breaks: 'a new key is stored before anything else',
    where: single('due', 'none'),
  },
  {
    name: 'leaves the dead key in the targets where the new one cannot be seen to work',
    file: 'rotation/decide.ts',
    find: 'if (!nothingToLose(observation, generation))',
    replace: '',
    breaks: 'where the old key is dead the targets get the new one, proven or not',
    where: single('due, deaf service', 'none'),
  },
  {
    name: 'gives a key that no store takes to nobody',
    file: 'rotation/salvage.ts',
    find: '  if (rolledOver) {',
    replace: '  if (rolledOver && left.size === 0) {',
    breaks: 'a key that no store takes is given to the targets',
    where: single('due, two targets, recovery', 'outage'),
  },
  {
    name: 'seals nothing for whoever holds the recovery key',
    file: 'rotation/salvage.ts',
    find: "world.tell({ kind: 'sealed', accessKey, box: await world.sealForRecovery(credential.secret) })",
    replace: "world.tell({ kind: 'sealed', accessKey, box: await world.sealForRecovery(accessKey) })",
    breaks: 'a key that no store takes is sealed for recovery',
    where: single('due, two targets, recovery', 'outage'),
  },
  {
    name: 'calls a lost answer nothing special',
    file: 'rotation/roll-over.ts',
    find: "return by === undefined ? lost(true, error.message) : { kind: 'overtaken', by }",
    replace: 'throw error',
    breaks: 'a key that went astray is told, with the way out',
    where: single('due', 'cut-after'),
  },
  {
    name: 'hands out the current key although its successor has ended it',
    file: 'rotation/retrieve.ts',
    find: " || (stage === 'pending' && rolledOver === true)",
    replace: '',
    breaks: 'retrieve hands out a key that works',
    where: single('retrieve, stored', 'none'),
  },
  {
    name: 'masks a new key after it has spoken',
    file: 'issuers/keys-api.ts',
    find: 'if (key !== undefined) mask(key)',
    replace: 'if (key !== undefined) setTimeout(mask, 1000, key)',
    breaks: 'masking comes before any use',
    where: single('first', 'none'),
  },
]
