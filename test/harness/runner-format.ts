/**
 * What a step says to GitHub's runner, read the way the runner reads it: commands in the output (`::name …::data` at
 * the start of a line, the older `##[name …]data` anywhere in one) and the files behind GITHUB_OUTPUT and GITHUB_ENV.
 * The rules are those of the runner's own source (ActionCommand, ActionCommandManager, FileCommandManager).
 */

/** One command of a step's output, decoded. */
export interface Command {
  /** The line that it stood on, counted from 0. */
  readonly line: number
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** A step's output, taken apart. */
export interface StepOutput {
  readonly commands: readonly Command[]
  /** What the runner shows: masks applied to every later line, debug lines hidden, commands put into words. */
  readonly log: string
  /** The lines as they were written, without those that are `add-mask` commands. */
  readonly linesWithoutMasks: readonly { readonly line: number; readonly text: string }[]
}

/** What the runner takes for a command; any other name is plain text to it. */
const knownCommands = new Set(
  (
    'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env ' +
    'set-output stop-commands warning'
  ).split(' '),
)

/** Undoes the runner's percent-encoding: `%25` last, so that `%250A` stays the text `%0A`. */
function decode(text: string, ...codes: readonly (readonly [string, string])[]): string {
  return [['%0D', '\r'] as const, ['%0A', '\n'] as const, ...codes, ['%25', '%'] as const].reduce(
    (decoded, [code, character]) => decoded.replaceAll(code, character),
    text,
  )
}

function properties(
  text: string,
  separator: string,
  codes: readonly (readonly [string, string])[],
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const part of text.split(separator)) {
    const at = part.indexOf('=')
    if (at > 0) found[part.slice(0, at).trim()] = decode(part.slice(at + 1), ...codes)
  }
  return found
}

/**
 * Reads one line of a step's output.
 * @returns the command on it, or undefined where the runner would see plain text
 */
export function parseCommand(line: string): Omit<Command, 'line'> | undefined {
  const modern = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/s.exec(line)
  if (modern?.[1] !== undefined && knownCommands.has(modern[1])) {
    const codes = [['%3A', ':'] as const, ['%2C', ','] as const]
    return {
      name: modern[1],
      properties: properties(modern[2] ?? '', ',', codes),
      data: decode(modern[3] ?? ''),
    }
  }
  const old = /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/s.exec(line)
  if (old?.[1] !== undefined && knownCommands.has(old[1])) {
    const codes = [['%3B', ';'] as const, ['%5D', ']'] as const]
    return {
      name: old[1],
      properties: properties(old[2] ?? '', ';', codes),
      data: decode(old[3] ?? '', ...codes),
    }
  }
  return undefined
}

/** How the runner's log words a command; undefined where it shows nothing. */
function shown(command: Omit<Command, 'line'>): string | undefined {
  switch (command.name) {
    case 'group':
      return `▼ ${command.data}`
    case 'notice':
      return `Notice: ${command.data}`
    case 'warning':
      return `Warning: ${command.data}`
    case 'error':
      return `Error: ${command.data}`
    default:
      return undefined
  }
}

/** Takes a step's standard output apart. */
export function readStepOutput(stdout: string): StepOutput {
  const commands: Command[] = []
  const log: string[] = []
  const linesWithoutMasks: { line: number; text: string }[] = []
  const masks: string[] = []
  let resumeToken: string | undefined
  let indent = ''

  const show = (text: string) => {
    const masked = masks.reduce((hidden, mask) => hidden.replaceAll(mask, '***'), text)
    for (const part of masked.split('\n')) log.push(`${indent}${part}`.trimEnd())
  }

  const lines = stdout.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  for (const [line, text] of lines.entries()) {
    if (resumeToken !== undefined && text.trim() === `::${resumeToken}::`) {
      resumeToken = undefined
      continue
    }
    const command = resumeToken === undefined ? parseCommand(text) : undefined
    if (command?.name !== 'add-mask') linesWithoutMasks.push({ line, text })
    if (command === undefined) {
      show(text)
      continue
    }
    commands.push({ line, ...command })
    if (command.name === 'stop-commands') resumeToken = command.data
    if (command.name === 'add-mask') {
      // Of a value of several lines the runner masks each line as well; the longest are to be replaced first.
      masks.push(...[command.data, ...command.data.split(/\r\n|\n|\r/)].filter((mask) => mask.trim() !== ''))
      masks.sort((one, other) => other.length - one.length)
    }
    if (command.name === 'group' || command.name === 'endgroup') indent = ''
    const words = shown(command)
    if (words !== undefined) show(words)
    if (command.name === 'group') indent = '  '
  }
  return { commands, log: log.map((text) => `${text}\n`).join(''), linesWithoutMasks }
}

/**
 * Reads what a step wrote behind GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE.
 * @throws Error where the runner would fail the step: a line of neither form, or a value without its end
 */
export function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    if (heredoc < 0)
      throw new Error(`The runner would refuse line ${at + 1}: neither NAME=value nor NAME<<END`)
    const end = lines.indexOf(line.slice(heredoc + 2), at + 1)
    if (end < 0) throw new Error(`The runner would refuse line ${at + 1}: its value has no end`)
    values[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return values
}
