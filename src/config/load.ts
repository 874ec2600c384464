import { closeSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import type { Problem } from '../inputs/types.ts'

/** Nobody writes a larger one by hand: thousands of keys fit. In bytes. */
const LARGEST = 1024 * 1024

/** The text of a file of keys, or why there is none. */
export type Loaded =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }

/**
 * Reads the file that the input `config` names. It lies inside the workspace, and no link leads out of it: what is
 * checked out may be somebody else's.
 * @param workspace the folder that the repository was checked out to (`GITHUB_WORKSPACE`)
 */
export function loadConfig(path: string, workspace: string | undefined): Loaded {
  const example = 'a path inside the workspace, for example .github/key-rotation.yml'
  const no = (problem: string, remedy = example): Loaded => ({
    ok: false,
    problem: { input: 'config', problem, remedy },
  })
  if (workspace === undefined) return no('there is no workspace (GITHUB_WORKSPACE is not set)')
  if (isAbsolute(path)) return no('an absolute path is not taken')
  try {
    const root = realpathSync(workspace)
    const file = realpathSync(join(root, path))
    const inside = relative(root, file)
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
      return no('the file lies outside the workspace')
    // Opened once and asked then, so that it cannot become another file in between.
    const handle = openSync(file, 'r')
    try {
      const stat = fstatSync(handle)
      if (!stat.isFile()) return no('this is no file')
      if (stat.size > LARGEST) return no(`the file has more than ${LARGEST} bytes`, 'several smaller files')
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(handle))
      return { ok: true, text }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    // Whatever fails here has a code: the file system's, or Node's own.
    const { code = 'without a reason' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return no(
        'there is no such file in the workspace',
        `check the repository out first, and give ${example}`,
      )
    }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return no('the file is not UTF-8', 'save it as UTF-8')
    return no(`the file cannot be read (${code})`)
  }
}
