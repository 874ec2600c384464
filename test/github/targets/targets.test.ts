import { describe, expect, test } from '@jest/globals'
import { TargetError } from '../../../src/rotation/model/ports.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { json, thrownBy, type Asked } from '../../http/responses.ts'
import { acme, emptyGithub, NAMES, NEW, production, refuse, shop, targetsAt } from './github-responses.ts'

const id = placeId(shop)
/** GitHub, but for requests of this method whose path ends so. */
const but =
  (method: string, end: string, answer: () => Response) =>
  (asked: Asked): Response =>
    asked.method === method && asked.path.endsWith(end) ? answer() : emptyGithub(asked)

describe('a write', () => {
  test.each([
    ['tells its time', { date: 'Tue, 01 Jan 2030 00:00:00 GMT' }, '2030-01-01T00:00:00.000Z'],
    ['tells no time', {}, undefined],
    ['tells one that is none', { date: 'soon' }, undefined],
  ])('whose answer %s', async (_, headers, told) => {
    const { targets } = targetsAt(
      (asked) => {
        if (asked.method !== 'PUT') return emptyGithub(asked)
        return json({}, 201, headers)
      },
      [shop],
    )
    await targets.observe()
    const before = Date.now()
    const spans = await targets.write(id, NEW, undefined)
    expect([...spans.keys()]).toEqual(['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'])
    for (const { from, to } of spans.values()) {
      expect(from.getTime()).toBeLessThanOrEqual(to.getTime())
      if (told === undefined) expect(to.getTime()).toBeGreaterThanOrEqual(before - 1)
      else expect(to.toISOString()).toBe(told)
    }
  })

  test('to a place that nobody declared is a bug', async () => {
    const { targets } = targetsAt(emptyGithub, [shop])
    await targets.observe()
    await expect(targets.write(placeId(production), NEW, undefined)).rejects.toThrow(
      'a target is not one of the declared ones',
    )
    await expect(targets.prepare([placeId(production)])).rejects.toThrow('not one of the declared ones')
  })
})

describe('a public key', () => {
  test.each([
    ['that is missing', {}],
    ['of the wrong length', { key_id: '1', key: 'ZmFrZQ==' }],
    ['that is no text', { key_id: '1', key: 7 }],
  ])('%s is none: nothing is sealed to it, and no key is made for nothing', async (_, answer) => {
    const { targets } = targetsAt(
      but('GET', '/public-key', () => json(answer)),
      [shop],
    )
    await targets.observe()
    expect((await targets.prepare([id])).problems).toMatchObject([
      {
        about: 'repositories',
        problem: "acme/shop could not be read: GitHub's answer is not valid: it has no public key",
      },
    ])
  })
})

describe('a target that turns out to be out of reach when everything gets ready', () => {
  const noKey = but('GET', 'environments/production/secrets/public-key', () => refuse(403, 'Forbidden'))

  test('keeps the run from changing anything', async () => {
    const { targets, told } = targetsAt(noKey, [shop, production])
    await targets.observe()
    expect((await targets.prepare([id, placeId(production)])).problems).toMatchObject([
      { about: 'github-token' },
    ])
    expect(told).toEqual([])
  })

  test('is left out with on-unreachable: continue, and lags', async () => {
    const { targets, told, asked } = targetsAt(noKey, [shop, production], { onUnreachable: 'continue' })
    await targets.observe()
    expect((await targets.prepare([id, placeId(production)])).problems).toEqual([])
    expect(told).toEqual([
      expect.stringMatching(/^environment production of acme\/shop cannot be reached: .*Forbidden/),
    ])
    const error = await thrownBy(targets.write(placeId(production), NEW, undefined))
    expect(error).toBeInstanceOf(TargetError)
    expect(error).toMatchObject({
      left: 'untouched',
      message: expect.stringMatching(/^it cannot be reached: .*Forbidden/),
    })
    await targets.write(id, NEW, undefined)
    const puts = asked.filter(({ method }) => method === 'PUT').map(({ path }) => path)
    expect(puts.sort()).toEqual(
      ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'].map((name) => `/repos/acme/shop/actions/secrets/${name}`),
    )
  })
})

describe('a variable', () => {
  const names = { ...NAMES, accessKeyVariable: ['SCW_ACCESS_KEY'] }

  test('that others make and delete all the time: nobody knows what it holds', async () => {
    const { targets, asked } = targetsAt(
      (one) => {
        if (one.path.includes('/variables') && one.method === 'POST') return refuse(409, 'Already exists')
        if (one.path.includes('/variables') && one.method === 'PATCH') return refuse(404, 'Not Found')
        return emptyGithub(one)
      },
      [shop],
      { names },
    )
    await targets.observe()
    const error = await thrownBy(targets.write(id, NEW, undefined))
    expect(error).toMatchObject({
      name: 'TargetError',
      left: 'mixed',
      message:
        'variable SCW_ACCESS_KEY of acme/shop could not be written: another client creates and deletes the variable repeatedly',
    })
    const tries = asked.filter(({ path }) => path.includes('/variables')).map(({ method }) => method)
    expect(tries).toEqual(['GET', 'POST', 'PATCH', 'POST', 'PATCH'])
  })

  test('that GitHub does not take is told, and tried once', async () => {
    const { targets, asked } = targetsAt(
      but('POST', '/variables', () => refuse(422, 'Not on a Sunday.')),
      [shop],
      { names },
    )
    await targets.observe()
    await expect(targets.write(id, NEW, undefined)).rejects.toThrow(
      'variable SCW_ACCESS_KEY of acme/shop could not be written: Not on a Sunday.',
    )
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})

describe('the secrets of an organization', () => {
  const listed = (visibility?: string) => () =>
    json({
      secrets: NAMES.accessKey
        .concat(NAMES.secretKey)
        .map((name) => ({ name, updated_at: '2030-01-01T00:00:00Z', visibility })),
    })

  test('of which GitHub does not say who reads them are not written', async () => {
    const { targets } = targetsAt(but('GET', '/secrets', listed()), [acme])
    await expect(targets.observe()).rejects.toThrow(
      "GitHub's answer does not include the visibility of SCW_ACCESS_KEY",
    )
  })

  test('whose readers cannot be looked up right before the write are not written', async () => {
    const { targets, asked } = targetsAt(
      (one) => {
        if (one.path.endsWith('/secrets')) return listed('private')()
        return one.method === 'GET' && one.path.endsWith('_KEY') ? refuse(500, 'Oops') : emptyGithub(one)
      },
      [acme],
    )
    await targets.observe()
    await expect(targets.write(placeId(acme), NEW, undefined)).rejects.toThrow(
      'SCW_ACCESS_KEY, SCW_SECRET_KEY of organization acme could not be written: Oops',
    )
    expect(asked.filter(({ method }) => method === 'PUT')).toEqual([])
  })
})
