import type { Problem, SecretInWrongLocation } from '../model/ports.ts'

/** Says that a secret stands in another place than the one that the inputs name. */
export function wrongLocationProblem({ differs, where, value }: SecretInWrongLocation): Problem {
  const input = differs === 'region' ? 'scw-region' : 'scw-project-id'
  return {
    about: input,
    problem: `the secret does not stand in the place that the inputs name, but in ${where}`,
    remedy: `Set ${input} to ${value}; or name another secret (secret-name) where a new one is meant`,
    knownCause: differs === 'region' ? 'scaleway-wrong-region' : 'scaleway-wrong-project',
  }
}
