import { expect, test } from '@jest/globals'
import { filesIn, workflowsIn } from './readme.ts'

const fence = '```'

test('complete workflow files are found, unchanged; shorter examples are not', () => {
  const rotate = '# .github/workflows/rotate.yml\nname: Rotate\non:\n  schedule: []\n'
  const deploy = '# .github/workflows/deploy.yaml\nname: Deploy\n'
  const markdown = `# Title\n\n${fence}yaml\n${rotate}${fence}\n\n${fence}yaml\nwith:\n  # .github/workflows/x.yml\n${fence}\n
${fence}sh\n# .github/workflows/no.yml\n${fence}\n\n${fence}yaml\n${deploy}${fence}\n`
  expect([...workflowsIn(markdown)]).toEqual([
    ['rotate.yml', rotate],
    ['deploy.yaml', deploy],
  ])
})

test('two files of one name are refused', () => {
  const block = `${fence}yaml\n# .github/workflows/rotate.yml\n${fence}\n`
  expect(() => workflowsIn(block + block)).toThrow('.github/workflows/rotate.yml')
})

test('files that are no workflows are found by their paths', () => {
  const keys = '# .github/key-rotation.yml\nkeys:\n  shop:\n'
  const rotate = '# .github/workflows/rotate.yml\nname: Rotate\n'
  const markdown = `${fence}yaml\n${keys}${fence}\n\n${fence}yaml\n${rotate}${fence}\n`
  expect([...filesIn(markdown)]).toEqual([
    ['.github/key-rotation.yml', keys],
    ['.github/workflows/rotate.yml', rotate],
  ])
  expect([...workflowsIn(markdown).keys()]).toEqual(['rotate.yml'])
})
