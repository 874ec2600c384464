import { findOverlaps, type Writer } from '../config/file/overlaps.ts'
import type { FleetKey, RotateInputs, TargetInputs } from '../config/types.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import type { AppNeed } from '../github/app/required-permissions.ts'
import { needsOf, needsToResolve } from '../github/targets/app-targets.ts'
import type { ResolvedTargets } from '../github/targets/resolve.ts'
import { entriesOf } from '../github/secrets/secret-names.ts'
import { resolveDeclared, type GithubAccess } from './github.ts'

/** How many keys' targets are looked up at once. */
const SIDE_BY_SIDE = 50

/** A key of the file, and the places of its targets, or why they could not be looked up. */
type Looked = FleetKey<TargetInputs> & { readonly found: PromiseSettledResult<ResolvedTargets> }

/**
 * Looks up the targets of all keys of a file before the run of any key, to find keys that would write the same secret:
 * those are refused, and the others run. Tokens of a GitHub App are created for all of them together.
 * @param others keys of the file that another job runs; targets that they might share with `keys` are looked up as well
 * @returns gives the targets of a key, or throws the error of its lookup
 */
export async function resolveFleet(
  access: GithubAccess,
  keys: readonly FleetKey<RotateInputs>[],
  others: readonly FleetKey<TargetInputs>[],
): Promise<(name: string) => Promise<ResolvedTargets>> {
  // Problems and errors are reported by the run of each key, which requests what is missing again.
  const open = async (needs: readonly AppNeed[]): Promise<void> => {
    await access.app?.open(needs).catch(() => undefined)
  }
  const own = keys.map(({ name, inputs }) => ({ name, inputs: inputs.targets }))
  const all = [...own, ...others.flatMap((other) => nearTo(own, other))]
  await open(all.flatMap(({ inputs }) => needsToResolve(inputs)))
  const looked = await mapConcurrent(SIDE_BY_SIDE, all, async ({ name, inputs }): Promise<Looked> => {
    const [found] = await Promise.allSettled([resolveDeclared(access, inputs)])
    return { name, inputs, found }
  })
  const overlaps = findOverlaps(looked.map(writerOf))
  const results = new Map(looked.map(({ name, found }) => [name, found]))
  const needs = keys.flatMap(({ name, inputs: { targets, dryRun } }) => {
    const found = results.get(name)
    const places = found?.status === 'fulfilled' ? found.value.places.map(([place]) => place) : []
    return needsOf(places, { names: targets.names, level: dryRun ? 'read' : 'write' })
  })
  await open(needs)

  const resolved = (name: string): ResolvedTargets => {
    const found = results.get(name)
    /* c8 ignore next -- the targets of every key were looked up */
    if (found === undefined) throw new Error(`the targets of ${name} were not looked up; this is a bug`)
    if (found.status === 'rejected') throw found.reason
    const { problems, ...rest } = found.value
    return { ...rest, problems: [...problems, ...(overlaps.get(name) ?? [])] }
  }
  return async (name) => Promise.resolve(resolved(name))
}

function writerOf({ name, inputs: { names, kinds, patterns }, found }: Looked): Writer {
  const resolved =
    found.status === 'fulfilled'
      ? found.value
      : { places: [], unlisted: patterns.map(({ owner }) => owner.toLowerCase()) }
  return { name, names, kinds, resolved }
}

/**
 * The part of another key's targets that these keys could share: nothing, if its secrets have other names; otherwise its
 * repositories, and its patterns for the owners that these keys write to.
 */
function nearTo(
  keys: readonly FleetKey<TargetInputs>[],
  { name, inputs }: FleetKey<TargetInputs>,
): readonly FleetKey<TargetInputs>[] {
  const entries = new Set(entriesOf(inputs.names, true))
  const rivals = keys.filter((key) => entriesOf(key.inputs.names, true).some((entry) => entries.has(entry)))
  if (rivals.length === 0) return []
  const owners = new Set(rivals.flatMap((rival) => ownersOf(rival.inputs)))
  const places = inputs.places.filter(({ scope }) => scope === 'repository')
  const patterns = inputs.patterns.filter(({ owner }) => owners.has(owner.toLowerCase()))
  return [{ name, inputs: { ...inputs, places, patterns } }]
}

function ownersOf({ places, patterns }: TargetInputs): readonly string[] {
  const named = places.flatMap((place) => (place.scope === 'repository' ? [place.owner] : []))
  return [...named, ...patterns.map(({ owner }) => owner)].map((owner) => owner.toLowerCase())
}
