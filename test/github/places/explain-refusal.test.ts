import { expect, test } from '@jest/globals'
import { forbidden } from '../../../src/github/places/explain-refusal.ts'
import { acme, production, shop } from '../targets/github-responses.ts'

test('what is archived takes no secrets, whichever input names it', () => {
  const message = 'Repository was archived so is read-only.'
  const told = [shop, production, acme].map((place) => forbidden('ghp_FAKE', place, 'secrets', message))
  expect(told.map(({ about, problem }) => `${about}: ${problem}`)).toEqual([
    `repositories: acme/shop is archived (${message})`,
    `environments: environment production of acme/shop is archived (${message})`,
    `organization: organization acme is archived (${message})`,
  ])
})
