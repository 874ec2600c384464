import { ANNOTATION_PREFIX, limitAnnotations, type AnnotationKind } from '../text/annotations.ts'
import { printKeyFileErrors, type KeyResult } from './summary.ts'
import type { LogCore } from '../rotation/log.ts'
import { listKeyNames } from '../text/phrases.ts'
import { pluralize } from '../text/time.ts'

/** The log of a run over many keys. */
export interface KeyFileLog {
  /** What the lines of one key's log go to. */
  readonly forKey: (name: string) => LogCore
  /** What is said of no key by itself. */
  readonly shared: LogCore
  /** Says as annotations what was said of the keys, what holds for most of them first, and what went wrong with them. */
  readonly finish: (results: readonly KeyResult[]) => void
}

interface CollectedAnnotation {
  readonly kind: AnnotationKind
  readonly title: string
  readonly message: string
  readonly names: string[]
}

/**
 * Makes the log of many keys: no groups, since the lines of several come in between each other, and the key's name in
 * front of each. GitHub shows ten annotations of each kind for a step, and one cause often stops many keys: so what is
 * said of keys is a line at first, and at the end one annotation for all keys that it was said of. Errors are told by
 * what the keys came to (see fleet.ts).
 */
export function createKeyFileLog(core: LogCore): KeyFileLog {
  const shared = limitAnnotations(core)
  const said = new Map<string, CollectedAnnotation>()
  const collect =
    (kind: AnnotationKind, name: string) =>
    (message: string, { title }: { readonly title: string }): void => {
      for (const line of message.split('\n')) core.info(`${name}: ${ANNOTATION_PREFIX[kind]}: ${line}`)
      if (kind === 'error') return
      const id = JSON.stringify([kind, title, message])
      const one = said.get(id)
      if (one === undefined) said.set(id, { kind, title, message, names: [name] })
      else one.names.push(name)
    }
  return {
    shared,
    forKey: (name) => {
      const say = (message: string): string => `${name}: ${message.trimStart()}`
      return {
        startGroup: (phase) => {
          core.debug(say(phase))
        },
        endGroup: () => undefined,
        info: (message) => {
          core.info(say(message))
        },
        debug: (message) => {
          core.debug(say(message))
        },
        notice: collect('notice', name),
        warning: collect('warning', name),
        error: collect('error', name),
      }
    },
    finish(results) {
      printKeyFileErrors(shared, results)
      for (const { kind, title, message, names } of [...said.values()].sort(
        (a, b) => b.names.length - a.names.length,
      )) {
        const whose = names.length === 1 ? listKeyNames(names) : pluralize(names.length, 'key')
        shared[kind](`${listKeyNames(names)}: ${message}`, { title: `${whose}: ${title}` })
      }
      shared.finish()
    },
  }
}
