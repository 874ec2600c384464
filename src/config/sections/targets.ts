import { type InputName, NO_NAME } from '../definitions.ts'
import type { OwnRepository } from './github.ts'
import { GITHUB_SECRET } from '../names.ts'
import { checkVariables, readDeclared } from './places.ts'
import { ACCEPTED } from './repositories.ts'
import { type Reader, splitList } from '../reader.ts'
import { oneOf } from '../rules.ts'
import type { IssuerName, SecretNames, TargetInputs } from '../types.ts'

const ON_UNREACHABLE = oneOf(['fail', 'continue'], 'what can be done about a target that cannot be reached')

/**
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
export function readTargets(
  reader: Reader,
  own: OwnRepository | undefined,
  issuer: IssuerName,
): TargetInputs {
  const declared = readDeclared(reader, own)
  const names = issuer === 'scaleway' ? readNames(reader) : readApiKeyNames(reader)
  const onUnreachable = reader.required('on-unreachable', ON_UNREACHABLE) ?? 'fail'
  const accepted = reader.list('accept-repositories', ACCEPTED).map((name) => name.toLowerCase())
  const targets = { ...declared, names, onUnreachable, accepted }
  checkVariables(reader, targets)
  return targets
}

/** A key of a keys API is one text, and has no access key. */
function readApiKeyNames(reader: Reader): SecretNames {
  const names = readNameList(reader, 'api-key-secret')
  if (isNone(reader, 'api-key-secret')) {
    reader.reject(
      'api-key-secret',
      'no GitHub secret would get the key',
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
          `${reader.show(name)} is a name in ${other} too`,
          'a different name in each, for example SCW_ACCESS_KEY and SCW_SECRET_KEY',
        )
    }
  }
  if (['secret-key-secret', 'bundle-secret'].every((input) => isNone(reader, input as InputName))) {
    reader.reject(
      'secret-key-secret',
      'no GitHub secret would get the secret key',
      'at least one name here or in bundle-secret, for example SCW_SECRET_KEY',
    )
  }
  return names
}

function readNameList(reader: Reader, input: InputName): readonly string[] {
  return isNone(reader, input) ? [] : [...new Set(reader.list(input, GITHUB_SECRET))]
}

function isNone(reader: Reader, input: InputName): boolean {
  const items = splitList(reader.given(input)?.text ?? '')
  return items.length === 0 || (items.length === 1 && items[0] === NO_NAME)
}
