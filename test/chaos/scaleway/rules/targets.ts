import type { Wire } from '../cloud.ts'
import type { Run } from '../connection.ts'
import { currentOf, hasDigest, label, markOf, type Version } from '../state.ts'
import type { Rotation } from '../rotation.ts'
import { isTouched, isUnaware } from './forgeries.ts'
import { virtualNow } from '../../virtual-time.ts'
import type { Watched } from './watched.ts'

/** Before a change: records the keys in the targets, which a job that starts now would read. */
export function noteHeld({ rotations, moment, heldByTargets }: Watched): void {
  for (const rotation of rotations)
    for (const { key } of moment.halves.get(rotation) ?? [])
      if (key !== undefined) heldByTargets.get(rotation)?.set(key, virtualNow())
}

/** Every target that had a working key still has one. */
export function checkTargets(watched: Watched, run: Run, { method, url }: Wire): void {
  const { before, moment, allowed, violate } = watched
  for (const rotation of watched.rotations) {
    // With a grace period of 0 this is not guaranteed for concurrent runs; the documentation says so.
    if (allowed.company && rotation.grace === 0) continue
    // A user may end a leaked key although targets still hold it.
    if (run.command === 'retire' && run.forced) continue
    const now = moment.halves.get(rotation) ?? []
    for (const [index, { key, place, name }] of (before.halves.get(rotation) ?? []).entries()) {
      if (key === undefined || now[index]?.key !== undefined) continue
      violate(
        'every target that had a working key still has one',
        `${place}: ${name} held ${key} and holds no valid key after ${run.name} ${method} ${url}`,
      )
    }
  }
}

/** Writes to GitHub: only PUT, only declared names, and only stored and verified keys. */
export function checkPut(watched: Watched, run: Run, wire: Wire): void {
  const { before, moment, proven, allowed, heldByTargets, violate } = watched
  const { rotation } = run
  if (!isDeclared(rotation, wire))
    violate(
      'GitHub secrets are only written with PUT and under declared names',
      `${run.name} ${wire.method} ${wire.url}`,
    )
  const old = before.halves.get(rotation)
  for (const [index, { key, place, name }] of (moment.halves.get(rotation) ?? []).entries()) {
    if (key === undefined || key === old?.[index]?.key) continue
    const put = `${run.name} wrote ${key} to ${place}: ${name}`
    if (markOf(moment.living.get(key))?.phase === 'made')
      violate('a key is published only when it is marked as stored', put)
    const version = moment.versions.get(rotation)?.findLast(({ held }) => held === key)
    if (version === undefined) {
      // The previous key is restored to a half-written target, even if the adversary has deleted its version.
      const isPutBack = allowed.adversary === true && heldByTargets.get(rotation)?.has(key) === true
      if (!isUnaware(watched, run) && !isPutBack) violate('only stored keys are published', put)
    } else if (version.stage === 'pending') {
      if (!proven.has(key)) violate('only verified keys are published', put)
      const rival = olderRival(watched, rotation, version)
      if (rival !== undefined)
        violate(
          'only one key is published at a time',
          `${put}, and ${rival}, which is older, is pending as well`,
        )
    }
  }
}

/** The key of an older pending version, which is to be published first. */
function olderRival(watched: Watched, rotation: Rotation, { revision, held }: Version): string | undefined {
  const { moment } = watched
  const versions = moment.versions.get(rotation) ?? []
  const floor = currentOf(moment, rotation)?.revision ?? 0
  return versions.find((other) => {
    if (other.revision <= floor || other.revision >= revision || other.held === held) return false
    if (other.stage !== 'pending' || other.status !== 'enabled') return false
    const key = moment.living.get(other.held ?? '')
    if (key === undefined || !hasDigest(key)) return false
    return markOf(key)?.phase === 'stored' && !isTouched(watched, rotation, other)
  })?.held
}

/** Whether a request writes a secret or variable that a rotation declares. */
export function isDeclared({ places, names }: Rotation, { method, url, body }: Wire): boolean {
  const path = decodeURIComponent(url)
  return places.some((place) => {
    const at = addressOf(place)
    if (method === 'PUT')
      return [...names.accessKey, ...names.secretKey, ...names.bundle].some(
        (name) => path === `${at}/secrets/${name}`,
      )
    if ((place.kind ?? 'actions') !== 'actions') return false
    // A variable is created with POST and changed with PATCH.
    return (names.variable ?? []).some((name) =>
      method === 'PATCH'
        ? path === `${at}/variables/${name}`
        : method === 'POST' && path === `${at}/variables` && body?.includes(`"name":"${name}"`) === true,
    )
  })
}

function addressOf(place: Rotation['places'][number]): string {
  const kind = place.kind ?? 'actions'
  if (!('repository' in place)) return `/orgs/${place.organization}/${kind}`
  const { repository, environment } = place
  return `/repos/${repository}/${environment === undefined ? kind : `environments/${environment}`}`
}

/** A pair that an interrupted run left mixed is complete after the next undisturbed run. */
export function checkPairs({ moment, violate }: Watched, { rotation }: Run): void {
  for (const place of rotation.places) {
    const halves = moment.halves.get(rotation)?.filter((half) => half.place === label(place))
    const keys = new Set(halves?.map(({ key }) => key))
    if (keys.size > 1)
      violate(
        'a mixed pair is complete after the next run',
        `${label(place)} holds halves of ${[...keys].join(' and ')}`,
      )
  }
}
