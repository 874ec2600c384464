import { readRecord } from '../../../src/rotation/model/record.ts'
import { DAY, holdsIn, targetOf, NAMES, type Cloud, type ModelVersion } from './cloud.ts'
import { currentKey } from './invariants.ts'
import { days, type Ended, type Model, type RunOptions } from './simulation.ts'

/** A version of the model's secret. */
export function versionOf({ cloud }: Model, revision: number): ModelVersion {
  const found = cloud.secret?.versions.find((version) => version.revision === revision)
  if (found === undefined) throw new Error(`there is no version ${revision}`)
  return found
}

/** What stands in the cloud, in short: `v1 current K1 enabled`, `T1 K1`, `K1 stored`. For assertions and messages. */
export function standing(cloud: Cloud): readonly string[] {
  const versions = cloud.secret?.versions.map(({ revision, status, description }) => {
    const reading = readRecord(description)
    const text = reading.kind === 'ours' ? `${reading.record.stage} ${reading.record.accessKey}` : 'foreign'
    return `v${revision} ${text} ${status}`
  })
  const phase = (description: string): string =>
    /^\[key-rotation (made|stored|replaced|found)/.exec(description)?.[1] ?? 'unmarked'
  return [
    ...(versions ?? []),
    ...cloud.targets.map(({ id }) => `${id} ${holdsIn(cloud, id) ?? 'nothing'}`),
    ...[...cloud.keys.values()].map(({ accessKey, description }) => `${accessKey} ${phase(description)}`),
  ]
}

/** Everything but the time, to see whether a run changed anything. */
export function snapshot(cloud: Cloud): string {
  const targets = cloud.targets.map(({ id }) => NAMES.map((name) => targetOf(cloud, id).values.get(name)))
  return JSON.stringify([[...cloud.keys], cloud.secret, targets, cloud.made])
}

/** Whether every target holds the current key as a matching pair, and nothing is unfinished. */
export function isConverged(cloud: Cloud): boolean {
  const current = currentKey(cloud)
  const stages = cloud.secret?.versions.map(({ description }) => {
    const reading = readRecord(description)
    return reading.kind === 'ours' ? reading.record.stage : 'foreign'
  })
  const settled = stages?.filter((stage) => stage === 'current').length === 1 && !stages.includes('pending')
  return settled && current !== undefined && cloud.targets.every(({ id }) => holdsIn(cloud, id) === current)
}

/**
 * What must follow whatever happened: within three clean daily runs everything has converged, the next one changes
 * nothing, and once every grace period is over, one more run leaves exactly the current key of all that runs made.
 * @throws where that is not so, with what stands
 */
export async function settle(model: Model, options?: RunOptions): Promise<void> {
  const { cloud, gate } = model
  // However long a test stalled its runs, the key must not come of age while this looks for rest.
  const patient = { ...options, policy: { ...options?.policy, maxAge: days(3000) } }
  const idle = { ...options, policy: { ...patient.policy, grace: days(3000) } }
  const daily = async (how = options): Promise<Ended> => {
    cloud.now += DAY
    return model.run(how)
  }
  const fail = (what: string, ended?: Ended): never => {
    const error = typeof ended === 'object' && ended.error instanceof Error ? `; ${ended.error.message}` : ''
    throw new Error(`${what}${error}\n${standing(cloud).join('\n')}\n${gate.log.join('\n')}`)
  }
  let ended = await daily()
  for (let count = 1; count < 3; count += 1) ended = await daily()
  if (!isConverged(cloud)) fail('not converged after three clean runs', ended)
  const before = snapshot(cloud)
  ended = await daily(idle)
  if (snapshot(cloud) !== before) fail('a fourth clean run still changed something', ended)
  cloud.now += 8 * DAY
  await model.run(patient)
  const after = snapshot(cloud)
  await daily(patient)
  if (snapshot(cloud) !== after) fail('after the grace period, runs go on changing things')
  const alive = [...cloud.keys.values()].filter(({ ours }) => ours).map(({ accessKey }) => accessKey)
  if (alive.join() !== currentKey(cloud)) fail(`the keys ${alive.join()} are left`)
  if (!isConverged(cloud)) fail('no longer converged after the grace period')
}
