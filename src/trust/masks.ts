/** Keeps secret values out of everything that is printed. */
export interface Masker {
  /**
   * Tells the runner never to print `value`, nor its base64, nor its form inside JSON, nor any of its lines. To be
   * called before anything else is done with the value. Values (and lines) of less than four characters are not
   * registered: the runner would turn every place where they happen to stand into `***`, until no log can be read;
   * a secret that short protects nothing.
   */
  readonly mask: (value: string) => void
  /** `text` with every form of every masked value replaced by `***`, for what the runner does not see. */
  readonly redact: (text: string) => string
}

const SHORTEST = 4

/** @param setSecret what registers one value with the runner: `setSecret` of `@actions/core` */
export function createMasker(setSecret: (value: string) => void): Masker {
  const known = new Set<string>()
  // The longest first: a value that contains another one must go as a whole.
  let sorted: readonly string[] = []
  return {
    mask: (value) => {
      for (const form of formsOf(value)) {
        if (form.length < SHORTEST || known.has(form)) continue
        known.add(form)
        setSecret(form)
      }
      sorted = [...known].sort((a, b) => b.length - a.length)
    },
    redact: (text) => sorted.reduce((redacted, form) => redacted.replaceAll(form, '***'), text),
  }
}

/** The forms in which a value would still be readable to whoever finds it in a log. */
function formsOf(value: string): string[] {
  // Without this, a value of three characters would bring in its base64, which has four.
  if (value.trim().length < SHORTEST) return []
  // Line breaks of a private key are often written as `\n`, and turned into real ones where it is used.
  const broken = value.replaceAll(/(?:\\r)?\\n/g, '\n')
  const lines = broken.split(/\r\n|[\r\n]/).filter((line) => line.trim().length >= SHORTEST)
  return [...new Set([value, broken, ...lines])].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    ...base64FormsOf(text),
  ])
}

/**
 * Base64 turns three bytes into four characters, so what a value looks like inside a longer encoded text (Secret
 * Manager's `data`, a bundle in JSON) depends on where it begins: there are three such forms. Each is cut to the
 * characters that the value alone decides. The runner derives the like from each mask; other engines do not, and
 * neither would `redact`.
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
