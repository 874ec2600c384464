import { stripTypeScriptTypes } from 'node:module'

/**
 * The jest transform: what Node does with a `.ts` file, so that tests run the very code that Node runs.
 * Types become blanks, so line and column numbers stay true without a source map.
 */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
}
