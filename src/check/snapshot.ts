import { leftOutProblems, withHolders } from '../rotation/model/target-identities.ts'
import { errorMessage } from '../lib/error-message.ts'
import { generations, type Key, type Observation } from '../rotation/model/observation.ts'
import {
  byAccessKey,
  readFirst,
  readVersions,
  withConfirmedTables,
  withKeys,
  type FirstReadSources,
} from '../rotation/observe/observe.ts'
import {
  RunProblems,
  type Identity,
  type IssuerLimits,
  type Prepared,
  type Problem,
  type Shadow,
  type StoredSecret,
} from '../rotation/model/ports.ts'
import { recordedKeys } from '../rotation/model/recorded-keys.ts'

/** All that a check looks at. It asks, and changes nothing. */
export interface CheckSources extends FirstReadSources {
  /** Looks for entries that are read in place of the targets'; what could not be looked at is a problem. */
  readonly shadows: () => Promise<{
    readonly shadows: readonly Shadow[]
    readonly problems: readonly Problem[]
  }>
  /** Reads who the targets are. */
  readonly identities: () => Promise<Prepared>
  /** Whether a secret of the store is there, by its id, whichever rotation it is of. */
  readonly secretExists: (id: string) => Promise<boolean>
  /** As the issuer's own, which many keys may share; undefined where the issuer has none to tell. */
  readonly limits: (() => Promise<IssuerLimits>) | undefined
}

/**
 * What can be out of sight while the rest is not: the store (without it nothing is known of a key), the issuer's list
 * of keys, whether a key works, the targets, who they are, what hides them, the secrets that marks name, and the quota
 * of keys.
 */
export type SnapshotPart =
  'store' | 'keys' | 'proof' | 'targets' | 'identities' | 'shadows' | 'marks' | 'quota'

/** Something that could not be looked at. */
export interface UnreadPart {
  readonly part: SnapshotPart
  readonly problem: Problem
}

/** What stands in the cloud of one key, as far as it could be looked at. */
export interface CheckSnapshot {
  readonly secret: StoredSecret | undefined
  /** Undefined where the store could not be read. The keys are those on record where the issuer could not be asked. */
  readonly observation: Observation | undefined
  /** The access keys that the issuer lists for the bearer; undefined where it lists none, or could not be asked. */
  readonly listed: ReadonlySet<string> | undefined
  /** Whether a key of an issuer that keeps no list can be seen to work. */
  readonly verifiable: boolean
  readonly shadows: readonly Shadow[]
  /** Who the targets are, by their ids. */
  readonly identities: ReadonlyMap<string, readonly Identity[]>
  /** The secrets that marks of keys name, by id: whether each is there. */
  readonly marks: ReadonlyMap<string, boolean>
  /** How many more keys may be made; undefined where there is no limit, or nobody knows. */
  readonly keysLeft: number | undefined
  /** How many versions a secret may have. */
  readonly capacity: number
  readonly unread: readonly UnreadPart[]
}

/**
 * Looks at everything that concerns one key, with the readings that a rotation begins with. What cannot be looked at
 * does not keep the rest from being seen, and is told.
 */
export async function takeSnapshot(sources: CheckSources): Promise<CheckSnapshot> {
  const { issuer, store } = sources
  const unread: UnreadPart[] = []
  const take = <T>(part: SnapshotPart, result: PromiseSettledResult<T>): T | undefined => {
    if (result.status === 'fulfilled') return result.value
    for (const problem of problemsOf(result.reason)) unread.push({ part, problem })
    return undefined
  }
  const note = (part: SnapshotPart, problems: readonly Problem[]): void => {
    for (const problem of problems) unread.push({ part, problem })
  }

  const first = await readFirst(sources)
  const secret = take('store', first.secret)
  const keys = take('keys', first.keys)
  const places = take('targets', first.places)
  note('targets', places?.problems ?? [])
  const [versionsRead, shadowsFound, identitiesRead, limitsRead] = await Promise.allSettled([
    readVersions(sources, secret),
    places === undefined ? { shadows: [], problems: [] } : sources.shadows(),
    places === undefined ? { identities: new Map<string, never>(), problems: [] } : sources.identities(),
    sources.limits?.(),
  ])
  const versions = take('store', versionsRead)
  note('store', versions?.problems ?? [])
  const shadows = take('shadows', shadowsFound)
  note('shadows', shadows?.problems ?? [])
  const identities = take('identities', identitiesRead)
  note('identities', identities?.problems ?? [])
  const limits = take('quota', limitsRead)
  if (limits?.keysLeft.known === false) {
    // What keeps the keys from being listed keeps the quota from being read.
    const same = unread.flatMap(({ part, problem }) => (part === 'keys' ? [problem] : []))
    note('quota', same.length > 0 ? same : [quotaProblem(limits.keysLeft.why)])
  }

  const rest = {
    secret,
    verifiable: issuer.kind === 'blind' && issuer.probe !== undefined,
    shadows: shadows?.shadows ?? [],
    identities: identities?.identities ?? new Map<string, never>(),
    keysLeft: limits?.keysLeft.known === true ? limits.keysLeft.value : undefined,
    capacity: store.capacity,
    unread,
  }
  if (versions === undefined || unread.some(({ part }) => part === 'store'))
    return { ...rest, observation: undefined, listed: undefined, marks: new Map() }

  const at = first.began()
  const bare: Observation = {
    at,
    issuer: issuer.kind,
    secretId: secret?.id,
    takeOver: undefined,
    versions: versions.versions,
    keys: byAccessKey(keys ?? []),
    foreign: new Set(),
    mismatched: new Set(),
    targets: places?.states ?? [],
    leftOut: withHolders(versions.versions, places?.leftOut ?? []),
    targetsReadAt: new Date(at.getTime() - (places?.ageMs ?? 0)),
  }
  note('targets', leftOutProblems(bare))
  const onRecord: Observation = withConfirmedTables({
    ...bare,
    ...(issuer.kind === 'listing' && { marksUnread: true }),
    keys: recordedKeys(bare),
  })
  const [whole] = await Promise.allSettled([keys === undefined ? onRecord : withKeys(sources, bare)])
  const asked = take(issuer.kind === 'listing' ? 'keys' : 'proof', whole)
  const seen = issuer.kind === 'listing' && keys !== undefined && asked !== undefined
  const [marks, problems] = seen
    ? await readMarks(sources, keys, secret?.id)
    : [new Map<string, boolean>(), []]
  note('marks', problems)
  // Whoever lists the keys of somebody else can compare no record with them.
  const judged = seen && listsOthers(keys, asked) ? onRecord : asked
  return {
    ...rest,
    observation: judged ?? onRecord,
    listed: seen ? new Set(keys.map(({ accessKey }) => accessKey)) : undefined,
    marks,
  }
}

/** Whether the listed keys are those of another bearer: none has a mark for the secret, and the current key is not among them. */
function listsOthers(keys: readonly Key[], observation: Observation): boolean {
  const { foreign, secretId } = observation
  const recorded = generations(observation).findLast(({ record }) => record.stage === 'current')
  if (recorded === undefined || !foreign.has(recorded.record.accessKey)) return false
  return keys.every(({ mark }) => mark?.secretId !== secretId)
}

/** Looks whether the other secrets are there that marks name. */
async function readMarks(
  { secretExists }: CheckSources,
  keys: readonly Key[],
  own: string | undefined,
): Promise<readonly [ReadonlyMap<string, boolean>, readonly Problem[]]> {
  const named = new Set(
    keys.flatMap(({ mark }) => (mark === undefined || mark.secretId === own ? [] : [mark.secretId])),
  )
  const marks = new Map<string, boolean>()
  const problems: Problem[] = []
  await Promise.all(
    [...named].map(async (id) => {
      try {
        marks.set(id, await secretExists(id))
      } catch (error) {
        problems.push(...problemsOf(error))
      }
    }),
  )
  return [marks, problems]
}

function quotaProblem(why: string): Problem {
  return {
    about: 'quota',
    problem: `the quota of API keys could not be read: ${why}`,
    remedy:
      'Give the bearer of the key that signs in the permission sets IAMReadOnly and OrganizationReadOnly',
  }
}

/** The problems that an error tells of. What nobody foresaw keeps one part from being seen, and is told like the rest. */
function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof RunProblems) return error.problems
  return [
    {
      about: 'check',
      problem: `something nobody foresaw: ${errorMessage(error)}`,
      remedy: 'Run again; if it stays, it is a bug of this action',
    },
  ]
}
