import { shortList } from '../places/patterns.ts'
import { placeLabel, type Place, type SecretKind } from '../places/places.ts'

/** Says of the places that get a key what is allowed, and perhaps not meant. */
export function adviseOnPlaces(places: readonly Place[], kinds: readonly SecretKind[]): readonly string[] {
  const advice = places.flatMap((place) => (place.scope === 'organization' ? shadowed(place, places) : []))
  if (!kinds.includes('actions') && places.some(({ scope }) => scope === 'environment')) {
    advice.push(
      `Environments have Actions secrets only: they get the key as such, whatever kinds says (${kinds.join(', ')}).`,
    )
  }
  return advice
}

type Organization = Extract<Place, { readonly scope: 'organization' }>

/** An organization's secret does not count where a repository, or an environment of it, has one of the same name. */
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
    `The secrets of ${placeLabel(organization)} do not count where narrower ones of the same names are declared too: ` +
      `${shortList(narrower.map(placeLabel))}. The key stands there twice, and what is read is the narrower one.`,
  ]
}

/** False only where it is certain. */
function mayRead({ access }: Organization, repository: string): boolean {
  const selected = access?.visibility === 'selected' ? access.repositories : undefined
  if (selected === undefined) return true
  return selected.some(({ owner, repo }) => `${owner}/${repo}`.toLowerCase() === repository.toLowerCase())
}
