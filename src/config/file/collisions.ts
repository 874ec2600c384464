import { secretNamesIn } from '../../github/secrets/secret-names.ts'
import { matchesWildcards, patternText, type RepositoryPattern } from '../../github/places/patterns.ts'
import {
  hasVariables,
  inputOf,
  placeId,
  placeLabel,
  type Place,
  type SecretKind,
} from '../../github/places/places.ts'
import type { InputName } from '../inputs.ts'
import type { InputProblem } from '../reader.ts'
import type { FleetKey, RotateInputs } from '../types.ts'
import { storeLabel } from '../../scaleway/secret-label.ts'

/** What a key claims by its inputs, whatever is to be done with it. */
type Claiming = Pick<RotateInputs, 'scaleway' | 'store' | 'targets'>

/** Something that one key alone may have: a secret of the store, or a secret or variable of a place. */
interface Claim {
  readonly id: string
  /** What the key does with it, in a reader's words. */
  readonly action: string
  readonly remedy: string
  /** The field that says so. */
  readonly field: InputName
}

/** Where in the file a field of a key stands; undefined where that is not known. */
type Locate = (key: string, field: InputName) => InputProblem['at']

/**
 * What several keys of one file may not share: where they are stored, and a GitHub secret or variable that two would
 * write. Which repositories a pattern stands for is not known here, so it is compared as it is written, and with the
 * repositories that other keys name.
 */
export function collisions(keys: readonly FleetKey<Claiming>[], locate: Locate): readonly InputProblem[] {
  const problems: InputProblem[] = []
  const holders = new Map<string, string>()
  for (const { name, inputs } of keys) {
    const named = keys.flatMap((other) => (other.name === name ? [] : other.inputs.targets.places))
    for (const { id, action, remedy, field } of [storeClaim(inputs), ...targetClaims(inputs, named)]) {
      const other = holders.get(id)
      if (other === undefined) holders.set(id, name)
      if (other === undefined || other === name) continue
      const at = locate(name, field)
      problems.push({
        input: `keys.${name}`,
        code: 'conflict',
        problem: `${action}, as does ${other}`,
        remedy,
        ...(at && { at }),
      })
    }
  }
  return problems
}

function storeClaim({ scaleway, store }: Claiming): Claim {
  const secret = storeLabel(store)
  return {
    id: `store\n${scaleway.projectId}\n${scaleway.region}\n${secret}`,
    action: `uses the secret ${secret}`,
    remedy: 'a different secret-name for each key, or none: the default contains the name of the key',
    field: 'secret-name',
  }
}

/** @param named the places that other keys name */
function targetClaims({ targets }: Claiming, named: readonly Place[]): readonly Claim[] {
  const { names, places, patterns, kinds } = targets
  const secrets = secretNamesIn(names)
  const claims = (place: string, label: string, variables: boolean, field: InputName): readonly Claim[] => [
    ...secrets.map((name) => ({
      id: `secret\n${place}\n${name}`,
      action: `writes the GitHub secret ${name} of ${label}`,
      remedy:
        'different secret names (access-key-secret, secret-key-secret, bundle-secret) or targets for one of them',
      field,
    })),
    ...(variables ? names.accessKeyVariable : []).map((name) => ({
      id: `variable\n${place}\n${name}`,
      action: `writes the variable ${name} of ${label}`,
      remedy: 'a different access-key-variable or targets for one of them',
      field,
    })),
  ]
  const own = new Set(places.map(placeId))
  const covered = named.filter(
    (place) => !own.has(placeId(place)) && patterns.some((pattern) => covers(pattern, kinds, place)),
  )
  return [
    ...[...places, ...covered].flatMap((place) =>
      claims(placeId(place), placeLabel(place), hasVariables(place), inputOf(place)),
    ),
    ...patterns.flatMap((pattern) =>
      kinds.flatMap((kind) => {
        const text = patternText(pattern)
        return claims(`${kind}\n${text}`.toLowerCase(), text, kind === 'actions', 'repositories')
      }),
    ),
  ]
}

/** Whether a repository is certainly among those that a pattern stands for; what has a topic is not known. */
function covers(pattern: RepositoryPattern, kinds: readonly SecretKind[], place: Place): boolean {
  if (place.scope !== 'repository' || !('name' in pattern) || !kinds.includes(place.kind)) return false
  if (pattern.owner.toLowerCase() !== place.owner.toLowerCase()) return false
  return matchesWildcards(pattern.name.toLowerCase(), place.repo.toLowerCase())
}
