/** Something that broke, and the shortest way there. */
export interface Violation {
  readonly what: string
  readonly schedule: readonly string[]
}

/** What was explored of a scenario. */
export interface Explored {
  readonly scenario: string
  readonly states: number
  readonly transitions: number
  /** States in which every run has ended or was killed. */
  readonly terminal: number
  /** Different clouds among them; from each, clean daily runs must come to rest. */
  readonly ends: number
  /** The same for searches that came to the same ends. */
  readonly endings: string
  /** How many transitions or ends broke something; the shortest few are kept. */
  readonly broken: number
  readonly violations: readonly Violation[]
  /** False where the search ended before everything was looked at. */
  readonly complete: boolean
  readonly seconds: number
}
