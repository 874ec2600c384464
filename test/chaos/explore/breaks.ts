import { FORMAT_2_MUTANTS } from '../mutants/format-2.ts'
import { MUTANTS, type Mutant } from '../mutants/mutants.ts'
import { IN_A_ROW } from './scenarios/families.ts'

/** A mutant, and where the exploration detects it. */
export interface Break {
  readonly mutant: Omit<Mutant, 'breaks' | 'where'>
  /** A part of the names of scenarios that are sufficient. */
  readonly only: string
  /** The reported violation. */
  readonly finds: RegExp
}

function known(name: string): Mutant {
  const mutant = [...MUTANTS, ...FORMAT_2_MUTANTS].find((one) => one.name === name)
  if (mutant === undefined) throw new Error(`there is no mutant that ${name}`)
  return mutant
}

/**
 * The mutants that the exploration detects. Others change what its model does not have: the services' responses
 * (a masked secret, `updated_at`, a repeated create), a key that does not work yet, a bearer that rotates its
 * own key, and keys that expire.
 */
export const BREAKS: readonly Break[] = [
  {
    mutant: known('retires before it publishes'),
    only: 'a run, two faults: due',
    finds: /held the working key K1, and now holds K1, which is (dead|invalid)/,
  },
  {
    mutant: known('ignores the grace period'),
    only: 'a forced run, two faults: grace period nearly over',
    finds: /deleted K1 before its grace period was over/,
  },
  {
    mutant: known('retires in the run that promotes'),
    only: 'a run, two faults: due',
    finds: /deleted K1 before its grace period was over/,
  },
  {
    mutant: {
      name: 'does not delete orphans',
      file: 'rotation/decide/housekeeping.ts',
      find: 'yield* orphans(observation)',
      replace: '',
    },
    only: 'a run, two faults: no secret',
    finds: /the keys K1,K2 are left/,
  },
  {
    mutant: {
      name: 'treats a key as an orphan by its mark alone',
      file: 'rotation/decide/housekeeping.ts',
      find: 'return isMade(observation, key) && ageMs(observation, key.createdAt) > ORPHAN_AFTER_MS',
      replace: 'return isMade(observation, key)',
    },
    only: 'two runs: due',
    finds: /unfinished and not yet older than 2 D/,
  },
  {
    mutant: {
      name: 'deletes its own key after a lost race',
      file: 'rotation/issue/issue-listed.ts',
      find: 'await markReplaced(context, issuer, key)',
      replace: 'await issuer.delete(key.accessKey)',
    },
    only: 'two runs: due',
    finds: /deleted K\d before its grace period was over|which a run may be about to publish/,
  },
  {
    mutant: known('promotes a version before every target has its key'),
    only: 'a run, two faults: no secret',
    finds: /is current, but not written to every target/,
  },
  {
    mutant: {
      name: 'does not check for other runs after it has stored a key',
      file: 'rotation/issue/issue-listed.ts',
      find: 'if (by === undefined) return undefined',
      replace: "if (by !== '') return undefined",
    },
    only: 'two runs: due',
    finds: /while the older version 2 was pending|promoted K2 in place of K3/,
  },
  {
    mutant: known('assumes that every target is unchanged'),
    only: 'a run, two faults: no secret',
    finds: /is current, but not written to every target|not converged after three clean runs/,
  },
  {
    mutant: {
      name: 'retires a key that a run from before the promotion may still write',
      file: 'rotation/decide/retirement.ts',
      find: 'since.getTime()) + RUN_DEADLINE_MS)',
      replace: 'since.getTime()))',
    },
    only: `${IN_A_ROW}: target changed by hand`,
    finds: /K1, which is (dead|invalid)|deleted K1 before its grace period was over/,
  },
  {
    mutant: {
      name: 'disables the versions of a key without reading its mark',
      file: 'rotation/run/executor.ts',
      find: 'refuseIfTakenBack(known, accessKey, await freshKey(accessKey))',
      replace: '',
    },
    only: 'a retirement and a rollback, two stale lists: grace period over',
    finds: /the current version 3 is disabled/,
  },
  {
    mutant: {
      name: 'does not read the mark before it deletes a key',
      file: 'rotation/run/executor.ts',
      find: "if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== secretIdOf(known)))",
      replace: "if (accessKey === '')",
    },
    only: 'a retirement and a rollback, two stale lists: grace period over',
    finds: /deleted K1, which|the current version 3 is disabled|which is (dead|invalid)/,
  },
  {
    mutant: {
      name: 'deletes a key before it disables its versions',
      file: 'rotation/run/executor.ts',
      find: `      if (how === 'delete') for (const { revision } of holders) await saveStatus(store, known, revision)
`,
      replace: '',
    },
    only: 'a forced run, two faults: grace period over',
    finds: /deleted K1, which an enabled version holds/,
  },
  {
    mutant: {
      name: 'does not read the version before it restores its key',
      file: 'rotation/issue/roll-back.ts',
      find: '  await refuseIfRetired(context, secretId, revision, accessKey)\n',
      replace: '',
    },
    only: 'a retirement and a rollback, two stale lists: grace period over',
    finds: /which is (dead|invalid)|which an enabled version holds/,
  },
  {
    mutant: {
      name: 'does not check again after it has restored a key',
      file: 'rotation/issue/roll-back.ts',
      find: 'if (isSource && rival === undefined && key !== undefined) return restored',
      replace: 'if (restored > 0) return restored',
    },
    only: 'a forced run and a rollback, a fault: just promoted',
    finds: /while the older version 3 was pending/,
  },
  {
    mutant: known('does not compare a payload with the digest of the mark'),
    only: 'a run, an adversary: stored, not published',
    finds: /was given half of M for K2/,
  },
  {
    mutant: {
      name: 'trusts a table that no mark confirms',
      file: 'rotation/observe/observe.ts',
      find: 'if (isTableConfirmed(observation, version))',
      replace: 'if (isTableConfirmed(observation, version) || version.revision > 0)',
    },
    only: 'a run, an adversary: stored, not published',
    finds: /is current, but not written to every target|not converged after three clean runs/,
  },
  {
    mutant: {
      name: 'counts the grace period from the time in the record',
      file: 'rotation/model/observation.ts',
      find: 'return published !== undefined && published > mark.at ? published : mark.at',
      replace: `return (
    generations(observation).find(({ record }) => record.accessKey === accessKey)?.record.since ??
    published ??
    mark.at
  )`,
    },
    only: 'a run, an adversary: grace period nearly over',
    finds: /deleted K1 before its grace period was over/,
  },
  {
    mutant: known('retires a key that is previous only in its record'),
    only: 'a run, an adversary: grace period over, and due',
    finds: /deleted U, which no run (made|created)/,
  },
]
