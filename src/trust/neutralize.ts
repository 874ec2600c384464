/** How much of a text from another system a log line may contain, in UTF-16 code units. */
const LOG_LENGTH = 500

/** The shortest limit that leaves space for the note about the cut. */
const SHORTEST_LIMIT = 64

// Terminal sequences: colors and cursor (CSI), titles and links (OSC and similar), two-character escapes. Node's
// stripVTControlCharacters needs seconds for a malicious text; this pattern is linear.
// eslint-disable-next-line no-control-regex -- it matches control characters
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g
// Invisible characters: bidirectional controls, zero-width characters, variation selectors, tags. They hide text from a
// reader, and the culture-sensitive comparison that .NET (the runner) uses by default skips them: `#<soft hyphen>#[` would be `##[` to it.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu
// C0 and C1 controls (every line break of ASCII and Latin-1 among them), Unicode's line and paragraph separators.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const UNASSIGNED = /\p{Cn}/gu

/**
 * Makes text from other systems (a vendor's message, a description, a name) safe for the runner's log: one line, no
 * invisible character, no terminal sequence, and no workflow command. The runner executes `::name …` at the beginning of
 * a line and `##[name]…` anywhere, so both are broken everywhere: `: :`, `## [`. Applying it twice changes nothing more.
 *
 * @param options.maxLength of the result, in UTF-16 code units (at least 64; default 500); a cut is noted in the text
 */
export function neutralize(text: string, options: { readonly maxLength?: number } = {}): string {
  const limit = Math.max(options.maxLength ?? LOG_LENGTH, SHORTEST_LIMIT)
  const line = text
    .toWellFormed()
    .replace(TERMINAL, '')
    .replace(INVISIBLE, '')
    .replace(UNASSIGNED, '\ufffd')
    .replace(BREAKS, ' ')
    // Last, because removed characters can have been between two colons.
    .replace(/:(?=:)/g, ': ')
    .replace(/##\[/g, '## [')
    .trim()
  return line.length <= limit ? line : cut(line, limit)
}

function cut(line: string, limit: number): string {
  // Leaves space for the longest note; half of a surrogate pair at the end is removed.
  const kept = line
    .slice(0, limit - 40)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
  return `${kept}… (cut, ${line.length - kept.length} more characters)`
}

// Characters with a meaning inside a line of GitHub's Markdown: HTML, tables, code, emphasis, links, images, headings and
// references, escapes, mathematics. A numeric reference is displayed as the character and never parsed as markup, in
// Markdown and in HTML (a backslash would be displayed in HTML).
const INLINE = /[&<>|`*_[\]!~\\$#@]/g
// Characters with a meaning at the beginning of a line: lists, rules, underlines of headings.
const AT_START = /^(?:[-+=]|\d+[.)])/
// GitHub's filters for mentions, addresses, issues, bare links and emoji run on the rendered page, where a reference is
// its character again. An invisible zero-width space keeps them from matching.
const REFERENCES =
  /@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=(?:[+-]1|100|1234|(?=[\d+-]*[a-z_])[\w+-]{1,40}):)/gi

/**
 * Makes text from other systems safe for the job summary: `neutralize`, then escape Markdown, HTML, mentions and links.
 * Safe in a line, in a table cell, and between HTML tags (not inside of one).
 *
 * @param options as for `neutralize`; the length is that of the displayed text
 */
export function neutralizeMarkdown(text: string, options: { readonly maxLength?: number } = {}): string {
  return neutralize(text, options)
    .replace(REFERENCES, '$&\u200b')
    .replace(INLINE, reference)
    .replace(AT_START, (start) => start.slice(0, -1) + reference(start.slice(-1)))
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`
}
