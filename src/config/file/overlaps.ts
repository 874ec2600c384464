import type { Problem } from '../../rotation/model/ports.ts'
import type { ResolvedTargets } from '../../github/targets/resolve.ts'
import { entriesOf, type SecretNames } from '../../github/secrets/secret-names.ts'
import { shortList } from '../../github/places/patterns.ts'
import { hasVariables, placeId, placeLabel, type SecretKind } from '../../github/places/places.ts'

/** A key of a file, and which places it writes. */
export interface Writer {
  readonly name: string
  readonly names: SecretNames
  /** Which secrets of the repositories that its patterns stand for. */
  readonly kinds: readonly SecretKind[]
  readonly resolved: Pick<ResolvedTargets, 'places' | 'unlisted'>
}

const REMEDY =
  'Use narrower patterns, or different names for one of them (access-key-secret, secret-key-secret, bundle-secret, access-key-variable)'

/**
 * Finds what two keys of a file would both write, once it is known which repositories their patterns stand for: each
 * would take what the other one wrote for drift, and write its own again. What the file itself shows is refused before
 * anything is asked of anybody (inputs/collisions.ts); this is the rest.
 * @returns what stands in the way of each key, by its name
 */
export function findOverlaps(writers: readonly Writer[]): ReadonlyMap<string, readonly Problem[]> {
  const problems = new Map<string, Problem[]>()
  const add = ({ name }: Writer, problem: string, remedy: string): void => {
    problems.set(name, [...(problems.get(name) ?? []), { about: 'repositories', problem, remedy }])
  }
  for (const { one, other, entries, places } of shared(writers)) {
    const what = `${shortList([...entries])} of ${shortList([...places])}`
    add(one, `writes ${what}, as does ${other.name}`, REMEDY)
    add(other, `writes ${what}, as does ${one.name}`, REMEDY)
  }
  for (const other of writers) {
    if (other.resolved.unlisted.length === 0) continue
    for (const one of writers.filter((writer) => writer !== other && mayShare(writer, other))) {
      const problem = `the repositories that match the patterns of ${other.name} could not be listed, and may include targets of this key`
      add(one, problem, 'Run again later')
    }
  }
  return problems
}

/** What two keys both write. */
interface Overlap {
  readonly one: Writer
  readonly other: Writer
  readonly entries: Set<string>
  readonly places: Set<string>
}

function shared(writers: readonly Writer[]): Iterable<Overlap> {
  const holders = new Map<string, Writer>()
  const found = new Map<string, Overlap>()
  for (const one of writers) {
    for (const [place] of one.resolved.places) {
      for (const entry of entriesOf(one.names, hasVariables(place))) {
        const id = `${placeId(place)}\n${entry}`
        const other = holders.get(id)
        if (other === undefined) holders.set(id, one)
        if (other === undefined || other === one) continue
        const pair = `${other.name}\n${one.name}`
        const overlap = found.get(pair) ?? { one, other, entries: new Set(), places: new Set() }
        overlap.entries.add(entry)
        overlap.places.add(placeLabel(place))
        found.set(pair, overlap)
      }
    }
  }
  return found.values()
}

/** Whether a key writes something that another one might, of whose owners nobody knows which repositories there are. */
function mayShare(writer: Writer, { names, kinds, resolved: { unlisted } }: Writer): boolean {
  const own = new Set(entriesOf(writer.names, true))
  if (!entriesOf(names, true).some((entry) => own.has(entry))) return false
  return writer.resolved.places.some(
    ([place]) =>
      place.scope === 'repository' &&
      kinds.includes(place.kind) &&
      unlisted.includes(place.owner.toLowerCase()),
  )
}
