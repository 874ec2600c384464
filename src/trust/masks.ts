/** Removes secret values from everything that is printed. */
export interface Masker {
  /**
   * Registers `value` as a mask with the runner, and every form from which it could be read: base64, hexadecimal,
   * escaped for JSON or a URL, in upper or lower case, without hyphens, and each of its lines. Call it before the value
   * is used in any other way. Values of fewer than four characters, and lines of fewer than eight, are not registered:
   * the runner would replace every occurrence by `***`, which makes logs unreadable, and a secret that short protects
   * nothing.
   */
  readonly mask: (value: string) => void
  /** `text` with every form of every masked value replaced by `***`, for output that the runner does not mask. */
  readonly redact: (text: string) => string
}

const SHORTEST = 4
/** Also the shortest text without its hyphens: `re-do` must not mask `redo`. */
const SHORTEST_PART = 8

/** @param setSecret registers one value with the runner: `setSecret` of `@actions/core` */
export function createMasker(setSecret: (value: string) => void): Masker {
  const forms = createForms()
  return {
    mask: (value) => {
      for (const form of formsOf(value)) {
        if (form.length >= SHORTEST && forms.add(form) && fitForRunner(form)) setSecret(form)
      }
    },
    redact: forms.redact,
  }
}

/**
 * A set of texts that are searched for in other texts. They are indexed by their first characters, so that the time of a
 * search does not grow with their number: a run with many keys has tens of thousands, and prints thousands of lines.
 */
function createForms(): {
  /** @returns whether it is a new one */
  readonly add: (form: string) => boolean
  readonly redact: (text: string) => string
} {
  const byBeginning = new Map<string, Set<string>>()
  const lengthAt = (text: string, at: number): number => {
    let longest = 0
    for (const form of byBeginning.get(text.slice(at, at + SHORTEST)) ?? [])
      if (form.length > longest && text.startsWith(form, at)) longest = form.length
    return longest
  }
  return {
    add(form) {
      const beginning = form.slice(0, SHORTEST)
      const alike = byBeginning.get(beginning) ?? new Set()
      byBeginning.set(beginning, alike)
      if (alike.has(form)) return false
      alike.add(form)
      return true
    },
    redact(text) {
      let redacted = ''
      let hiddenTo = 0
      for (let at = 0; at <= text.length - SHORTEST; at += 1) {
        const length = lengthAt(text, at)
        if (length === 0) continue
        // Overlapping values are replaced together, so that no part of either remains.
        if (at >= hiddenTo) redacted += `${text.slice(hiddenTo, at)}***`
        hiddenTo = Math.max(hiddenTo, at + length)
      }
      return redacted + text.slice(hiddenTo)
    },
  }
}

/**
 * The runner also masks each line of a value, even a line that is a single brace or word. A value with such lines is not
 * registered as a whole: its longer lines are registered separately, and no log line contains a line break.
 */
function fitForRunner(form: string): boolean {
  const lines = form.split(/[\r\n]+/).filter((line) => line !== '')
  return lines.length === 1 || lines.every((line) => line.trim().length >= SHORTEST_PART)
}

/** The forms of a value from which a reader of the log could recover it. */
function formsOf(value: string): string[] {
  // Otherwise a value of three characters would be registered by its base64, which has four.
  if (value.trim().length < SHORTEST) return []
  // Line breaks of a private key are often written as `\n`, and turned into real ones where it is used.
  const broken = value.replaceAll(/(?:\\r)?\\n/g, '\n')
  const lines = broken.split(/\r\n|[\r\n]/)
  const parts = lines.length === 1 ? [] : lines.filter((line) => line.trim().length >= SHORTEST_PART)
  return [...new Set([value, broken, ...parts])].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
    ...base64FormsOf(text),
    ...hexadecimalFormsOf(text),
    ...[text, undashed(text)].flatMap((form) => [form, form.toUpperCase(), form.toLowerCase()]),
  ])
}

function hexadecimalFormsOf(text: string): string[] {
  const hexadecimal = Buffer.from(text, 'utf8').toString('hex')
  return [hexadecimal, hexadecimal.toUpperCase()]
}

/** A UUID is often written without its hyphens. Text with white space is not changed. */
function undashed(text: string): string {
  const short = /\s/.test(text) ? text : text.replaceAll('-', '')
  return short.length >= SHORTEST_PART ? short : text
}

/**
 * Base64 encodes three bytes as four characters, so the form of a value inside a longer encoded text (Secret Manager's
 * `data`, a bundle in JSON) depends on its offset: there are three such forms. Each is cut to the characters that
 * depend only on the value. GitHub's runner derives these forms from each mask; other runners and `redact` do not.
 */
function base64FormsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const first = Math.ceil((offset * 8) / 6)
    const end = Math.floor(((offset + bytes.length) * 8) / 6)
    return encoded.slice(first, end)
  })
  const standard = [bytes.toString('base64'), ...inside]
  const urlSafe = standard.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
  return [...standard, ...urlSafe]
}
