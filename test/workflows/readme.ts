/**
 * The complete workflow files that a Markdown text shows: fenced `yaml` blocks whose first line is a comment with the
 * file's place, `# .github/workflows/NAME.yml`. Shorter examples have no such line and are left out.
 * @returns the files' text, unchanged, by name (`rotate.yml`)
 * @throws Error where two blocks have one name
 */
export function workflowsIn(markdown: string): ReadonlyMap<string, string> {
  const workflows = new Map<string, string>()
  for (const [, text = ''] of markdown.matchAll(/^```ya?ml\r?\n(.*?)^```\s*$/gms)) {
    const name = /^# \.github\/workflows\/([\w.-]+\.ya?ml)\s*$/m.exec(text.split('\n', 1)[0] ?? '')?.[1]
    if (name === undefined) continue
    if (workflows.has(name)) throw new Error(`Two blocks claim to be .github/workflows/${name}`)
    workflows.set(name, text)
  }
  return workflows
}
