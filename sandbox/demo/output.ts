import type { Run } from '../../test/harness/run-action.ts'

// How the demo tells its story, and checks it.

export const say = (text = ''): void => {
  console.log(text)
}

export function chapter(title: string, story: string): void {
  say(`\n${'═'.repeat(100)}\n${title}\n${'─'.repeat(100)}\n${story}\n`)
}

const show = (run: Run): void => {
  say(run.log.trimEnd().replace(/^/gm, '  │ '))
  const named = ['outcome', 'changed', 'access-key', 'revision', 'previous-access-key', 'previous-retires-at']
  for (const name of named) if (run.outputs[name]) say(`  → ${name}: ${run.outputs[name]}`)
  if (run.exitCode !== 0) throw new Error(`the run ended with exit code ${String(run.exitCode)}`)
}

/** Shows a run. Throws where it failed, or came to something else. */
export function expectOutcome(run: Run, outcome: string): void {
  show(run)
  if (run.outputs['outcome'] !== outcome) {
    throw new Error(`the outcome is ${run.outputs['outcome'] ?? 'none'}, not ${outcome}`)
  }
}

/** Says, and counts, one thing that must be true at the end. */
export interface Proof {
  readonly check: (holds: boolean, what: string) => void
  readonly failures: () => number
}

export function createProof(): Proof {
  let failed = 0
  return {
    check(holds, what) {
      if (!holds) failed += 1
      say(`  ${holds ? '✔' : '✘'} ${what}`)
    },
    failures: () => failed,
  }
}

export const day = (time: string | Date): string =>
  new Date(time).toISOString().slice(0, 16).replace('T', ' ')

/** Only that it is one: even in a demo no secret is shown whole. */
export const blurred = (secret: string): string => `${secret.slice(0, 4)}…`
