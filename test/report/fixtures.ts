import { likelyMark } from '../rotation/build.ts'
import { createMasker } from '../../src/trust/masks.ts'
import type { Key, Observation, Version } from '../../src/rotation/model/observation.ts'
import { outcomeOf, type ExecutedStep, type Outcome } from '../../src/rotation/decide/outcome.ts'
import type { Policy, Span } from '../../src/rotation/model/policy.ts'
import type { TargetState } from '../../src/rotation/model/ports.ts'
import { secretTag, type Stage } from '../../src/rotation/model/record.ts'
import type { Step, StopReason } from '../../src/rotation/model/steps.ts'
import type { LogCore } from '../../src/report/rotation/log.ts'
import type { RunState, RunMemory } from '../../src/rotation/model/run-state.ts'

export const NOW = new Date('2026-08-01T12:00:00Z')
export const SECRET_ID = '11111111-2222-3333-4444-555555555555'
export const FAKE_SECRET = 'fa4e5ec2-e700-4000-8000-00fa4e00fa4e'
export const SETTLED: StopReason = { kind: 'settled' }

/** So many days from now. */
export function inDays(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000)
}

export function days(count: number): Span {
  return {
    text: `${count} days`,
    none: count === 0,
    after: (from) => new Date(from.getTime() + count * 86_400_000),
  }
}

/** A fake access key, told from others by its number. */
export function scw(number: number): string {
  return `SCWFAKE${String(number).padStart(13, '0')}`
}

export const POLICY: Policy = {
  command: 'rotate',
  maxAge: days(30),
  rolloverWindow: days(7),
  force: false,
  grace: days(7),
  oldKey: 'delete',
  expiry: { kind: 'inherit' },
  description: undefined,
  replacesAccessKey: undefined,
  takeOver: false,
  keepVersions: 5,
  pauseUntil: undefined,
  propagationTimeoutMs: 120_000,
}

export const MEMORY: RunMemory = {
  startedAt: NOW,
  targetsReadAt: NOW,
  targetsUnchanged: true,
  issued: undefined,
  resumed: false,
  migrationPostponed: false,
  promoted: false,
  rolledBack: false,
  helped: false,
  unverified: undefined,
  halted: undefined,
  verified: new Set(),
  failedTargets: new Set(),
  failedSteps: new Set(),
}

export function keyAt(accessKey: string, age: number, expiresIn?: number): [string, Key] {
  return [
    accessKey,
    {
      accessKey,
      description: '',
      createdAt: inDays(-age),
      expiresAt: expiresIn === undefined ? undefined : inDays(expiresIn),
      defaultProjectId: undefined,
      mark: undefined,
      text: '',
    },
  ]
}

/** A key of that age that was replaced so many days ago, and that no version need name. */
export function replacedAt(accessKey: string, age: number, replaced: number): [string, Key] {
  const [name, key] = keyAt(accessKey, age)
  const mark = { phase: 'replaced', secretId: SECRET_ID, attempt: 'a1', at: inDays(-replaced) } as const
  return [name, { ...key, mark }]
}

const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']

/** A target whose secrets were all written so many days ago; never where undefined. */
export function target(label: string, age: number | undefined): TargetState {
  const updatedAt = age === undefined ? undefined : inDays(-age)
  return { id: `id of ${label}`, label, open: true, secrets: NAMES.map((name) => ({ name, updatedAt })) }
}

/** A version whose key was written to these targets so many days ago. */
export function version(
  revision: number,
  stage: Stage,
  age: number,
  labels: readonly string[] = [],
): Version {
  const span = { from: inDays(-age), to: inDays(-age) }
  const tags = labels.flatMap((label) => NAMES.map((name) => secretTag(`id of ${label}`, name)))
  return {
    revision,
    status: stage === 'retired' ? 'disabled' : 'enabled',
    record: {
      stage,
      accessKey: scw(revision),
      since: inDays(-age),
      run: 'https://github.example/acme/shop/actions/runs/1',
      text: '',
      written: new Map(tags.map((tag) => [tag, span])),
    },
  }
}

/** v1 retired, v2 replaced two days ago, v3 current since then, in two of three targets. */
export function observation(changes: Partial<Observation> = {}): Observation {
  return withLikelyMarks({
    at: NOW,
    issuer: 'listing',
    secretId: SECRET_ID,
    takeOver: undefined,
    versions: [
      version(1, 'retired', 3),
      version(2, 'previous', 2),
      version(3, 'current', 2, ['acme/shop', 'environment production of acme/shop']),
    ],
    keys: new Map([keyAt(scw(2), 40), keyAt(scw(3), 2, 88)]),
    foreign: new Set(),
    mismatched: new Set(),
    targets: [
      target('acme/shop', 2),
      target('environment production of acme/shop', 2),
      target('acme/docs', 1),
    ],
    targetsReadAt: NOW,
    ...changes,
  })
}

/** The same, where each key that a version names has the mark that runs without a failure would have left. */
function withLikelyMarks(observation: Observation): Observation {
  const { versions, keys, secretId, issuer } = observation
  if (issuer === 'blind' || secretId === undefined) return observation
  const named = new Set(versions.map(({ record }) => record?.accessKey))
  const marked = [...keys].map(([accessKey, key]): [string, Key] =>
    key.mark === undefined && named.has(accessKey)
      ? [accessKey, { ...key, mark: likelyMark(key, versions, secretId) }]
      : [accessKey, key],
  )
  return { ...observation, keys: new Map(marked) }
}

export function known(changes: Partial<Observation> = {}, memory: Partial<RunMemory> = {}): RunState {
  return { observation: observation(changes), memory: { ...MEMORY, ...memory } }
}

/** An outcome as the heart makes it of these steps. */
export function outcome(
  steps: readonly (Step | ExecutedStep)[],
  options: {
    readonly known?: RunState | undefined
    readonly stop?: StopReason | undefined
    readonly error?: unknown
    readonly dryRun?: boolean
    readonly command?: 'rotate' | 'rollover'
  } = {},
): Outcome {
  const { dryRun = false, command = 'rotate', error } = options
  const done = steps.map((step): ExecutedStep => ('step' in step ? step : { step, error: undefined }))
  const stop = 'stop' in options ? options.stop : error === undefined ? SETTLED : undefined
  const ending = outcomeOf(command, dryRun, done, stop, error, 'known' in options ? options.known : known())
  return { ...ending, changed: !dryRun && done.some(({ step }) => step.kind !== 'verify') }
}

export const MAKE: Step = {
  kind: 'issue',
  because: { kind: 'old', accessKey: scw(2), createdAt: inDays(-40) },
}
export const PROVE: Step = { kind: 'verify', revision: 3, accessKey: scw(3) }
export const PUBLISH: Step = {
  kind: 'publish',
  revision: 3,
  accessKey: scw(3),
  targets: ['id of acme/shop', 'id of environment production of acme/shop', 'id of acme/docs'],
}
export const PROMOTE: Step = { kind: 'promote', revision: 3, accessKey: scw(3) }
export const MARK_PREVIOUS: Step = {
  kind: 'mark-previous',
  revision: 2,
  accessKey: scw(2),
  since: inDays(-2),
}
export const ROTATION: readonly Step[] = [MAKE, PROVE, PUBLISH, PROMOTE, MARK_PREVIOUS]
/** What is known after a rotation that made v3. */
export const ROTATED: RunState = known(
  { targets: [target('acme/shop', 2), target('environment production of acme/shop', 2)] },
  { promoted: true, issued: scw(3) },
)

/** A console that keeps what the runner would get to read, and what it would take for a command. */
export function fakeCore(): { readonly core: LogCore; readonly lines: string[] } {
  const lines: string[] = []
  const annotation =
    (level: string) =>
    (message: string, { title }: { title: string }) => {
      lines.push(`${level} "${title}": ${message}`)
    }
  return {
    lines,
    core: {
      startGroup: (name) => void lines.push(`▼ ${name}`),
      endGroup: () => void lines.push('▲'),
      info: (message) => void lines.push(message),
      debug: (message) => void lines.push(`debug: ${message}`),
      notice: annotation('notice'),
      warning: annotation('warning'),
      error: annotation('error'),
    },
  }
}

/** A `redact` that knows {@link FAKE_SECRET}. */
export function fakeRedact(): (text: string) => string {
  const { mask, redact } = createMasker(() => undefined)
  mask(FAKE_SECRET)
  return redact
}
