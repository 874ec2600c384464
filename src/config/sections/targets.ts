import { type InputName, type IssuerName, NO_NAME } from '../inputs.ts'
import type { Repository } from '../../github/places/places.ts'
import type { SecretNames } from '../../github/secrets/secret-names.ts'
import type { DeclaredTargets } from '../../github/targets/resolve.ts'
import { type Reader, splitList } from '../reader.ts'
import { checkVariables, readDeclared } from './places.ts'

/** Where the key is written: at least one place or pattern. */
export interface TargetInputs extends DeclaredTargets {
  readonly names: SecretNames
  /** What a run does where one of them cannot be reached. */
  readonly onUnreachable: 'fail' | 'continue'
  /** Names of repositories and organizations, in lower case, that may be others than before. */
  readonly accepted: readonly string[]
}

/**
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
export function readTargets(reader: Reader, own: Repository | undefined, issuer: IssuerName): TargetInputs {
  const declared = readDeclared(reader, own)
  const names = issuer === 'scaleway' ? readNames(reader) : readApiKeyNames(reader)
  const onUnreachable = reader.required('on-unreachable') ?? 'fail'
  const accepted = reader.list('accept-repositories').map((name) => name.toLowerCase())
  const targets = { ...declared, names, onUnreachable, accepted }
  checkVariables(reader, targets, names.accessKeyVariable)
  return targets
}

/** A key of a keys API is one text, and has no access key. */
function readApiKeyNames(reader: Reader): SecretNames {
  const names = readNameList(reader, 'api-key-secret')
  if (isNone(reader, 'api-key-secret')) {
    reader.reject(
      'api-key-secret',
      'missing',
      'no GitHub secret would receive the key',
      'at least one name, for example API_KEY',
    )
  }
  return { accessKey: [], secretKey: names, bundle: [], accessKeyVariable: [] }
}

function readNames(reader: Reader): SecretNames {
  const names = {
    accessKey: readNameList(reader, 'access-key-secret'),
    secretKey: readNameList(reader, 'secret-key-secret'),
    bundle: readNameList(reader, 'bundle-secret'),
    accessKeyVariable: readNameList(reader, 'access-key-variable'),
  }
  const holder = new Map<string, InputName>()
  const inputs = [
    ['access-key-secret', names.accessKey],
    ['secret-key-secret', names.secretKey],
    ['bundle-secret', names.bundle],
  ] as const
  for (const [input, list] of inputs) {
    for (const name of list) {
      const other = holder.get(name)
      if (other === undefined) holder.set(name, input)
      else
        reader.reject(
          input,
          'conflict',
          `${reader.show(name)} is also a name in ${other}`,
          'different names in each input, for example SCW_ACCESS_KEY and SCW_SECRET_KEY',
        )
    }
  }
  if (isNone(reader, 'secret-key-secret') && isNone(reader, 'bundle-secret')) {
    reader.reject(
      'secret-key-secret',
      'missing',
      'no GitHub secret would receive the secret key',
      'at least one name here or in bundle-secret, for example SCW_SECRET_KEY',
    )
  }
  return names
}

type NameInput =
  'access-key-secret' | 'secret-key-secret' | 'bundle-secret' | 'api-key-secret' | 'access-key-variable'

function readNameList(reader: Reader, input: NameInput): readonly string[] {
  return isNone(reader, input) ? [] : [...new Set(reader.list(input))]
}

function isNone(reader: Reader, input: NameInput): boolean {
  const items = splitList(reader.given(input)?.text ?? '')
  return items.length === 0 || (items.length === 1 && items[0] === NO_NAME)
}
