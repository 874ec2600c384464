import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readSections, writeSections } from '../../../harness/sections.ts'
import { KEYS_API_STORIES } from './keys-api-stories.ts'
import { STORIES } from './stories.ts'
import { transcript, type Story } from './story.ts'

/**
 * Records of runs: their requests, events and results, and the state that they leave, records and marks included. The
 * other tests state what must hold; these show every other change. After an intended change, update the files with
 * `UPDATE_TRANSCRIPTS=1 npm test -- test/rotation/scenarios/transcripts`, and review the difference.
 */
const FILES: readonly (readonly [name: string, stories: readonly Story[]])[] = Object.entries({
  ...STORIES,
  ...KEYS_API_STORIES,
})

const title = ({ start, name }: Story): string => `${start}: ${name}`
const pathOf = (name: string): string => join(import.meta.dirname, `${name}.txt`)

if (process.env['UPDATE_TRANSCRIPTS'] !== undefined) {
  for (const [name, stories] of FILES) {
    const sections = stories.map(async (story) => [title(story), await transcript(story)] as const)
    writeSections(pathOf(name), await Promise.all(sections))
  }
}

describe.each(FILES)('%s', (name, stories) => {
  const recorded = readSections(pathOf(name))

  test.each(stories.map((story) => [title(story), story] as const))('%s', async (section, story) => {
    expect((await transcript(story)).split('\n')).toEqual(recorded.get(section)?.split('\n'))
  })

  test('the file has one section for each run', () => {
    expect(stories.map(title).sort()).toEqual([...recorded.keys()].sort())
  })
})
