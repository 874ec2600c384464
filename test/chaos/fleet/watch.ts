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

/** Watches a run over several keys: for each request the key that it is for, by the rules of a run for that key alone. */
export interface FleetWatch extends Onlooker<Fleet> {
  readonly violations: readonly Violation[]
  readonly violate: (rule: string, what: string) => void
  /** How many keys runs made. */
  readonly made: () => number
  /** How many requests changed something since the scenario began. */
  readonly changes: () => number
  /** What a watch of Scaleway's keys that goes on from here has to know. */
  readonly known: Known
}

/** A run as runs for its keys. */
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

  /** The runs for the keys that a request is for; none where it is for none in particular. */
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
      // One key may speak while another one's answer is on its way to being read, so what is said is looked at itself.
      const line = event.kind === 'advice' ? event.text : ''
      if ([...run.received].some((secret) => line.includes(secret)))
        watch.violate('masking comes before any use', `${run.name} printed a secret`)
    },
    ended(run, how) {
      const open = [...run.received].filter((secret) => !run.masked.has(secret))
      if (open.length > 0 && how.kind !== 'killed')
        watch.violate('masking comes before any use', `${run.name} masked ${open.length} secret(s) never`)
      const { scaleway, keysApi } = partsOf(run)
      for (const part of scaleway.values()) watch.ended(part, how)
      for (const part of keysApi.values()) keysWatch.ended(part, how)
    },
  }
}

/** A run as a run for one of its keys: what happens to the one happens to the other. */
function partFor<R>(run: Run<Fleet>, rotation: R): Run<R> {
  return Object.create(run, {
    rotation: { value: rotation },
    // How long a cancelled run takes cannot be told here: what its keys ask goes side by side, and here one by one.
    spentOnTargets: { value: Number.POSITIVE_INFINITY },
  }) as Run<R>
}

/** The keys of a keys API in a file that a request is for. */
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

/** The name of the secret of Secret Manager that a request is about; undefined where it is about none. */
function secretNameIn(cloud: Cloud, { method, url, body = '' }: Wire): string | undefined {
  if (url.startsWith('/iam/')) return undefined
  const id = /\/secrets\/([0-9a-f-]{36})/.exec(url)?.[1]
  if (id !== undefined) return cloud.scaleway.secrets.secret(id)?.name
  const { name } = (method === 'POST' ? JSON.parse(body) : {}) as { readonly name?: string }
  return name ?? new URL(url, ADDRESSES.scaleway).searchParams.get('name') ?? undefined
}

/** The keys of Scaleway's in a file that a request is for. */
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
