import { AmbiguousResult } from '../../rotation/model/ports.ts'
import { isCausedBy, githubFailure, requireStatus } from '../client/client.ts'
import { checkedItem } from '../places/paginate.ts'
import { placeId, routeTo } from '../places/places.ts'
import { capacityProblems, type Entries, type EntriesOptions, type Usage } from './secrets.ts'
import type { Listed } from '../places/listing.ts'

interface Variable extends Listed {
  readonly value: string
}

/** How often creating and changing are tried in turn, if another client creates and deletes the variable or answers are lost. */
const ATTEMPTS = 4

/**
 * The Actions variables of a place. Their values are not encrypted and can be read. Creating and changing are different
 * requests: the current state decides which one is sent, and the other one is tried if the state has changed.
 */
export function createVariables({ octokit, clock, reads, place, names, access }: EntriesOptions): Entries {
  const { route, parts } = routeTo(place, 'variables')
  /** The names that exist. */
  const existing = new Set<string>()

  async function read(name: string): Promise<Variable | undefined> {
    try {
      const answer = await octokit.request(`GET ${route}/{name}`, { ...parts, name })
      return checkedItem(answer.data) as Variable
    } catch (error) {
      if (githubFailure(error).status === 404) return undefined
      throw error
    }
  }

  async function count(): Promise<number> {
    const { answer } = await reads.variableCounts.ask(placeId(place), async () => {
      const found = await octokit.request(`GET ${route}`, { ...parts, per_page: 1 })
      return (found.data as { readonly total_count: number }).total_count
    })
    return answer
  }

  async function change(name: string, value: string): Promise<Sent> {
    try {
      const fields = { ...parts, name, ...access?.forChanging(), value }
      const answer = await octokit.request(`PATCH ${route}/{name}`, fields)
      const { headers } = requireStatus(answer, `PATCH of the variable ${name}`, [204])
      return { done: true, date: headers.date }
    } catch (error) {
      if (githubFailure(error).status === 404) return { done: false }
      throw error
    }
  }

  async function create(name: string, value: string): Promise<Sent> {
    try {
      const fields = { ...parts, name, ...access?.forNew(), value }
      const answer = await octokit.request(`POST ${route}`, fields)
      const { headers } = requireStatus(answer, `POST of the variable ${name}`, [201])
      return { done: true, date: headers.date }
    } catch (error) {
      // If the result is unknown, a change finds out, and is correct in either case.
      if (isCausedBy(error, AmbiguousResult) || githubFailure(error).status === 409) return { done: false }
      throw error
    }
  }

  async function write(name: string, value: string): Promise<string | undefined> {
    let exists = existing.has(name)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const sent = exists ? await change(name, value) : await create(name, value)
      if (sent.done) {
        existing.add(name)
        return sent.date
      }
      exists = !exists
    }
    throw new AmbiguousResult('another client creates and deletes the variable repeatedly')
  }

  return {
    async observe() {
      const askedAt = clock.stamp()
      const found = (await Promise.all(names.map(read))).flatMap((one) => one ?? [])
      const byName = new Map(found.map((one) => [one.name.toUpperCase(), one]))
      existing.clear()
      for (const name of byName.keys()) existing.add(name)
      await access?.learn(found)
      const entries = names.map((name) => {
        const variable = byName.get(name)
        return {
          name: variableName(name),
          updatedAt: variable && new Date(variable.updated_at),
          value: variable?.value ?? '',
          ...(access?.differs(name) === true && { accessDiffers: true }),
        }
      })
      return { entries, askedAt: askedAt() }
    },

    async prepare() {
      const missing = names.filter((name) => !existing.has(name))
      const usage: Usage = { total: missing.length === 0 ? 0 : await count(), missing }
      return [...capacityProblems(place, 'variables', usage), ...(access?.problems(names) ?? [])]
    },

    open: (name) => Promise.resolve((value) => write(name, value)),
  }
}

type Sent = { readonly done: true; readonly date: string | undefined } | { readonly done: false }

/** The name of a variable in a target's state, where a secret may have the same name. */
export function variableName(name: string): string {
  return `variable ${name}`
}
