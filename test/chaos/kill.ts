import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '../../sandbox/index.ts'
import { startAction } from '../harness/run-action.ts'
import { projectRoot } from '../harness/step.ts'
import type { Cloud } from './scaleway/cloud.ts'
import { currentOf, describe, look, markOf, type Half } from './scaleway/state.ts'
import {
  APPLICATION,
  DAY,
  deploy,
  inputsOf,
  PRODUCTION,
  rotator,
  SELF,
  SHOP,
  type Inputs,
  type Rotation,
} from './scaleway/rotation.ts'
import { numbers } from './virtual-time.ts'

// Runs the shipped bundle as a process and ends it with SIGKILL repeatedly, with a scheduled run after each
// time.

/** Two kinds of keys. The grace period is short, because every run here creates a key. */
const ROTATIONS: readonly Rotation[] = [
  { ...APPLICATION, places: [SHOP, PRODUCTION], grace: 1, inputs: { 'keep-versions': '3' } },
  { ...SELF, grace: 1, inputs: { 'keep-versions': '3' } },
]

/** The approximate maximum number of requests of a run, and the duration of one in milliseconds. */
const REQUESTS = 45
const REQUEST_MS = 8

export interface KillOptions {
  readonly count: number
  readonly seed: number
  /** The number of sandboxes, each with its own series, that run at the same time. A run mostly waits. */
  readonly sideBySide: number
  readonly say: (line: string) => void
}

/** Kills the bundle `count` times. @returns the violations */
export async function killSeries({ count, seed, sideBySide, say }: KillOptions): Promise<readonly string[]> {
  const broken: string[] = []
  // A copy, so that a build in the meantime changes nothing.
  const folder = mkdtempSync(join(tmpdir(), 'skr-action-'))
  cpSync(join(projectRoot, 'action.yml'), join(folder, 'action.yml'))
  cpSync(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true })
  const done = { kills: 0, tooLate: 0 }
  const series = Array.from({ length: sideBySide }, (_, index) => index)
  await Promise.all(
    series.map(async (index) => {
      const rotation = ROTATIONS[index % ROTATIONS.length]
      if (rotation === undefined) throw new Error('there is nothing to rotate')
      const times = Math.floor(count / sideBySide) + (index < count % sideBySide ? 1 : 0)
      const draw = numbers(seed * 100 + index)
      const sandbox = await startSandbox()
      try {
        const scene = createScene(sandbox, folder, rotation, (what) =>
          broken.push(`series ${index}: ${what}`),
        )
        await scene.scheduled()
        for (let n = 1; n <= times; n += 1) {
          if (await scene.killed(draw)) done.kills += 1
          else {
            // The run ended before it was killed, which does not count.
            done.tooLate += 1
            n -= 1
          }
          sandbox.clock.advance(DAY)
          await scene.scheduled()
          if (index === 0 && n % 5 === 0) say(`${done.kills} killed, ${broken.length} violation(s)`)
          if (broken.length > 0) return
        }
        await scene.rest()
      } finally {
        await sandbox.stop()
      }
    }),
  )
  rmSync(folder, { recursive: true, force: true })
  say(`${done.kills} killed, ${done.tooLate} ended before that`)
  return broken
}

interface Scene {
  /** A scheduled run without faults. Checks the final state afterwards. */
  readonly scheduled: () => Promise<void>
  /** A forced run that is killed at a random time. @returns whether it was still running by then */
  readonly killed: (draw: () => number) => Promise<boolean>
  /** Scheduled runs until every grace period is over. */
  readonly rest: () => Promise<void>
}

function createScene(
  sandbox: Sandbox,
  actionFolder: string,
  rotation: Rotation,
  violate: (what: string) => void,
): Scene {
  const { scaleway, github, clock } = sandbox
  const cloud: Cloud = {
    scaleway,
    github,
    dispatch: () => Promise.reject(new Error('nothing is sent from here')),
  }
  const { accessKey, secretKey } = rotation.bearer === rotator.applicationId ? rotator : deploy
  for (const place of rotation.places) {
    for (const name of rotation.names.accessKey) github.setSecret(place, name, accessKey)
    for (const name of rotation.names.secretKey) github.setSecret(place, name, secretKey)
  }
  // No two writes share a second.
  clock.tickPerRequest(1100)
  clock.advance(60_000)

  const report = (what: string): void => {
    violate([what, ...describe(look(cloud, [rotation]), [rotation])].join('\n    '))
  }
  const halves = (): readonly Half[] => look(cloud, [rotation]).halves.get(rotation) ?? []
  let before = halves()
  sandbox.onExchange(({ method, url }) => {
    const now = halves()
    for (const [index, half] of now.entries()) {
      if (half.key === undefined && before[index]?.key !== undefined)
        report(`${half.place}: ${half.name} lost its working key after ${method} ${url}`)
    }
    before = now
  })

  const begin = (inputs: Inputs): ReturnType<typeof startAction> =>
    startAction({ sandbox, actionFolder, inputs: { ...inputsOf(cloud, rotation), ...inputs } })

  async function scheduled(): Promise<void> {
    const run = await begin({}).result
    const moment = look(cloud, [rotation])
    const current = currentOf(moment, rotation)
    const versions = moment.versions.get(rotation) ?? []
    const wrong = [
      ...(run.exitCode === 0
        ? []
        : [`a scheduled run ended with exit code ${run.exitCode ?? 'none'}: ${run.errors.join('; ')}`]),
      ...(versions.filter(({ stage }) => stage === 'current').length === 1
        ? []
        : ['the number of current versions is not 1']),
      ...(versions.some(({ stage }) => stage === 'pending') ? ['a version is still pending'] : []),
      ...(moment.halves.get(rotation) ?? [])
        .filter(({ key }) => key === undefined || key !== current?.held)
        .map(({ place, name }) => `${place}: ${name} does not hold the current key`),
      ...[...moment.living.values()]
        .filter((key) => markOf(key)?.phase === 'made' && key.applicationId === rotation.bearer)
        .map((key) => `the orphan ${key.accessKey} lives`),
    ]
    for (const what of wrong) report(what)
  }

  return {
    scheduled,
    async killed(draw) {
      const run = begin({ force: 'true' })
      const kill = (): void => {
        run.kill('SIGKILL')
      }
      // Kills the run a random delay after a random request.
      const after = Math.floor(draw() * REQUESTS)
      const delay = draw() * REQUEST_MS
      const number = (sandbox.exchanges.at(-1)?.number ?? 0) + after
      const unsubscribe = sandbox.onExchange((exchange) => {
        if (exchange.number === number) setTimeout(kill, delay)
      })
      if (after === 0) setTimeout(kill, delay * 20)
      try {
        const { signal } = await run.result
        return signal === 'SIGKILL'
      } finally {
        unsubscribe()
      }
    },
    async rest() {
      for (let day = 0; day < 3; day += 1) {
        clock.advance(DAY)
        await scheduled()
      }
      const moment = look(cloud, [rotation])
      const current = currentOf(moment, rotation)
      for (const key of moment.living.values()) {
        const ours = markOf(key)?.secretId === moment.secretIds.get(rotation)
        if (ours && key.accessKey !== current?.held) report(`${key.accessKey} is left`)
      }
    },
  }
}
