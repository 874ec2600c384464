import { shortList } from '../places/patterns.ts'
import { placeLabel, type Place, type SecretKind } from '../places/places.ts'

/** Notes about targets that are valid and may be a mistake. */
export function adviseOnPlaces(places: readonly Place[], kinds: readonly SecretKind[]): readonly string[] {
  const advice = places.flatMap((place) => (place.scope === 'organization' ? shadowed(place, places) : []))
  if (!kinds.includes('actions') && places.some(({ scope }) => scope === 'environment')) {
    advice.push(
      `Environments have Actions secrets only, so kinds (${kinds.join(', ')}) does not apply to them.`,
    )
  }
  return advice
}

type Organization = Extract<Place, { readonly scope: 'organization' }>

/** A secret of a repository or environment takes precedence over the organization's secret of the same name. */
function shadowed(organization: Organization, places: readonly Place[]): readonly string[] {
  const narrower = places.filter(
    (place) =>
      place.scope !== 'organization' &&
      place.kind === organization.kind &&
      place.owner.toLowerCase() === organization.organization.toLowerCase() &&
      mayRead(organization, `${place.owner}/${place.repo}`),
  )
  if (narrower.length === 0) return []
  return [
    `The secrets of ${placeLabel(organization)} are overridden by declared secrets of the same names: ` +
      `${shortList(narrower.map(placeLabel))}. Jobs there read these.`,
  ]
}

/** False only if it is certain. */
function mayRead({ access }: Organization, repository: string): boolean {
  const selected = access?.visibility === 'selected' ? access.repositories : undefined
  if (selected === undefined) return true
  return selected.some(({ owner, repo }) => `${owner}/${repo}`.toLowerCase() === repository.toLowerCase())
}
