import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { blocks } from './markdown.ts'
import { have } from './programs.ts'

const shown = blocks('sh', 'bash').map((block) => [`${block.page}:${block.line}`, block.text] as const)
const ifBash = have('bash') ? test : test.skip

ifBash.each(shown)('%s is a script that bash can read', (_, text) => {
  expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test.each(shown)('%s hands no secret over as a parameter', (_, text) => {
  expect(text).not.toMatch(/gh secret set[^\n]*(--body|-b\b)/)
  expect(text).not.toMatch(/--header ["']?(X-Auth-Token|Authorization)/i)
})
