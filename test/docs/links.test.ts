import { posix } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { anchors, exists, pages, prose, read } from './markdown.ts'

const all = pages()

/** The links of a page to other places of the project, and its own anchors. */
function linksOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** Why a link leads nowhere; undefined where it does not. */
function problemWith(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path))
  if (target.startsWith('..') || !exists(target)) return `${link}: no such file`
  if (anchor === undefined || anchors(read(target)).has(anchor)) return undefined
  return `${link}: no such heading`
}

describe('links', () => {
  test.each([...all])('of %s lead somewhere', (page, text) => {
    expect(linksOf(text).flatMap((link) => problemWith(page, link) ?? [])).toEqual([])
  })

  test('of the README lead to every document', () => {
    const links = new Set(linksOf(read('README.md')).map((link) => link.split('#')[0]))
    expect([...all.keys()].filter((page) => page.startsWith('docs/') && !links.has(page))).toEqual([])
  })

  test('that lead nowhere would be noticed', () => {
    expect(problemWith('docs/faq.md', 'nowhere.md')).toBe('nowhere.md: no such file')
    expect(problemWith('docs/faq.md', '../README.md#nowhere')).toBe('../README.md#nowhere: no such heading')
    expect(problemWith('docs/faq.md', '../README.md#quick-start')).toBeUndefined()
    expect([...anchors('# Why not `A_B`?\n\n## Twice\n\n## Twice\n')]).toEqual([
      'why-not-a_b',
      'twice',
      'twice-1',
    ])
  })
})
