import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { saveReport } from '../../../src/report/check/report-file.ts'

test('a report is saved in the folder that the runner has for it, each in a place of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skr-report-'))
  try {
    const paths = [saveReport('{"at":1}', folder), saveReport('{"at":2}', folder)]
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['{"at":1}\n', '{"at":2}\n'])
    for (const path of paths) expect(path.startsWith(join(folder, 'key-check-'))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([undefined, ''])(
  'where the runner has no such folder (%j) there is no file, and no path',
  (folder) => {
    expect(saveReport('{}', folder)).toBe('')
  },
)
