/** A violation and its shortest schedule. */
export interface Violation {
  readonly what: string
  readonly schedule: readonly string[]
}

/** The result of a scenario. */
export interface Explored {
  readonly scenario: string
  readonly states: number
  readonly transitions: number
  /** States in which every run has ended or was killed. */
  readonly terminal: number
  /** The number of different final clouds. Daily runs must converge from each. */
  readonly ends: number
  /** Equal for searches that reached the same final clouds. */
  readonly endings: string
  /** The number of transitions and final states with a violation; the shortest few are kept. */
  readonly broken: number
  readonly violations: readonly Violation[]
  /** False if the search was truncated. */
  readonly complete: boolean
  readonly seconds: number
}
