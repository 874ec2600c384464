import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findNode24, projectRoot } from '../harness/step.ts'

/** The version of `act` that the project is tested with. */
export const engineVersion = 'v0.2.89'

/** How a person gets the engine. */
export const howToInstall = `GOBIN="$PWD/.tools/bin" go install github.com/nektos/act@${engineVersion}`

/** @returns the path of `act`: the one on PATH, else the one that `.ci/run` installs; undefined where there is none */
export function findEngine(): string | undefined {
  const name = process.platform === 'win32' ? 'act.exe' : 'act'
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(projectRoot, '.tools', 'bin')]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

export interface WorkflowRun {
  readonly exitCode: number
  /** Everything that the engine printed, with its own masks. */
  readonly log: string
}

export interface WorkflowRequest {
  /** The file's name, `rotate.yml`. */
  readonly workflow: string
  readonly event: string
  /** The event's payload; for `workflow_dispatch` the inputs in it become the workflow's. */
  readonly payload?: unknown
  readonly secrets: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  /** Environment of every step; the engine's own values of the same name give way. */
  readonly env: Readonly<Record<string, string>>
}

/** A repository with workflows, as the engine sees it. */
export interface WorkflowRepository {
  run(request: WorkflowRequest): Promise<WorkflowRun>
  remove(): void
}

/**
 * Lays out a git repository and a copy of the action as a user's `uses:` would get it.
 * @param options.repository `owner/name`; the engine reads it from the remote
 * @param options.files what the repository holds, by path; scripts are executable
 * @param options.actions the references that stand for this project, such as `OWNER/scaleway-key-rotation@v1`
 */
export function createWorkflowRepository(
  engine: string,
  options: {
    readonly repository: string
    readonly files: ReadonlyMap<string, string>
    readonly actions: readonly string[]
  },
): WorkflowRepository {
  const root = mkdtempSync(join(tmpdir(), 'skr-workflows-'))
  const repository = join(root, 'repository')
  const action = join(root, 'action')
  // Only what a published action consists of: the engine copies the whole folder for each step that uses it.
  mkdirSync(action)
  for (const part of ['action.yml', 'dist', join('.github', 'workflows', 'rotate-fleet.yml')])
    cpSync(join(projectRoot, part), join(action, part), { recursive: true })

  for (const [path, content] of options.files) {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 })
  }
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...parameters], {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--quiet', '--no-gpg-sign', '--message=Workflows')
  git('remote', 'add', 'origin', `https://github.com/${options.repository}.git`)

  return {
    run(request) {
      const write = (name: string, content: string): string => {
        const path = join(root, name)
        writeFileSync(path, content, { mode: 0o600 })
        return path
      }
      const parameters = [
        request.event,
        ...['--workflows', join('.github', 'workflows', request.workflow)],
        ...['--platform', 'ubuntu-latest=-self-hosted'],
        ...options.actions.flatMap((reference) => ['--local-repository', `${reference}=${action}`]),
        ...['--eventpath', write('event.json', JSON.stringify(request.payload ?? {}))],
        // In files, not among the parameters: any user of the machine can read those.
        // The engine reads JSON there, as YAML; a secret may have several lines.
        ...['--secret-file', write('secrets.yml', JSON.stringify(request.secrets))],
        ...['--var-file', write('variables', lines(request.variables))],
        ...['--env-file', write('environment', lines(request.env))],
        '--no-cache-server',
      ]
      return execute(engine, parameters, repository, root)
    },
    remove() {
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** `NAME=value` lines. Throws where the engine would read a value differently. */
function lines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (/["'`$\\\n#]/.test(value))
        throw new Error(`The value of ${name} would need quotes in the engine's file`)
      return `${name}=${value}\n`
    })
    .join('')
}

function execute(
  engine: string,
  parameters: readonly string[],
  cwd: string,
  home: string,
): Promise<WorkflowRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(engine, parameters, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        // The engine runs actions with the `node` that stands first, and keeps its files in the home.
        PATH: [dirname(findNode24()), process.env['PATH'] ?? ''].join(delimiter),
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        XDG_CONFIG_HOME: join(home, 'config'),
      },
      timeout: 120_000,
      killSignal: 'SIGKILL',
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        log += text
      })
    }
    child.once('error', reject)
    child.once('close', (exitCode) => {
      resolve({ exitCode: exitCode ?? -1, log })
    })
  })
}
