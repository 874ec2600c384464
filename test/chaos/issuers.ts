import { playCompany, type CompanyOptions, type CompanyResult } from './scaleway/concurrent-runs.ts'
import { openFleetTheatre } from './fleet/scenario.ts'
import { FLEET_STARTS, type FleetStart } from './fleet/starts.ts'
import { playKeysCompany } from './keys-api/concurrent-runs.ts'
import { openKeysTheatre } from './keys-api/scenario.ts'
import { KEY_STARTS, type KeyStart } from './keys-api/starts.ts'
import { openTheatre, type PlayOptions, type Result } from './scaleway/scenario.ts'
import { STARTS, type Start } from './scaleway/starts.ts'
import type { Subject } from './subject.ts'

/** What creates the keys of a scenario, or `file` for several keys of a file of keys. */
export const ISSUERS = ['scaleway', 'keys-api', 'file'] as const
export type Issuer = (typeof ISSUERS)[number]
/** Issuers with scenarios of concurrent runs. The keys of a file are already processed concurrently. */
export type MeetingIssuer = Exclude<Issuer, 'file'>

export type AnyStart = Start | KeyStart | FleetStart

/** The starting states of each issuer. */
export const STARTS_OF: Readonly<Record<Issuer, readonly AnyStart[]>> = {
  scaleway: STARTS,
  'keys-api': KEY_STARTS,
  file: FLEET_STARTS,
}

export function issuerOf(start: AnyStart): Issuer {
  return 'issuer' in start ? start.issuer : 'scaleway'
}

/** Returns the starting state with this name. Throws if there is none. */
export function startNamed(name: string): AnyStart {
  const all = ISSUERS.flatMap((issuer) => STARTS_OF[issuer])
  const found = all.find((start) => start.name === name)
  if (found === undefined)
    throw new Error(`there is no scenario "${name}"; there are: ${all.map((start) => start.name).join('; ')}`)
  return found
}

/** Runs scenarios of every issuer. */
export interface House {
  readonly play: (start: AnyStart, options?: PlayOptions) => Promise<Result>
  /** Two concurrent runs: the n-th scenario of a seed. */
  readonly playCompany: (
    issuer: MeetingIssuer,
    seed: number,
    n: number,
    options: CompanyOptions,
  ) => Promise<CompanyResult>
}

export async function openHouse(subject: Subject): Promise<House> {
  const theatre = await openTheatre(subject)
  const keysTheatre = await openKeysTheatre(subject)
  const fleetTheatre = await openFleetTheatre(subject)
  return {
    play(start, options) {
      if (!('issuer' in start)) return theatre.play(start, options)
      return start.issuer === 'file' ? fleetTheatre.play(start, options) : keysTheatre.play(start, options)
    },
    playCompany: (issuer, seed, n, options) =>
      issuer === 'scaleway'
        ? playCompany(theatre, seed, n, options)
        : playKeysCompany(keysTheatre, seed, n, options.verbose),
  }
}
