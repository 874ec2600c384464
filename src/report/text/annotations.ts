import { pluralize } from './time.ts'

/** The part of `@actions/core` that makes annotations, and lines. */
export interface AnnotatingCore {
  readonly info: (message: string) => void
  readonly notice: (message: string, properties: AnnotationProperties) => void
  readonly warning: (message: string, properties: AnnotationProperties) => void
  readonly error: (message: string, properties: AnnotationProperties) => void
}

export interface AnnotationProperties {
  readonly title: string
  readonly file?: string
  readonly startLine?: number
  readonly startColumn?: number
}

/** GitHub shows ten annotations of each kind for a step. One says how many more there are, and one is the verdict. */
const MOST = 8
const KINDS = ['error', 'warning', 'notice'] as const
export type AnnotationKind = (typeof KINDS)[number]

/** How an annotation that is none any more begins. */
export const ANNOTATION_PREFIX = { error: 'Error', warning: 'Warning', notice: 'Notice' } as const

/**
 * Keeps within what GitHub shows of a step: what comes after the first few of a kind is a line of the log alone.
 * `finish` says how many those were.
 */
export function limitAnnotations<Core extends AnnotatingCore>(
  core: Core,
): Core & { readonly finish: () => void } {
  const said = { error: 0, warning: 0, notice: 0 }
  const annotate =
    (kind: AnnotationKind) =>
    (message: string, properties: AnnotationProperties): void => {
      said[kind] += 1
      if (said[kind] <= MOST) core[kind](message, properties)
      else for (const line of message.split('\n')) core.info(`${ANNOTATION_PREFIX[kind]}: ${line}`)
    }
  return {
    ...core,
    error: annotate('error'),
    warning: annotate('warning'),
    notice: annotate('notice'),
    finish() {
      for (const kind of KINDS) {
        const more = said[kind] - MOST
        if (more > 0)
          core[kind](`${pluralize(more, `more ${kind}`)}: the log has all of them.`, { title: 'And more' })
        said[kind] = 0
      }
    },
  }
}
