import { readDescription, type Mark } from '../../../../src/rotation/model/mark.ts'
import { holds, type Generation } from '../../../../src/rotation/model/observation.ts'
import { readRecord, secretTag, tableDigest } from '../../../../src/rotation/model/record.ts'
import type { Cloud } from '../../../rotation/simulation/cloud.ts'
import { settle } from '../../../rotation/simulation/judge.ts'
import { createModel } from '../../../rotation/simulation/simulation.ts'
import { cloudFrom } from './snapshot.ts'
import type { Scenario } from '../scenarios/scenario.ts'

/** What broke when clean daily runs followed; undefined where all came to rest. */
export async function rest(text: string, { policy }: Scenario): Promise<string | undefined> {
  const cloud = cloudFrom(text)
  for (const { refuses } of cloud.targets) refuses.clear()
  // Nobody but a person can give the secret back to the rotation.
  if (cloud.secret !== undefined) cloud.secret.tags = ['key-rotation:1']
  try {
    await settle(createModel({ cloud, ...(policy === undefined ? {} : { policy }) }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * A text for what the clean runs that follow can tell apart in a cloud that no run is at work in any more. Of clouds
 * with one text only the first needs to come to rest, the others would do so in the same way. They may differ in
 * - the names of keys, which no rule compares but with themselves: here they count in the order in which they stand;
 * - the attempts that made them, which only their own runs look for;
 * - the seconds of writes to targets, as long as the same records hold for what the targets have: whatever is written
 *   from now on comes later than all of them;
 * - the time, as long as everything is as old: every rule compares ages.
 */
export function standingAlike(text: string): string {
  const cloud = cloudFrom(text)
  const { now } = cloud
  const age = (time: Date | undefined): number | undefined => time && time.getTime() - now
  const versions = cloud.secret?.versions.map((version) => {
    const reading = readRecord(version.description)
    if (reading.kind !== 'ours') return version
    const { record } = reading
    const generation = { ...version, record }
    const { since, promoted, retired, rolledBackAt, issued } = record
    const times = [since, promoted, retired, rolledBackAt, issued].map(age)
    return {
      ...version,
      description: {
        ...record,
        since: 0,
        promoted: 0,
        retired: 0,
        rolledBackAt: 0,
        issued: 0,
        times,
        written: heldOf(cloud, generation),
      },
    }
  })
  const keys = [...cloud.keys.values()].map((key) => {
    const { mark, text: rest } = readDescription(key.description)
    const description = mark === undefined ? key.description : [markAlike(cloud, mark, age), rest]
    const expiresAt = key.expiresAt === undefined ? undefined : key.expiresAt - now
    return { ...key, description, createdAt: key.createdAt - now, expiresAt }
  })
  const targets = cloud.targets.map(({ id, values, refuses }) => [
    id,
    [...values].map(([name, { value }]) => [name, value]).sort(),
    [...refuses],
  ])
  const standing = [keys, { ...cloud.secret, versions }, targets, [...cloud.endedByPerson].sort()]
  const names = new Map<string, string>()
  return JSON.stringify(standing).replaceAll(/\bK\d+\b/g, (name) => {
    const known = names.get(name) ?? `K${names.size + 1}`
    names.set(name, known)
    return known
  })
}

/** What a mark says, as far as later runs can tell: ages, and whether it confirms the table of its version. */
function markAlike(cloud: Cloud, mark: Mark, age: (time: Date | undefined) => number | undefined): unknown {
  const { published } = mark
  const version = cloud.secret?.versions.find(({ revision }) => revision === published?.revision)
  const isConfirmed = version !== undefined && tableDigest(version.description) === published?.table
  return {
    ...mark,
    attempt: 'x',
    at: age(mark.at),
    digest: mark.digest !== undefined, // only its maker writes it, and never a wrong one
    published: published && { revision: published.revision, at: age(published.at), isConfirmed },
  }
}

/** The secrets of targets that hold a generation for certain, by their tags in its record; and the others of it. */
function heldOf(cloud: Cloud, generation: Generation): readonly string[] {
  return cloud.targets.flatMap(({ id, values }) =>
    [...values].flatMap(([name, { updatedAt }]) => {
      const tag = secretTag(id, name)
      const target = { id, label: id, open: false, secrets: [{ name, updatedAt: new Date(updatedAt) }] }
      if (holds(target, generation)) return [`${tag} holds`]
      return generation.record.written.has(tag) ? [`${tag} held`] : []
    }),
  )
}
