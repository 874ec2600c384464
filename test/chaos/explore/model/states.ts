/** A state of the search, as numbers. */
export interface StateNumbers {
  /** The number of the cloud's state. */
  readonly cloud: number
  /** The numbers of the positions of the runs. */
  readonly runs: readonly number[]
  /** The remaining budget, as one number. */
  readonly left: number
}

/** How a state was first reached. */
export interface Origin {
  /** The number of the previous state; -1 for the first. */
  readonly from: number
  /** The number of the label of the move. */
  readonly label: number
  /** The run that moved last; -1 if none has. */
  readonly mover: number
  /** How often another run continued before the last one had ended. */
  readonly switches: number
  readonly depth: number
}

/**
 * The states that were seen, each with a number. There are millions, so they are stored in columns, not in
 * objects.
 */
export interface States {
  readonly count: () => number
  /** Adds a state. Returns its number if it is new and there is capacity. */
  add(state: StateNumbers, origin: Origin): number | 'known' | 'full'
  get(number: number): StateNumbers & Origin
}

/** The columns of every state, followed by one for each run. */
const FIXED = ['cloud', 'left', 'from', 'label', 'mover', 'switches', 'depth'] as const

/**
 * @param runs the number of runs
 * @param most the maximum number of states
 */
export function createStates(runs: number, most: number): States {
  const width = FIXED.length + runs
  let rows = new Int32Array(width * 1024)
  let table = new Int32Array(4096).fill(-1) // numbers of states, by hash
  let count = 0

  const cell = (number: number, column: number): number => rows[number * width + column] ?? 0

  function isAt(number: number, state: StateNumbers): boolean {
    if (cell(number, 0) !== state.cloud || cell(number, 1) !== state.left) return false
    for (let run = 0; run < runs; run += 1)
      if (cell(number, FIXED.length + run) !== state.runs[run]) return false
    return true
  }

  /** The slot of the table that holds this state, or the free one for it. */
  function slotOf(state: StateNumbers): number {
    let hash = mix(state.cloud, state.left)
    for (const run of state.runs) hash = mix(hash, run)
    for (let slot = hash & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const number = table[slot] ?? -1
      if (number === -1 || isAt(number, state)) return slot
    }
  }

  function makeRoom(): void {
    if ((count + 1) * width > rows.length) {
      const larger = new Int32Array(rows.length * 2)
      larger.set(rows)
      rows = larger
    }
    if ((count + 1) * 2 <= table.length) return
    table = new Int32Array(table.length * 2).fill(-1)
    for (let number = 0; number < count; number += 1) table[slotOf(get(number))] = number
  }

  function get(number: number): StateNumbers & Origin {
    const row = rows.subarray(number * width, (number + 1) * width)
    const [cloud = 0, left = 0, from = 0, label = 0, mover = 0, switches = 0, depth = 0] = row
    return { cloud, left, from, label, mover, switches, depth, runs: [...row.subarray(FIXED.length)] }
  }

  return {
    count: () => count,
    add(state, { from, label, mover, switches, depth }) {
      if (table[slotOf(state)] !== -1) return 'known'
      if (count >= most) return 'full'
      makeRoom()
      table[slotOf(state)] = count
      rows.set([state.cloud, state.left, from, label, mover, switches, depth, ...state.runs], count * width)
      count += 1
      return count - 1
    },
    get,
  }
}

/** Mixes the bits of consecutive numbers. */
function mix(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}
