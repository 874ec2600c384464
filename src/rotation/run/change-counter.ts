import {
  AmbiguousResult,
  RunProblems,
  TargetError,
  type Issuer,
  type Store,
  type Targets,
} from '../model/ports.ts'
import { withoutRolloverStarted } from '../model/in-doubt.ts'
import { readRecord, writeRecord } from '../model/record.ts'
import type { RotationContext } from '../model/context.ts'

/** Counts what a run changes, by what takes effect and not by what is attempted. */
export interface ChangeCounter {
  /** The same context, whose changes are counted. */
  readonly context: RotationContext
  /** Whether anything was changed so far, or may have been. */
  readonly changed: () => boolean
}

/**
 * Wraps all that a run can change. An operation that returned counts. One whose result is unknown counts, as it may
 * have taken effect. One that was refused or not sent does not. A description of a version that says what it said when it
 * was first read does not count either, and neither does the note that a rollover is under way: the rollover counts.
 */
export function countChanges(context: RotationContext): ChangeCounter {
  let changes = 0
  const descriptions = createDescriptions()

  async function counted<T>(work: Promise<T>, hadEffect: (result: T) => boolean = () => true): Promise<T> {
    try {
      const result = await work
      if (hadEffect(result)) changes += 1
      return result
    } catch (error) {
      if (mayHaveEffect(error)) changes += 1
      throw error
    }
  }

  const issuer = (inner: Issuer): Issuer =>
    inner.kind === 'listing'
      ? {
          ...inner,
          create: (request) => counted(inner.create(request)),
          describe: (accessKey, description) => counted(inner.describe(accessKey, description)),
          delete: (accessKey) => counted(inner.delete(accessKey)),
        }
      : {
          ...inner,
          create: () => counted(inner.create()),
          rollOver: (source) => counted(inner.rollOver(source), ({ kind }) => kind === 'created'),
        }

  const store = (inner: Store): Store => ({
    ...inner,
    create: (tags) => counted(inner.create(tags)),
    tag: (id, tags) => counted(inner.tag(id, tags)),
    async versions(id) {
      const versions = await inner.versions(id)
      for (const { revision, description } of versions) descriptions.read(revision, description)
      return versions
    },
    add: (id, credential, description) => counted(inner.add(id, credential, description)),
    async describe(id, revision, description) {
      try {
        await inner.describe(id, revision, description)
        descriptions.write(revision, description)
      } catch (error) {
        if (mayHaveEffect(error)) descriptions.write(revision, undefined)
        throw error
      }
    },
    disable: (id, revision) => counted(inner.disable(id, revision)),
    enable: (id, revision) => counted(inner.enable(id, revision)),
    remove: (id, revision) => counted(inner.remove(id, revision)),
  })

  const targets = (inner: Targets): Targets => ({
    ...inner,
    write: (id, credential, fallback, insist) => counted(inner.write(id, credential, fallback, insist)),
  })

  return {
    context: {
      ...context,
      issuer: issuer(context.issuer),
      store: store(context.store),
      targets: targets(context.targets),
    },
    changed: () => changes > 0 || descriptions.changed(),
  }
}

/** The descriptions of versions, as they were first read and as this run left them. */
function createDescriptions() {
  const first = new Map<number, string>()
  const changed = new Set<number>()
  return {
    read(revision: number, description: string): void {
      if (!first.has(revision)) first.set(revision, withoutNotes(description))
    },
    /** @param description undefined where it is unknown */
    write(revision: number, description: string | undefined): void {
      if (description !== undefined && first.get(revision) === withoutNotes(description))
        changed.delete(revision)
      else changed.add(revision)
    },
    changed: () => changed.size > 0,
  }
}

/** A description without what only says which run wrote it, and that it is about to have the key rolled over. */
function withoutNotes(description: string): string {
  const reading = readRecord(description)
  return reading.kind === 'ours'
    ? writeRecord({ ...withoutRolloverStarted(reading.record), run: '' })
    : description
}

/** Whether a change that failed like this may have taken effect. */
function mayHaveEffect(error: unknown): boolean {
  if (error instanceof TargetError) return error.left !== 'untouched'
  return error instanceof AmbiguousResult || (error instanceof RunProblems && error.unknownEffect)
}
