import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { needOf, permissionsFor } from '../../src/github/targets/app-permissions.ts'
import { SECRET_KINDS } from '../../src/github/places/places.ts'
import { releaseNotes } from '../../scripts/release-notes.ts'
import { read } from './markdown.ts'

/** The text below a heading of the second level. */
function sectionOf(page: string, heading: string): string {
  const [, text = ''] = read(page).split(`\n## ${heading}\n`)
  return text.split('\n## ', 1)[0] ?? ''
}

describe('docs/reference.md', () => {
  test('has a line for each command of action.yml', () => {
    const { inputs } = parse(read('action.yml')) as { inputs: { command: { description: string } } }
    const commands = [...inputs.command.description.matchAll(/`(\w+)`: /g)].map(([, name]) => name)
    const section = sectionOf('docs/reference.md', 'Commands')
    const rows = [...section.matchAll(/^\| `(\w+)`(?: \(default\))? +\| [^-]/gm)].map(([, name]) => name)
    expect(commands.length).toBeGreaterThan(5)
    expect(rows).toEqual(['command', ...commands])
  })
})

describe('docs/permissions.md', () => {
  const rows = read('docs/permissions.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const rowOf = (what: string): readonly (string | undefined)[] =>
    rows.find(([, name]) => name === what) ?? []
  const words = (scope: 'repository' | 'organization', kind: (typeof SECRET_KINDS)[number]): string => {
    const [permission] = permissionsFor({ kind, scope }, 'write')
    return `_${(permission?.label ?? '').replace(/^\w+ permission /, '')}: write_`
  }

  test.each([
    ['Actions secrets', 'actions'],
    ['Dependabot secrets', 'dependabot'],
    ['Codespaces secrets', 'codespaces'],
    ['agents secrets', 'agents'],
  ] as const)('names what a GitHub App needs for %s', (what, kind) => {
    expect(rowOf(what).slice(2, 4)).toEqual([words('repository', kind), words('organization', kind)])
  })

  test('names what it needs for variables and for environments', () => {
    expect(rowOf('variables').slice(2, 4)).toEqual(['_Variables: write_', '_Variables: write_'])
    const place = {
      scope: 'environment',
      kind: 'actions',
      owner: 'acme',
      repo: 'shop',
      environment: 'x',
    } as const
    expect(needOf(place, 'write', true).permissions.map(({ label }) => label)).toEqual([
      'repository permission Environments',
    ])
    expect(rowOf('secrets and variables of environments')[2]).toBe('_Environments: write_')
  })
})

describe('CONTRIBUTING.md', () => {
  test('has a reason for every runtime dependency', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const section = sectionOf('CONTRIBUTING.md', 'Runtime dependencies')
    const explained = [...section.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    )
    expect(explained.sort()).toEqual(Object.keys(dependencies).sort())
  })
})

describe('CHANGELOG.md', () => {
  test('has a section for the version of package.json, or for unreleased changes', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    const changelog = read('CHANGELOG.md')
    const section = changelog.includes(`## [${version}]`) ? version : 'Unreleased'
    expect(releaseNotes(changelog, section)).toMatch(
      /^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/m,
    )
  })

  test('gives a release the section of its version, which must exist', () => {
    const text =
      '# Changelog\n\n## [1.10.0] - 2026-02-01\n\nTen.\n\n## [1.1.0] - 2026-01-01\n\nOne.\n\n### Fixed\n\n- It.\n'
    expect(releaseNotes(text, 'v1.1.0')).toBe('One.\n\n### Fixed\n\n- It.\n')
    expect(() => releaseNotes(text, 'v1.1')).toThrow('## [1.1]')
  })
})

describe('dist/licenses.txt', () => {
  const permissive = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'])
  const packages = [...read('dist/licenses.txt').matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\d+\S*)\n(.+)$/gm)]

  test('has every package that the bundle depends on', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const listed = new Map(packages.map(([, name, version]) => [name, version]))
    for (const [name, version] of Object.entries(dependencies))
      expect([name, listed.get(name)]).toEqual([name, version])
  })

  test('has permissive licenses only', () => {
    expect(packages.filter(([, , , license = '']) => !permissive.has(license)).map(([text]) => text)).toEqual(
      [],
    )
  })
})
