import type { Grant, PermissionSet } from '../../sandbox/index.ts'
import { smallOrganization } from '../../sandbox/index.ts'
import { blocks } from './markdown.ts'
import { openWorkplace, type Call } from './programs.ts'

// The commands of docs/setup.md, run with programs that stand in for the vendors'.

/** Stands for the id of a secret that only a rotation creates. */
export const SECRET_PLACEHOLDER = '33333333-3333-4333-8333-333333333333'

const { rotator, reader, deploy, otherProjectId } = smallOrganization
const applications = {
  'key-rotation': rotator.applicationId,
  'key-reader': reader.applicationId,
  deploy: deploy.applicationId,
}

/** What the programs print: each key is another one, and everything else is in the small organization. */
const standIns = {
  scw: `
    const count = String(readFileSync(process.env.CALLS, 'utf8').split('\\n').length).padStart(4, '0')
    const [, what, act] = parameters
    const name = parameters.find((word) => word.startsWith('name='))?.slice('name='.length)
    if (what === 'secret' && act === 'list') return JSON.stringify([{ id: '${SECRET_PLACEHOLDER}', name }])
    if (act !== 'create') throw new Error('unknown: ' + parameters)
    if (what === 'project') return JSON.stringify({ id: '${otherProjectId}' })
    if (what === 'application') return JSON.stringify({ id: ${JSON.stringify(applications)}[name] })
    if (what === 'api-key') return JSON.stringify({ access_key: 'SCWFAKE' + count, secret_key: 'fa4e-secret-' + count })
    return ''`,
  gh: `return ''`,
}

/** Runs all commands of the guide, one after the other. @returns the calls of the programs */
export async function followSetup(): Promise<readonly Call[]> {
  const commands = blocks('sh').filter(({ page }) => page === 'docs/setup.md')
  const workplace = openWorkplace(standIns)
  try {
    workplace.write('acme-key-rotation.private-key.pem', '-----BEGIN FAKE KEY-----\n')
    const script = ['set -euo pipefail', ...commands.map(({ text }) => text)].join('\n')
    await workplace.run('bash', ['-c', script])
    return workplace.calls()
  } finally {
    workplace.remove()
  }
}

/** Whether a call begins with these words, the program among them. */
export const isCall = (call: Call, ...words: readonly string[]): boolean =>
  words.every((word, at) => [call.program, ...call.parameters][at] === word)

/** The word after an option. */
export const after = (call: Call, option: string): string | undefined =>
  call.parameters[call.parameters.indexOf(option) + 1]

/** The Projects that the guide names, as those of the small organization. */
const projects: Readonly<Record<string, string>> = {
  '22222222-2222-4222-8222-222222222222': smallOrganization.projectId,
}
export const projectOf = (id: string): string => projects[id] ?? id

/** The policies that the commands create, as the sandbox takes them, by the id of their application. */
export function policiesIn(calls: readonly Call[]): ReadonlyMap<string, readonly Grant[]> {
  const policies = calls.filter((call) => isCall(call, 'scw', 'iam', 'policy', 'create'))
  return new Map(
    policies.map(({ parameters }) => {
      const bearer = parameters
        .find((word) => word.startsWith('application-id='))
        ?.slice('application-id='.length)
      const numbers = new Set(parameters.flatMap((word) => /^rules\.(\d)\./.exec(word)?.[1] ?? []))
      return [bearer ?? '', [...numbers].flatMap((number) => grantsOf(parameters, number))]
    }),
  )
}

function grantsOf(parameters: readonly string[], rule: string): readonly Grant[] {
  const values = (field: string): readonly string[] =>
    parameters.flatMap((word) => new RegExp(`^rules\\.${rule}\\.${field}=(.*)$`).exec(word)?.[1] ?? [])
  const projectIds = values('project-ids\\.\\d').map(projectOf)
  const [condition] = values('condition')
  return values('permission-set-names\\.\\d').map((set) => ({
    set: set as PermissionSet,
    ...(projectIds.length > 0 && { projectIds }),
    ...(condition !== undefined && { condition }),
  }))
}
