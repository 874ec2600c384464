import {
  currentGeneration,
  generations,
  hasMarks,
  isContradiction,
  versionState,
  type Contradiction,
  type Generation,
  type Observation,
} from './observation.ts'

/** A version whose record contradicts IAM. Nothing is deleted or published because of it. */
export interface ForgedRecord {
  readonly revision: number
  readonly accessKey: string
  /** How it contradicts IAM; undefined where an earlier run closed it. */
  readonly how: Contradiction | undefined
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
 * The versions whose records contradict IAM. They are reported in every run while they exist: whoever wrote them can
 * write to the secret, and can make applications that read it use another key until a run disables the version.
 */
export function forgedRecords(observation: Observation): readonly ForgedRecord[] {
  if (!hasMarks(observation)) return []
  return generations(observation).flatMap((generation): readonly ForgedRecord[] => {
    const { revision, record } = generation
    const state = versionState(observation, generation)
    const how = isContradiction(state) ? state : undefined
    if (how === undefined && record.forged !== true) return []
    if (how === 'unmarked-key' && isOnlyGeneration(observation, generation)) return []
    return [{ revision, accessKey: record.accessKey, how, text: textOf(revision, record.accessKey, how) }]
  })
}

/** A person may have removed the mark of the key that was current; there is nothing that it could be compared with. */
function isOnlyGeneration(observation: Observation, { record }: Generation): boolean {
  return record.stage === 'current' && currentGeneration(observation) === undefined
}

function textOf(revision: number, accessKey: string, how: Contradiction | undefined): string {
  const what =
    how === undefined
      ? `Version ${revision} of the secret was disabled, because its record contradicts IAM.`
      : `The record of version ${revision} of the secret contradicts IAM: it names the key ${accessKey}, which ${HOW[how]}.`
  return (
    `${what} Nothing was deleted or published because of it. Find out who can write to the secret, and delete the ` +
    'version once you have.'
  )
}
