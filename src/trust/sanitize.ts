import { neutralize } from './neutralize.ts'

/**
 * The one way in which text from elsewhere becomes text that may be shown: one line, no secret, no command to the
 * runner. Secrets are replaced twice: in the text as it came, and again once characters that hid one are taken out of
 * it. Both happen before anything is cut, because half of a secret is no longer recognized.
 *
 * @param redact replaces every form of every secret
 * @param maxLength of the result, in UTF-16 code units
 */
export function sanitize(text: string, redact: (text: string) => string, maxLength = 500): string {
  const whole = neutralize(redact(text), { maxLength: Number.MAX_SAFE_INTEGER })
  return neutralize(redact(whole), { maxLength })
}

/** The same for text of several lines, which stay apart and keep their indentation. Nothing is cut. */
export function sanitizeLines(text: string, redact: (text: string) => string): string {
  // A secret of several lines is recognized only while they are together.
  return redact(text)
    .split('\n')
    .map((line) => {
      const indentation = /^ */.exec(line)?.[0] ?? ''
      return indentation + sanitize(line, redact, Number.MAX_SAFE_INTEGER)
    })
    .join('\n')
}
