import type { Exchange } from '../../sandbox/server/service.ts'
import type { Run } from './run-action.ts'

/**
 * A run as a text that two runs of one scenario share: the log as GitHub shows it and the requests that were sent, with
 * names in place of what differs from run to run. For `toMatchSnapshot`.
 *
 * The order of requests is kept as far as it means something; what runs side by side is sorted (see `inOrder`).
 */
export function transcript(run: Pick<Run, 'log' | 'exchanges' | 'exitCode' | 'signal'>): string {
  const ending = run.signal === undefined ? `exit code ${String(run.exitCode)}` : `ended by ${run.signal}`
  const requests = collapse(inOrder(run.exchanges).map(describe))
  const text = `${inNamedOrder(run.log)}\n${ending}\n\nRequests\n${requests.map((line) => `  ${line}\n`).join('')}`
  return stable(text, kindsOfIds(run.exchanges))
}

function describe({ service, method, url, requestBody, status, fault }: Exchange): string {
  const fields =
    typeof requestBody === 'object' && requestBody !== null && !Array.isArray(requestBody)
      ? ` {${Object.keys(requestBody).join(', ')}}`
      : ''
  const answer = status === undefined ? 'no answer' : String(status)
  return `${service} ${method} ${url}${fields} → ${answer}${fault === undefined ? '' : ` (fault: ${fault})`}`
}

/** Targets written side by side are done in any order: the log's `1 of 3: …` lines are sorted by the target's name. */
function inNamedOrder(log: string): string {
  return log.replaceAll(/(?:^ *\d+ of \d+: .*\n)+/gm, (block) => {
    const counted = block.split('\n').slice(0, -1)
    const names = counted.map((line) => line.replace(/^ *\d+ of \d+: /, '')).sort()
    return counted
      .map((line, at) => `${/^ *\d+ of \d+: /.exec(line)?.[0] ?? ''}${names[at] ?? ''}\n`)
      .join('')
  })
}

/** Equal requests in a row (a proof that is repeated, a wait) become one line, however many they were. */
function collapse(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line, at) => line !== lines[at - 1])
    .map((line) => {
      const repeated = lines.some((other, at) => other === line && lines[at + 1] === line)
      return repeated ? `${line} (repeated)` : line
    })
}

/** What runs in order among itself: a target at GitHub, a path at Scaleway. */
function lane({ service, url }: Exchange): string {
  const path = url.split('?')[0] ?? ''
  const target = /^\/(repos\/[^/]+\/[^/]+(\/environments\/[^/]+)?|orgs\/[^/]+)/.exec(path)
  return `${service} ${service === 'github' ? (target?.[0] ?? path) : path}`
}

/**
 * Sorts what runs side by side. A section ends where order means something: around each request that changes something
 * at Scaleway, and before and after the writing of targets.
 */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const sections: Exchange[][] = []
  let section: Exchange[] = []
  const begin = (first: readonly Exchange[] = []) => {
    sections.push(section)
    section = [...first]
  }
  for (const exchange of exchanges) {
    const writing = section.some(isTargetWrite)
    if (isTargetWrite(exchange) && !writing) {
      // Targets do not wait for each other: what one still reads belongs to the writing of all.
      const reads = section.splice(section.findLastIndex(({ service }) => service !== 'github') + 1)
      begin(reads)
    } else if (exchange.service !== 'github' && (writing || exchange.method !== 'GET')) begin()
    section.push(exchange)
    if (exchange.service !== 'github' && exchange.method !== 'GET') begin()
  }
  begin()
  return sections.flatMap((part) =>
    part.sort((one, other) => (lane(one) < lane(other) ? -1 : lane(one) > lane(other) ? 1 : 0)),
  )
}

function isTargetWrite({ service, method }: Exchange): boolean {
  return service === 'github' && method !== 'GET'
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What each UUID of these exchanges is, told from the name of the field that held it. */
function kindsOfIds(exchanges: readonly Exchange[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>()
  const learn = (field: string, value: unknown, place: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) learn(field, item, place)
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) learn(name, inner, place)
    } else if (typeof value === 'string' && value.replace(uuid, '') === '' && value !== '') {
      const kind = field === 'id' ? place : field.replace(/_ids?$/, '').replace(/^default_/, '')
      if (kind !== '' && !kinds.has(value)) kinds.set(value, kind)
    }
  }
  for (const { url, requestBody, responseBody } of exchanges) {
    const address = new URL(url, 'http://sandbox')
    const segments = address.pathname.split('/')
    for (const [at, segment] of segments.entries()) learn('id', segment, singular(segments[at - 1] ?? ''))
    for (const [name, value] of address.searchParams) learn(name, value, '')
    const collection = segments.findLast((segment) => /^[a-z-]+s$/.test(segment)) ?? ''
    learn('', requestBody, singular(collection))
    learn('', responseBody, singular(collection))
  }
  return kinds
}

function singular(collection: string): string {
  return collection.replace(/s$/, '')
}

/** Replaces what differs between runs; equal values get equal names, numbered as they come. */
function stable(text: string, kinds: ReadonlyMap<string, string>): string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  const name = (value: string, kind: string, numberFirst = false): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const made = count === 1 && !numberFirst ? `<${kind}>` : `<${kind} ${count}>`
    names.set(value, made)
    return made
  }
  return text
    .replaceAll(uuid, (id) => name(id, kinds.get(id) ?? 'id'))
    .replaceAll(/\bSCW[A-Z0-9]{17}\b/g, (key) => name(key, 'key', true))
    .replaceAll(/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|UTC)|[+-]\d{2}:\d{2})?/g, '<time>')
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, '<date>')
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, '<host>')
    .replaceAll(/\b\d+(\.\d+)? ?(ms|seconds?|s)\b/g, '<duration>')
}
