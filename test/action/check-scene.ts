import type { Sandbox } from '../../sandbox/index.ts'
import type { Run, RunOptions } from '../harness/run-action.ts'
import { runAction } from '../harness/run-action.ts'
import { brokenIn, type CheckReport } from '../report/check-schema.ts'
import { deploy, inShort, projectId, signIn, tokens } from './scene.ts'

type Inputs = Readonly<Record<string, string>>
type Options = Partial<Omit<RunOptions, 'sandbox' | 'inputs'>>

/** What somebody who watches may do at Scaleway: look at everything, and change nothing. */
const LOOKS = ['IAMReadOnly', 'OrganizationReadOnly', 'SecretManagerReadOnly'] as const
type Look = (typeof LOOKS)[number] | 'SecretManagerSecretAccess'

/**
 * Makes an application that watches, with a key.
 * @param sets what it may do; to look at everything by default
 * @returns the inputs that sign in as it
 */
export function watcher(sandbox: Sandbox, sets: readonly Look[] = LOOKS): Inputs {
  const { iam } = sandbox.scaleway
  const permissions = sets.map((set) =>
    set.startsWith('SecretManager') ? { set, projectIds: [projectId] } : set,
  )
  const application = iam.createApplication({ name: 'watcher', permissions })
  return signIn(iam.createKey({ applicationId: application.id }))
}

/** The permissions of a token that may look at everything that a check looks at. */
export const SEES_ALL = {
  metadata: 'read',
  actions: 'read',
  secrets: 'read',
  environments: 'read',
  dependabot_secrets: 'read',
  actions_variables: 'read',
  organization_secrets: 'read',
  organization_actions_variables: 'read',
} as const

/** A check that was run, and what its report says. */
export interface Checked extends Run {
  readonly report: CheckReport
  /** The report in the file. */
  readonly whole: CheckReport
}

/**
 * The usual check of the usual rotation, from another repository's workflow. Who watches may change nothing, and nothing
 * that could change anything is sent: this throws where a run sends it, and where a report is not what the schema says.
 */
export async function check(sandbox: Sandbox, inputs: Inputs = {}, options: Options = {}): Promise<Checked> {
  const run = await runAction({
    sandbox,
    env: { GITHUB_REPOSITORY: 'acme/watch', GITHUB_REPOSITORY_ID: '700099' },
    ...options,
    inputs: {
      command: 'check',
      'scw-project-id': projectId,
      'scw-region': 'fr-par',
      'secret-name': 'shop-deploy',
      'github-token': tokens.reader,
      'application-id': deploy.applicationId,
      repositories: 'acme/shop',
      'max-age': '30d',
      ...inputs,
    },
  })
  const changing = run.exchanges.filter(({ method }) => method !== 'GET').map(inShort)
  const others = changing.filter((one) => !SIGNS_IN.has(one))
  if (others.length > 0) throw new Error(`A check changes something: ${others.join(', ')}\n${run.log}`)
  if (run.outputs['changed'] !== 'false') throw new Error(`The check failed without a report:\n${run.log}`)
  return { ...run, report: reportIn(run.outputs['report'] ?? ''), whole: wholeReport(run) }
}

/** What an App does to get a token and to give it back: nothing that anybody else could see. */
const SIGNS_IN: ReadonlySet<string> = new Set([
  'POST /app/installations/1/access_tokens',
  'DELETE /installation/token',
])

/** The report in the file that later steps can read. */
function wholeReport({ outputs, leftBehind }: Run): CheckReport {
  const path = outputs['report-file'] ?? ''
  return reportIn(leftBehind[path] ?? '')
}

function reportIn(text: string): CheckReport {
  const report = JSON.parse(text) as CheckReport
  const broken = brokenIn(report)
  if (broken.length > 0) throw new Error(`The report is not what its schema says: ${broken.join('; ')}`)
  return report
}

/** The findings of a check of one key, `kind: what was found`, without access keys and times. */
export function found({ report }: Checked): readonly string[] {
  return (report.keys[0]?.findings ?? []).map(({ kind, found: what }) =>
    `${kind}: ${what}`
      .replaceAll(/\bSCW[A-Z0-9]{17}\b/g, '<key>')
      .replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC/g, '<time>')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>'),
  )
}

/** Their kinds. */
export function kinds({ report }: Checked): readonly string[] {
  return report.findings
}
