import type { HostCheck } from '../trust/hosts.ts'
import { checkTrigger } from '../trust/triggers.ts'
import { readGithubUrl } from './github.ts'
import { namedElsewhere, readKeysApiUrl } from './keys-api.ts'
import type { Reader } from './reader.ts'
import { readScalewayUrl } from './scaleway.ts'
import type { InputSource } from './types.ts'

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
  const keysApiUrls = keysApiUrl === undefined ? [] : [keysApiUrl, ...namedElsewhere(reader)]
  readTrigger(reader, source, [scalewayUrl, githubUrl, ...keysApiUrls])
  return { scalewayUrl, githubUrl, keysApiUrl }
}

/** Notes an event that anybody can bring about: the credentials are not for what those run. */
export function readTrigger(reader: Reader, source: InputSource, services: readonly HostCheck[]): void {
  const allOnLoopback = services.every((service) => service.ok && service.loopback)
  const trigger = checkTrigger(reader.variable('GITHUB_EVENT_NAME'), source.event, allOnLoopback)
  if (!trigger.ok) reader.reject('on', trigger.problem, trigger.remedy)
}
