import type { Problem } from '../rotation/model/ports.ts'

/** What a rotation is told to ask for, and what suffices for somebody who only looks. */
const SUFFICES: readonly (readonly [RegExp, string])[] = [
  [/\bpermission sets SecretManagerReadOnly(, SecretManager\w+)+/g, 'permission set SecretManagerReadOnly'],
  [/\bIAMApplicationManager \(or IAMManager\)/g, 'IAMReadOnly'],
  [/\bIAMApplicationManager\b/g, 'IAMReadOnly'],
  // GitHub knows no way to read the secrets of Codespaces in a repository and not to write them.
  [/(?<!permission Codespaces secrets): write\b/g, ': read'],
  [/\bmay write\b/g, 'may read'],
]

/** A problem whose remedy asks for no more than it takes to look. */
export function withReadOnlyRemedy(problem: Problem): Problem {
  const remedy = SUFFICES.reduce(
    (text, [asked, suffices]) => text.replaceAll(asked, suffices),
    problem.remedy,
  )
  return { ...problem, remedy }
}
