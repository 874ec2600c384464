import type { Cloud, Wire } from '../cloud.ts'
import type { Run } from '../line.ts'
import { markOf } from '../moment.ts'
import type { Rotation } from '../rotation.ts'
import { isDeclared } from '../rules/targets.ts'
import type { Allowed, Replaced } from '../rules/watched.ts'
import type { Onlooker } from '../stage.ts'
import { createWatch, type Watch } from '../watch.ts'
import { rotationsOf, type Fleet } from './fleet.ts'

/** Watches a run over several keys: for each request the key that it is for, by the rules of a run for that key alone. */
export interface FleetWatch
  extends Onlooker<Fleet>, Pick<Watch, 'violations' | 'violate' | 'made' | 'changes'> {
  readonly replaced: Replaced
}

export function createFleetWatch(
  cloud: Cloud,
  fleet: Fleet,
  allowed: Allowed,
  earlier?: Replaced,
): FleetWatch {
  const rotations = rotationsOf(fleet)
  const watch = createWatch(cloud, rotations, allowed, earlier)
  const parts = new Map<Run<Fleet>, ReadonlyMap<Rotation, Run>>()

  /** A run as a run for one of its keys. What happens to the one happens to the other. */
  function partsOf(run: Run<Fleet>): ReadonlyMap<Rotation, Run> {
    const known = parts.get(run)
    if (known !== undefined) return known
    const made = rotations.map((rotation): readonly [Rotation, Run] => [rotation, partFor(run, rotation)])
    parts.set(run, new Map(made))
    return new Map(made)
  }

  /** The runs for the keys that a request is for; none where it is for none in particular. */
  function concerned(run: Run<Fleet>, wire: Wire): readonly Run[] {
    const all = partsOf(run)
    return ownersOf(cloud, rotations, wire).flatMap((rotation) => all.get(rotation) ?? [])
  }

  /** The run for the one key that a change is for. */
  function changing(run: Run<Fleet>, wire: Wire): Run {
    const [one] = concerned(run, wire)
    if (one !== undefined) return one
    watch.violate('every change is for a key of the file', `${run.name} ${wire.method} ${wire.url}`)
    const [any] = partsOf(run).values()
    if (any === undefined) throw new Error('a file without keys is watched; this is a bug of the proof')
    return any
  }

  return {
    violations: watch.violations,
    violate: watch.violate,
    get made() {
      return watch.made
    },
    changes: watch.changes,
    refresh: watch.refresh,
    replaced: watch.replaced,
    before(run, wire, since) {
      if (wire.method !== 'GET') watch.before(changing(run, wire), wire, since)
    },
    after(run, wire, answer, fate) {
      if (wire.method !== 'GET') watch.after(changing(run, wire), wire, answer, fate)
      else for (const part of concerned(run, wire)) watch.after(part, wire, answer, fate)
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
      for (const part of partsOf(run).values()) watch.ended(part, how)
    },
  }
}

function partFor(run: Run<Fleet>, rotation: Rotation): Run {
  return Object.create(run, {
    rotation: { value: rotation },
    // How long a cancelled run takes cannot be told here: what its keys ask goes side by side, and here one by one.
    spentOnTargets: { value: Number.POSITIVE_INFINITY },
  }) as Run
}

/** The keys of a file that a request is for. */
function ownersOf(cloud: Cloud, rotations: readonly Rotation[], wire: Wire): readonly Rotation[] {
  const { service, method, url, body = '' } = wire
  const named = (name: string | undefined): readonly Rotation[] =>
    rotations.filter(({ secretName }) => secretName === name)
  const ofSecret = (id: string | undefined): readonly Rotation[] =>
    named(id === undefined ? undefined : cloud.scaleway.secrets.secret(id)?.name)
  if (service === 'github') return rotations.filter((rotation) => isDeclared(rotation, wire))
  if (!url.startsWith('/iam/')) {
    const id = /\/secrets\/([0-9a-f-]{36})/.exec(url)?.[1]
    if (id !== undefined) return ofSecret(id)
    const { name } = (method === 'POST' ? JSON.parse(body) : {}) as { readonly name?: string }
    return named(name ?? new URL(url, 'https://api.scaleway.com').searchParams.get('name') ?? undefined)
  }
  const accessKey = /\/api-keys\/(SCW\w+)$/.exec(url)?.[1]
  if (accessKey !== undefined) {
    const key = cloud.scaleway.iam.key(accessKey)
    const own = ofSecret(markOf(key)?.secretId)
    return own.length > 0 ? own : rotations.filter(({ bearer }) => bearer === key?.applicationId)
  }
  if (method === 'POST') return ofSecret(/key-rotation made ([0-9a-f-]{36})/.exec(body)?.[1])
  const bearer = new URL(url, 'https://api.scaleway.com').searchParams.get('bearer_id')
  return rotations.filter((rotation) => rotation.bearer === bearer)
}
