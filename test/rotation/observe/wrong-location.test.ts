import { expect, test } from '@jest/globals'
import { wrongLocationProblem } from '../../../src/rotation/observe/wrong-location.ts'

test.each([
  ['region', 'the region nl-ams', 'nl-ams', 'scw-region', 'scaleway-wrong-region'],
  [
    'project',
    'the Project web',
    '11111111-2222-3333-4444-555555555555',
    'scw-project-id',
    'scaleway-wrong-project',
  ],
] as const)(
  'a secret of this rotation in another %s is named, with the input that leads there',
  (differs, where, value, input, cause) => {
    const { about, problem, remedy, knownCause } = wrongLocationProblem({ differs, where, value, tags: [] })
    expect([about, knownCause]).toEqual([input, cause])
    expect(problem).toBe(`the secret does not stand in the place that the inputs name, but in ${where}`)
    expect(remedy).toContain(`Set ${input} to ${value}`)
  },
)
