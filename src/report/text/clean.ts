import { neutralizeMarkdown } from '../../trust/neutralize.ts'
import { sanitize } from '../../trust/sanitize.ts'

/** Replaces every form of every masked value, as `redact` of a masker does (see trust/masks.ts). */
export type Redact = (text: string) => string

/** Makes text fit to be shown, wherever it comes from. */
export interface Clean {
  /** One line for the log: no command to the runner, no secret. At most `maxLength` characters (default 500). */
  readonly text: (text: string, maxLength?: number) => string
  /** The same for the job summary: nothing in it is Markdown, HTML, a mention or a link. */
  readonly markdown: (text: string, maxLength?: number) => string
}

const ACCESS_KEY = /\bSCW[A-Z0-9]{17}\b/g

export function createClean(redact: Redact): Clean {
  const text: Clean['text'] = (raw, maxLength) => sanitize(raw, redact, maxLength)
  return {
    text,
    markdown: (raw, maxLength = 500) => {
      const safe = neutralizeMarkdown(text(raw, maxLength), { maxLength })
      // Where an access key is a secret of the workflow, the runner makes it `***`, which would be Markdown by itself.
      return safe.replace(ACCESS_KEY, '`$&`')
    },
  }
}
