import { neutralize } from './neutralize.ts'

/**
 * The only way in which text from other systems is made safe to show: one line, no secret, no workflow command. Secrets
 * are replaced twice: in the original text, and again after invisible characters, which can hide one, are removed. Both
 * happen before the text is cut, because half of a secret is no longer recognized.
 *
 * @param redact replaces every form of every secret
 * @param maxLength of the result, in UTF-16 code units
 */
export function sanitize(text: string, redact: (text: string) => string, maxLength = 500): string {
  const whole = neutralize(redact(text), { maxLength: Number.MAX_SAFE_INTEGER })
  return neutralize(redact(whole), { maxLength })
}

/** The same for text of several lines, whose indentation is kept. Nothing is cut. */
export function sanitizeLines(text: string, redact: (text: string) => string): string {
  // A secret of several lines is recognized only before they are split.
  return redact(text)
    .split('\n')
    .map((line) => {
      const indentation = /^ */.exec(line)?.[0] ?? ''
      return indentation + sanitize(line, redact, Number.MAX_SAFE_INTEGER)
    })
    .join('\n')
}
