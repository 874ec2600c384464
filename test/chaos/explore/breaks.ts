import { MUTANTS, type Mutant } from '../mutants.ts'
import { IN_A_ROW } from './families.ts'

/** A deliberate break, and where the exploration finds it. */
export interface Break {
  readonly mutant: Pick<Mutant, 'name' | 'file' | 'find' | 'replace'>
  /** A part of the name of scenarios that suffice. */
  readonly only: string
  /** What it says. */
  readonly finds: RegExp
}

function known(name: string): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name)
  if (mutant === undefined) throw new Error(`there is no mutant that ${name}`)
  return mutant
}

/**
 * Those that the exploration is to find. Others break what its model does not have: the services' answers (a masked
 * secret, `updated_at`, a create that is sent again), a bearer that rotates itself, and a person's act together with a
 * fault (a dead key that is put back).
 */
export const BREAKS: readonly Break[] = [
  {
    mutant: known('retires before it publishes'),
    only: 'a run, two faults: due',
    finds: /held the working key K1, and now holds K1, which is dead/,
  },
  {
    mutant: known('does not look at the grace period'),
    only: 'a forced run, two faults: grace nearly over',
    finds: /deleted K1 before its grace period was over/,
  },
  {
    mutant: known('retires in the run that promotes'),
    only: 'a run, two faults: due',
    finds: /deleted K1 before its grace period was over/,
  },
  {
    mutant: known('cleans no orphans up'),
    only: 'a run, two faults: nothing there',
    finds: /the keys K1,K2 are left/,
  },
  {
    mutant: known('takes a key for an orphan by its mark alone'),
    only: 'two runs: due',
    finds: /unfinished and not yet older than 2 D/,
  },
  {
    mutant: known('deletes its own key when it has lost'),
    only: 'two runs: due',
    finds: /unfinished and not yet older than 2 D/,
  },
  {
    mutant: known('calls a version current before every target has it'),
    only: 'a run, two faults: nothing there',
    finds: /is current, and not every target was given it/,
  },
  {
    mutant: known('does not look again after it has stored'),
    only: 'two runs: due',
    finds: /while the older version 2 was pending/,
  },
  {
    mutant: known('believes that every target is as it was left'),
    only: 'a run, two faults: nothing there',
    finds: /is current, and not every target was given it/,
  },
  {
    mutant: {
      name: 'retires a key that a run from before the promotion may still write',
      file: 'rotation/retirement.ts',
      find: 'since.getTime()) + RUN_DEADLINE_MS)',
      replace: 'since.getTime()))',
    },
    only: `${IN_A_ROW}: just promoted`,
    finds: /deleted K2 before its grace period was over/,
  },
  {
    mutant: {
      name: 'does not look again before it ends a key',
      file: 'rotation/acts.ts',
      find: 'if (isInUse(seen, accessKey)) {',
      replace: "if (accessKey === '') {",
    },
    only: 'a run and a rollback, a fault: grace over',
    finds: /held the working key K1, and now holds K1, which is dead/,
  },
]
