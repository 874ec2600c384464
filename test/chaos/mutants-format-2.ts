import type { Mutant } from './mutants.ts'

/**
 * Breaks of the rules of format 2. The text that each of them replaces is not known before the core is: until then
 * only what is to break, and where it is to be found, is written down here.
 */
export type PlannedMutant = Omit<Mutant, 'file' | 'find' | 'replace'>

const forged = (start: string, act: string): readonly string[] => [
  '--scenario',
  start,
  '--fault',
  `forge:${act}`,
]
const single = (start: string, fault: string): readonly string[] => ['--scenario', start, '--fault', fault]
const meetings = ['--issuer', 'scaleway', '--seed', '1', '--runs', '200']
const forgedMeetings = ['--adversary', '--seed', '1', '--runs', '200']

export const FORMAT_2_MUTANTS: readonly PlannedMutant[] = [
  {
    // Rules 6 and 11: IAM says whose key it is.
    name: 'does not ask whose key it is',
    breaks: 'a target gets only keys that IAM gave to the rotation',
    where: forged('died stored', 'add-pending-intruders-marked'),
  },
  {
    // Rule 6: the mark's digest says which secret belongs to a key (D4, D7).
    name: 'does not compare a payload with the digest of the mark',
    breaks: 'a target gets only keys that IAM gave to the rotation',
    where: forged('due, two targets', 'swap-pending'),
  },
  {
    // Rule 8: the mark's digest of the table (D5).
    name: 'trusts a table of writes that the mark does not confirm',
    breaks: 'current when every target has it',
    where: forged('died marked', 'pending-written'),
  },
  {
    // Rule 11: the key's own mark says that it is replaced (D1).
    name: 'retires a key that only a record calls previous',
    breaks: 'no foreign key is deleted or described',
    where: forged('grace over', 'oldest-is-owners'),
  },
  {
    // Rule 11: the mark is read once more (a rollback may have restored the key meanwhile).
    name: 'does not read the mark again before it deletes a key',
    breaks: 'every target that had a working key has one',
    where: meetings,
  },
  {
    // Rule 11: D10.
    name: 'disables a version after it has deleted its key',
    breaks: 'whoever reads the store gets a working key',
    where: single('grace over', 'none'),
  },
  {
    // Rule 1: D8.
    name: 'verifies a key after it has stored it',
    breaks: 'what readers can get was verified before',
    where: single('due', 'none'),
  },
  {
    // Rule 3.
    name: 'leaves the version of a lost race enabled',
    breaks: 'whoever reads the store gets a working key',
    where: meetings,
  },
  {
    // Rules 9 and 11: T of the mark, not `since` of the record (D6).
    name: 'counts the grace period from the record',
    breaks: 'a replaced key lives for its grace period',
    where: forged('grace running', 'long-ago'),
  },
  {
    // Rule 11: the later of T and H (D13).
    name: 'counts the grace period from the promotion, whatever was repaired since',
    breaks: 'a replaced key lives for its grace period',
    where: meetings,
  },
  {
    // Rule 10: D12.
    name: 'settles marks that are not older than D',
    breaks: 'a replaced key lives for its grace period',
    where: meetings,
  },
  {
    // Rule 14.
    name: 'does not look at the source of a rollback again',
    breaks: 'whoever reads the store gets a working key',
    where: meetings,
  },
  {
    // Rule 4: D14.
    name: 'deletes an orphan that a version names',
    breaks: 'a key that readers may hold lives for its grace period',
    where: forgedMeetings,
  },
]
