import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a report to a file of its own, which later steps of the job can read.
 * @param folder the runner's folder for what a job leaves behind until its end (`RUNNER_TEMP`)
 * @returns its path; the empty text where the runner has no such folder
 */
export function saveReport(text: string, folder: string | undefined): string {
  if (folder === undefined || folder === '') return ''
  const path = join(mkdtempSync(join(folder, 'key-check-')), 'report.json')
  writeFileSync(path, `${text}\n`, { mode: 0o600 })
  return path
}
