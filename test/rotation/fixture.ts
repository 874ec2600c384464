import type { RotationEvent } from '../../src/rotation/model/events.ts'
import type {
  BlindIssuer,
  IssuerLimits,
  KeyAnswer,
  ListingIssuer,
  Prepared,
  Problem,
  Store,
  StoredVersion,
  Targets,
} from '../../src/rotation/model/ports.ts'
import { writeDescription } from '../../src/rotation/model/mark.ts'
import type { Key, Version } from '../../src/rotation/model/observation.ts'
import { writeRecord } from '../../src/rotation/model/record.ts'
import type { RotationContext } from '../../src/rotation/model/context.ts'
import { credentialOf, NOW, SECRET_ID } from './build.ts'

export { credentialOf } from './build.ts'

/** The tag of the rotator whose context this is. */
export const TAG = 'key-rotation:repository:1'

export interface Parts {
  readonly issuer?: RotationContext['issuer']
  readonly store?: Partial<Store>
  readonly targets?: Partial<Targets>
  readonly stopping?: () => boolean
  readonly seal?: RotationContext['sealForRecovery']
}

/** A blind issuer that makes no key. */
export const SILENT: BlindIssuer = {
  kind: 'blind',
  create: unasked,
  rollOver: unasked,
  probe: undefined,
  rollsOverWithinMs: 0,
  first: undefined,
  problems: () => [],
}

/** An issuer that keeps a list, and does nothing but what a test hands it. */
export function listing(parts: Partial<ListingIssuer>): ListingIssuer {
  return {
    kind: 'listing',
    keys: unasked,
    key: unasked,
    create: unasked,
    describe: unasked,
    delete: unasked,
    probe: unasked,
    limits: unasked,
    authenticatedAs: () => 'SCWFAKE',
    useCredentials: () => undefined,
    ...parts,
  }
}

/**
 * A context for a single function: whatever a test does not hand it must not be asked. It is always {@link NOW}, but for
 * what was slept.
 * @returns it, and what it was told
 */
export function testContext(parts: Parts): {
  readonly context: RotationContext
  readonly events: RotationEvent[]
} {
  const events: RotationEvent[] = []
  let slept = 0
  const now = (): Date => new Date(NOW.getTime() + slept)
  const context: RotationContext = {
    issuer: parts.issuer ?? SILENT,
    store: {
      find: () => Promise.resolve({ id: SECRET_ID, tags: [TAG], locked: false }),
      create: unasked,
      tag: unasked,
      versions: unasked,
      add: unasked,
      describe: unasked,
      read: unasked,
      disable: unasked,
      enable: unasked,
      remove: unasked,
      capacity: 20,
      ...parts.store,
    },
    targets: {
      now: () => undefined,
      observe: unasked,
      prepare: (ids) => Promise.resolve(prepared(ids)),
      write: unasked,
      ...parts.targets,
    },
    clock: {
      now,
      stamp: () => {
        const at = now()
        return () => at
      },
      sleep: (milliseconds) => {
        slept += milliseconds
        return Promise.resolve()
      },
    },
    report: (event) => events.push(event),
    stopping: parts.stopping ?? (() => false),
    newAttempt: () => '0',
    rotatorTag: TAG,
    run: 'this run',
    sealForRecovery: parts.seal,
    accepted: new Set(),
    runCredentials: { accessKey: 'SCWFAKE', secret: 'FAKE' },
  }
  return { context, events }
}

/** What an issuer allows that hinders nobody. */
export const UNLIMITED: IssuerLimits = {
  maxLifetimeMs: { known: true, value: undefined },
  keysLeft: { known: true, value: 10 },
}

/** Targets that are who they always were. */
export function prepared(ids: readonly string[], problems: readonly Problem[] = []): Prepared {
  return { problems, identities: new Map(ids.map((id) => [id, [{ name: `acme/${id}`, id: '700001' }]])) }
}

/**
 * Answers who asks for a key by its name.
 * @param foreign the access keys of other bearers
 */
export function keyAnswers(
  keys: readonly Key[],
  foreign: readonly string[] = [],
): (accessKey: string) => Promise<KeyAnswer> {
  return (accessKey) => {
    if (foreign.includes(accessKey)) return Promise.resolve({ kind: 'foreign' })
    const key = keys.find((one) => one.accessKey === accessKey)
    return Promise.resolve(key === undefined ? { kind: 'none' } : { kind: 'own', key: described(key) })
  }
}

/** A key with the description that has its mark. */
export function described({ mark, text, ...key }: Key): Key {
  return { ...key, mark, text, description: mark === undefined ? text : writeDescription(mark, text) }
}

/** Reads of each version the key that its record names. */
export function reading(versions: readonly Version[]): Store['read'] {
  return (_, revision) => {
    const accessKey = versions.find((one) => one.revision === revision)?.record?.accessKey
    return Promise.resolve(accessKey === undefined ? undefined : credentialOf(accessKey))
  }
}

/** Versions as the store lists them. */
export function listed(versions: readonly Version[]): readonly StoredVersion[] {
  return versions.map(({ revision, status, record }) => ({
    revision,
    status,
    description: record === undefined ? '' : writeRecord(record),
    createdAt: NOW,
  }))
}

function unasked(): Promise<never> {
  return Promise.reject(new Error('nobody should have asked for this'))
}
