import type { KnownCause } from './causes.ts'

/**
 * What the heart asks of the context. The other rooms (issuers, store, targets) implement these interfaces;
 * the heart imports nothing from them, so that its decisions can be tested without any service.
 */

/** A key that can be used. `accessKey` identifies it and is no secret; `secret` is. */
export interface Credential {
  readonly accessKey: string
  readonly secret: string
}

/** A key as the issuer lists it: everything about it but its secret. */
export interface IssuedKey {
  readonly accessKey: string
  /** As the issuer has it, the rotation's mark included (see mark.ts). */
  readonly description: string
  readonly createdAt: Date
  readonly expiresAt: Date | undefined
  readonly defaultProjectId: string | undefined
}

/** What a new key is to be. */
export interface KeyRequest {
  readonly description: string
  readonly expiresAt: Date | undefined
  readonly defaultProjectId: string | undefined
}

/**
 * How the issuer answers somebody who signs in with a key. `accepted`: known, and allowed the call.
 * `forbidden`: known, but not allowed it (for ever so, for a bearer without permissions).
 * `denied`: not known (not yet, or no more). `unclear`: an answer that says nothing of the key, or none at all.
 */
export type ProbeAnswer = 'accepted' | 'forbidden' | 'denied' | 'unclear'

/** What could be learned of the issuer's limits; a string says why something could not be learned. */
export interface IssuerLimits {
  /** The longest lifetime that a key may have, in milliseconds; undefined where there is no maximum. */
  readonly maxLifetimeMs:
    | { readonly known: true; readonly value: number | undefined }
    | { readonly known: false; readonly why: string }
  /** How many more keys may be made. */
  readonly keysLeft:
    | { readonly known: true; readonly value: number | undefined }
    | { readonly known: false; readonly why: string }
}

/** What makes keys. */
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

/** What makes and ends the keys of one bearer, and can be asked for them: Scaleway IAM. */
export interface ListingIssuer {
  readonly kind: 'listing'
  /** Lists the bearer's keys. Nothing is retried beyond what the connection does; the list may be stale. */
  keys(): Promise<readonly IssuedKey[]>
  /** Reads one key, and says whose it is. */
  key(accessKey: string): Promise<KeyAnswer>
  /** Makes a key. Never sent twice: throws {@link AmbiguousResult} when nobody knows whether it took effect. */
  create(request: KeyRequest): Promise<{ readonly key: IssuedKey; readonly credential: Credential }>
  /** Replaces a key's description. */
  describe(accessKey: string, description: string): Promise<void>
  /** Ends a key. A key that is gone already is no error. */
  delete(accessKey: string): Promise<void>
  /** Asks, signed in as `credential`, a question whose answer tells whether the key works. */
  readonly probe: (credential: Credential) => Promise<ProbeAnswer>
  /** Reads the limits that a new key must keep; what cannot be read is said, and is no error. */
  limits(): Promise<IssuerLimits>
  /** The access key that the rotation itself signs in with. */
  authenticatedAs(): string
  /** Signs in with another key of the same bearer from now on. */
  useCredentials(credential: Credential): void
}

/** A key that an issuer has just made. */
export interface NewKey {
  readonly credential: Credential
  /** Undefined where the issuer did not say. */
  readonly expiresAt: Date | undefined
}

/** Which key a {@link BlindIssuer} is to roll over: the key itself, or one that only its id is known of. */
export type RolloverSource = { readonly credential: Credential } | { readonly id: string }

/** What an issuer answers who is asked to roll a key over. */
export type RolloverAnswer =
  | { readonly kind: 'created'; readonly key: NewKey }
  /** Refused, without effect: the key's end is too far away. */
  | { readonly kind: 'not-yet' }
  /** Refused: there is no such key, it is somebody else's, or it was rolled over already. */
  | { readonly kind: 'unknown-key'; readonly problem: Problem }
  /** Refused for another reason, without effect. */
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * What makes keys and shows each once, and can neither list, mark nor end one: a keys API. All that is known of a
 * key afterwards is what the store keeps, so the version's record says when it was made and when it ends.
 */
export interface BlindIssuer {
  readonly kind: 'blind'
  /** Makes a key; the others go on working. Never sent twice: throws {@link AmbiguousResult} when nobody knows whether it took effect. */
  create(): Promise<NewKey>
  /**
   * Replaces a key: it stops working in that moment. Never sent twice by itself.
   * @throws {AmbiguousResult} when nobody knows whether it took effect, or when it did and the answer shows no key
   */
  rollOver(source: RolloverSource): Promise<RolloverAnswer>
  /** Asks, with a key, a question whose answer tells whether it works; undefined where nobody said what to ask. */
  readonly probe: ((credential: Credential) => Promise<ProbeAnswer>) | undefined
  /** How long before its end a key can be rolled over, in milliseconds. */
  readonly rollsOverWithinMs: number
  /** The key to roll over where the store holds none yet. */
  readonly first: RolloverSource | undefined
  /** What keeps the issuer from making a key, as far as it shows beforehand; asks no service. */
  problems(at: Date): readonly Problem[]
}

export type VersionStatus = 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'

/** One version of the secret, as the store lists it. */
export interface StoredVersion {
  readonly revision: number
  readonly status: VersionStatus
  readonly description: string
  readonly createdAt: Date | undefined
  /** Its description reads as a record of this action, and the store's record key did not write it; it is left out. */
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
  /** Finds the secret by its name and path; undefined when there is none. */
  find(): Promise<StoredSecret | undefined>
  /** Makes the secret, tagged from its first moment. Throws {@link AmbiguousResult} when nobody knows whether it took effect. */
  create(tags: readonly string[]): Promise<StoredSecret>
  /** Replaces the secret's tags. */
  tag(id: string, tags: readonly string[]): Promise<void>
  /** Lists every version, the deleted ones included where the store still shows them. */
  versions(id: string): Promise<readonly StoredVersion[]>
  /** Adds a version. Never sent twice: throws {@link AmbiguousResult} when nobody knows whether it took effect. */
  add(id: string, credential: Credential, description: string): Promise<StoredVersion>
  /** Replaces a version's description. */
  describe(id: string, revision: number, description: string): Promise<void>
  /** Reads a version's key; undefined when its payload is not one of ours. The secret is masked before this returns. */
  read(id: string, revision: number): Promise<Credential | undefined>
  disable(id: string, revision: number): Promise<void>
  /** Enables a version that {@link disable} has disabled. */
  enable(id: string, revision: number): Promise<void>
  /** Deletes a version. One that is gone already is no error. */
  remove(id: string, revision: number): Promise<void>
  /** How many versions a secret may have. */
  readonly capacity: number
  /** Records are signed: a version without one that this store wrote cannot be read. */
  readonly authenticates?: true
  /**
   * Looks where a secret of the same name and path stands that {@link find} cannot see, as far as it can be found out:
   * whoever names a wrong place sees nothing there, and would begin anew. Never throws.
   */
  wrongLocations?(): Promise<readonly SecretInWrongLocation[]>
  /** Lists the names of the other secrets of this path and Project in which rotations keep keys. */
  neighbors?(): Promise<readonly string[]>
}

/** A secret of the right name and path, in another place than the one that was named. */
export interface SecretInWrongLocation {
  /** Which part of the place is another one. */
  readonly differs: 'region' | 'project'
  /** The place in a reader's words. */
  readonly where: string
  /** The input's value that would lead there: a region, or the id of a Project. */
  readonly value: string
  readonly tags: readonly string[]
}

/** One declared place that gets the key, and what it says of the declared names (values cannot be read back). */
export interface TargetState {
  /** Identifies the place for ever, case folded. */
  readonly id: string
  /** The place in a reader's words. */
  readonly label: string
  /** Whether everybody with write access to some repository can reach it; only an environment can keep them out. */
  readonly open: boolean
  /** What stands under each declared name. */
  readonly secrets: readonly TargetEntry[]
  /** The pattern that it was declared by; undefined where it was named. */
  readonly matched?: { readonly pattern: string; readonly repository: string }
}

/** A repository or organization that a target belongs to. */
export interface Identity {
  /** `owner/repo`, or an organization. */
  readonly name: string
  /** GitHub's ID: it stays through a rename, and is never given to another one. */
  readonly id: string
}

/** A target that a pattern matches and that is not written, because its repository is public. */
export interface LeftOutTarget {
  /** As of a {@link TargetState}. */
  readonly id: string
  /** `owner/repo`. */
  readonly repository: string
  /** What would be written, as the target's state would name it. */
  readonly names: readonly string[]
  /** Whether an input says so; undefined inputs leave public repositories out as well. */
  readonly onPurpose: boolean
  /** Whether the records say, or leave open, that it has the key. */
  readonly holds?: boolean
}

/** What was found out before targets are written. */
export interface Prepared {
  readonly problems: readonly Problem[]
  /**
   * Who each target is, by its id. Nothing for one that cannot be reached: writing it fails with the reason. Missing
   * where it could not be read: then the target is not to be written.
   */
  readonly identities: ReadonlyMap<string, readonly Identity[]>
}

/** What stands under one declared name of a target. */
export interface TargetEntry {
  readonly name: string
  /** When it was last written; undefined where it does not exist. */
  readonly updatedAt: Date | undefined
  /** What it holds, where that can be read back (a variable, for the access key): `''` where there is none yet. */
  readonly value?: string
  /** Whether others have access to it than was declared (an organization's): then it is to be written again. */
  readonly accessDiffers?: boolean
}

/** Entries of a narrower place that a job reads in place of a target's, and that no declared target keeps up to date. */
export interface Shadow {
  /** The target's id. */
  readonly target: string
  /** The narrower place in a reader's words. */
  readonly by: string
  /** The names that are hidden, as the target's state has them. */
  readonly names: readonly string[]
}

/** When a secret was written, by its service's clock: no earlier than `from`, no later than `to`. */
export interface WriteSpan {
  readonly from: Date
  readonly to: Date
}

/** The places that get the key. */
export interface Targets {
  /** The time of the service that keeps them; undefined before it has answered. */
  now(): Date | undefined
  /** Reads the state of every declared target; problems are collected over all of them. */
  observe(): Promise<{
    readonly states: readonly TargetState[]
    readonly problems: readonly Problem[]
    /** How long ago the oldest of that was asked for, in milliseconds, if it was before now. */
    readonly ageMs?: number
    readonly leftOut?: readonly LeftOutTarget[]
  }>
  /**
   * Gets ready to write to these targets (public keys, capacity, identities); changes nothing. Problems are collected
   * over all of them. What was read before is not read again.
   */
  prepare(ids: readonly string[]): Promise<Prepared>
  /**
   * Seals and writes all of a target's names.
   * @param fallback what is put back where only a part could be written, so that no mixed pair stays; undefined where nobody has it
   * @param insist writes even where the run was asked to end: no later run could do it
   * @returns for each name when it was written, from the answers to these very writes
   * @throws {TargetError} when not everything could be written
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
   * Remembers this moment; what it returns tells the services' time of it. That is fixed by the first answer that comes
   * after it; until then it goes by what was known before, at first the machine's own clock.
   */
  stamp(): () => Date
  /** Waits so many milliseconds of real time. */
  sleep(milliseconds: number): Promise<void>
}

/** Something that stands in the way, in words that say what to do. */
export interface Problem {
  /** What it is about: an input's name, a target, a service. */
  readonly about: string
  readonly problem: string
  readonly remedy: string
  /** What is known of it, where it is one of the usual things: the documentation has more on it. */
  readonly knownCause?: KnownCause
}

/** The result of a change is unknown: it got no answer, or an answer that does not confirm what was asked for. */
export class AmbiguousResult extends Error {
  override readonly name = 'AmbiguousResult'
}

/** A request was not sent: its service's limits leave no time for it in this run. Nothing was changed by it. */
export class Postponed extends Error {
  override readonly name = 'Postponed'
}

/** Problems that end a run. All that were found are listed; nothing was changed unless it says so. */
export class RunProblems extends Error {
  override readonly name = 'RunProblems'
  readonly problems: readonly Problem[]
  /** Whether the change that failed may have taken effect all the same: it got no answer, or a server error. */
  readonly unknownEffect: boolean
  constructor(problems: readonly Problem[], options?: ErrorOptions & { readonly unknownEffect?: boolean }) {
    const all = withoutRepetition(problems)
    super(all.map((p) => `${p.about}: ${p.problem}. ${p.remedy}`).join('\n'), options)
    this.problems = all
    this.unknownEffect = options?.unknownEffect ?? false
  }
}

/** Two requests that were refused for one reason are one problem. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

/** A target could not be written. `left` says what it holds now. */
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
