import type { CompanyResult } from '../company.ts'
import type { KeysTheatre } from './scenario.ts'

export function playKeysCompany(
  _theatre: KeysTheatre,
  _seed: number,
  _n: number,
  _verbose: boolean,
): Promise<CompanyResult> {
  return Promise.resolve({ violations: [], log: [], requests: 0 })
}
