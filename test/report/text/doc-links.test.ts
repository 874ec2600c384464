import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { KNOWN_CAUSES } from '../../../src/lib/known-causes.ts'
import { docLinkMarkdown, docLinkText, troubleshootingPage } from '../../../src/report/text/doc-links.ts'
import { projectRoot } from '../../harness/step.ts'

const page = readFileSync(join(projectRoot, 'docs', 'troubleshooting.md'), 'utf8')

/** The anchor that GitHub gives a heading: small letters, hyphens for spaces, and of the rest only `-` and `_`. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

/** The sections of the page, by their anchors. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n')
      return [anchorOf(heading), lines.join('\n')] as const
    }),
)

describe('docs/troubleshooting.md', () => {
  test('has a section for each known cause, in the order of the list, and no other', () => {
    expect([...sections.keys()]).toEqual(KNOWN_CAUSES)
  })

  test.each(KNOWN_CAUSES)('%s: what it looks like, why, and what to do', (cause) => {
    const section = sections.get(cause) ?? ''
    expect(section).toMatch(/^\n> \S/)
    expect(section).toMatch(/^\*\*Why\.\*\* \S/m)
    expect(section).toMatch(/^\*\*What to do\.\*\* \S/m)
  })

  test('leads only to sections that it has', () => {
    const inside = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor ?? '')
    expect(inside.filter((anchor) => !sections.has(anchor))).toEqual([])
  })
})

describe('the address of the page', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'acme/scaleway-key-rotation',
    GITHUB_ACTION_REF: 'v1.2.3',
  }

  test('is that of the release that runs', () => {
    expect(troubleshootingPage(env)).toBe(
      'https://github.com/acme/scaleway-key-rotation/blob/v1.2.3/docs/troubleshooting.md',
    )
    const sha = '0123456789abcdef0123456789abcdef01234567'
    expect(troubleshootingPage({ ...env, GITHUB_ACTION_REF: sha })).toContain(`/blob/${sha}/docs/`)
    expect(troubleshootingPage({ ...env, GITHUB_SERVER_URL: undefined })).toMatch(/^https:\/\/github\.com\//)
    expect(troubleshootingPage({ ...env, GITHUB_SERVER_URL: 'https://git.acme.example:8443' })).toMatch(
      /^https:\/\/git\.acme\.example:8443\//,
    )
  })

  test.each([
    ['a local action', { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }],
    ['no repository', { GITHUB_ACTION_REPOSITORY: undefined }],
    ['no ref', { GITHUB_ACTION_REF: undefined }],
    ['what is no repository', { GITHUB_ACTION_REPOSITORY: 'acme/x)](https://evil.example' }],
    ['what is no ref', { GITHUB_ACTION_REF: 'v1\n::error::x' }],
    ['a way up', { GITHUB_ACTION_REF: 'v1/../../evil' }],
    ['what is no server', { GITHUB_SERVER_URL: 'https://evil.example/x' }],
    ['plain HTTP', { GITHUB_SERVER_URL: 'http://127.0.0.1:1' }],
  ])('is its name alone: %s', (_, changes) => {
    expect(troubleshootingPage({ ...env, ...changes })).toBe('docs/troubleshooting.md')
  })

  test('is a link in Markdown, where it is one at all', () => {
    const address = troubleshootingPage(env)
    expect(docLinkText('clock-off', address)).toBe(` See ${address}#clock-off`)
    expect(docLinkMarkdown('clock-off', address)).toBe(` [More on this](${address}#clock-off)`)
    expect(docLinkMarkdown('clock-off')).toBe(' See docs/troubleshooting.md#clock-off')
    expect(docLinkText(undefined, address) + docLinkMarkdown(undefined, address)).toBe('')
  })
})
