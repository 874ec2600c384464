import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A deliberate defect, which the fault tests must detect. */
export interface Mutant {
  /** What the mutant does. */
  readonly name: string
  /** Relative to `src`. */
  readonly file: string
  /** Text that occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** Another replacement, if two rules protect the same invariant. */
  readonly also?: Pick<Mutant, 'file' | 'find' | 'replace'>
  /** The rule that is violated. */
  readonly breaks: string
  /** The arguments of a run of the fault tests that detects it. */
  readonly where: readonly string[]
}

const single = (start: string, fault: string): readonly string[] => ['--scenario', start, '--fault', fault]
const company = ['--issuer', 'scaleway', '--seed', '1', '--runs', '200']

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'retires before it publishes',
    file: 'rotation/publish/write-targets.ts',
    find: 'const result = await publish(',
    replace: `const before = generations(known.observation).findLast(({ record }) => record.stage === 'current')
    if (before !== undefined && before.revision !== step.revision) await issuer.delete(before.record.accessKey)
    const result = await publish(`,
    breaks: 'every target that had a working key still has one',
    where: single('due', 'none'),
  },
  {
    name: 'ignores the grace period',
    file: 'rotation/decide/retirement.ts',
    find: '} else if (!policy.grace.none && policy.grace.after(since) > observation.at) return false',
    replace: '}',
    breaks: 'a replaced key is valid for its grace period',
    where: single('grace running', 'none'),
  },
  {
    name: 'retires in the run that promotes',
    file: 'rotation/decide/retirement.ts',
    find: "if (policy.command === 'retire') {\n    // A person",
    replace: "if (memory.promoted) return true\n  if (policy.command === 'retire') {\n    // A person",
    breaks: 'a replaced key is valid for its grace period',
    where: single('due', 'none'),
  },
  {
    name: 'does not delete orphans',
    file: 'rotation/decide/housekeeping.ts',
    find: 'yield* orphans(observation)',
    replace: '',
    breaks: 'the rotation converges within three daily runs',
    where: single('killed before storing', 'none'),
  },
  {
    name: 'treats a key as an orphan by its mark alone',
    file: 'rotation/decide/housekeeping.ts',
    find: 'return isMade(observation, key) && ageMs(observation, key.createdAt) > ORPHAN_AFTER_MS',
    replace: 'return isMade(observation, key)',
    breaks: 'an orphan is deleted only when it is older than 2 D',
    where: single('killed before storing, ten minutes ago', 'none'),
  },
  {
    name: 'deletes its own key after a lost race',
    file: 'rotation/issue/issue-listed.ts',
    find: "await markReplaced(context, issuer, key)\n  return { kind: 'lost', accessKey }",
    replace: "await issuer.delete(accessKey)\n  return { kind: 'lost', accessKey }",
    breaks: 'only a key that is marked as replaced is deleted',
    where: company,
  },
  {
    name: 'records a later reading of updated_at as its own write',
    file: 'github/targets/place-target.ts',
    find: "if (result.kind === 'written') return result.spans",
    replace: `if (result.kind === 'written') {
        const { answers } = await ask((part) => part.observe())
        const all = answers.flatMap((answer) => answer.entries)
        const spans = [...result.spans].map(([name, { from, to }]) => {
          const later = all.find((one) => one.name === name)?.updatedAt ?? to
          return [name, { from: from < later ? from : later, to: later }] as const
        })
        return new Map(spans)
      }`,
    breaks: 'the rotation converges within three daily runs',
    where: single('due', 'manual-change'),
  },
  {
    name: 'repeats a create without looking for the key',
    file: 'http/connection.ts',
    find: "return method !== 'POST'",
    replace: "return method !== ''",
    breaks: 'after an ambiguous create the run looks for the key',
    where: single('due', 'cut-after'),
  },
  {
    name: 'masks a secret too late',
    file: 'scaleway/iam.ts',
    find: "if (typeof secret === 'string') mask(secret)",
    replace: "if (typeof secret === 'string') setImmediate(() => mask(secret))",
    breaks: 'every secret is masked before it is used',
    where: single('first', 'none'),
  },
  {
    name: 'promotes a version before every target has its key',
    file: 'rotation/decide/decide.ts',
    find: "if (late.length === 0) return { kind: 'promote', revision, accessKey }",
    replace:
      "if (late.length === 0 || memory.issued === accessKey) return { kind: 'promote', revision, accessKey }",
    breaks: 'a version becomes current only when every target has its key',
    where: single('first', 'none'),
  },
  {
    name: 'does not check for other runs after it has stored a key',
    file: 'rotation/issue/issue-listed.ts',
    find: 'if (by === undefined) return undefined',
    replace: 'if (accessKey !== undefined) return undefined',
    breaks: 'only one key is published at a time',
    where: company,
  },
  {
    name: 'uses the credentials of the run as the stored pair of their access key',
    file: 'rotation/run/executor.ts',
    find: 'const credentials = createCredentials(store)',
    replace: 'const credentials = createCredentials(store)\n  credentials.remember(context.runCredentials)',
    breaks: 'a version becomes current only when every target has its key',
    where: single('killed within a pair, self', 'none'),
  },
  {
    // A deleted key has no digest either; an expired one still has its own.
    name: 'restores an invalid key',
    file: 'rotation/publish/write-targets.ts',
    find: 'isValid(known.observation, candidate.record.accessKey) &&',
    replace: '',
    breaks: 'every target that had a working key still has one',
    where: single('expired', '403'),
  },
  {
    name: 'assumes that every target is unchanged',
    file: 'rotation/model/observation.ts',
    find: 'return target.secrets.every(({ name, updatedAt, value }) => {',
    replace:
      'return target.secrets.every(({ name, updatedAt, value }) => {\n    if (generation.record.written.size > 0) return true',
    breaks: 'the rotation converges within three daily runs',
    where: single('target overwritten', 'none'),
  },
  {
    name: 'uses the list of one target for all targets',
    file: 'github/secrets/secrets.ts',
    find: 'return reads.secrets.ask(id, list)',
    replace: "return reads.secrets.ask('', list)",
    breaks: 'a further run changes nothing',
    where: single('file: due', 'none'),
  },
  {
    name: "gives all repositories access to an organization's secrets",
    file: 'github/secrets/visibility.ts',
    find: "if (access.visibility !== 'selected') return { visibility: access.visibility }",
    replace: "if (access.visibility !== 'private') return { visibility: 'all' }",
    breaks: 'the visibility of a secret stays as declared',
    where: single('file: due', 'none'),
  },
]

/**
 * Makes a copy of the source with one mutant in it.
 * @returns its folder `src`, and a function that removes it
 * @throws if the text to replace does not occur exactly once, because the mutant is out of date then
 */
export function plant({ name, also, ...first }: Omit<Mutant, 'breaks' | 'where'>): {
  readonly src: string
  readonly remove: () => void
} {
  const root = join(import.meta.dirname, '..', '..', '..')
  const folder = mkdtempSync(join(tmpdir(), 'skr-mutant-'))
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true })
  }
  const src = join(folder, 'src')
  mkdirSync(src)
  cpSync(join(root, 'src'), src, { recursive: true })
  // It uses the packages of the project.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const { file, find, replace } of [first, ...(also === undefined ? [] : [also])]) {
    const path = join(src, file)
    const parts = readFileSync(path, 'utf8').split(find)
    if (parts.length !== 2) {
      remove()
      throw new Error(
        `the mutant that ${name}: its text stands ${parts.length - 1} times in src/${file}, not once`,
      )
    }
    writeFileSync(path, parts.join(replace))
  }
  return { src, remove }
}
