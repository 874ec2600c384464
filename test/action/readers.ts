import type { Exchange, Sandbox } from '../../sandbox/index.ts'
import { inShort, projectId } from './scene.ts'

/** What whoever reads the newest enabled version of the secret got while runs were at work. */
export interface Readers {
  /** After each request: where there was no version to read, or its key did not work. */
  readonly broken: readonly string[]
  /** The access keys that could be read. */
  readonly keys: ReadonlySet<string>
}

/** Reads the newest enabled version of the secret after each request from now on, once there is one. */
export function watchReaders({ scaleway, onExchange }: Sandbox): Readers {
  const broken: string[] = []
  const keys = new Set<string>()
  onExchange((exchange: Exchange) => {
    const secret = scaleway.secrets.secretNamed('shop-deploy', { projectId })
    const payload = secret && scaleway.secrets.payload(secret.id, 'latest_enabled')
    if (payload === undefined) {
      if (keys.size > 0) broken.push(`after ${inShort(exchange)} there is no version to read`)
      return
    }
    const pair = JSON.parse(payload) as { readonly API_KEY: string; readonly SECRET_KEY: string }
    keys.add(pair.API_KEY)
    if (!scaleway.iam.accepts(pair.API_KEY, pair.SECRET_KEY))
      broken.push(`after ${inShort(exchange)} the key ${pair.API_KEY} is read and does not work`)
  })
  return { broken, keys }
}
