import { definitionOf, INPUT_NAMES, type IssuerName } from '../inputs.ts'
import type { Reader } from '../reader.ts'

/** What creates the keys. Where that is wrong, the other inputs are read as for Scaleway. */
export function readIssuer(reader: Reader): IssuerName {
  const issuer = reader.required('issuer')
  if (issuer !== undefined) checkApplicable(reader, issuer)
  return issuer ?? 'scaleway'
}

/**
 * Notes the inputs that are given and belong to another issuer: they would seem to have an effect. An input with a
 * default belongs to none, because the runner passes the default as if it was given.
 */
function checkApplicable(reader: Reader, issuer: IssuerName): void {
  for (const name of INPUT_NAMES) {
    const { issuer: only = issuer } = definitionOf(name)
    if (only === issuer || reader.given(name) === undefined || reader.mayBeForAnother(name)) continue
    reader.reject(
      name,
      'not-applicable',
      `has no effect with issuer: ${issuer}`,
      `no value, or issuer: ${only}`,
    )
  }
}
