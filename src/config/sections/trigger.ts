import type { HostCheck } from '../../trust/hosts.ts'
import { checkTrigger } from '../../trust/triggers.ts'
import { readGithubUrl } from './github.ts'
import { verifyOrigins, readKeysApiUrl } from './keys-api.ts'
import type { InputSource, Reader } from '../reader.ts'
import { readScalewayUrl } from './scaleway.ts'

/**
 * Reads the addresses of the services that a run signs in at, and notes where the workflow's trigger does not allow that.
 * @param asksKeysApi whether a keys API is one of them
 */
export function readAddresses(
  reader: Reader,
  source: InputSource,
  asksKeysApi: boolean,
): {
  readonly scalewayUrl: HostCheck
  readonly githubUrl: HostCheck
  readonly keysApiUrl: HostCheck | undefined
} {
  const scalewayUrl = readScalewayUrl(reader)
  const githubUrl = readGithubUrl(reader)
  const keysApiUrl = asksKeysApi ? readKeysApiUrl(reader) : undefined
  const keysApiUrls = keysApiUrl === undefined ? [] : [keysApiUrl, ...verifyOrigins(reader)]
  readTrigger(reader, source, [scalewayUrl, githubUrl, ...keysApiUrls])
  return { scalewayUrl, githubUrl, keysApiUrl }
}

/**
 * Notes an event that people without write access can cause, and a runner that does not check certificates.
 * @param services the addresses that get credentials
 */
export function readTrigger(reader: Reader, source: InputSource, services: readonly HostCheck[]): void {
  checkCertificates(reader)
  // A variable could have been set by an earlier step, which an outsider's code may control.
  const named = reader.given('scw-api-url')?.from === 'input'
  const allOnLoopback = named && services.every((service) => service.ok && service.loopback)
  const trigger = checkTrigger(reader.variable('GITHUB_EVENT_NAME'), source.event, allOnLoopback)
  if (!trigger.ok) reader.reject('on', 'untrusted', trigger.problem, trigger.remedy)
}

/** Notes the variable with which Node accepts any certificate: then whoever is on the way reads the credentials. */
function checkCertificates(reader: Reader): void {
  if (reader.variable('NODE_TLS_REJECT_UNAUTHORIZED') !== '0') return
  reader.reject(
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'untrusted',
    'set to 0, which disables certificate checks: any host between the runner and a service could read the credentials',
    'no value; to trust your own certificate authority, set NODE_EXTRA_CA_CERTS to the path of its certificate',
  )
}
