import { smallGithub, type SandboxOptions } from '../../sandbox/index.ts'
import { compressed, type CompressedRun } from './compressed.ts'
import type { Scene } from './scene.ts'

// One key in very many repositories, in a time in which GitHub's limits can be waited for.

/** GitHub's minute passes in a second. */
const SPEED = 60

/** So many repositories beside those of the small company, and the services that know them. */
export function manyRepositories(count: number): {
  readonly names: readonly string[]
  readonly services: SandboxOptions
} {
  const seed = smallGithub()
  const names = Array.from({ length: count }, (_, index) => `acme/service-${index}`)
  const repositories = [...(seed.repositories ?? []), ...names.map((name) => ({ name }))]
  return { names, services: { github: { ...seed, repositories } } }
}

/** Runs the step for all of them. */
export function rotateAll(
  { sandbox, rotate }: Scene,
  inputs: Readonly<Record<string, string>> = {},
): Promise<CompressedRun> {
  return compressed(sandbox, SPEED, (options) =>
    rotate({ repositories: 'acme/service-*', ...inputs }, options),
  )
}
