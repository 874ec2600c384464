import { Postponed } from '../../rotation/model/ports.ts'
import { Interrupted } from '../../rotation/model/context.ts'
import type { BudgetRequest } from './rate-budget.ts'

/** What was reserved for changes that belong together. */
export interface Group {
  /** The number of changes. */
  readonly size: number
  /** Changes that are reserved and not sent. */
  left: number
  /** Requests of the hour that are set aside for the changes, and for restoring them. */
  promised: number
  /** Whether one of the changes may have taken effect. */
  begun: boolean
  /** Whether a last attempt was made after the run was asked to stop. */
  lastAttempt: boolean
}

/** A request, or the reservation of a group, that waits until it may be sent. */
export interface QueuedRequest extends BudgetRequest {
  /** The number of requests that are sent at once. */
  readonly slots: number
  /** Whether it starts something new, which a run that was asked to stop does not. */
  readonly begins: boolean
  readonly group: Group | undefined
  readonly timeLeft: () => number
}

/** `reserved`: changes of a group. They do not wait for what other groups have reserved. */
type Priority = 'reserved' | 'urgent' | 'normal'

interface Waiting extends QueuedRequest {
  /** @param halfWritten whether it completes or restores a half-written group */
  readonly resolve: (halfWritten: boolean) => void
  readonly reject: (error: Error) => void
}

export interface RequestQueueOptions {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly stopping: () => boolean
  /** When a request may be sent; Infinity if that depends on those in flight. */
  readonly earliest: (request: QueuedRequest, at: number) => number
  /** Counts a request as sent. @returns whether it completes or restores a half-written group */
  readonly begin: (request: QueuedRequest, at: number) => boolean
  /** Called when the first request in line has to wait. */
  readonly reportPacing: (when: number, at: number) => void
}

/** Requests in the order in which they are sent. */
export interface RequestQueue {
  /**
   * Waits until a request may be sent.
   * @returns whether it completes or restores a half-written group
   * @throws {Postponed} if that would take longer than the request may wait
   * @throws {Interrupted} if the run is asked to stop while it waits
   */
  readonly wait: (request: QueuedRequest, priority: Priority) => Promise<boolean>
  /** Sends what may be sent now; called whenever a request ends. */
  readonly admit: () => void
}

export function createRequestQueue(options: RequestQueueOptions): RequestQueue {
  const { now, stopping } = options
  const queues: Readonly<Record<Priority, Waiting[]>> = { reserved: [], urgent: [], normal: [] }
  let wakesAt: number | undefined

  /** The queue of the next request: half-written groups first, then groups that have begun, then everything else. */
  function nextQueue(): Waiting[] {
    const ofGroups = [queues.reserved, queues.urgent]
    for (const queue of ofGroups) {
      const at = queue.findIndex(({ group }) => group?.begun === true)
      if (at === -1) continue
      queue.unshift(...queue.splice(at, 1))
      return queue
    }
    return ofGroups.find((queue) => queue.length > 0) ?? queues.normal
  }

  function admit(): void {
    for (;;) {
      const queue = nextQueue()
      const [next] = queue
      if (next === undefined) return
      const at = now()
      const when = options.earliest(next, at)
      const waits = when > at && when < Number.POSITIVE_INFINITY
      if (stopping() && (next.begins || waits)) {
        queue.shift()
        next.reject(
          new Interrupted(
            "the run was stopped while it waited for GitHub's rate limits; the next run continues",
          ),
        )
      } else if (when <= at) {
        queue.shift()
        next.resolve(options.begin(next, at))
      } else if (when === Number.POSITIVE_INFINITY) {
        return // the end of a request in flight calls this again
      } else if (when - at > next.timeLeft()) {
        queue.shift()
        next.reject(
          new Postponed("GitHub's rate limits leave no time for this request; the next run continues"),
        )
      } else {
        wakeAt(when, at)
        return
      }
    }
  }

  function wakeAt(when: number, at: number): void {
    options.reportPacing(when, at)
    if (wakesAt !== undefined && wakesAt <= when) return
    wakesAt = when
    void options.sleep(Math.ceil(when - at)).then(() => {
      wakesAt = undefined
      admit()
    })
  }

  return {
    admit,
    wait: (request, priority) =>
      new Promise((resolve, reject) => {
        queues[priority].push({ ...request, resolve, reject })
        admit()
      }),
  }
}
