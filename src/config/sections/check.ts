import { FINDING_KINDS } from '../../check/findings.ts'
import { readGithubIfGiven, readOwnRepository, type OwnRepository } from './github.ts'
import { readIssuer } from './issuer.ts'
import { readKey } from './key.ts'
import { readRecordKey, readVerify } from './keys-api.ts'
import { REPOSITORY } from '../names.ts'
import { readOldKey } from './old-key.ts'
import type { Reader } from '../reader.ts'
import { duration, oneOf, wholeNumber } from '../rules.ts'
import { readScaleway } from './scaleway.ts'
import { MOST_KEPT_VERSIONS, readStore, refuseSecretId } from './store.ts'
import { readTargets } from './targets.ts'
import { readAddresses } from './trigger.ts'
import type { CheckedInputs, CheckInputs, InputSource } from '../types.ts'

/** Stands for every finding there is. */
const ANY = 'any'

const FINDING = oneOf([...FINDING_KINDS, ANY], 'a finding')

/**
 * Reads what a check of one key is told: the same as its rotation, of which it needs neither a way to make keys nor one
 * to write them. What a rotation alone would refuse is no matter here.
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
  const recordKey = issuer === 'keys-api' ? readRecordKey(reader) : undefined
  const key = readKey(reader, issuer)
  const own = readRotatorRepository(reader)
  const store = readStore(reader, issuer, source.keyName, () => own)
  const keepVersions = reader.required('keep-versions', wholeNumber(1, MOST_KEPT_VERSIONS))
  const targets = readTargets(reader, own, issuer)
  const oldKey = readOldKey(reader, issuer)
  const overdueAfter = reader.required('overdue-after', duration('2d'))
  const failOn = readFailOn(reader)
  if (!scaleway || !key || !store || !oldKey || !overdueAfter || keepVersions === undefined) return undefined
  return {
    command: 'check',
    issuer,
    ...(issuer === 'keys-api' && {
      keysApi: { ...(verify && { verify }), ...(recordKey !== undefined && { recordKey }) },
    }),
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

/** Whose workflow rotates the keys: names that are not given are made of its name. */
function readRotatorRepository(reader: Reader): OwnRepository | undefined {
  return reader.given('rotator-repository') === undefined
    ? readOwnRepository(reader)
    : reader.optional('rotator-repository', REPOSITORY)
}

function readFailOn(reader: Reader): CheckInputs['failOn'] {
  const named = new Set(reader.list('fail-on', FINDING))
  return FINDING_KINDS.filter((kind) => named.has(kind) || named.has(ANY))
}
