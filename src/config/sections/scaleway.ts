import { checkGithubUrl, checkScalewayUrl, type HostCheck, type NamedBy } from '../../trust/hosts.ts'
import type { Reader, Rule } from '../reader.ts'
import { matching, oneOf, uuid } from '../rules.ts'
import { type ScalewayConnection, type ScalewayInputs } from '../types.ts'
import { REGIONS } from '../../scaleway/regions.ts'

/** An identifier, yet hidden in problems: a malformed one is often the secret key, in the wrong place. */
export const ACCESS_KEY: Rule<string> = matching(/^SCW[A-Z0-9]{17}$/, {
  what: 'an access key',
  remedy: 'SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
  hidden: true,
})

const SECRET_KEY = uuid('a secret key', 'the secret that belongs to the access key')

/** Scaleway's address, and whether the credentials may go there. A refusal is noted. */
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
    const origin = given?.from === 'environment' ? 'in the variable SCW_API_URL: ' : ''
    reader.reject('scw-api-url', `${origin}${checked.problem}`, checked.remedy)
  }
  return checked
}

/** The runner sets `GITHUB_API_URL` for each step anew, so that no earlier step can choose it. */
function isGithubOnLoopback(reader: Reader): boolean {
  const own = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? '', undefined)
  return own.ok && own.loopback
}

/** @returns `undefined` if something is wrong; it is noted */
export function readScaleway(reader: Reader, url: HostCheck): ScalewayInputs | undefined {
  const credentials = readCredentials(reader)
  const projectId = reader.required(
    'scw-project-id',
    uuid('a project id', 'the id of the project that holds the secret in Secret Manager'),
  )
  const region = readRegion(reader)
  if (!url.ok || credentials === undefined || projectId === undefined || region === undefined)
    return undefined
  return { ...credentials, projectId, region, apiUrl: url.url }
}

/** The same for a run that names the secret by its id, and needs no Project. */
export function readScalewayWithoutProject(reader: Reader, url: HostCheck): ScalewayConnection | undefined {
  const credentials = readCredentials(reader)
  const region = readRegion(reader)
  if (!url.ok || credentials === undefined || region === undefined) return undefined
  return { ...credentials, region, apiUrl: url.url }
}

type Credentials = Pick<ScalewayConnection, 'accessKey' | 'secretKey' | 'organizationId'>

function readCredentials(reader: Reader): Credentials | undefined {
  const accessKey = reader.required('scw-access-key', ACCESS_KEY)
  const secretKey = reader.required('scw-secret-key', SECRET_KEY)
  const organizationId = reader.optional(
    'scw-organization-id',
    uuid('an organization id', 'the id of your organization'),
  )
  if (accessKey === undefined || secretKey === undefined) return undefined
  return { accessKey, secretKey, ...(organizationId !== undefined && { organizationId }) }
}

function readRegion(reader: Reader): ScalewayInputs['region'] | undefined {
  return reader.required('scw-region', oneOf(REGIONS, 'a region of Secret Manager'))
}
