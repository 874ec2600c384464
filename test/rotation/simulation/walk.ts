import {
  DAY,
  deleteByHand,
  isAliveIn,
  MINUTE,
  NAMES,
  type Cloud,
  readMark,
  secretOf,
  targetOf,
  writeByHand,
} from './cloud.ts'
import { secretTag, type Stage } from '../../../src/rotation/model/record.ts'
import {
  addForeignKeys,
  F,
  forge,
  M,
  mixedPairOf,
  pairOf,
  patch,
  setStatus,
  writtenEverywhere,
} from './adversary.ts'
import type { Fate, Waiting } from './gate.ts'
import { settle } from './judge.ts'
import { createModel, days, type Ended, type Model, type RunOptions } from './simulation.ts'
import { STARTS, type Start } from './starts.ts'

/** Numbers from 0 to 1 that follow from a seed alone (mulberry32), so that a walk can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const FATES: readonly Fate[] = ['refused', 'cut-before', 'cut-after', 'crash-before', 'crash-after']
const RUNS: readonly RunOptions[] = [
  {},
  {},
  {},
  { policy: { force: true } },
  { policy: { force: true } },
  { policy: { command: 'rollback' } },
  { policy: { command: 'retire' } },
]
const PAUSES = [0, MINUTE, 20 * MINUTE, 31 * MINUTE, 61 * MINUTE, 8 * DAY]
/** Where something that goes wrong, or takes long, matters most. */
const TELLING = /create|add|describe|put|delete|store\.(find|versions)/

/**
 * One random story: two or three runs, interleaved request by request, stalled, with up to two faults and one act of a
 * person, from a random state; then clean daily runs. What must hold is checked after every request and in the end.
 * @param attacks how many acts of somebody who may only write to the secret come in between
 * @throws where something broke; the same seed breaks it again
 */
export async function walk(seed: number, attacks = 0): Promise<void> {
  const random = randomFrom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const chance = (probability: number): boolean => random() < probability

  const grace = pick([days(7), days(7), days(MINUTE / DAY)])
  const model = createModel({ targets: chance(0.3) ? ['T1'] : ['T1', 'T2'], policy: { grace } })
  const { cloud, gate } = model
  await STARTS[pick(Object.keys(STARTS) as Start[])](model)
  if (attacks > 0) addForeignKeys(cloud)
  let attacksLeft = attacks

  const names = chance(0.4) ? ['A', 'B', 'C'] : ['A', 'B']
  const ended: Promise<Ended>[] = []
  let faults = pick([0, 1, 1, 2])
  let acts = pick([0, 0, 1])
  const loyalty = 0.4 + random() * 0.58 // how long one run goes on before another one does
  let running = ''
  const begin = (): void => {
    const options = pick(RUNS)
    running = names.shift() ?? ''
    cloud.now += pick(PAUSES)
    ended.push(model.begin(running, options))
  }

  begin()
  for (;;) {
    const waiting = await gate.waiting()
    if (waiting.length === 0 && names.length === 0) break
    if (names.length > 0 && (waiting.length === 0 || chance(0.06))) {
      begin()
      continue
    }
    if (acts > 0 && chance(0.04)) {
      acts -= 1
      interfere(model, pick)
    }
    if (attacksLeft > 0 && cloud.secret !== undefined && chance(0.08)) {
      attacksLeft -= 1
      attack(cloud, pick)
    }
    if (!chance(loyalty)) running = pick(waiting).run
    const index = placeOf(waiting, running, pick)
    const telling = TELLING.test(waiting[index]?.name ?? '')
    if (telling && chance(0.02)) cloud.now += pick(PAUSES)
    const faulty = faults > 0 && waiting[index]?.name !== 'sleep' && chance(telling ? 0.06 : 0.02)
    if (faulty) faults -= 1
    gate.let(index, faulty ? pick(FATES) : 'answered')
  }
  await Promise.all(ended)
  await settle(model)
  for (const accessKey of attacks > 0 ? [M, F] : [])
    if (!isAliveIn(cloud, accessKey)) throw new Error(`the foreign key ${accessKey} was deleted`)
}

/** Somebody who may only write to the secret does something. He reads every payload. */
export function attack(cloud: Cloud, pick: <T>(all: readonly T[]) => T): void {
  const versions = cloud.secret?.versions ?? []
  const stages: readonly Stage[] = ['pending', 'current', 'previous', 'retired']
  const own = [...cloud.keys.values()].filter(({ ours }) => ours).map(({ accessKey }) => accessKey)
  const accessKey = pick([M, F, ...own])
  const since = pick([new Date(0), new Date(cloud.now)])
  const written = pick([new Map(), writtenEverywhere(cloud, secretTag)])
  const act = pick(['forge', 'forge', 'patch', 'patch', 'disable', 'enable'])
  // Who can write to the secret controls what applications read straight from the store (protocol).
  const change = pick([{ accessKey }, { stage: pick(stages) }, { since }, { written }])
  cloud.readersDenied ||= act !== 'patch' || 'accessKey' in change
  if (act === 'forge' && versions.length < 15) {
    const payload = pick([pairOf(accessKey), mixedPairOf(accessKey)])
    forge(cloud, { stage: pick(stages), accessKey, since, written }, payload)
    return
  }
  if (versions.length === 0) return
  const { revision, status } = pick(versions)
  if (act === 'patch') patch(cloud, revision, change)
  if (status !== 'enabled' && status !== 'disabled') return
  if (act === 'disable') setStatus(cloud, revision, 'disabled')
  if (act === 'enable') setStatus(cloud, revision, 'enabled')
}

/** Any of the requests that a run has under way: what it sends side by side arrives in any order. */
function placeOf(waiting: readonly Waiting[], run: string, pick: <T>(all: readonly T[]) => T): number {
  const own = waiting.flatMap((one, index) => (one.run === run ? [index] : []))
  return own.length > 0 ? pick(own) : 0
}

/** A person does something; what nobody can keep from breaking by it is not held against the runs. */
function interfere({ cloud }: Model, pick: <T>(all: readonly T[]) => T): void {
  const versions = cloud.secret?.versions ?? []
  const stored = [...cloud.keys.values()]
    .filter((key) => readMark(key) === 'stored')
    .map(({ accessKey }) => accessKey)
  const act = pick([
    'disable a version',
    'go back to an old key',
    'delete a key',
    'delete a target’s secrets',
  ])
  if (act === 'disable a version' && versions.length > 0) {
    pick(versions).status = 'disabled'
    // A run may be about to disable the one before it, having looked a moment ago.
    cloud.readersDenied = true
  }
  if (act === 'delete a key' && stored.length > 0) deleteByHand(cloud, pick(stored))
  if (act === 'delete a target’s secrets') for (const name of NAMES) targetOf(cloud, 'T1').values.delete(name)
  if (act === 'go back to an old key' && stored.length > 0) {
    const accessKey = pick(stored)
    writeByHand(cloud, 'T1', { accessKey, secret: secretOf(accessKey) })
    // A run may be about to end the key, having looked a moment ago.
    cloud.endedByPerson.add(accessKey)
  }
}
