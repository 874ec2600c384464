import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { smallGithubTokens, smallOrganization } from '../sandbox/index.ts'
import { findNode24, prepareStep } from '../test/harness/step.ts'
import { atMost, milliseconds, times, type Section } from './report.ts'
import { BUNDLE } from './run.ts'
import { inTurns, median } from './statistics.ts'

const TIMES = 41
const AIM = 1.4
/** What any program must do that sends a request. */
const BARE = 'await (await fetch(process.env.SCW_API_URL)).text()'

interface Start {
  readonly wallMs: number
  /**
   * The CPU time of the process's main thread until then; undefined if the system does not report it (only
   * Linux does).
   */
  readonly cpuMs: number | undefined
}

/** The time from the start of a process to its first request, for the action and for a minimal script. */
export async function startup(): Promise<Section> {
  let arrived: (() => void) | undefined
  const server = createServer((_, answer) => {
    arrived?.()
    answer.writeHead(500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { rotator, deploy, projectId } = smallOrganization
  const step = prepareStep(
    { urls: { scaleway: url, github: url }, env: () => ({ GITHUB_REPOSITORY: 'acme/infra' }) },
    {
      inputs: {
        'scw-access-key': rotator.accessKey,
        'scw-secret-key': rotator.secretKey,
        'scw-project-id': projectId,
        'scw-region': 'fr-par',
        'github-token': smallGithubTokens.writer,
        'application-id': deploy.applicationId,
        'max-age': '30d',
      },
    },
  )

  async function start(parameters: readonly string[]): Promise<Start> {
    const began = performance.now()
    const child = spawn(findNode24(), parameters, { cwd: step.workspace, env: step.env, stdio: 'ignore' })
    const ended = new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', () => {
        resolve()
      })
    })
    const first = new Promise<Start>((resolve) => {
      arrived = () => {
        arrived = undefined
        resolve({ wallMs: performance.now() - began, cpuMs: computed(child.pid ?? 0) })
      }
    })
    const result = await Promise.race([first, ended.then(() => undefined)])
    child.kill('SIGKILL')
    await ended
    if (result === undefined) throw new Error('the process ended before it sent a request')
    return result
  }

  try {
    const { bare, action } = await inTurns(TIMES, {
      bare: () => start(['--input-type=module', '--eval', BARE]),
      action: () => start([BUNDLE]),
    })
    const wall = [bare, action].map((starts) => median(starts.map(({ wallMs }) => wallMs)))
    const cpu = [bare, action].map((starts) => median(starts.flatMap(({ cpuMs }) => cpuMs ?? [])))
    const ratio = (wall[1] ?? 0) / (wall[0] ?? 1)
    return {
      title: `Start to first request, median of ${TIMES}, no latency`,
      figures: [
        { what: 'a script that only sends a request', value: milliseconds(wall[0] ?? 0) },
        { what: 'the action', value: milliseconds(wall[1] ?? 0) },
        { what: 'ratio', value: times(ratio), aim: atMost(AIM, ratio, `${AIM} ×`) },
        { what: 'ratio of CPU time', value: times((cpu[1] ?? 0) / (cpu[0] ?? 1)) },
      ],
    }
  } finally {
    server.close()
    step.remove()
  }
}

function computed(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return undefined // not available on this system
  }
}
