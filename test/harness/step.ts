import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

/** The folder that holds `action.yml`. */
export const projectRoot = dirname(dirname(import.meta.dirname))

/** What of a sandbox a step needs; `startSandbox` gives all of it. */
export interface StepServices {
  readonly urls: { readonly scaleway: string; readonly github: string }
  env(): Readonly<Record<string, string>>
}

export interface StepOptions {
  /** By the names of `action.yml`; what is left out gets its default, as on the runner. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables of the step; undefined takes one away that the runner would set. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What started the workflow; `schedule` by default. */
  readonly event?: { readonly name: string; readonly payload?: unknown }
  /** The folder of the action, with its `action.yml` and `dist/`; the project's own by default. */
  readonly actionFolder?: string
  /** Files of the workspace, by their path in it. */
  readonly workspace?: Readonly<Record<string, string>>
}

/** A step's surroundings on disk and in its environment. */
export interface Step {
  readonly env: Record<string, string>
  readonly workspace: string
  /** What the step wrote into the file behind one of the runner's variables. */
  read(variable: FileVariable): string
  /** The files that the step put into RUNNER_TEMP, by path. */
  leftBehind(): Readonly<Record<string, string>>
  /** Deletes all of it. */
  remove(): void
}

const fileVariables = [
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_STATE',
  'GITHUB_PATH',
] as const
export type FileVariable = (typeof fileVariables)[number]

/** The Node that runs actions: the project's own Node 24, whatever the machine has. */
export function findNode24(): string {
  if (process.version.startsWith('v24.')) return process.execPath
  const installed = join(projectRoot, 'node_modules', '.bin', 'node')
  if (existsSync(installed)) return installed
  throw new Error(
    'Actions run on Node 24, which is not here: run `npm ci`, which installs it into node_modules/.bin',
  )
}

/** What may stand in a default of `action.yml`: the contexts that the runner knows there. */
function evaluateDefault(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const name = /^github\.(repository|repository_id|event_name|api_url|server_url|run_id)$/.exec(
      expression,
    )?.[1]
    if (name === undefined)
      throw new Error(`The harness cannot evaluate \${{ ${expression} }}, a default in action.yml`)
    return env[`GITHUB_${name.toUpperCase()}`] ?? ''
  })
}

type DeclaredInputs = Readonly<Record<string, { readonly default?: string | number | boolean } | null>>

/** What `action.yml` declares. Throws where a given input is not among it: a test that misspells one tests nothing. */
function declaredInputs(options: StepOptions): DeclaredInputs {
  const text = readFileSync(join(options.actionFolder ?? projectRoot, 'action.yml'), 'utf8')
  const declared = (parse(text) as { inputs?: DeclaredInputs }).inputs ?? {}
  const unknown = Object.keys(options.inputs ?? {}).filter((name) => !(name in declared))
  if (unknown.length > 0)
    throw new Error(
      `action.yml declares no input ${unknown.join(', ')}; to pass it all the same, set INPUT_… in env`,
    )
  return declared
}

/** The inputs as the runner hands them over: upper case, spaces to `_`, hyphens kept, defaults filled in. */
function inputVariables(
  declared: DeclaredInputs,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? evaluateDefault(String(input?.default ?? ''), env),
    ]),
  )
}

/**
 * Prepares what GitHub's runner prepares for a step of a JavaScript action. Of this machine's environment only PATH and
 * HOME (and what Windows cannot do without) are handed on.
 * @throws Error where an input is not declared in `action.yml`
 */
export function prepareStep(services: StepServices, options: StepOptions = {}): Step {
  const declared = declaredInputs(options)
  const root = mkdtempSync(join(tmpdir(), 'skr-step-'))
  const workspace = join(root, 'workspace')
  const temporary = join(root, 'temp')
  for (const folder of [workspace, temporary]) mkdirSync(folder)
  for (const [path, content] of Object.entries(options.workspace ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  const files = Object.fromEntries(fileVariables.map((name) => [name, join(root, name.toLowerCase())]))
  for (const path of Object.values(files)) writeFileSync(path, '')

  const told = services.env()
  const event = options.event ?? { name: 'schedule', payload: { schedule: '17 4 * * *' } }
  const eventPath = join(root, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload ?? {}))

  const env: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: services.urls.github,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: 'rotate',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: told['GITHUB_REPOSITORY'] ?? 'acme/web',
    GITHUB_REPOSITORY_ID: told['GITHUB_REPOSITORY_ID'] ?? '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1000001',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: told['GITHUB_SERVER_URL'] ?? services.urls.github,
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW: 'rotate',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temporary,
    SCW_API_URL: services.urls.scaleway,
    ...files,
  }
  env['GITHUB_REPOSITORY_OWNER'] = env['GITHUB_REPOSITORY']?.split('/')[0] ?? ''
  for (const name of ['PATH', 'HOME', 'SystemRoot', 'TEMP']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  const wanted = { ...env, ...options.env }
  const given = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return {
    env: { ...given, ...inputVariables(declared, options.inputs ?? {}, given) },
    workspace,
    read: (variable) => readFileSync(files[variable] ?? '', 'utf8'),
    leftBehind: () =>
      Object.fromEntries(
        readdirSync(temporary, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path, readFileSync(path, 'utf8')]),
      ),
    remove() {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
