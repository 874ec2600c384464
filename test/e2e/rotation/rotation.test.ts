import { expect, jest, test } from '@jest/globals'
import {
  changes,
  DAY,
  HOUR,
  deploy,
  keyOf,
  otherProjectId,
  report,
  rotator,
  withFixture,
  shop,
  signIn,
  told,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const replaces = { 'replaces-access-key': deploy.accessKey }

test.concurrent(
  'makes a key, has nothing to do, retires the old key, and makes the next one when it is due',
  withFixture(async ({ sandbox, rotate, workingKey, living, lives }) => {
    const first = await rotate(replaces)
    const made = first.outputs['access-key'] ?? ''
    expect(first.outputs).toMatchObject({
      outcome: 'rotated',
      changed: 'true',
      revision: '1',
      'expires-at': '',
    })
    expect(first.outputs['previous-access-key']).toBe(deploy.accessKey)
    expect(workingKey(shop)).toBe(made)
    expect(lives(deploy.accessKey)).toBe(true)
    expect(told(first)).toMatchSnapshot('first run')

    sandbox.clock.advance(DAY + HOUR)
    const idle = await rotate(replaces)
    expect(idle.outputs).toMatchObject({ outcome: 'not-due', changed: 'false', 'access-key': made })
    expect(changes(idle)).toEqual([])
    expect(told(idle)).toMatchSnapshot('nothing to do')

    sandbox.clock.advance(7 * DAY)
    const retiring = await rotate(replaces)
    expect(retiring.outputs).toMatchObject({ outcome: 'retired', changed: 'true', 'access-key': made })
    expect(living()).toEqual([made])
    expect(workingKey(shop)).toBe(made)
    expect(told(retiring)).toMatchSnapshot('the end of a grace period')

    sandbox.clock.advance(22 * DAY + 1000)
    const second = await rotate(replaces)
    expect(second.outputs).toMatchObject({ outcome: 'rotated', revision: '2', 'previous-access-key': made })
    expect(second.log).toMatch(/because the current key SCW\w{17}, made on .*, has reached max-age/)
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
    expect(lives(made)).toBe(true)
  }),
)

test.concurrent(
  'replaces the key in every run where no max-age is given',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const first = await rotate({ 'max-age': '' })
    sandbox.clock.advance(DAY)
    const second = await rotate({ 'max-age': '' })
    expect([first, second].map(({ outputs }) => outputs['outcome'])).toEqual(['rotated', 'rotated'])
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
    expect(second.outputs['access-key']).not.toBe(first.outputs['access-key'])
  }),
)

test.concurrent(
  'replaces a key of any age that expires within the rollover window',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const first = await rotate({ expiry: '90d' })
    const made = first.outputs['access-key'] ?? ''
    const expiresAt = new Date(first.outputs['expires-at'] ?? '').getTime()
    expect(Math.abs(expiresAt - sandbox.clock.now().getTime() - 90 * DAY)).toBeLessThan(60_000)
    expect(keyOf(sandbox, made).expiresAt?.getTime()).toBe(expiresAt)

    // Somebody set it by hand; the action itself never shortens a life.
    const soon = sandbox.scaleway.iam.changeKey(made, {
      expiresAt: new Date(sandbox.clock.now().getTime() + 5 * DAY),
    })
    const waiting = await rotate({ expiry: '90d', 'rollover-window': '4d' })
    expect(waiting.outputs['outcome']).toBe('not-due')
    expect(waiting.outputs['expires-at']).toBe(soon.expiresAt?.toISOString())
    const second = await rotate({ expiry: '90d' })
    expect(second.outputs['outcome']).toBe('rotated')
    expect(second.log).toContain('expires soon')
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
  }),
)

test.concurrent(
  'replaces a key that somebody deleted by hand',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const first = await rotate()
    sandbox.scaleway.iam.deleteKey(first.outputs['access-key'] ?? '')
    expect(workingKey(shop)).toBeUndefined()
    const second = await rotate()
    expect(second.outputs['outcome']).toBe('rotated')
    expect(second.log).toContain('no longer exists')
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
  }),
)

test.concurrent(
  'replaces a key that has expired, and one whose version a person disabled',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    await rotate({ expiry: '50d' })
    sandbox.clock.advance(51 * DAY)
    expect(workingKey(shop)).toBeUndefined()
    const second = await rotate({ expiry: '50d' })
    expect(second.log).toMatch(/because the current key SCW\w{17} expired on/)
    expect(workingKey(shop)).toBe(second.outputs['access-key'])

    sandbox.clock.advance(DAY)
    sandbox.scaleway.secrets.disableVersion(second.outputs['secret-id'] ?? '', 2)
    const third = await rotate({ expiry: '50d' })
    expect(third.log).toContain('because v2, the current version, can no longer be read')
    expect(third.outputs).toMatchObject({ outcome: 'rotated', revision: '3' })
    expect(workingKey(shop)).toBe(third.outputs['access-key'])
  }),
)

test.concurrent(
  'a forced run replaces a young key, whose grace period then ends by itself',
  withFixture(async ({ sandbox, rotate, workingKey, living, lives }) => {
    const first = await rotate()
    sandbox.clock.advance(DAY)
    const second = await rotate({ force: 'true' }, { event: { name: 'workflow_dispatch' } })
    expect(second.outputs).toMatchObject({
      outcome: 'rotated',
      revision: '2',
      'previous-access-key': first.outputs['access-key'],
    })
    expect(second.log).toContain('because force is set')
    expect(workingKey(shop)).toBe(second.outputs['access-key'])
    expect(lives(first.outputs['access-key'] ?? '')).toBe(true)

    sandbox.clock.advance(7 * DAY - 60_000)
    expect((await rotate()).outputs['outcome']).toBe('not-due')
    sandbox.clock.advance(2 * 60_000)
    expect((await rotate()).outputs['outcome']).toBe('retired')
    // The key from before this action was named by nobody, so it is not this action's to end.
    expect(living()).toEqual([deploy.accessKey, second.outputs['access-key']])
  }),
)

test.concurrent(
  'a run without a grace period ends the leaked key at once',
  withFixture(async ({ rotate, workingKey, living }) => {
    const run = await rotate({ ...replaces, force: 'true', 'grace-period': '0' })
    expect(run.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': '' })
    expect(living()).toEqual([run.outputs['access-key']])
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a dry run changes nothing and says what the run after it does',
  withFixture(async ({ sandbox, rotate, workingKey, living, writes, versions }) => {
    const dry = await rotate({ ...replaces, 'dry-run': 'true' })
    expect(dry.outputs).toMatchObject({ outcome: 'rotated', changed: 'false', 'access-key': '' })
    expect(changes(dry)).toEqual([])
    expect([living(), writes(), versions()]).toEqual([[deploy.accessKey], [], []])
    expect(told(dry)).toMatchSnapshot('dry run')
    expect(dry.notices.join('\n')).toContain('whether all of it may be written')
    const real = await rotate(replaces)
    expect(done(real)).toEqual(announced(dry))

    sandbox.clock.advance(31 * DAY)
    const late = await rotate({ ...replaces, 'dry-run': 'true' })
    expect(late.outputs).toMatchObject({ outcome: 'rotated', changed: 'false' })
    expect(changes(late)).toEqual([])
    const later = await rotate(replaces)
    expect(done(later)).toEqual(announced(late))
    expect(announced(late)).toContain('delete the replaced key <key>')
    expect(workingKey(shop)).toBe(later.outputs['access-key'])

    const idle = await rotate({ ...replaces, 'dry-run': 'true' })
    expect(idle.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(idle.log).toContain('a run would change nothing')
    expect(idle.notices).toEqual([])
  }),
)

test.concurrent(
  'a new key inherits description, default project and lifetime from the key that it replaces',
  withFixture(async ({ sandbox, rotate }) => {
    sandbox.scaleway.iam.changeKey(deploy.accessKey, { defaultProjectId: otherProjectId })
    const run = await rotate(replaces)
    const made = keyOf(sandbox, run.outputs['access-key'] ?? '')
    expect(made.description).toContain('deploy key, made by hand')
    expect(made).toMatchObject({ defaultProjectId: otherProjectId, expiresAt: null })

    const day0 = sandbox.clock.now()
    const old = sandbox.scaleway.iam.createKey({
      applicationId: deploy.applicationId,
      description: 'lives for sixty days',
      createdAt: new Date(day0.getTime() - 20 * DAY),
      expiresAt: new Date(day0.getTime() + 40 * DAY),
      defaultProjectId: otherProjectId,
    })
    const other = { 'secret-name': 'shop-sixty', 'replaces-access-key': old.accessKey }
    const inheriting = await rotate(other)
    const heir = keyOf(sandbox, inheriting.outputs['access-key'] ?? '')
    expect(heir.description).toContain('lives for sixty days')
    expect((heir.expiresAt?.getTime() ?? 0) - heir.createdAt.getTime()).toBeCloseTo(60 * DAY, -4)
  }),
)

test.concurrent(
  'a new key has the description and the expiry that it was given',
  withFixture(async ({ sandbox, rotate }) => {
    const run = await rotate({ ...replaces, description: 'deploys the shop', expiry: 'P1Y' })
    const made = keyOf(sandbox, run.outputs['access-key'] ?? '')
    expect(made.description).toContain('deploys the shop')
    expect(made.description).not.toContain('made by hand')
    expect((made.expiresAt?.getTime() ?? 0) - made.createdAt.getTime()).toBeGreaterThan(364 * DAY)
  }),
)

test.concurrent(
  'a replaced key is let go, not deleted, with old-key: keep',
  withFixture(async ({ sandbox, rotate, living, versions }) => {
    const first = await rotate()
    const kept = first.outputs['access-key'] ?? ''
    const second = await rotate({ force: 'true' })
    sandbox.clock.advance(8 * DAY)
    const letting = await rotate({ 'old-key': 'keep' })
    expect(letting.outputs['outcome']).toBe('retired')
    expect(letting.log).toContain('go: it goes on working')
    expect(living()).toEqual([deploy.accessKey, kept, second.outputs['access-key']])
    // Nothing of this action's is left on it: a later run with old-key: delete leaves it alone too.
    expect(keyOf(sandbox, kept).description).toBe('deploy key, made by hand')
    sandbox.clock.advance(DAY)
    expect((await rotate()).outputs['outcome']).toBe('not-due')
    expect(living()).toContain(kept)
    expect(versions().map(({ stage }) => stage)).toEqual(['retired', 'current'])
  }),
)

test.concurrent(
  'a rotation leaves as many versions in Secret Manager as keep-versions says',
  withFixture(async ({ sandbox, rotate, workingKey, versions }) => {
    const always = { ...replaces, force: 'true', 'keep-versions': '1' }
    for (let run = 1; run <= 4; run += 1) {
      expect((await rotate(always)).outputs['outcome']).toBe('rotated')
      sandbox.clock.advance(8 * DAY)
    }
    const there = versions().filter(({ status }) => status === 'enabled' || status === 'disabled')
    expect(there.map(({ revision, stage, status }) => `v${revision} ${stage ?? ''} ${status}`)).toEqual([
      'v2 retired disabled',
      'v3 previous enabled',
      'v4 current enabled',
    ])
    expect(workingKey(shop)).toBe(there.at(-1)?.accessKey)
  }),
)

const own = {
  'application-id': '',
  'secret-name': 'rotator-own',
  repositories: '',
  environments: 'production',
}
const vault = { repository: 'acme/infra', environment: 'production' }
const fromGithub = (secrets: Readonly<Record<string, string>>) =>
  signIn({ accessKey: secrets['SCW_ACCESS_KEY'] ?? '', secretKey: secrets['SCW_SECRET_KEY'] ?? '' })

test.concurrent(
  'self-rotation: the next run signs in with what GitHub holds; the first key is left alone, since nobody named it',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const first = await rotate(own)
    const made = first.outputs['access-key'] ?? ''
    expect(first.outputs['outcome']).toBe('rotated')
    expect(first.warnings.join('\n')).toContain(`replaces-access-key: ${rotator.accessKey}`)
    expect(workingKey(vault)).toBe(made)

    sandbox.clock.advance(8 * DAY)
    const jobsPair = fromGithub(sandbox.github.workflowSecrets(vault))
    const idle = await rotate({ ...own, ...jobsPair })
    expect(idle.outputs['outcome']).toBe('not-due')
    expect(changes(idle)).toEqual([])

    const second = await rotate({ ...own, ...jobsPair, force: 'true' })
    expect(second.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': made })
    expect(workingKey(vault)).toBe(second.outputs['access-key'])

    // A job that waited for its approval still signs in with the key that is to be retired.
    sandbox.clock.advance(8 * DAY)
    const retiring = await rotate({ ...own, ...jobsPair })
    expect(retiring.outputs['outcome']).toBe('retired')
    expect(living(rotator.applicationId)).toEqual([rotator.accessKey, second.outputs['access-key']])
    expect(workingKey(vault)).toBe(second.outputs['access-key'])
  }),
)

test.concurrent(
  'self-rotation: the first key is retired after its grace period where the step names it',
  withFixture(async ({ sandbox, rotate, living }) => {
    const named = { ...own, 'replaces-access-key': rotator.accessKey }
    const first = await rotate(named)
    sandbox.clock.advance(8 * DAY)
    const retiring = await rotate({ ...named, ...fromGithub(sandbox.github.workflowSecrets(vault)) })
    expect(retiring.outputs['outcome']).toBe('retired')
    expect(living(rotator.applicationId)).toEqual([first.outputs['access-key']])
  }),
)

test.concurrent(
  'self-rotation into a whole repository is warned about: its key can make keys',
  withFixture(async ({ rotate }) => {
    const run = await rotate({ ...own, repositories: 'acme/infra', environments: '', 'dry-run': 'true' })
    expect(run.warnings.join('\n')).toContain('This key can make keys')
  }),
)

/** What a dry run announced, and what a run did, in the same words: the imperative, no keys, no times. */
function announced(run: Parameters<typeof report>[0]): readonly string[] {
  return report(run).steps.map(({ step }) => plain(step.replace(/^would /, '')))
}

function done(run: Parameters<typeof report>[0]): readonly string[] {
  return report(run).steps.map(({ step }) =>
    plain(
      step.replace(
        /^(created and stored|created|deleted|wrote|made|marked|disabled)/,
        (word) => imperative[word] ?? word,
      ),
    ),
  )
}

const imperative: Readonly<Record<string, string>> = {
  created: 'create',
  deleted: 'delete',
  'created and stored': 'create and store',
  wrote: 'write',
  made: 'make',
  marked: 'mark',
  disabled: 'disable',
}

function plain(step: string): string {
  return step
    .replaceAll(/the new key|(v\d+ )?\(?SCW[A-Z0-9]{17}\)?/g, '<key>')
    .replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC/g, '<time>')
}
