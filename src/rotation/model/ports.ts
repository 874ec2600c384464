import type { KnownCause } from '../../lib/known-causes.ts'

/**
 * The ports of the core. The adapters (issuers, store, targets) implement these interfaces; the core imports nothing
 * from them, so that its decisions can be tested without any service.
 */

/** A key that can be used. `accessKey` identifies it and is not secret; `secret` is. */
export interface Credential {
  readonly accessKey: string
  readonly secret: string
}

/** A key as the issuer lists it: everything about it but its secret. */
export interface IssuedKey {
  readonly accessKey: string
  /** As the issuer stores it, including the rotation's mark (see mark.ts). */
  readonly description: string
  readonly createdAt: Date
  readonly expiresAt: Date | undefined
  readonly defaultProjectId: string | undefined
}

/** The settings of a new key. */
export interface KeyRequest {
  readonly description: string
  readonly expiresAt: Date | undefined
  readonly defaultProjectId: string | undefined
}

/**
 * How the issuer answers a request that is authenticated with a key. `accepted`: the key is valid, and the request is
 * allowed. `forbidden`: the key is valid, and the request is not allowed (always so for a bearer without permissions).
 * `denied`: the key is unknown (not yet valid, or deleted). `unclear`: no answer, or one that says nothing about the key.
 */
export type ProbeAnswer = 'accepted' | 'forbidden' | 'denied' | 'unclear'

/** The issuer's limits; `why` says why a limit could not be read. */
export interface IssuerLimits {
  /** The maximum lifetime of a key, in milliseconds; undefined if there is none. */
  readonly maxLifetimeMs:
    | { readonly known: true; readonly value: number | undefined }
    | { readonly known: false; readonly why: string }
  /** How many more keys can be created. */
  readonly keysLeft:
    | { readonly known: true; readonly value: number | undefined }
    | { readonly known: false; readonly why: string }
}

/** Creates keys. */
export type Issuer = ListingIssuer | BlindIssuer

/**
 * What an issuer answers to a question about one key. `own`: it is the bearer's. `foreign`: it is another bearer's.
 * `none`: there is no such key. `hidden`: the credentials of the run are not allowed to read it.
 */
export type KeyAnswer =
  | { readonly kind: 'own'; readonly key: IssuedKey }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' }

/** Creates, lists and deletes the keys of one bearer: Scaleway IAM. */
export interface ListingIssuer {
  readonly kind: 'listing'
  /** Lists the bearer's keys. Nothing is retried beyond what the connection does; the list may be stale. */
  keys(): Promise<readonly IssuedKey[]>
  /** Reads one key, and says whose it is. */
  key(accessKey: string): Promise<KeyAnswer>
  /** Creates a key. Never sent twice: throws {@link AmbiguousResult} if the result is unknown. */
  create(request: KeyRequest): Promise<{ readonly key: IssuedKey; readonly credential: Credential }>
  /** Replaces a key's description. */
  describe(accessKey: string, description: string): Promise<void>
  /** Deletes a key. A key that does not exist is no error. */
  delete(accessKey: string): Promise<void>
  /** Sends a request that is authenticated with a key, to find out whether the key is valid. */
  readonly probe: (credential: Credential) => Promise<ProbeAnswer>
  /** Reads the limits of new keys. A limit that cannot be read is no error. */
  limits(): Promise<IssuerLimits>
  /** The access key of the run's credentials. */
  authenticatedAs(): string
  /** Authenticates with another key of the same bearer from now on. */
  useCredentials(credential: Credential): void
}

/** A key that an issuer has just created. */
export interface NewKey {
  readonly credential: Credential
  /** Undefined if the issuer did not say. */
  readonly expiresAt: Date | undefined
}

/** The key that a {@link BlindIssuer} is to roll over: the key itself, or its ID. */
export type RolloverSource = { readonly credential: Credential } | { readonly id: string }

/** The answer to a request to roll a key over. */
export type RolloverAnswer =
  | { readonly kind: 'created'; readonly key: NewKey }
  /** Refused, without effect: the key does not expire soon enough. */
  | { readonly kind: 'not-yet' }
  /** Refused: the key does not exist, belongs to another user, or was rolled over already. */
  | { readonly kind: 'unknown-key'; readonly problem: Problem }
  /** Refused for another reason, without effect. */
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * Creates keys, shows each once, and cannot list, mark or delete any: a keys API. Afterwards only the store holds a
 * key, so the version's record says when it was created and when it expires.
 */
export interface BlindIssuer {
  readonly kind: 'blind'
  /** Creates a key; the others stay valid. Never sent twice: throws {@link AmbiguousResult} if the result is unknown. */
  create(): Promise<NewKey>
  /**
   * Replaces a key, which is deactivated at once. Never sent twice.
   * @throws {AmbiguousResult} if the result is unknown, or if the answer to a successful request shows no key
   */
  rollOver(source: RolloverSource): Promise<RolloverAnswer>
  /** Sends a request with a key, to find out whether the key is valid; undefined without `keys-api-verify-url`. */
  readonly probe: ((credential: Credential) => Promise<ProbeAnswer>) | undefined
  /** How long before its expiry a key can be rolled over, in milliseconds. */
  readonly rollsOverWithinMs: number
  /** The key to roll over if the store holds none yet. */
  readonly first: RolloverSource | undefined
  /** Problems of the configuration that prevent the creation of a key. Sends no request. */
  problems(at: Date): readonly Problem[]
}

export type VersionStatus = 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'

/** One version of the secret, as the store lists it. */
export interface StoredVersion {
  readonly revision: number
  readonly status: VersionStatus
  readonly description: string
  readonly createdAt: Date | undefined
  /** Its description is a record that was not written with the record key; the description is omitted. */
  readonly unauthenticated?: true | undefined
}

/** The secret that holds the generations of one key. */
export interface StoredSecret {
  readonly id: string
  readonly tags: readonly string[]
  readonly locked: boolean
}

/** Where the generations of one key are kept. */
export interface Store {
  /** Finds the secret by its name and path; undefined if there is none. */
  find(): Promise<StoredSecret | undefined>
  /** Creates the secret with its tags. Throws {@link AmbiguousResult} if the result is unknown. */
  create(tags: readonly string[]): Promise<StoredSecret>
  /** Replaces the secret's tags. */
  tag(id: string, tags: readonly string[]): Promise<void>
  /** Lists every version, including deleted ones that the store still shows. */
  versions(id: string): Promise<readonly StoredVersion[]>
  /** Adds a version. Never sent twice: throws {@link AmbiguousResult} if the result is unknown. */
  add(id: string, credential: Credential, description: string): Promise<StoredVersion>
  /** Replaces a version's description. */
  describe(id: string, revision: number, description: string): Promise<void>
  /** Reads a version's key; undefined if its payload is not a key of this action. The secret is masked before this returns. */
  read(id: string, revision: number): Promise<Credential | undefined>
  disable(id: string, revision: number): Promise<void>
  /** Enables a version that {@link disable} disabled. */
  enable(id: string, revision: number): Promise<void>
  /** Deletes a version. A version that does not exist is no error. */
  remove(id: string, revision: number): Promise<void>
  /** The maximum number of versions of a secret. */
  readonly capacity: number
  /** Records are authenticated: a version whose record was not written with the record key cannot be read. */
  readonly authenticates?: true
  /**
   * Searches other regions and Projects for a secret of the same name and path, so that a wrong input does not start a
   * new rotation. Never throws.
   */
  wrongLocations?(): Promise<readonly SecretInWrongLocation[]>
  /** Lists the names of the other secrets of rotations in this Project and under this path. */
  neighbors?(): Promise<readonly string[]>
}

/** A secret with the expected name and path in another region or Project. */
export interface SecretInWrongLocation {
  /** What differs. */
  readonly differs: 'region' | 'project'
  /** The location, for messages. */
  readonly where: string
  /** The input value for that location: a region, or the ID of a Project. */
  readonly value: string
  readonly tags: readonly string[]
}

/** A declared target and the state of its declared names (values cannot be read). */
export interface TargetState {
  /** Identifies the target permanently, in lower case. */
  readonly id: string
  /** The location, for messages. */
  readonly label: string
  /** Whether everyone with write access to a repository can use it; only an environment can prevent that. */
  readonly open: boolean
  /** The state of each declared name. */
  readonly secrets: readonly TargetEntry[]
  /** The pattern that it was declared by; undefined if it was named. */
  readonly matched?: { readonly pattern: string; readonly repository: string }
}

/** A repository or organization that a target belongs to. */
export interface Identity {
  /** `owner/repo`, or an organization. */
  readonly name: string
  /** GitHub's ID: it does not change with a rename and is never reused. */
  readonly id: string
}

/** A target that a pattern matches and that is not written, because its repository is public. */
export interface LeftOutTarget {
  /** As of a {@link TargetState}. */
  readonly id: string
  /** `owner/repo`. */
  readonly repository: string
  /** The names that would be written, as in the target's state. */
  readonly names: readonly string[]
  /** Whether an input says so; undefined inputs leave public repositories out as well. */
  readonly onPurpose: boolean
  /** Whether the records say, or leave open, that it has the key. */
  readonly holds?: boolean
}

/** What was read before targets are written. */
export interface Prepared {
  readonly problems: readonly Problem[]
  /**
   * The identities of each target, by its ID. Empty if the target cannot be reached: writing to it fails with the
   * reason. Missing if it could not be read: then the target must not be written.
   */
  readonly identities: ReadonlyMap<string, readonly Identity[]>
}

/** The state of one declared name of a target. */
export interface TargetEntry {
  readonly name: string
  /** When it was last written; undefined if it does not exist. */
  readonly updatedAt: Date | undefined
  /** Its value if that can be read (a variable, for the access key); `''` if it does not exist. */
  readonly value?: string
  /** Whether its visibility differs from the declared one (an organization's): then it is written again. */
  readonly accessDiffers?: boolean
}

/** Secrets of a narrower scope that a job reads in place of a target's, and that no declared target updates. */
export interface Shadow {
  /** The target's id. */
  readonly target: string
  /** The narrower scope, for messages. */
  readonly by: string
  /** The names that are hidden, as the target's state has them. */
  readonly names: readonly string[]
}

/** When a secret was written, by the service's clock: between `from` and `to`. */
export interface WriteSpan {
  readonly from: Date
  readonly to: Date
}

/** The targets that get the key. */
export interface Targets {
  /** The time of their service; undefined before its first answer. */
  now(): Date | undefined
  /** Reads the state of every declared target, and collects all problems. */
  observe(): Promise<{
    readonly states: readonly TargetState[]
    readonly problems: readonly Problem[]
    /** The age of the oldest of these readings, in milliseconds, if it was cached. */
    readonly ageMs?: number
    readonly leftOut?: readonly LeftOutTarget[]
  }>
  /**
   * Reads what is needed to write to these targets (public keys, capacity, identities), and collects all problems.
   * Changes nothing, and reads nothing twice.
   */
  prepare(ids: readonly string[]): Promise<Prepared>
  /**
   * Encrypts and writes all of a target's names.
   * @param fallback the key to restore if only a part could be written, so that no mixed pair remains
   * @param insist writes even after the run was asked to end, because no later run has the key
   * @returns when each name was written, from the answers to these writes
   * @throws {TargetError} if not all names could be written
   */
  write(
    id: string,
    credential: Credential,
    fallback: (() => Promise<Credential | undefined>) | undefined,
    insist?: boolean,
  ): Promise<ReadonlyMap<string, WriteSpan>>
}

/** The services' time (their `Date` headers), not the machine's. */
export interface Clock {
  now(): Date
  /**
   * Records this moment. The returned function gives the services' time of it, which the first answer after it
   * determines; until then it is estimated from earlier answers, or from the machine's clock.
   */
  stamp(): () => Date
  /** Waits, in milliseconds of real time. */
  sleep(milliseconds: number): Promise<void>
}

/** A problem that prevents the run, and how to fix it. */
export interface Problem {
  /** The input, target or service that it concerns. */
  readonly about: string
  readonly problem: string
  readonly remedy: string
  /** The section of the documentation that explains it. */
  readonly knownCause?: KnownCause
}

/** The result of a change is unknown: it got no answer, or an answer that does not confirm what was asked for. */
export class AmbiguousResult extends Error {
  override readonly name = 'AmbiguousResult'
}

/** A request was not sent, because the service's rate limits leave no time for it in this run. */
export class Postponed extends Error {
  override readonly name = 'Postponed'
}

/** All problems that end a run. Nothing was changed unless a problem says so. */
export class RunProblems extends Error {
  override readonly name = 'RunProblems'
  readonly problems: readonly Problem[]
  /** Whether the failed change may have taken effect: it got no answer, or a server error. */
  readonly unknownEffect: boolean
  constructor(problems: readonly Problem[], options?: ErrorOptions & { readonly unknownEffect?: boolean }) {
    const all = withoutRepetition(problems)
    super(all.map((p) => `${p.about}: ${p.problem}. ${p.remedy}`).join('\n'), options)
    this.problems = all
    this.unknownEffect = options?.unknownEffect ?? false
  }
}

/** Requests that were refused for the same reason are one problem. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

/** A target could not be written. `left`: what it holds now. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
  /** `untouched`: as it was. `restored`: a part was written and put back. `mixed`: a part is new and a part is old. `unknown`: no answer. */
  readonly left: 'untouched' | 'restored' | 'mixed' | 'unknown'
  readonly remedy: string
  /** As of a {@link Problem}. */
  readonly knownCause: KnownCause | undefined
  constructor(
    message: string,
    left: TargetError['left'],
    remedy: string,
    options?: ErrorOptions & { readonly knownCause?: KnownCause | undefined },
  ) {
    super(message, options)
    this.left = left
    this.remedy = remedy
    this.knownCause = options?.knownCause
  }
}
