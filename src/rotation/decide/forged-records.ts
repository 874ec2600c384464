import {
  currentGeneration,
  generations,
  hasMarks,
  isContradiction,
  versionState,
  type Contradiction,
  type Generation,
  type Observation,
} from '../model/observation.ts'

/** A version whose record somebody else wrote. Nothing is deleted or published because of it. */
export interface ForgedRecord {
  readonly revision: number
  /** Undefined where nothing confirms what the record says: it was not written with the record key. */
  readonly accessKey: string | undefined
  /** What is wrong with it; undefined where an earlier run closed it. */
  readonly how: Contradiction | 'unauthenticated' | undefined
  /** What was found, why it matters and what to do, for the log. */
  readonly text: string
}

const HOW: Readonly<Record<Contradiction, string>> = {
  'foreign-key': 'does not belong to the application or user of this rotation',
  'unmarked-key': 'was not created by this rotation',
  'wrong-revision': 'is held by another version',
  'wrong-payload': 'is not the key that the version holds',
}

/**
 * The versions whose records contradict IAM or, for a keys API, were not written with the record key. They are reported
 * in every run while they exist: whoever wrote them can write to the secret, and can make applications that read it use
 * another key until a run disables the version.
 */
export function forgedRecords(observation: Observation): readonly ForgedRecord[] {
  // Where IAM could not be asked, nothing is known of it.
  const isKnown = observation.issuer === 'blind' || hasMarks(observation)
  const contradicting = (isKnown ? generations(observation) : []).flatMap(
    (generation): readonly ForgedRecord[] => {
      const { revision, record } = generation
      const state = versionState(observation, generation)
      const how = isContradiction(state) ? state : undefined
      if (how === undefined && record.forged !== true) return []
      if (how === 'unmarked-key' && isOnlyGeneration(observation, generation)) return []
      const text = textOf(observation, generation, how)
      return [{ revision, accessKey: record.accessKey, how, text }]
    },
  )
  const revisions = unauthenticated(observation)
  const text = unauthenticatedText(revisions)
  return [
    ...contradicting,
    ...revisions.map((revision) => ({
      revision,
      accessKey: undefined,
      how: 'unauthenticated' as const,
      text,
    })),
  ]
}

/** What is reported of all of them; several that a person deals with in the same way are one text. */
export function forgedRecordTexts(observation: Observation): readonly string[] {
  return [...new Set(forgedRecords(observation).map(({ text }) => text))]
}

/** The revisions that are still there and whose record was not written with the record key. */
function unauthenticated({ versions }: Observation): readonly number[] {
  return versions.flatMap(({ revision, status, unauthenticated: isForged }) =>
    isForged === true && status !== 'deleted' && status !== 'scheduled_for_deletion' ? [revision] : [],
  )
}

/** A person may have removed the mark of the key that was current; there is nothing that it could be compared with. */
function isOnlyGeneration(observation: Observation, { record }: Generation): boolean {
  return record.stage === 'current' && currentGeneration(observation) === undefined
}

function textOf(
  { issuer }: Observation,
  { revision, record }: Generation,
  how: Contradiction | undefined,
): string {
  const contradicts = issuer === 'listing' ? 'contradicts IAM' : 'does not match the key that it holds'
  const what =
    how === undefined
      ? `Version ${revision} of the secret was disabled, because its record ${contradicts}.`
      : `The record of version ${revision} of the secret ${contradicts}: it names the key ${record.accessKey}, which ${HOW[how]}.`
  return (
    `${what} Nothing was deleted or published because of it. Find out who can write to the secret, and delete the ` +
    'version once you have.'
  )
}

function unauthenticatedText(revisions: readonly number[]): string {
  const several = revisions.length > 1
  const which = several
    ? `The records of versions ${revisions.slice(0, -1).join(', ')} and ${revisions.at(-1) ?? ''} of the secret were`
    : `The record of version ${revisions[0] ?? ''} of the secret was`
  const versions = several ? 'the versions' : 'the version'
  return (
    `${which} not written with record-key, so this action does not use ${versions}: nothing is published or rolled ` +
    `over because of ${several ? 'them' : 'it'}. If ${versions} ${several ? 'are' : 'is'} older than record-key, or ` +
    `than its present value, delete ${several ? 'them' : 'it'} once nothing uses ${several ? 'their keys' : 'its key'}. ` +
    `Otherwise somebody else wrote to the secret: find out who can, and delete ${versions} then.`
  )
}
