import type { Cloud } from '../cloud.ts'
import type { Rotation } from '../rotation.ts'
import { ACTS } from './acts.ts'
import { sceneOf } from './fixture.ts'

/** An adversary with Secret Manager permissions only. */
export interface Adversary {
  /** Performs an action of {@link ACTS}, if it applies. */
  readonly act: (name: string, rotation: Pick<Rotation, 'secretName' | 'bearer'>) => void
  /** The number of actions that changed something. */
  readonly acts: () => number
  /** A user reverts what no run may revert: tags, and records of a newer format. */
  readonly restore: () => void
}

export const ACT_NAMES: readonly string[] = Object.keys(ACTS)

export function createAdversary(cloud: Cloud): Adversary {
  let acts = 0
  const restores: (() => void)[] = []
  const stateOf = (id: string): unknown => cloud.scaleway.secrets.secret(id)
  return {
    act(name, rotation) {
      const act = ACTS[name]
      if (act === undefined) throw new Error(`there is no action ${name}; there are ${ACT_NAMES.join(', ')}`)
      const scene = sceneOf(cloud, rotation, (restore) => restores.push(restore))
      if (scene === undefined) return
      const before = JSON.stringify(stateOf(scene.secret.id))
      act(scene)
      if (JSON.stringify(stateOf(scene.secret.id)) !== before) acts += 1
    },
    acts: () => acts,
    restore() {
      for (const restore of restores.splice(0)) restore()
    },
  }
}
