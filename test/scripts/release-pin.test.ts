import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { FLEET_WORKFLOW, gitIn, pinHead, pinProblems } from '../../scripts/release-pin.ts'
import { projectRoot } from '../harness/step.ts'

const zero = '0'.repeat(40)
const uses = (ref: string): string => `      - uses: OWNER/scaleway-key-rotation@${ref}\n`
const workflow = `steps:\n${uses(`${zero} # v0.0.0`)}${uses(`${zero} # v0.0.0`)}`

let root: string
const git = (...parameters: readonly string[]): string =>
  gitIn(root)('-c', 'user.name=test', '-c', 'user.email=test@example.com', ...parameters)
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const commit = (): string => {
  git('add', '--all')
  git('commit', '--quiet', '--no-gpg-sign', '--allow-empty', '--message=Change')
  return git('rev-parse', 'HEAD').trim()
}
const problems = (tag = 'v1.2.0'): readonly string[] =>
  pinProblems(readFileSync(join(root, FLEET_WORKFLOW), 'utf8'), tag, git)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'skr-release-'))
  git('init', '--quiet', '--initial-branch=main')
  write('package.json', '{ "version": "1.2.0" }')
  write('action.yml', 'name: Action\n')
  write('dist/index.js', 'run()\n')
  write(FLEET_WORKFLOW, workflow)
  commit()
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('the workflow that users call', () => {
  test('pins the commit before the release, everywhere', () => {
    const before = git('rev-parse', 'HEAD').trim()
    expect(pinHead(root)).toContain(before)
    const pin = `@${before} # v1.2.0\n`
    expect(readFileSync(join(root, FLEET_WORKFLOW), 'utf8').split(pin)).toHaveLength(3)
    commit()
    expect(problems()).toEqual([])
  })

  test('is pinned again where the action changed after that', () => {
    pinHead(root)
    write('dist/index.js', 'other()\n')
    commit()
    expect(problems()).toEqual([expect.stringMatching(/^action\.yml or dist\/ changed after [0-9a-f]{40}\./)])
    pinHead(root)
    commit()
    expect(problems()).toEqual([])
    write('docs/x.md', 'no part of the action\n')
    commit()
    expect(problems()).toEqual([])
  })

  test('is not pinned to what is not committed', () => {
    write('dist/index.js', 'other()\n')
    expect(() => pinHead(root)).toThrow('dist/ has changes')
  })

  test.each([
    ['a tag', uses('v1'), /uses the action at v1\. Expected: the SHA/],
    ['nothing', 'steps: []\n', /does not use the action/],
    ['two commits', uses(`${zero} # v1.2.0`) + uses(`${'1'.repeat(40)} # v1.2.0`), /in different ways/],
    ['a commit and a tag', uses(`${zero} # v1.2.0`) + uses('v1'), /in different ways/],
    ['a commit that there is not', uses(`${zero} # v1.2.0`), /is no commit before v1\.2\.0/],
  ])('is refused with %s', (_, text, message) => {
    write(FLEET_WORKFLOW, text)
    expect(problems()).toEqual([expect.stringMatching(message)])
  })

  test('is refused with the version of another release, and with a commit of another branch', () => {
    pinHead(root)
    const start = commit()
    expect(problems('v1.3.0')).toEqual([
      expect.stringContaining('says v1.2.0 next to the SHA. Expected: v1.3.0'),
    ])
    git('checkout', '--quiet', '--detach')
    const aside = commit()
    git('checkout', '--quiet', 'main')
    write(FLEET_WORKFLOW, uses(`${aside} # v1.2.0`))
    expect(aside).not.toBe(start)
    expect(problems()).toEqual([`${aside} is no commit before v1.2.0. Run \`npm run release-pin\` on main`])
  })

  test('of this project is pinned by a SHA', () => {
    const refs = [
      ...readFileSync(join(projectRoot, FLEET_WORKFLOW), 'utf8').matchAll(/OWNER\/[\w-]+@(.+)$/gm),
    ]
    expect(refs).toHaveLength(3)
    for (const [, ref] of refs) expect(ref).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
})

describe('the release', () => {
  interface Job {
    readonly needs?: readonly string[]
    readonly steps: readonly { readonly run?: string; readonly uses?: string }[]
  }
  const { jobs } = parse(readFileSync(join(projectRoot, '.github', 'workflows', 'release.yml'), 'utf8')) as {
    readonly jobs: Readonly<Record<string, Job>>
  }
  const commands = (name: string): string => (jobs[name]?.steps ?? []).map(({ run = '' }) => run).join('\n')

  test('compares dist/ with what the runner’s own Node builds, and not a Node from a package', () => {
    const compare = commands('compare')
    expect(compare).toContain('npm ci --ignore-scripts --omit=optional\n')
    expect(compare).toMatch(/^node scripts\/build\.ts$/m)
    expect(compare).not.toMatch(/npm (run|test|exec)|npx/)
    const { optionalDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      readonly optionalDependencies: Readonly<Record<string, string>>
    }
    expect(Object.keys(optionalDependencies).every((name) => name.startsWith('node-'))).toBe(true)
  })

  test('is published only after that, the check of the pin and the tests', () => {
    expect(jobs['publish']?.needs).toEqual(['compare', 'test'])
    expect(commands('compare')).toContain('release-pin.ts --check "$TAG"')
    expect(commands('test')).toContain('npm test')
    expect(commands('publish')).not.toMatch(/npm (ci|install|run)/)
  })
})
