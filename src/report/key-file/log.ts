import { BEGINNING, limitAnnotations, type AnnotationKind } from '../text/annotations.ts'
import { tellFleetErrors, type KeyResult } from './summary.ts'
import type { LogCore } from '../rotation/log.ts'
import { listKeys } from '../text/phrases.ts'
import { counted } from '../text/time.ts'

/** The log of a run over many keys. */
export interface FleetLog {
  /** What the lines of one key's log go to. */
  readonly of: (name: string) => LogCore
  /** What is said of no key by itself. */
  readonly forAll: LogCore
  /** Says as annotations what was said of the keys, what holds for most of them first, and what went wrong with them. */
  readonly finish: (results: readonly KeyResult[]) => void
}

interface Said {
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
export function createFleetLog(core: LogCore): FleetLog {
  const forAll = limitAnnotations(core)
  const said = new Map<string, Said>()
  const collect =
    (kind: AnnotationKind, name: string) =>
    (message: string, { title }: { readonly title: string }): void => {
      for (const line of message.split('\n')) core.info(`${name}: ${BEGINNING[kind]}: ${line}`)
      if (kind === 'error') return
      const id = JSON.stringify([kind, title, message])
      const one = said.get(id)
      if (one === undefined) said.set(id, { kind, title, message, names: [name] })
      else one.names.push(name)
    }
  return {
    forAll,
    of: (name) => {
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
      tellFleetErrors(forAll, results)
      for (const { kind, title, message, names } of [...said.values()].sort(
        (a, b) => b.names.length - a.names.length,
      )) {
        const whose = names.length === 1 ? listKeys(names) : counted(names.length, 'key')
        forAll[kind](`${listKeys(names)}: ${message}`, { title: `${whose}: ${title}` })
      }
      forAll.finish()
    },
  }
}
