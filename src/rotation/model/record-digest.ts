import { hash } from 'node:crypto'
import { isWithin } from './observation.ts'
import type { TargetState } from './ports.ts'
import { writeIdentities } from './recorded-identities.ts'
import { secretTag, writeRecord, type VersionRecord } from './record.ts'

/**
 * How long a version's description may become, in characters. No limit is documented, and what a description says of each
 * secret of a thousand targets makes tens of thousands; so what is longer is said in short. The identities of the targets
 * come on top of it: a digest of them could not say which repository was replaced. They take 14 characters each.
 */
export const MAX_RECORD_LENGTH = 4000
/** What a secret may take where it is listed by itself. */
const ENTRY_LENGTH = 24

/** A secret of a target as it stands. */
interface SecretState {
  readonly tag: string
  readonly updatedAt: Date | undefined
}

/**
 * Writes a record. Where it would become too long, the targets are put into 64 groups by their ids, and a group whose
 * secrets all stand just as this action wrote them is recorded as one digest of when each was last written. What
 * {@link withSpans} makes of it is the same as before, until something in the group changes: then nothing is known of the
 * whole group, and doubt is settled by writing again. What stands in other groups is listed as ever, as far as there is
 * room; of the rest nothing is known either.
 *
 * A digest comes from a reading, and a reading may show what somebody else wrote. But it counts only where every secret
 * was last written within the span of our own write, which is the very question that the next run would ask.
 * @param targets the targets as they stand, by the latest reading
 */
export function recordText(record: VersionRecord, targets: readonly TargetState[]): string {
  if (!isLong(record)) return writeRecord(record)
  const longest = MAX_RECORD_LENGTH + identitiesLength(record)
  const groupDigests = new Map<string, string>()
  const listed = new Map(record.written)
  for (const [group, secrets] of groupsOf(targets)) {
    const others = secrets.filter(({ tag, updatedAt }) => !isWithin(record.written.get(tag), updatedAt))
    if (others.length === 0) groupDigests.set(group, digestOf(secrets))
    for (const { tag } of others.length === 0 ? secrets : others) listed.delete(tag)
  }
  const withSome = (count: number): string =>
    writeRecord({ ...record, groupDigests, written: new Map([...listed].slice(0, count)) })
  let count = listed.size
  let text = withSome(count)
  while (text.length > longest && count > 0) {
    count = Math.floor((count * longest) / (text.length + 1))
    text = withSome(count)
  }
  return text
}

/**
 * In which order targets are written: where there are many, one group after the other, so that a run that cannot write
 * all of them leaves whole groups behind, which can be recorded.
 */
export function inGroups(targets: readonly TargetState[]): readonly TargetState[] {
  const names = targets.reduce((sum, { secrets }) => sum + secrets.length, 0)
  if (names * ENTRY_LENGTH <= MAX_RECORD_LENGTH) return targets
  return [...Map.groupBy(targets, groupOf).values()].flat()
}

/** A record as if it had never been written in short: what is recorded of a group that stands as it was left is known. */
export function withSpans(
  { groupDigests, ...record }: VersionRecord,
  targets: readonly TargetState[],
): VersionRecord {
  if (groupDigests === undefined) return record
  const written = new Map(record.written)
  for (const [group, secrets] of groupsOf(targets)) {
    if (groupDigests.get(group) !== digestOf(secrets)) continue
    for (const { tag, updatedAt } of secrets)
      if (updatedAt !== undefined) written.set(tag, { from: updatedAt, to: updatedAt })
  }
  return { ...record, written }
}

/** Whether a record is too long to list every secret. */
export function isLong(record: VersionRecord): boolean {
  return writeRecord(record).length > MAX_RECORD_LENGTH + identitiesLength(record)
}

function identitiesLength({ identities }: VersionRecord): number {
  return identities === undefined ? 0 : `,"ids":"${writeIdentities(identities)}"`.length
}

/** The secrets of the targets, in groups. What can be read back needs no record. */
function groupsOf(targets: readonly TargetState[]): ReadonlyMap<string, readonly SecretState[]> {
  const standing = ({ id, secrets }: TargetState): readonly SecretState[] =>
    secrets.flatMap(({ name, updatedAt, value }) =>
      value === undefined ? [{ tag: secretTag(id, name), updatedAt }] : [],
    )
  const groups = [...Map.groupBy(targets, groupOf)]
  return new Map(groups.map(([group, own]) => [group, own.flatMap(standing)]))
}

function groupOf({ id }: TargetState): string {
  return digest(id, 1)
}

function digestOf(secrets: readonly SecretState[]): string {
  const lines = secrets.map(({ tag, updatedAt }) => `${tag} ${updatedAt?.getTime() ?? 'never'}`)
  return digest(lines.toSorted().join('\n'), 8)
}

function digest(text: string, length: number): string {
  return hash('sha256', text, 'base64url').slice(0, length)
}
