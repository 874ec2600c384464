import { checkGithubUrl, checkScalewayUrl, type HostCheck, type NamedBy } from '../../trust/hosts.ts'
import type { Fields, FieldValues, Reader } from '../reader.ts'

const CONNECTION = {
  /** An identifier (`SCW…`), not secret. */
  accessKey: 'scw-access-key',
  /** Secret. */
  secretKey: 'scw-secret-key',
  /** Default: the organization of the key that authenticates the run. */
  organizationId: 'scw-organization-id',
  region: 'scw-region',
} as const satisfies Fields

/** How to reach Scaleway, and the credentials of the run. */
export type ScalewayConnection = FieldValues<typeof CONNECTION> & {
  /** An address that passed the trust rules, without a slash at its end. */
  readonly apiUrl: string
}

/** The same with the Project that Secret Manager's secret belongs to. */
export type ScalewayInputs = ScalewayConnection & { readonly projectId: string }

/** Scaleway's address, and whether the credentials may be sent there. A refusal is noted. */
export function readScalewayUrl(reader: Reader): HostCheck {
  const given = reader.given('scw-api-url')
  const namedBy: NamedBy =
    given?.from !== 'environment'
      ? 'input'
      : isGithubOnLoopback(reader)
        ? 'environment-on-loopback'
        : 'environment'
  const checked = checkScalewayUrl(given?.text ?? 'https://api.scaleway.com', namedBy)
  if (!checked.ok) {
    const origin = given?.from === 'environment' ? 'in the environment variable SCW_API_URL: ' : ''
    reader.reject('scw-api-url', checked.code, `${origin}${checked.problem}`, checked.remedy)
  }
  return checked
}

/** The runner sets `GITHUB_API_URL` anew for each step, so that no earlier step can choose it. */
function isGithubOnLoopback(reader: Reader): boolean {
  const own = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? '', undefined)
  return own.ok && own.loopback
}

/** @returns `undefined` if something is wrong; it is noted */
export function readScaleway(reader: Reader, url: HostCheck): ScalewayInputs | undefined {
  const { accessKey, secretKey, organizationId, region } = CONNECTION
  const values = reader.read({ accessKey, secretKey, organizationId, projectId: 'scw-project-id', region })
  return url.ok && values ? { ...values, apiUrl: url.url } : undefined
}

/** The same for a run that names the secret by its ID, and needs no Project. */
export function readScalewayWithoutProject(reader: Reader, url: HostCheck): ScalewayConnection | undefined {
  const values = reader.read(CONNECTION)
  return url.ok && values ? { ...values, apiUrl: url.url } : undefined
}
