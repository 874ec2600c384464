import { playCompany, type CompanyOptions, type CompanyResult } from './scaleway/concurrent-runs.ts'
import { openFleetTheatre } from './fleet/scenario.ts'
import { FLEET_STARTS, type FleetStart } from './fleet/starts.ts'
import { playKeysCompany } from './keys-api/concurrent-runs.ts'
import { openKeysTheatre } from './keys-api/scenario.ts'
import { KEY_STARTS, type KeyStart } from './keys-api/starts.ts'
import { openTheatre, type PlayOptions, type Result } from './scaleway/scenario.ts'
import { STARTS, type Start } from './scaleway/starts.ts'
import type { Subject } from './subject.ts'

/** What makes the keys that a scenario is about, or `file` where it is about several keys of a file. */
export const ISSUERS = ['scaleway', 'keys-api', 'file'] as const
export type Issuer = (typeof ISSUERS)[number]
/** Those whose runs meet other ones; a file's keys are rotated by runs that are seen to meet already. */
export type MeetingIssuer = Exclude<Issuer, 'file'>

/** A starting state of any of them. */
export type AnyStart = Start | KeyStart | FleetStart

/** The starting states of an issuer. */
export const STARTS_OF: Readonly<Record<Issuer, readonly AnyStart[]>> = {
  scaleway: STARTS,
  'keys-api': KEY_STARTS,
  file: FLEET_STARTS,
}

export function issuerOf(start: AnyStart): Issuer {
  return 'issuer' in start ? start.issuer : 'scaleway'
}

/** The starting state of that name. Throws where there is none. */
export function startNamed(name: string): AnyStart {
  const all = ISSUERS.flatMap((issuer) => STARTS_OF[issuer])
  const found = all.find((start) => start.name === name)
  if (found === undefined)
    throw new Error(`there is no scenario "${name}"; there are: ${all.map((start) => start.name).join('; ')}`)
  return found
}

/** A theatre for the scenarios of each issuer. */
export interface House {
  readonly play: (start: AnyStart, options?: PlayOptions) => Promise<Result>
  /** Two runs at once, the n-th of a seed. */
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
