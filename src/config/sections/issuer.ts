import { checkApplicable } from './keys-api.ts'
import type { Reader } from '../reader.ts'
import { oneOf } from '../rules.ts'
import { ISSUERS, type IssuerName } from '../types.ts'

export const ISSUER = oneOf(ISSUERS, 'an issuer')

/** What makes the keys. Where that is wrong, the rest is read as for Scaleway, and told as well. */
export function readIssuer(reader: Reader): IssuerName {
  const issuer = reader.required('issuer', ISSUER)
  if (issuer !== undefined) checkApplicable(reader, issuer)
  return issuer ?? 'scaleway'
}
