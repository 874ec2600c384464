import { readDescription, type Mark } from '../../../../src/rotation/model/mark.ts'
import { holds, type Generation } from '../../../../src/rotation/model/observation.ts'
import { readRecord, secretTag, tableDigest } from '../../../../src/rotation/model/record.ts'
import type { Cloud } from '../../../rotation/simulation/cloud.ts'
import { settle } from '../../../rotation/simulation/judge.ts'
import { createModel } from '../../../rotation/simulation/simulation.ts'
import { cloudFrom } from './snapshot.ts'
import type { Scenario } from '../scenarios/scenario.ts'

/** Performs daily runs without faults. Returns what is violated; undefined if the state converges. */
export async function rest(text: string, { policy }: Scenario): Promise<string | undefined> {
  const cloud = cloudFrom(text)
  for (const { refuses } of cloud.targets) refuses.clear()
  // Only a user can return the secret to the rotation.
  if (cloud.secret !== undefined) cloud.secret.tags = ['key-rotation:1']
  try {
    await settle(createModel({ cloud, ...(policy === undefined ? {} : { policy }) }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * A key for clouds that daily runs cannot distinguish when no run is active any more. Of the clouds with the
 * same key, only the first is checked. They may differ in
 * - the names of keys, which rules only compare with each other: here they are numbered in order of appearance;
 * - the attempts that created them, which only their own runs look for;
 * - the seconds of writes to targets, as long as the same records match the targets: later writes come after
 *   all of them;
 * - the time, as long as all ages are the same: rules compare ages only.
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

/**
 * The mark, as far as later runs can distinguish it: ages, and whether it confirms the table of its version.
 */
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

/**
 * The target secrets that hold a generation for certain, by their tags in its record, and its other target
 * secrets.
 */
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
