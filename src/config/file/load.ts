import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import type { InputProblem } from '../reader.ts'

/** A thousand keys of 500 bytes each. In bytes. */
const LARGEST = 512 * 1024
/**
 * Without the second one, opening a FIFO waits for a writer; without the third, a link that took the file's place would be
 * followed. Windows has neither, and undefined counts as no flag.
 */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW

/** The text of a file of keys, or why there is none. */
export type Loaded =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: InputProblem }

/**
 * Reads the file that the input `config` names. It lies inside the workspace, and no link leads out of it: what is
 * checked out may be somebody else's.
 * @param workspace the folder that the repository was checked out to (`GITHUB_WORKSPACE`)
 */
export function loadConfig(path: string, workspace: string | undefined): Loaded {
  const example = 'a path inside the workspace, for example .github/key-rotation.yml'
  const no = (problem: string, remedy = example): Loaded => ({
    ok: false,
    problem: { input: 'config', code: 'unreadable', problem, remedy },
  })
  if (workspace === undefined) return no('there is no workspace: GITHUB_WORKSPACE is not set')
  if (isAbsolute(path)) return no('absolute paths are not accepted')
  try {
    const root = realpathSync(workspace)
    const file = realpathSync(join(root, path))
    const inside = relative(root, file)
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
      return no('the file is outside the workspace')
    // Before it is opened, because opening a device can have an effect of its own.
    if (!statSync(file).isFile()) return no('not a regular file')
    const handle = openSync(file, FLAGS)
    try {
      // Asked once more, since it could have been replaced in between.
      if (!fstatSync(handle).isFile()) return no('not a regular file')
      const content = readAtMost(handle, LARGEST)
      if (content === undefined)
        return no(`the file is larger than ${LARGEST} bytes`, 'several smaller files')
      return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content) }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    // Whatever fails here has a code: the file system's, or Node's own.
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return no(
        'the file does not exist in the workspace',
        `${example}; check out the repository (actions/checkout) before this step`,
      )
    }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return no('the file is not UTF-8', 'a file in UTF-8')
    return no(`the file cannot be read (${code})`)
  }
}

/** All of a file; undefined where it is larger, whatever size it claims to have. */
function readAtMost(handle: number, most: number): Buffer | undefined {
  const buffer = Buffer.alloc(most + 1)
  let length = 0
  while (length < buffer.length) {
    const read = readSync(handle, buffer, length, buffer.length - length, null)
    if (read === 0) return buffer.subarray(0, length)
    length += read
  }
  return undefined
}
