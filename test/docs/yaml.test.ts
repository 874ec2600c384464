import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { projectRoot } from '../harness/step.ts'
import { workflowsIn } from '../workflows/readme.ts'
import { blocks, read, type Block } from './markdown.ts'

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly steps?: readonly Step[]
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly environment?: string
  readonly permissions?: Readonly<Record<string, string>>
}
interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: unknown }
  readonly jobs: Readonly<Record<string, Job>>
}
interface Metadata {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, unknown>>
}

const action = parse(read('action.yml')) as Metadata
const fleet = parse(read('.github/workflows/rotate-fleet.yml')) as {
  readonly on: { readonly workflow_call: Metadata }
}
const yaml = blocks('yaml', 'yml')
const named = yaml.map((block) => [`${block.page}:${block.line}`, block] as const)
const isOurs = (uses = ''): boolean => uses.startsWith('OWNER/') || uses === './'

/** The project's own workflow files, by name. */
function ownWorkflows(): readonly (readonly [string, string])[] {
  const folder = join('.github', 'workflows')
  return readdirSync(join(projectRoot, folder)).map((name) => [name, read(join(folder, name))] as const)
}

/** What a block is, by what stands in it. */
function kindOf({ text }: Block): 'workflow' | 'keys' | 'steps' | 'job' | 'inputs' {
  const content = parse(text) as unknown
  if (Array.isArray(content)) return 'steps'
  const names = Object.keys(content as object)
  if (names.includes('jobs')) return 'workflow'
  if (names.includes('keys') || names.includes('defaults')) return 'keys'
  return names.includes('steps') || names.includes('strategy') ? 'job' : 'inputs'
}

function stepsOf(block: Block): readonly Step[] {
  const kind = kindOf(block)
  if (kind === 'steps') return parse(block.text) as Step[]
  if (kind === 'job') return (parse(block.text) as Job).steps ?? []
  if (kind !== 'workflow') return []
  return Object.values((parse(block.text) as Workflow).jobs).flatMap(({ steps }) => steps ?? [])
}

describe('the YAML of the documents', () => {
  test.each(named)('%s has no input or output that there is not', (_, block) => {
    const given = stepsOf(block)
      .filter(({ uses }) => isOurs(uses))
      .flatMap((step) => Object.keys(step.with ?? {}))
    const whole = kindOf(block) === 'inputs' ? Object.keys(parse(block.text) as object) : []
    expect([...given, ...whole].filter((name) => !(name in action.inputs))).toEqual([])

    const ours = new Set(stepsOf(block).flatMap(({ uses, id }) => (isOurs(uses) ? [id] : [])))
    const read = [...block.text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    const unknown = read.filter(([, id, output = '']) => ours.has(id) && !(output in action.outputs))
    expect(unknown.map(([text]) => text)).toEqual([])
  })

  test('is a workflow, a file of keys, steps, a part of a job, or inputs, and all of them occur', () => {
    expect(new Set(yaml.map(kindOf))).toEqual(new Set(['workflow', 'keys', 'steps', 'job', 'inputs']))
  })

  const files = named.filter(([, block]) => kindOf(block) === 'keys')
  test.each(files)(
    '%s is a file of keys as the schema wants it, or shows what is wrong with one',
    (_, block) => {
      const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
        JSON.parse(read('schema/key-rotation.json')) as object,
      )
      // A file that is wrong has what the action says of it right below it; test/config compares that.
      if (block.next === 'text') return
      validate(parse(block.text))
      expect(validate.errors).toBeNull()
    },
  )
})

describe('workflows to copy', () => {
  const complete = [...workflowsIn(yaml.map(({ text }) => `\`\`\`yaml\n${text}\`\`\`\n`).join('\n'))]

  test('are all complete ones: each says which file it is', () => {
    const workflows = yaml.filter((block) => kindOf(block) === 'workflow')
    expect(complete).toHaveLength(workflows.length)
  })

  const changing = complete.filter(([, text]) =>
    Object.values((parse(text) as Workflow).jobs).some(
      ({ uses, steps = [] }) =>
        uses !== undefined || steps.some((step) => isOurs(step.uses) && step.with?.['command'] !== 'check'),
    ),
  )
  test.each(changing)('%s, unless it only looks, runs once at a time', (_, text) => {
    const { concurrency } = parse(text) as Workflow
    expect(concurrency?.group).toMatch(/^[a-z-]+$/)
    expect(concurrency?.['cancel-in-progress']).toBe(false)
  })

  test.each(complete)('%s uses a key that can make keys only in a protected environment', (_, text) => {
    for (const job of Object.values((parse(text) as Workflow).jobs)) {
      if (JSON.stringify(job.steps ?? []).includes('secrets.SCW_SECRET_KEY')) {
        expect(job.environment).toEqual(expect.any(String))
      }
    }
  })

  test('that call rotate-fleet.yml name inputs that it has', () => {
    const calls = complete.flatMap(([, text]) =>
      Object.values((parse(text) as Workflow).jobs).filter(({ uses }) => uses?.includes('rotate-fleet.yml')),
    )
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls)
      expect(Object.keys(call.with ?? {}).filter((name) => !(name in fleet.on.workflow_call.inputs))).toEqual(
        [],
      )
  })
})

describe("the project's own rotate.yml", () => {
  test('is the example of the README but for where the action comes from', () => {
    const own = parse(read('.github/workflows/rotate.yml')) as Workflow
    const shown = parse(workflowsIn(read('README.md')).get('rotate.yml') ?? '') as Workflow
    const withOf = (workflow: Workflow) =>
      workflow.jobs['rotate']?.steps?.find(({ uses }) => isOurs(uses))?.with
    expect(withOf(own)).toEqual(withOf(shown))
    expect({ ...own, jobs: {} }).toEqual({ ...shown, jobs: {} })
  })
})

describe("workflows, the project's and those of the documents", () => {
  const all = [
    ...ownWorkflows().map(([name, text]) => [name, parse(text) as Workflow] as const),
    ...named.flatMap(([where, block]) =>
      kindOf(block) === 'workflow' ? [[where, parse(block.text) as Workflow] as const] : [],
    ),
  ]

  test.each(all)('%s grants nothing at the top, and leaves no token in a checkout', (_, workflow) => {
    expect(workflow.permissions).toEqual({})
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? [])
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(step.with).toMatchObject({ 'persist-credentials': false })
  })

  test('a release installs packages without their scripts, and none where something can be written', () => {
    const release = parse(read('.github/workflows/release.yml')) as Workflow
    for (const { permissions = {}, steps = [] } of Object.values(release.jobs)) {
      const installs = steps.map(({ run = '' }) => run).filter((run) => /npm (ci|install|i)\b/.test(run))
      expect(installs.filter((run) => !run.includes('npm ci --ignore-scripts'))).toEqual([])
      if (Object.values(permissions).includes('write')) expect(installs).toEqual([])
    }
  })
})

describe('actions that are used', () => {
  const texts = [...ownWorkflows().map(([, text]) => text), ...yaml.map(({ text }) => text)]
  // Our own can have no SHA here: a release cannot name itself, and a document is older than the release it is in.
  const foreign = texts
    .flatMap((text) => [...text.matchAll(/^ *(?:- )?uses: (\S+).*$/gm)])
    .filter(([, uses]) => !isOurs(uses))

  test('are pinned by their whole SHA, with the version behind it', () => {
    expect(foreign.length).toBeGreaterThan(0)
    const loose = foreign.filter(([line]) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    expect(loose.map(([line]) => line.trim())).toEqual([])
  })

  test('are the same everywhere', () => {
    const lines = new Set(foreign.map(([line]) => line.replace(/^.*uses: /, '')))
    const repositories = [...lines].map((line) => line.replace(/@.*/, ''))
    expect(repositories).toEqual([...new Set(repositories)])
  })
})
