/**
 * What is known to keep a run from its work, by the name of the section of docs/troubleshooting.md that explains it:
 * the anchor of its heading. The one list of them: a problem carries one of these, the report makes a link of it, and
 * tests see to it that each has its section, each section its cause, and each cause a run that comes to it.
 */
export const KNOWN_CAUSES = [
  'scaleway-key-unknown',
  'scaleway-key-expired',
  'scaleway-iam-permission-missing',
  'scaleway-secret-manager-permission-missing',
  'scaleway-application-not-found',
  'scaleway-secret-not-found',
  'scaleway-wrong-region',
  'scaleway-wrong-project',
  'scaleway-secret-of-another-rotation',
  'scaleway-secret-locked',
  'scaleway-api-key-quota-full',
  'scaleway-maximum-api-key-lifetime',
  'scaleway-twenty-versions',
  'scaleway-too-many-requests',
  'scaleway-unreachable',
  'github-token-not-accepted',
  'github-github_token-used',
  'github-token-permission-missing',
  'github-app-permission-missing',
  'github-app-not-installed',
  'github-app-not-accepted',
  'github-single-sign-on',
  'github-target-not-found',
  'github-repository-archived',
  'github-repository-renamed',
  'github-repository-replaced',
  'github-public-repository-left-out',
  'github-no-room-for-another-secret',
  'github-too-many-requests',
  'github-unreachable',
  'clock-off',
  'new-key-not-working',
] as const

export type KnownCause = (typeof KNOWN_CAUSES)[number]
