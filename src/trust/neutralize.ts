/** How much of one foreign text a log line may hold, in UTF-16 code units. */
const LOG_LENGTH = 500

/** The shortest limit that leaves room for the words that say how much was cut. */
const SHORTEST_LIMIT = 64

// What terminals obey: colours and cursor (CSI), titles and links (OSC and its kin), two-character escapes. The
// platform's own stripVTControlCharacters needs seconds for a text made to slow it down; this one is linear.
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g
// Characters that are drawn as nothing: bidirectional controls, zero-width characters, variation selectors, tags.
// They hide text from a reader, and a comparison by a culture's rules, as .NET (the runner) makes it by default,
// skips them: `#<soft hyphen>#[` would be `##[` to it.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu
// C0 and C1 controls (every line break of ASCII and Latin-1 among them), Unicode's line and paragraph separators.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const UNASSIGNED = /\p{Cn}/gu

/**
 * Makes text from elsewhere (a vendor's message, a description, a name) fit to be printed to the runner's log: one
 * line, nothing invisible, no terminal sequence, and no workflow command. The runner obeys `::name …` where a line
 * begins and `##[name]…` anywhere, so both are broken wherever they stand: `: :`, `## [`. Applying it twice changes
 * nothing more.
 *
 * @param options.maxLength at most so many UTF-16 code units come out (at least 64; default 500); what is cut is said
 */
export function neutralize(text: string, options: { readonly maxLength?: number } = {}): string {
  const limit = Math.max(options.maxLength ?? LOG_LENGTH, SHORTEST_LIMIT)
  const line = text
    .toWellFormed()
    .replace(TERMINAL, '')
    .replace(INVISIBLE, '')
    .replace(UNASSIGNED, '\ufffd')
    .replace(BREAKS, ' ')
    // Last, because what was taken out above may have stood between two colons.
    .replace(/:(?=:)/g, ': ')
    .replace(/##\[/g, '## [')
    .trim()
  return line.length <= limit ? line : cut(line, limit)
}

function cut(line: string, limit: number): string {
  // Room for the longest number that the note can hold; half of a surrogate pair at the end is dropped.
  const kept = line
    .slice(0, limit - 40)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
  return `${kept}… (cut, ${line.length - kept.length} more characters)`
}

// What has a meaning inside a line of GitHub's Markdown: HTML, tables, code, emphasis, links, images, headings and
// references, escapes, mathematics. A numeric reference is shown as the character and never taken for structure,
// in Markdown and in HTML alike (a backslash would be shown in HTML).
const INLINE = /[&<>|`*_[\]!~\\$#@]/g
// What has a meaning where a line begins: lists, rules, underlines of headings.
const AT_START = /^(?:[-+=]|\d+[.)])/
// GitHub's own filters look at the finished page, where a reference is its character again: mentions, addresses,
// issues, bare links, emoji. A zero-width space between keeps them off and is not seen.
const REFERENCES =
  /@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=(?:[+-]1|100|1234|(?=[\d+-]*[a-z_])[\w+-]{1,40}):)/gi

/**
 * Makes text from elsewhere fit to stand in the job summary: first `neutralise`, then nothing in it is Markdown,
 * HTML, a mention or a link, in a line, in a cell of a table, and between HTML tags (not inside of one).
 *
 * @param options as for `neutralise`; the length is that of what a reader sees
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
