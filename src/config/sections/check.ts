import { FINDING_KINDS } from '../../check/findings.ts'
import type { Repository } from '../../github/places/places.ts'
import { ANY_FINDING } from '../inputs.ts'
import type { InputSource, Reader } from '../reader.ts'
import type { CheckedInputs, CheckInputs } from '../types.ts'
import { readGithubIfGiven, readOwnRepository } from './github.ts'
import { readIssuer } from './issuer.ts'
import { readKey } from './key.ts'
import { readVerify } from './keys-api.ts'
import { readOldKey } from './old-key.ts'
import { readScaleway } from './scaleway.ts'
import { readStore, refuseSecretId } from './store.ts'
import { readTargets } from './targets.ts'
import { readAddresses } from './trigger.ts'

/**
 * Reads the inputs of a check of one key: those of its rotation, without what only creates and writes keys. Conflicts
 * that only a rotation refuses are not checked.
 * @returns `undefined` if something is wrong; it is noted
 */
export function readCheck(reader: Reader, source: InputSource): CheckedInputs | undefined {
  const issuer = readIssuer(reader)
  refuseSecretId(reader)
  const verifies = issuer === 'keys-api' && reader.given('keys-api-verify-url') !== undefined
  const { scalewayUrl, githubUrl, keysApiUrl } = readAddresses(reader, source, verifies)
  const scaleway = readScaleway(reader, scalewayUrl)
  const github = readGithubIfGiven(reader, githubUrl)
  const verify = keysApiUrl && readVerify(reader, keysApiUrl)
  const signing = issuer === 'keys-api' ? reader.read({ recordKey: 'record-key' }) : undefined
  const key = readKey(reader, issuer)
  const own = readRotatorRepository(reader)
  const store = readStore(reader, issuer, source.keyName, () => own)
  const keepVersions = reader.required('keep-versions')
  const targets = readTargets(reader, own, issuer)
  const oldKey = readOldKey(reader, issuer)
  const overdueAfter = reader.required('overdue-after')
  const failOn = readFailOn(reader)
  if (!scaleway || !key || !store || !oldKey || !overdueAfter || keepVersions === undefined) return undefined
  return {
    command: 'check',
    issuer,
    ...(issuer === 'keys-api' && { keysApi: { ...(verify && { verify }), ...signing } }),
    scaleway,
    ...(github && { github }),
    key,
    store: { ...store, keepVersions },
    targets,
    oldKey,
    overdueAfter,
    failOn,
  }
}

/** The repository whose workflow rotates the keys: names that are not given are derived from its name. */
function readRotatorRepository(reader: Reader): Repository | undefined {
  return reader.given('rotator-repository') === undefined
    ? readOwnRepository(reader)
    : reader.optional('rotator-repository')
}

function readFailOn(reader: Reader): CheckInputs['failOn'] {
  const named = new Set(reader.list('fail-on'))
  return FINDING_KINDS.filter((kind) => named.has(kind) || named.has(ANY_FINDING))
}
