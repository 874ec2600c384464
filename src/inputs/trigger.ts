import type { HostCheck } from '../trust/hosts.ts'
import { checkTrigger } from '../trust/triggers.ts'
import type { Reader } from './reader.ts'
import type { InputSource } from './types.ts'

/** Notes an event that anybody can bring about: the credentials are not for what those run. */
export function readTrigger(reader: Reader, source: InputSource, services: readonly HostCheck[]): void {
  const allOnLoopback = services.every((service) => service.ok && service.loopback)
  const trigger = checkTrigger(reader.variable('GITHUB_EVENT_NAME'), source.event, allOnLoopback)
  if (!trigger.ok) reader.reject('on', trigger.problem, trigger.remedy)
}
