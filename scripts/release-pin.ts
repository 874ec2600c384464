import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run release-pin`: pins the action in `rotate-fleet.yml`, which users call, to the commit that is checked out. A
 * commit cannot contain its own SHA, so a release consists of two: the first one has its `action.yml` and `dist/`, the
 * second one pins it, and is tagged. `-- --check v1.2.0` changes nothing, and fails where that is not so.
 */
export const FLEET_WORKFLOW = join('.github', 'workflows', 'rotate-fleet.yml')

/** What runs where the action is used; the tables of its documents are no part of it. */
const ACTION = ['action.yml', 'dist']
const SELF = /(\buses: OWNER\/scaleway-key-rotation)@(\S+)(?: # (\S+))?/g
const SHA = /^[0-9a-f]{40}$/

/** Pins every use of the action in a workflow to a commit, with the version that it becomes. */
export function pinTo(workflow: string, sha: string, version: string): string {
  return workflow.replaceAll(SELF, `$1@${sha} # v${version}`)
}

/** Runs git in a repository. @returns what it printed; throws where it fails */
type Git = (...parameters: readonly string[]) => string

/**
 * Checks the pins of a release, which is checked out.
 * @param tag of the release, `v1.2.0`
 * @returns what is wrong with them; nothing where they are right
 */
export function pinProblems(workflow: string, tag: string, git: Git): readonly string[] {
  const uses = [...workflow.matchAll(SELF)].map(([, , ref = '', comment = '']) => ({ ref, comment }))
  const [first] = uses
  if (first === undefined) return [`${FLEET_WORKFLOW} does not use the action`]
  if (uses.some(({ ref, comment }) => ref !== first.ref || comment !== first.comment))
    return [`${FLEET_WORKFLOW} pins the action in different ways`]
  const { ref, comment } = first
  if (!SHA.test(ref)) return [`${FLEET_WORKFLOW} uses the action at ${ref}. Expected: the SHA of a commit`]
  const problems =
    comment === tag ? [] : [`${FLEET_WORKFLOW} says ${comment} next to the SHA. Expected: ${tag}`]
  if (!succeeds(git, 'merge-base', '--is-ancestor', ref, 'HEAD'))
    return [...problems, `${ref} is no commit before ${tag}. Run \`npm run release-pin\` on main`]
  if (!succeeds(git, 'diff', '--quiet', ref, 'HEAD', '--', ...ACTION))
    problems.push(`action.yml or dist/ changed after ${ref}. Run \`npm run release-pin\` on main once more`)
  return problems
}

function succeeds(git: Git, ...parameters: readonly string[]): boolean {
  try {
    git(...parameters)
    return true
  } catch (error) {
    // Whatever git says no to: a commit that it does not know, one that is no ancestor, a difference.
    if (typeof (error as { readonly status?: unknown }).status === 'number') return false
    throw error
  }
}

/** Pins what is checked out. @throws Error where its action is not committed */
export function pinHead(root: string): string {
  const git = gitIn(root)
  if (git('status', '--porcelain', '--', ...ACTION) !== '')
    throw new Error('action.yml or dist/ has changes that are not committed; commit and merge them first')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const path = join(root, FLEET_WORKFLOW)
  const sha = git('rev-parse', 'HEAD').trim()
  writeFileSync(path, pinTo(readFileSync(path, 'utf8'), sha, version))
  return `${FLEET_WORKFLOW} pins ${sha}, which becomes v${version}. Commit it, and tag that commit.`
}

export function gitIn(root: string): Git {
  return (...parameters) =>
    execFileSync('git', parameters, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function main([option, tag]: readonly string[]): number {
  const root = join(import.meta.dirname, '..')
  if (option === undefined) {
    console.log(pinHead(root))
    return 0
  }
  if (option !== '--check' || tag === undefined) throw new Error('Usage: release-pin [--check v1.2.0]')
  const problems = pinProblems(readFileSync(join(root, FLEET_WORKFLOW), 'utf8'), tag, gitIn(root))
  for (const problem of problems) console.error(problem)
  return problems.length === 0 ? 0 : 1
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2))
