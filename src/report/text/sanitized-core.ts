import { sanitize, sanitizeLines } from '../../trust/sanitize.ts'
import type { AnnotationProperties } from './annotations.ts'
import type { Redact } from './clean.ts'
import type { LogCore } from '../rotation/log.ts'

/**
 * Wraps `@actions/core` so that everything that it prints is sanitized, whoever made the text: no line holds a secret or
 * a command to the runner. The rest of the action prints with this alone.
 */
export function sanitizeCore(core: LogCore, redact: Redact): LogCore {
  const clean = (text: string): string => sanitizeLines(text, redact)
  const cleanProperties = ({ title, file, ...place }: AnnotationProperties): AnnotationProperties => ({
    ...place,
    title: sanitize(title, redact),
    ...(file !== undefined && { file: sanitize(file, redact) }),
  })
  const annotate =
    (kind: 'notice' | 'warning' | 'error') =>
    (message: string, properties: AnnotationProperties): void => {
      core[kind](clean(message), cleanProperties(properties))
    }
  return {
    info: (message) => {
      core.info(clean(message))
    },
    debug: (message) => {
      core.debug(clean(message))
    },
    startGroup: (name) => {
      core.startGroup(sanitize(name, redact))
    },
    endGroup: () => {
      core.endGroup()
    },
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
  }
}
