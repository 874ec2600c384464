import type { HostCheck } from '../trust/hosts.ts'
import { collisions } from './file/collisions.ts'
import { pickKeys, sourceFor } from './file/key-source.ts'
import type { Parsed } from './file/parse.ts'
import { keyFileInputs, type Command, type IssuerName } from './inputs.ts'
import { createReader, type InputProblem, type InputSource, type Reader } from './reader.ts'
import { readCheck } from './sections/check.ts'
import { readGithub, readOwnRepository, readRotator } from './sections/github.ts'
import { readIssuer } from './sections/issuer.ts'
import { checkLifetimes, readKey } from './sections/key.ts'
import { checkRolloverWindow, readKeysApi } from './sections/keys-api.ts'
import { readOldKey } from './sections/old-key.ts'
import { readScaleway, readScalewayUrl, readScalewayWithoutProject } from './sections/scaleway.ts'
import { namesSecretById, readSecretId, readStore, refuseSecretId } from './sections/store.ts'
import { readTargets } from './sections/targets.ts'
import { readAddresses, readTrigger } from './sections/trigger.ts'
import type { CheckedInputs, CheckInputs, Inputs, RetrieveInputs, RotateInputs } from './types.ts'

export { INPUT_NAMES, SECRET_VARIABLES, unknownInputs } from './inputs.ts'

/** The commands that look after one key. */
type KeyCommand = Exclude<Command, 'plan'>

/** What a run was told, or everything that is wrong with it. */
export type InputsResult =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** The same for one key. */
type OneResult =
  | { readonly ok: true; readonly inputs: RotateInputs | RetrieveInputs | CheckedInputs }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** A file of keys, as the input `config` names it. */
export interface ConfigFile {
  /** Its path, for messages. */
  readonly path: string
  readonly content: Parsed
}

/**
 * Reads and checks all that a run was told, before anything else happens. Nothing is asked of any service here. An
 * input that the command does not use is not looked at.
 * @param config the file of keys, where the step names one
 */
export function readInputs(source: InputSource, config?: ConfigFile): InputsResult {
  if (config !== undefined) return readFile(source, config)
  const result = asInputs(readOne(source))
  if (source.input('key').trim() === '') return result
  const problem = {
    input: 'key',
    code: 'conflict' as const,
    problem: 'selects keys of a key file, but config is not set',
    remedy: 'config: the path of the key file, or no key',
  }
  return { ok: false, problems: [...(result.ok ? [] : result.problems), problem] }
}

function readOne(source: InputSource): OneResult {
  const reader = createReader(source)
  const command = readCommand(reader)
  if (command === undefined) readCommon(reader, source)
  const inputs = command && readFor(command, reader, source)
  return inputs !== undefined && reader.problems.length === 0
    ? { ok: true, inputs }
    : { ok: false, problems: reader.problems }
}

const FILE_FIELDS: ReadonlySet<string> = new Set(keyFileInputs('allowed'))

/** Reads what each key of a file is told: every problem of every picked key at once, and each only once. */
function readFile(source: InputSource, { path, content }: ConfigFile): InputsResult {
  if (!content.ok) return content
  const picked = pickKeys(content.keys, source.input('key'))
  if (picked.problems.length > 0) return { ok: false, problems: picked.problems }
  const planning = source.input('command') === 'plan'
  const base = planning ? asDryRun(source) : source
  const told = content.keys.map((key) => ({ key, source: sourceFor(base, key, path, FILE_FIELDS) }))
  const mixed = new Set(told.map((one) => one.source.input('issuer') || 'scaleway')).size > 1
  const read = told.map(({ key, source: own }) => ({
    name: key.name,
    picked: picked.keys.includes(key),
    result: readOne({ ...own, mixed }),
  }))
  const [first, second] = read.filter((key) => key.picked)
  if (first !== undefined && source.input('command') === 'retrieve') {
    if (second === undefined) return asInputs(first.result)
    const remedy = `one of ${content.keys.map(({ name }) => name).join(', ')}`
    return {
      ok: false,
      problems: [{ input: 'key', code: 'missing', problem: 'retrieve reads exactly one key', remedy }],
    }
  }
  const problems = read.flatMap((key) => (key.picked && !key.result.ok ? key.result.problems : []))
  const keys = read.flatMap(({ name, result, picked: isPicked }) =>
    result.ok && result.inputs.command !== 'retrieve' ? [{ name, isPicked, inputs: result.inputs }] : [],
  )
  const rotated = keys.flatMap(({ inputs, ...key }) =>
    inputs.command === 'check' ? [] : [{ ...key, inputs }],
  )
  const checked = keys.flatMap(({ inputs, ...key }) =>
    inputs.command === 'check' ? [{ ...key, inputs }] : [],
  )
  const reader = createReader(source)
  const jobs = planning ? reader.optional('jobs') : undefined
  const clashes = collisions(keys, (name, field) => {
    const position = content.keys.find((key) => key.name === name)?.position(field)
    return position && { file: path, ...position }
  })
  const all = distinct([...problems, ...clashes, ...reader.problems])
  if (all.length > 0) return { ok: false, problems: all }
  if (checked.length > 0) {
    const chosen = checked.filter(({ isPicked }) => isPicked).map(({ name, inputs }) => ({ name, inputs }))
    return { ok: true, inputs: checkOf(chosen) }
  }
  const chosen = rotated.filter(({ isPicked }) => isPicked).map(({ name, inputs }) => ({ name, inputs }))
  const others = rotated
    .filter(({ isPicked }) => !isPicked)
    .map(({ name, inputs }) => ({ name, inputs: inputs.targets }))
  if (!planning) return { ok: true, inputs: { command: 'fleet', keys: chosen, others } }
  return { ok: true, inputs: { command: 'plan', keys: chosen, others, ...(jobs !== undefined && { jobs }) } }
}

/** What one key alone is told, without a file. */
function asInputs(result: OneResult): InputsResult {
  if (!result.ok) return result
  const { inputs } = result
  if (inputs.command !== 'check') return { ok: true, inputs }
  return { ok: true, inputs: checkOf([{ name: undefined, inputs }]) }
}

/** What is to alarm is said once, for all keys. */
function checkOf(keys: CheckInputs['keys']): CheckInputs {
  return { command: 'check', keys, failOn: keys.slice(0, 1).flatMap(({ inputs }) => inputs.failOn) }
}

/** A plan is made of what a rotation would do now. */
function asDryRun(source: InputSource): InputSource {
  const said: Readonly<Record<string, string>> = { command: 'rotate', 'dry-run': 'true' }
  return { ...source, input: (name) => said[name] ?? source.input(name) }
}

/** What every key is told by the step, such as a credential, is wrong once and not once for each key. */
function distinct(problems: readonly InputProblem[]): readonly InputProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

function readFor(
  command: KeyCommand,
  reader: Reader,
  source: InputSource,
): RotateInputs | RetrieveInputs | CheckedInputs | undefined {
  if (command === 'retrieve') return readRetrieve(reader, source)
  return command === 'check' ? readCheck(reader, source) : readRotation(reader, source, command)
}

function readCommand(reader: Reader): KeyCommand | undefined {
  const command = reader.required('command')
  if (command !== 'plan') return command
  const problem = 'plan distributes the keys of a key file over jobs, but config is not set'
  reader.reject(
    'command',
    'conflict',
    problem,
    'config: the path of the key file, for example .github/key-rotation.yml',
  )
  return undefined
}

/** What every command needs: with a command that cannot be run, its problems are worth telling all the same. */
function readCommon(reader: Reader, source: InputSource): void {
  const scalewayUrl = readScalewayUrl(reader)
  readTrigger(reader, source, [scalewayUrl])
  readScaleway(reader, scalewayUrl)
}

function readRotation(
  reader: Reader,
  source: InputSource,
  command: RotateInputs['command'],
): RotateInputs | undefined {
  const issuer = readIssuer(reader)
  refuseSecretId(reader)
  const { scalewayUrl, githubUrl, keysApiUrl } = readAddresses(reader, source, issuer === 'keys-api')
  const scaleway = readScaleway(reader, scalewayUrl)
  const github = readGithub(reader, githubUrl)
  const keysApi = keysApiUrl && readKeysApi(reader, keysApiUrl, command)
  const key = readKey(reader, issuer)
  const own = readOwnRepository(reader)
  const store = readStore(reader, issuer, source.keyName, () => own)
  const keepVersions = reader.required('keep-versions')
  const targets = readTargets(reader, own, issuer)
  const oldKey = readOldKey(reader, issuer)
  if (key && oldKey) checkLifetimes(reader, key, oldKey, issuer === 'scaleway')
  if (key && issuer === 'keys-api' && command === 'rollover') checkRolloverWindow(reader, key.rolloverWindow)
  if (issuer === 'keys-api' && command === 'retire') {
    reader.reject(
      'command',
      'not-applicable',
      'a keys API deactivates a key only when it is rolled over or expires, so there is nothing to retire',
      'rollover, rotate, retrieve or rollback. Deactivate a leaked key in the service itself',
    )
  }
  const dryRun = reader.required('dry-run')
  const rotator = readRotator(reader, own, source.keyName)
  if (!scaleway || !github || !key || !store || !oldKey || !rotator) return undefined
  if (keepVersions === undefined || dryRun === undefined) return undefined
  if (issuer === 'keys-api' && keysApi === undefined) return undefined
  return {
    command,
    dryRun,
    ...(keysApi !== undefined && { keysApi }),
    scaleway,
    github,
    key,
    store: { ...store, keepVersions },
    targets,
    oldKey,
    rotator,
  }
}

function readRetrieve(reader: Reader, source: InputSource): RetrieveInputs | undefined {
  const scalewayUrl = readScalewayUrl(reader)
  readTrigger(reader, source, [scalewayUrl])
  const issuer = reader.required('issuer') ?? 'scaleway'
  const place = namesSecretById(reader)
    ? readPlaceById(reader, scalewayUrl, source.keyName)
    : readPlaceByName(reader, scalewayUrl, issuer, source.keyName)
  const exportEnv = reader.required('export-env')
  if (place === undefined || exportEnv === undefined) return undefined
  return { command: 'retrieve', issuer, exportEnv, ...place }
}

/** Where `retrieve` reads. */
type SecretPlace = Pick<RetrieveInputs, 'scaleway' | 'store'>

function readPlaceById(reader: Reader, url: HostCheck, keyName: string | undefined): SecretPlace | undefined {
  const scaleway = readScalewayWithoutProject(reader, url)
  const id = readSecretId(reader, keyName)
  return scaleway === undefined || id === undefined ? undefined : { scaleway, store: { id } }
}

function readPlaceByName(
  reader: Reader,
  url: HostCheck,
  issuer: IssuerName,
  keyName: string | undefined,
): SecretPlace | undefined {
  const scaleway = readScaleway(reader, url)
  const store = readStore(reader, issuer, keyName, () => readOwnRepository(reader))
  if (scaleway === undefined || store === undefined) return undefined
  const { projectId, ...connection } = scaleway
  return { scaleway: connection, store: { ...store, projectId } }
}
