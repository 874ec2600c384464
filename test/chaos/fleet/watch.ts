import { ADDRESSES, type Cloud, type KeysApiCloud, type Wire } from '../scaleway/cloud.ts'
import type { KeyRotation } from '../keys-api/rotation.ts'
import { addressesOf } from '../keys-api/rules/targets.ts'
import { createKeysWatch } from '../keys-api/watch.ts'
import type { Run } from '../scaleway/connection.ts'
import { markOf } from '../scaleway/state.ts'
import type { Rotation } from '../scaleway/rotation.ts'
import { isDeclared } from '../scaleway/rules/targets.ts'
import type { Allowed, Known, Violation } from '../scaleway/rules/watched.ts'
import type { Onlooker } from '../scaleway/fixture.ts'
import { createWatch } from '../scaleway/watch.ts'
import { keyRotationsOf, rotationsOf, type Fleet } from './fleet.ts'

/** Monitors a run for several keys. Each request is checked by the rules for a run of its key alone. */
export interface FleetWatch extends Onlooker<Fleet> {
  readonly violations: readonly Violation[]
  readonly violate: (rule: string, what: string) => void
  /** The number of keys that runs created. */
  readonly made: () => number
  /** The number of requests that changed something since the scenario began. */
  readonly changes: () => number
  /** The history that a later monitor of Scaleway keys needs. */
  readonly known: Known
}

/** A run, split into one run for each key. */
interface Parts {
  readonly scaleway: ReadonlyMap<Rotation, Run>
  readonly keysApi: ReadonlyMap<KeyRotation, Run<KeyRotation>>
}

export function createFleetWatch(
  cloud: KeysApiCloud,
  fleet: Fleet,
  allowed: Allowed,
  earlier?: Known,
): FleetWatch {
  const [rotations, keyRotations] = [rotationsOf(fleet), keyRotationsOf(fleet)]
  const watch = createWatch(cloud, rotations, allowed, earlier)
  const keysWatch = createKeysWatch(cloud, keyRotations, allowed.company)
  const known = new Map<Run<Fleet>, Parts>()

  function partsOf(run: Run<Fleet>): Parts {
    const parts = known.get(run) ?? {
      scaleway: new Map(rotations.map((rotation) => [rotation, partFor(run, rotation)])),
      keysApi: new Map(keyRotations.map((rotation) => [rotation, partFor(run, rotation)])),
    }
    known.set(run, parts)
    return parts
  }

  /** The runs of the keys that a request is for; empty if it is for none in particular. */
  function concerned(
    run: Run<Fleet>,
    wire: Wire,
  ): { scaleway: readonly Run[]; keysApi: readonly Run<KeyRotation>[] } {
    const { scaleway, keysApi } = partsOf(run)
    return {
      scaleway: ownersOf(cloud, rotations, wire).flatMap((rotation) => scaleway.get(rotation) ?? []),
      keysApi: keyOwnersOf(cloud, keyRotations, wire).flatMap((rotation) => keysApi.get(rotation) ?? []),
    }
  }

  return {
    get violations() {
      return [...watch.violations, ...keysWatch.violations]
    },
    violate: watch.violate,
    made: () => watch.made.length + keysWatch.made(),
    changes: () => watch.changes() + keysWatch.changes(),
    refresh() {
      watch.refresh()
      keysWatch.refresh()
    },
    forge(act) {
      watch.forge(() => {
        act()
        keysWatch.refresh()
      })
    },
    readings: watch.readings,
    known: watch.known,
    before(run, wire, since) {
      const { scaleway, keysApi } = concerned(run, wire)
      const changes = wire.method !== 'GET'
      if (changes && scaleway.length + keysApi.length !== 1)
        watch.violate('every change is for one key of the file', `${run.name} ${wire.method} ${wire.url}`)
      if (changes) for (const part of scaleway) watch.before(part, wire, since)
      for (const part of keysApi) keysWatch.before(part, wire, since)
    },
    after(run, wire, answer, fate) {
      const { scaleway, keysApi } = concerned(run, wire)
      for (const part of scaleway) watch.after(part, wire, answer, fate)
      for (const part of keysApi) keysWatch.after(part, wire, answer, fate)
    },
    said(run, event) {
      // One key may report an event while another's response is being read, so the printed text itself is
      // checked.
      const line = event.kind === 'advice' ? event.text : ''
      if ([...run.received].some((secret) => line.includes(secret)))
        watch.violate('every secret is masked before it is used', `${run.name} printed a secret`)
    },
    ended(run, how) {
      const open = [...run.received].filter((secret) => !run.masked.has(secret))
      if (open.length > 0 && how.kind !== 'killed')
        watch.violate(
          'every secret is masked before it is used',
          `${run.name} did not mask ${open.length} secret(s)`,
        )
      const { scaleway, keysApi } = partsOf(run)
      for (const part of scaleway.values()) watch.ended(part, how)
      for (const part of keysApi.values()) keysWatch.ended(part, how)
    },
  }
}

/** The part of a run for one of its keys. Both share their events. */
function partFor<R>(run: Run<Fleet>, rotation: R): Run<R> {
  return Object.create(run, {
    rotation: { value: rotation },
    // The duration of a canceled run is not checked: requests of different keys are parallel in reality, but
    // sequential here.
    spentOnTargets: { value: Number.POSITIVE_INFINITY },
  }) as Run<R>
}

/** The keys API keys of a file that a request is for. */
function keyOwnersOf(
  cloud: KeysApiCloud,
  rotations: readonly KeyRotation[],
  wire: Wire,
): readonly KeyRotation[] {
  const { service, url } = wire
  if (service === 'keys-api') return rotations
  if (service === 'github')
    return rotations.filter((rotation) => addressesOf(rotation).includes(decodeURIComponent(url)))
  const name = secretNameIn(cloud, wire)
  return rotations.filter(({ secretName }) => secretName === name)
}

/** The name of the Secret Manager secret that a request is for; undefined if there is none. */
function secretNameIn(cloud: Cloud, { method, url, body = '' }: Wire): string | undefined {
  if (url.startsWith('/iam/')) return undefined
  const id = /\/secrets\/([0-9a-f-]{36})/.exec(url)?.[1]
  if (id !== undefined) return cloud.scaleway.secrets.secret(id)?.name
  const { name } = (method === 'POST' ? JSON.parse(body) : {}) as { readonly name?: string }
  return name ?? new URL(url, ADDRESSES.scaleway).searchParams.get('name') ?? undefined
}

/** The Scaleway keys of a file that a request is for. */
function ownersOf(cloud: Cloud, rotations: readonly Rotation[], wire: Wire): readonly Rotation[] {
  const { service, method, url, body = '' } = wire
  const named = (name: string | undefined): readonly Rotation[] =>
    rotations.filter(({ secretName }) => secretName === name)
  const ofSecret = (id: string | undefined): readonly Rotation[] =>
    named(id === undefined ? undefined : cloud.scaleway.secrets.secret(id)?.name)
  if (service === 'github') return rotations.filter((rotation) => isDeclared(rotation, wire))
  if (service === 'keys-api') return []
  if (!url.startsWith('/iam/')) return named(secretNameIn(cloud, wire))
  const accessKey = /\/api-keys\/(SCW\w+)$/.exec(url)?.[1]
  if (accessKey !== undefined) {
    const key = cloud.scaleway.iam.key(accessKey)
    const own = ofSecret(markOf(key)?.secretId)
    return own.length > 0 ? own : rotations.filter(({ bearer }) => bearer === key?.applicationId)
  }
  if (method === 'POST') return ofSecret(/key-rotation made ([0-9a-f-]{36})/.exec(body)?.[1])
  const bearer = new URL(url, ADDRESSES.scaleway).searchParams.get('bearer_id')
  return rotations.filter((rotation) => rotation.bearer === bearer)
}
