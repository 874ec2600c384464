import type { ConfigKey } from './parse.ts'
import { definitionOf, type InputName } from '../inputs.ts'
import { splitList, type InputProblem, type InputSource } from '../reader.ts'

/**
 * What a step is told for one key of a file: what the key says, what the file's defaults say, and else what the
 * step's own inputs say. Credentials and what a run is to do come from the step alone.
 * @param fields the inputs that the file may give
 */
export function sourceFor(
  source: InputSource,
  key: ConfigKey,
  file: string,
  fields: ReadonlySet<string>,
): InputSource {
  const fromFile = (name: string): string | undefined => (fields.has(name) ? key.value(name) : undefined)
  return {
    ...source,
    keyName: key.name,
    input: (name) => fromFile(name) ?? source.input(name),
    locate(name) {
      if (!fields.has(name)) return undefined
      // What neither the file nor the step says is missed where the key stands.
      const given = source.input(name) !== '' && source.input(name) !== defaultOf(name)
      if (fromFile(name) === undefined && given) return undefined
      return { name: `keys.${key.name}.${name}`, at: { file, ...key.position(name) } }
    },
  }
}

function defaultOf(name: string): string | undefined {
  return definitionOf(name as InputName).default
}

/** The keys of a file that the input `key` picks, or what is wrong with it; all of them where it is empty. */
export function pickKeys(
  keys: readonly ConfigKey[],
  picked: string,
): { readonly keys: readonly ConfigKey[]; readonly problems: readonly InputProblem[] } {
  const names = splitList(picked)
  if (names.length === 0) return { keys, problems: [] }
  const unknown = names.filter((name) => keys.every((key) => key.name !== name))
  const problems = unknown.map((name) => ({
    input: 'key',
    code: 'unknown' as const,
    problem: `the key file has no key ${JSON.stringify(name)}`,
    remedy: `one or more of ${keys.map((key) => key.name).join(', ')}`,
  }))
  return { keys: keys.filter(({ name }) => names.includes(name)), problems }
}
