import {
  Composer,
  CST,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  visit,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml'

/** A valid file nests four collections: the file, `keys`, a key, and a list. */
export const DEEPEST = 6
/** Fields, and items of lists. */
export const MOST_ENTRIES = 20_000
/** An entry has at most this many tokens: two marks and two texts, and a comma. Anchors and tags count as well. */
const TOKENS_OF_ENTRY = 5
/** Each alias is looked up among all anchors. */
const MOST_ALIASES_OF_FILE = 1000
/** An anchor that is used oftener, itself counted, is there to make the file blow up. */
const MOST_ALIASES = 50

/** What is wrong, and where: the offset into the text; undefined where it is the whole file. */
export interface Fault {
  readonly what: string
  readonly remedy: string
  readonly offset?: number
}

/** A YAML document, and where everything in it is. */
export interface YamlFile {
  readonly value: unknown
  /** The offset of the key of an entry, of a list its item; of what is in an alias, where the alias is. */
  readonly offsetOf: (path: readonly string[]) => number
}

export type YamlResult =
  { readonly ok: true; readonly file: YamlFile } | { readonly ok: false; readonly faults: readonly Fault[] }

const FEWER_ALIASES = 'fewer aliases; set common values in defaults'
const YAML = 'valid YAML, as in docs/file-of-keys.md'

/**
 * Reads one YAML document in time and memory that grow with its length alone: what is nested too deep or has too many
 * entries is refused while it is read, before anything is made of it.
 */
export function readYaml(text: string): YamlResult {
  const composed = compose(text)
  if ('fault' in composed) return { ok: false, faults: [composed.fault] }
  const { document } = composed
  const index = createIndex()
  const faults = [
    ...document.errors.map(({ message, pos }) => ({ what: message, remedy: YAML, offset: pos[0] })),
    ...(document.errors.length === 0 ? duplicates(document) : []),
  ]
  if (faults.length > 0) return { ok: false, faults }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    return { ok: true, file: { value, offsetOf: (path) => nearestOffset(document, index, path) } }
  } catch (error) {
    const { message } = error as Error // the parser throws nothing else
    return { ok: false, faults: [{ what: message, remedy: FEWER_ALIASES }] }
  }
}

function compose(text: string): { readonly document: Document.Parsed } | { readonly fault: Fault } {
  const parser = new Parser()
  // Duplicate keys are looked for below: the parser compares each key with all others of its map.
  const composer = new Composer({ merge: false, strict: true, uniqueKeys: false, logLevel: 'error' })
  let fault: Fault | undefined
  const tokens = function* (): Generator<CST.Token, void> {
    for (const token of bounded(text, parser)) {
      if ('fault' in token) {
        fault = token.fault
        return
      }
      yield token
    }
  }
  // A text can have an error in every character; their stacks would need most of the memory.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    const [document, second] = take(composer.compose(tokens(), true, text.length))
    if (fault !== undefined) return { fault }
    if (document === undefined) throw new Error('the YAML parser gave no document')
    if (second === undefined) return { document }
    const what = 'the file has more than one document'
    return { fault: { what, remedy: 'one YAML document, without --- between keys', offset: second.range[0] } }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** The first two documents. */
function take(documents: Iterable<Document.Parsed>): readonly Document.Parsed[] {
  const taken: Document.Parsed[] = []
  for (const document of documents) {
    taken.push(document)
    if (taken.length === 2) break
  }
  return taken
}

const COLLECTIONS: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection'])
const BLANK: ReadonlySet<string | null> = new Set(['space', 'newline', 'comment', 'byte-order-mark'])
const ENTRY: ReadonlySet<string | null> = new Set([
  'map-value-ind',
  'seq-item-ind',
  'explicit-key-ind',
  'comma',
])

/** The tokens of a text, up to where it is too large or too deep. */
function* bounded(text: string, parser: Parser): Generator<CST.Token | { readonly fault: Fault }, void> {
  const count = createCounter()
  for (const lexeme of new Lexer().lex(text)) {
    const fault = count(lexeme)
    if (fault !== undefined) {
      yield { fault: { ...fault, offset: parser.offset } }
      return
    }
    yield* parser.next(lexeme)
    if (parser.stack.filter((token) => COLLECTIONS.has(token.type)).length > DEEPEST) {
      const what = `the file is nested more than ${DEEPEST} levels deep`
      yield {
        fault: { what, remedy: 'keys whose fields are texts or lists of texts', offset: parser.offset },
      }
      return
    }
  }
  yield* parser.end()
}

/** Counts what a file is made of, and says when it is too much. */
function createCounter(): (lexeme: string) => Fault | undefined {
  let [tokens, entries, aliases] = [0, 0, 0]
  let isText = false
  return (lexeme) => {
    // The lexer announces an unquoted text with a mark of its own.
    const type = isText ? 'scalar' : CST.tokenType(lexeme)
    isText = !isText && lexeme === CST.SCALAR
    if (ENTRY.has(type)) entries += 1
    if (type === 'alias') aliases += 1
    if (!BLANK.has(type)) tokens += 1
    // Every escape of a text in quotes can be a fault.
    if (type === 'double-quoted-scalar') tokens += lexeme.split('\\').length - 1
    if (entries > MOST_ENTRIES || tokens > MOST_ENTRIES * TOKENS_OF_ENTRY) {
      const what = `the file has more than ${MOST_ENTRIES} entries (fields, and items of lists)`
      return { what, remedy: 'several smaller files' }
    }
    if (aliases <= MOST_ALIASES_OF_FILE) return undefined
    return { what: `the file has more than ${MOST_ALIASES_OF_FILE} aliases`, remedy: FEWER_ALIASES }
  }
}

/** The entries of each map by the name of their key, made when a map is first asked for. */
type Index = (map: YAMLMap) => ReadonlyMap<string, { readonly offset: number; readonly value: unknown }>

function createIndex(): Index {
  const known = new WeakMap<YAMLMap, ReturnType<Index>>()
  return (map) => {
    const entries = known.get(map) ?? new Map(map.items.flatMap(entryOf))
    known.set(map, entries)
    return entries
  }
}

function entryOf({ key, value }: Pair): [string, { offset: number; value: unknown }][] {
  return isScalar(key) && key.range ? [[String(key.value), { offset: key.range[0], value }]] : []
}

function nearestOffset(document: Document, index: Index, path: readonly string[]): number {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const name of path) {
    if (isMap(node)) {
      const entry = index(node).get(name)
      if (entry === undefined) return offset
      offset = entry.offset
      node = entry.value
    } else {
      node = isSeq(node) ? node.items[Number(name)] : undefined
      offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset
    }
  }
  return offset
}

/** The second and further keys of one name in a map, in one pass. */
function duplicates(document: Document): readonly Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Map(_, map) {
      const names = new Set<string>()
      for (const [name, { offset }] of map.items.flatMap(entryOf)) {
        if (names.has(name)) faults.push({ what: 'Map keys must be unique', remedy: YAML, offset })
        names.add(name)
      }
    },
  })
  return faults
}
