import type { Mutant } from './mutants.ts'

const forged = (start: string, act: string): readonly string[] => [
  '--scenario',
  start,
  '--fault',
  `forge:${act}`,
]
const single = (start: string, fault: string): readonly string[] => ['--scenario', start, '--fault', fault]
const meetings = ['--issuer', 'scaleway', '--seed', '1', '--runs', '400']

/**
 * Mutants of the rules of format 2: IAM decides which keys belong to the rotation, and readers of the store get
 * a working key.
 */
export const FORMAT_2_MUTANTS: readonly Mutant[] = [
  {
    // Rules 6 and 11: IAM says whose key it is.
    name: 'does not check the owner of a key',
    file: 'scaleway/iam.ts',
    find: 'const isOwn = key.accessKey === accessKey && bearerOf(key) === idOf(who)',
    replace: "const isOwn = key.accessKey === accessKey && idOf(who) !== ''",
    breaks: 'a target gets only keys that IAM assigned to the rotation',
    where: forged('steady', 'add-pending-intruders-marked'),
  },
  {
    // Rule 6: the mark's digest says which secret belongs to a key (D4, D7).
    name: 'does not compare a payload with the digest of the mark',
    file: 'rotation/publish/credentials.ts',
    find: 'if (digest === secretDigest(secretIdOf(known), credential)) return',
    replace: 'if (digest !== secretIdOf(known)) return',
    breaks: 'a target gets only keys that IAM assigned to the rotation',
    where: forged('killed after storing', 'swap-pending'),
  },
  {
    // Rule 8: the mark's digest of the table (D5).
    name: 'trusts a table of writes that the mark does not confirm',
    file: 'rotation/observe/observe.ts',
    find: 'if (!hasMarks(observation)) return true',
    replace: 'if (revision > 0) return true',
    breaks: 'a version becomes current only when every target has its key',
    where: forged('killed after storing', 'pending-written'),
  },
  {
    // Rule 11: the key's own mark says that it is replaced (D1).
    name: 'retires a key that is previous only in its record',
    file: 'rotation/run/executor.ts',
    find: "if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== secretIdOf(known)))",
    replace: 'if (key === undefined && known.observation.secretId === undefined)',
    also: {
      file: 'rotation/decide/retirement.ts',
      find: 'if (!hasMarks(observation)) return recordedAsReplaced(observation)',
      replace: 'if (observation.issuer !== undefined) return recordedAsReplaced(observation)',
    },
    breaks: 'no key of another application or user is deleted or described',
    where: forged('grace over', 'oldest-is-unmarked'),
  },
  {
    // Rule 11: the mark is read again, because a rollback may have restored the key meanwhile.
    name: 'does not read the mark again before it deletes a key',
    file: 'rotation/run/executor.ts',
    find: "if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== secretIdOf(known)))",
    replace: 'if (key === undefined && known.observation.secretId === undefined)',
    breaks: 'readers of the store get a working key',
    where: meetings,
  },
  {
    // Rule 11: D10.
    name: 'deletes a key before it disables its version',
    file: 'rotation/run/executor.ts',
    find: "if (how === 'delete') for (const { revision } of holders) await saveStatus(store, known, revision)",
    replace: '',
    breaks: 'a version is disabled before its key is deleted',
    where: single('grace over', 'none'),
  },
  {
    // Rule 1: D8.
    name: 'stores a key that it has not verified',
    file: 'rotation/issue/issue-listed.ts',
    find: '(await verify(credential)) ?',
    replace: "credential.accessKey !== '' ?",
    breaks: 'a key is verified before readers can get it',
    where: single('due', 'none'),
  },
  {
    // Rule 3.
    name: 'leaves the version of a lost race enabled',
    file: 'rotation/issue/issue-listed.ts',
    find: 'await closeVersion(context, secretId, revision, record)\n  await markReplaced',
    replace: 'await markReplaced',
    breaks: 'readers of the store get no replaced key',
    where: meetings,
  },
  {
    // Rules 9 and 11: T of the mark, not `since` of the record (D6).
    name: 'counts the grace period from the record',
    file: 'rotation/decide/retirement.ts',
    find: 'const since = replacedSince(observation, accessKey)',
    replace:
      'const since =\n      replacedSince(observation, accessKey) &&\n      generations(observation).findLast(({ record }) => record.accessKey === accessKey)?.record.since',
    breaks: 'a replaced key is valid for its grace period',
    where: forged('grace running', 'long-ago'),
  },
  {
    // Rule 11: the later of T and H (D13).
    name: 'counts the grace period from the promotion and ignores later repairs',
    file: 'rotation/model/observation.ts',
    find: 'return published !== undefined && published > mark.at ? published : mark.at',
    replace: 'return published === undefined ? mark.at : mark.at',
    breaks: 'a replaced key is valid for its grace period',
    where: single('replaced key written back', 'none'),
  },
  {
    // Rule 4: D14.
    name: 'deletes an orphan that a version names',
    file: 'rotation/decide/housekeeping.ts',
    find: 'if (isOrphan(observation, key) && !named.has(key.accessKey))',
    replace: 'if (isOrphan(observation, key) && named.size >= 0)',
    breaks: 'readers of the store get a working key',
    where: single('format 1, killed before verifying', 'none'),
  },
  {
    // Rule 14: a retirement that read the mark before it had the phase `stored` continues to delete the key.
    name: 'does not check the source of a rollback again',
    file: 'rotation/issue/roll-back.ts',
    find: '  await refuseIfRetired(context, secretId, revision, accessKey)\n',
    replace: '',
    breaks: 'readers of the store get a working key',
    where: ['--scenario', 'rollback, grace over', '--seed', '5', '--runs', '100'],
  },
  {
    // Rule 10: D12. Between its mark and its version, only the mark says that a key is about to be stored.
    name: 'treats a key as abandoned that a run is about to store',
    file: 'rotation/decide/replacement.ts',
    find: 'return mark.at === undefined || startedAt.getTime() - mark.at.getTime() > RUN_DEADLINE_MS',
    replace: 'return mark.at === undefined || startedAt > mark.at',
    breaks: 'readers of the store get no replaced key',
    where: single('forced', 'concurrent-run'),
  },
]
