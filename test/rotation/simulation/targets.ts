import {
  TargetError,
  type Credential,
  type Targets,
  type WriteSpan,
} from '../../../src/rotation/model/ports.ts'
import { NAMES, targetOf, valueFor, type Cloud } from './cloud.ts'
import type { Carrier } from './gate.ts'
import type { Session } from './session.ts'

/** The model's GitHub, as one run sees it: every name is a PUT of its own. */
export function createTargets(cloud: Cloud, gate: Carrier, { run }: Session): Targets {
  async function put(id: string, name: string, credential: Credential): Promise<WriteSpan> {
    const from = new Date(cloud.now)
    return gate.request(run, `put ${id} ${name} ${credential.accessKey}`, 'write', () => {
      const target = targetOf(cloud, id)
      if (target.refuses.has(name)) throw new Error(`403: ${id} refuses ${name}`)
      target.values.set(name, { value: valueFor(name, credential), updatedAt: cloud.now })
      return { from, to: new Date(cloud.now) }
    })
  }
  return {
    now: () => new Date(cloud.now),
    async observe() {
      const read = ({ id, values }: Cloud['targets'][number]) =>
        gate.request(run, `list ${id}`, 'read', () => {
          const secrets = NAMES.map((name) => {
            const held = values.get(name)
            return { name, updatedAt: held && new Date(held.updatedAt) }
          })
          return { id, label: `repository ${id}`, open: false, secrets }
        })
      return { states: await Promise.all(cloud.targets.map(read)), problems: [] }
    },
    prepare: (ids) =>
      Promise.resolve({
        problems: [],
        identities: new Map(ids.map((id) => [id, [{ name: `acme/${id}`, id: '700001' }]])),
      }),
    async write(id, credential, fallback) {
      const tries = await Promise.allSettled(NAMES.map((name) => put(id, name, credential)))
      const done = NAMES.filter((_, index) => tries[index]?.status === 'fulfilled')
      const spans = new Map<string, WriteSpan>()
      tries.forEach((one, index) => one.status === 'fulfilled' && spans.set(NAMES[index] ?? '', one.value))
      if (done.length === NAMES.length) return spans
      if (done.length === 0) throw new TargetError(`${id} could not be written`, 'untouched', 'Try again')
      const old = await fallback?.()
      const back = old && (await Promise.allSettled(done.map((name) => put(id, name, old))))
      const restored = back?.every(({ status }) => status === 'fulfilled') === true
      throw new TargetError(`${id} was written in part`, restored ? 'restored' : 'mixed', 'Try again')
    },
  }
}
