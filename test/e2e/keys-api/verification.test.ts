import { expect, jest, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  asked,
  withKeysFixture,
  nameOf,
  productionKey,
  stages,
  VERIFY,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, everythingSaid, report } from '../fixtures/fixture.ts'

// The proof that a new key works and the old one does not, and what happens where it cannot be had.

jest.setTimeout(120_000)

const WRONG = { ...VERIFY, 'keys-api-verify-header': 'x-wrong', 'propagation-timeout': '3s' } as const

test.concurrent(
  'a new key that is not known for a while, and flaps, is waited for before it is given to anybody',
  withKeysFixture(async ({ sandbox, rollover, working, made }) => {
    sandbox.keysApi.setConsistency({ flapping: ['ok', 'unknown', 'ok'], newKeyUnknownFor: { requests: 2 } })
    const run = await rollover(VERIFY)
    expect(run.outputs['outcome']).toBe('rolled-over')
    const shown = run.exchanges.findIndex(({ service, method }) => service === 'github' && method === 'PUT')
    const proofs = run.exchanges.slice(0, shown).filter(({ url }) => url === '/wallet/balance')
    // Five answers before it works, three in a row that it does, and one look at the old key.
    expect(proofs.map(({ status }) => status)).toEqual([200, 401, 200, 401, 401, 200, 200, 200, 401])
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'a new key that does not work in time is published all the same after a rollover, and the job fails',
  withKeysFixture(async ({ sandbox, rollover, held, made, versions }) => {
    sandbox.keysApi.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const run = await rollover({ ...VERIFY, 'propagation-timeout': '3s' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(held()).toBe(made()[0]?.key)
    expect(stages(versions())).toEqual(['current'])
    const said = everythingSaid(run)
    expect(said).toContain('was given to the targets all the same')
    expect(said).not.toContain('no target was given it')
    expect(said).not.toContain('goes on working')
    // The next day it works, and nothing is left to do.
    sandbox.keysApi.setConsistency({})
    sandbox.clock.advance(DAY)
    const next = await rollover(VERIFY)
    expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due' } })
    expect(next.warnings).toEqual([])
    expect(made()).toHaveLength(1)
  }),
)

test.concurrent(
  'a created key that does not work in time is given to nobody, and the next run tries the same one again',
  withKeysFixture(async ({ sandbox, rotate, held, working, made, versions }) => {
    sandbox.keysApi.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const run = await rotate({ ...VERIFY, 'propagation-timeout': '3s' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(run.log).toContain('no target was given it')
    expect(held()).toBe(productionKey.key)
    expect(stages(versions())).toEqual(['pending'])
    sandbox.keysApi.setConsistency({})
    sandbox.clock.advance(DAY)
    expect((await rotate(VERIFY)).outputs['outcome']).toBe('resumed')
    expect(made()).toHaveLength(1)
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'an old key that is still accepted after its rollover is a warning; on the first run as well',
  withKeysFixture(async ({ sandbox, rollover, working }) => {
    sandbox.keysApi.setConsistency({ oldKeyAcceptedFor: { requests: 100 } })
    const first = await rollover(VERIFY)
    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(first.warnings.join('\n')).toContain(
      `The replaced key ${nameOf(productionKey.key)} still works, although the service said that it was rolled over`,
    )
    const old = working()
    sandbox.clock.advance(25 * DAY)
    const run = await rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(run.warnings.join('\n')).toContain(`The replaced key ${nameOf(old)} still works`)
    expect(report(run).advice).toHaveLength(1)
  }),
)

test.concurrent(
  'without keys-api-verify-url it is said that nothing was proven',
  withKeysFixture(async ({ rollover, working, made }) => {
    const run = await rollover()
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(run.notices.join('\n')).toContain('Could not check whether the new key works')
    expect(run.notices.join('\n')).toContain('keys-api-verify-url is not set')
    expect(everythingSaid(run)).not.toMatch(/proved that/i)
    expect(run.summary).toContain('could not check whether v1')
    expect(run.exchanges.filter(({ url }) => url.startsWith('/wallet'))).toEqual([])
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'a wrong header: three daily rotates make one key, and nobody loses what works',
  withKeysFixture(async ({ sandbox, rotate, working, made, versions }) => {
    for (let day = 1; day <= 3; day += 1) {
      const run = await rotate(WRONG)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
      expect(working()).toBe(productionKey.key)
      sandbox.clock.advance(DAY)
    }
    expect(made()).toHaveLength(1)
    expect(stages(versions())).toEqual(['pending'])
    // Once it is mended, that very key is brought out.
    expect((await rotate(VERIFY)).outputs['outcome']).toBe('resumed')
    expect(made()).toHaveLength(1)
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'a header that is wrong from some day on: at most one key more, and every day a warning',
  withKeysFixture(async ({ sandbox, rotate, working, made, accepts }) => {
    await rotate({ ...VERIFY, 'max-age': '20d' })
    const first = working() ?? ''
    for (let day = 1; day <= 3; day += 1) {
      sandbox.clock.advance(DAY)
      const run = await rotate({ ...WRONG, 'max-age': '20d' })
      expect(run.exitCode).toBe(day === 1 ? 1 : 0)
      if (day > 1) expect(run.warnings.join('\n')).toContain('still it cannot')
      expect(working()).toBeDefined()
    }
    expect(made()).toHaveLength(2)
    expect(accepts(first)).toBe(true)
  }),
)

test.concurrent(
  'the same with rollover: the service knows better, nothing is made, and a warning says where to look',
  withKeysFixture(async ({ sandbox, rollover, working, made, versions }) => {
    await rollover(VERIFY)
    const current = working()
    for (let day = 1; day <= 2; day += 1) {
      sandbox.clock.advance(DAY)
      const run = await rollover(WRONG)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
      expect(run.warnings.join('\n')).toContain('Check keys-api-verify-url and keys-api-verify-header')
      expect(run.log).toContain('The current key is due on')
      expect(working()).toBe(current)
      expect(versions()[0]?.record).not.toHaveProperty('replacing')
    }
    expect(made()).toHaveLength(1)
    // And what a person overwrote is mended, as on any other day.
    sandbox.github.setSecret({ repository: 'acme/shop' }, 'API_KEY', 'FAKE-by-mistake')
    sandbox.clock.advance(DAY)
    expect((await rollover(WRONG)).outputs['outcome']).toBe('repaired')
    expect(working()).toBe(current)
  }),
)

test.concurrent(
  'an address that says nothing of keys (404, 500) proves nothing, and condemns none',
  withKeysFixture(async ({ sandbox, rollover, working, made }) => {
    await rollover(VERIFY)
    const current = working()
    for (const url of ['/nowhere', '/wallet/balance']) {
      sandbox.clock.advance(DAY)
      if (url !== '/nowhere') {
        const effect = { kind: 'status', status: 502 } as const
        sandbox.setFaults([{ service: 'keys-api', method: 'GET', path: '/wallet', times: 0, effect }])
      }
      const run = await rollover({ 'keys-api-verify-url': url })
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
      expect(asked(run)).toEqual([])
    }
    expect(working()).toBe(current)
    expect(made()).toHaveLength(1)
  }),
)

test.concurrent(
  'another origin is refused before anything is sent; named on purpose, it is asked',
  withKeysFixture(async ({ sandbox, rollover, made, working }) => {
    const seen: (string | undefined)[] = []
    const server = createServer((request, response) => {
      seen.push(request.headers['x-api-key'] as string | undefined)
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const elsewhere = { 'keys-api-verify-url': `${origin}/me` }
      const run = await rollover(elsewhere)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(run.exchanges).toEqual([])
      expect(run.errors.join('\n')).toContain('a key is sent to no other origin')
      expect(run.errors.join('\n')).toContain(`keys-api-verify-origin: ${origin}`)
      expect(seen).toEqual([])
      expect(made()).toEqual([])

      const named = await rollover({ ...elsewhere, 'keys-api-verify-origin': origin })
      expect(named.outputs['outcome']).toBe('rolled-over')
      expect(seen).toContain(working())
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    sandbox.clock.advance(DAY)
    expect(changes(await rollover(VERIFY))).toEqual([])
  }),
)

test.concurrent(
  'a key is not shown to where a redirect points',
  withKeysFixture(async ({ sandbox, rollover }) => {
    const effect = {
      kind: 'raw',
      status: 302,
      headers: { location: 'http://127.0.0.1:9/elsewhere' },
    } as const
    sandbox.setFaults([{ service: 'keys-api', method: 'GET', path: '/wallet', times: 0, effect }])
    const run = await rollover({ ...VERIFY, 'propagation-timeout': '2s' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(run.log).toContain('was given to the targets all the same')
  }),
)
