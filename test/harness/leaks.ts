import { readStepOutput } from './runner-format.ts'

/** Where a process may have left a secret. */
export interface Traces {
  readonly stdout: string
  readonly stderr: string
  /** Files by the name they have in messages (`GITHUB_STEP_SUMMARY`, …); none of them may hold a secret. */
  readonly files: Readonly<Record<string, string>>
  /** Files that are meant for secrets: a secret in one of them must have been masked. */
  readonly secretFiles: Readonly<Record<string, string>>
}

/** Shorter values are not looked for: they stand in any text by chance. */
const shortestSecret = 8

/**
 * Every form of a value in which it could be read back: as it is, each of its longer lines, escaped for JSON once and
 * twice, for an address, in upper case, without hyphens, in hexadecimal, and in base64 at each of the three places where it can begin within a longer
 * text. The characters of base64 that also depend on the neighbours are left out.
 */
export function disguises(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 20 && !line.startsWith('-----'))
  const bytes = Buffer.from(secret, 'utf8')
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6))
  })
  const json = JSON.stringify(secret).slice(1, -1)
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  return [
    ...new Set([
      secret,
      ...lines,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(secret),
      secret.toUpperCase(),
      secret.replaceAll('-', ''),
      secret.replaceAll('-', '').toUpperCase(),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      ...base64,
      ...urlSafe,
    ]),
  ]
}

/** Whether a secret stands in a text, in any of its forms. */
function stands(forms: readonly string[], text: string): boolean {
  return forms.some((form) => text.includes(form))
}

/**
 * Looks for secrets in all that a process left behind.
 * @param secrets every value that must not be seen
 * @returns a sentence for each leak, without the secret in it; none where all is well
 */
export function findLeaks(traces: Traces, secrets: readonly string[]): readonly string[] {
  const leaks: string[] = []
  const wanted = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret)
  const { commands, linesWithoutMasks } = readStepOutput(traces.stdout)
  const masks = commands.filter(({ name }) => name === 'add-mask')

  for (const [index, secret] of wanted.entries()) {
    const name = `secret ${index + 1} of ${wanted.length}`
    const forms = disguises(secret)
    for (const { line, text } of linesWithoutMasks)
      if (stands(forms, text)) leaks.push(`${name} stands in line ${line + 1} of the standard output`)
    if (stands(forms, traces.stderr)) leaks.push(`${name} stands in the standard error output`)
    for (const [file, content] of Object.entries(traces.files))
      if (stands(forms, content)) leaks.push(`${name} stands in ${file}`)
    for (const [file, content] of Object.entries(traces.secretFiles))
      if (stands(forms, content) && !masks.some(({ data }) => data === secret))
        leaks.push(`${name} stands in ${file} but was never masked`)
  }

  for (const mask of masks.filter(({ data }) => data.length >= shortestSecret)) {
    const early = linesWithoutMasks.find(({ line, text }) => line < mask.line && text.includes(mask.data))
    if (early !== undefined)
      leaks.push(`line ${early.line + 1} shows a value that was masked only in line ${mask.line + 1}`)
    if (traces.stderr.includes(mask.data))
      leaks.push(`the standard error output shows the value masked in line ${mask.line + 1}`)
  }
  return leaks
}

/**
 * Looks for secrets that came in with an answer and were never masked, printed or not: what is not masked at once is
 * one careless line away from the log.
 * @param bodies the bodies of the answers, parsed where they are JSON
 * @returns a sentence for each, without the secret in it
 */
export function findUnmasked(
  stdout: string,
  bodies: readonly unknown[],
  secrets: readonly string[],
): readonly string[] {
  const masks = readStepOutput(stdout).commands.filter(({ name }) => name === 'add-mask')
  const answers = JSON.stringify(bodies)
  const wanted = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret)
  return wanted.flatMap((secret, index) =>
    stands(disguises(secret), answers) && !masks.some(({ data }) => data === secret)
      ? [`secret ${index + 1} of ${wanted.length} came in with an answer and was never masked`]
      : [],
  )
}
