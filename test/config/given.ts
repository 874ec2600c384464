import type { Inputs, InputSource, InputProblem } from '../../src/config/types.ts'
import { readInputs } from '../../src/config/read-inputs.ts'

export const SECRET_KEY = '00000000-aaaa-bbbb-cccc-000000000000'
export const PROJECT_ID = '11111111-aaaa-bbbb-cccc-111111111111'
export const TOKEN = 'ghs_fakeTokenOfATest'

/** What a workflow has to give at least. */
export const LEAST = {
  'scw-access-key': 'SCWFAKEFAKEFAKEFAKE1',
  'scw-secret-key': SECRET_KEY,
  'scw-project-id': PROJECT_ID,
  'scw-region': 'fr-par',
  'github-token': TOKEN,
}

/** What the runner sets. */
export const RUNNER = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_REPOSITORY_ID: '4711',
  GITHUB_RUN_ID: '99',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_EVENT_NAME: 'schedule',
}

export type Values = Readonly<Record<string, string>>

/** A run with `LEAST` and `RUNNER`, and the given on top. */
export function given(inputs: Values = {}, env: Values = {}, event?: unknown): InputSource {
  const all: Values = { ...LEAST, ...inputs }
  return { input: (name) => all[name] ?? '', env: { ...RUNNER, ...env }, event }
}

export function inputsOf(source: InputSource): Inputs {
  const result = readInputs(source)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.inputs
}

export function problemsOf(source: InputSource): readonly InputProblem[] {
  const result = readInputs(source)
  return result.ok ? [] : result.problems
}
