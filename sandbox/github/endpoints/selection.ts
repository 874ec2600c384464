import { readFields, readRepositoryIds } from '../api/body.ts'
import { minimalRepository } from '../api/responses.ts'
import { notFound, Refusal } from '../api/errors.ts'
import type { Call, Endpoint } from '../api/http.ts'
import type { Access } from '../options.ts'
import { page } from '../api/pagination.ts'
import type { Entry, ValueSet } from '../stored-values.ts'
import type { Repository, Directory } from '../entities.ts'
import type { Way } from './places.ts'

/** Names are found whatever their case. @throws Refusal 404 */
export function findEntry(entries: ReadonlyMap<string, Entry>, call: Call): Entry {
  const entry = entries.get((call.params['name'] ?? '').toUpperCase())
  if (entry === undefined) throw notFound()
  return entry
}

/** What can be read of an entry by everybody who may see it at all. @param url the entry's own address */
export function entryAnswer(entry: Entry, url: string): Record<string, unknown> {
  return {
    name: entry.name,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    ...(entry.sight && { visibility: entry.sight.visibility }),
    ...(entry.sight?.visibility === 'selected' && { selected_repositories_url: `${url}/repositories` }),
  }
}

/** Whether a repository is of the organization that the valueSet belongs to. */
export function belongsTo(valueSet: ValueSet, repository: Repository | undefined): boolean {
  return 'organization' in valueSet.holder && repository?.owner.id === valueSet.holder.organization.id
}

/** Which repositories an organization's secret or variable is for: list, replace, add one, remove one. */
export function selectionEndpoints(
  thing: 'secrets' | 'variables',
  way: Way,
  directory: Directory,
): readonly Endpoint[] {
  const path = `${way.path}/${thing}/:name/repositories`
  const what = thing === 'secrets' ? 'secret' : 'variable'
  const known = (valueSet: ValueSet) => (id: number) => belongsTo(valueSet, directory.repositoryById(id))

  function selection(
    call: Call,
    access: Access,
  ): { valueSet: ValueSet; entry: Entry; ids: readonly number[] } {
    const valueSet = way.enter(call, access)
    const entry = findEntry(valueSet[thing], call)
    if (entry.sight?.visibility !== 'selected') {
      // Reading a secret's list is not refused: its description knows no such answer, the variables' does.
      if (access === 'write' || thing === 'variables') throw new Refusal(409, 'Conflict', { empty: true })
      return { valueSet, entry, ids: [] }
    }
    return { valueSet, entry, ids: entry.sight.selectedRepositoryIds ?? [] }
  }

  /** Only who sees it changes: the value stays, and here `updated_at` does too (what GitHub does is unverified). */
  function select(valueSet: ValueSet, entry: Entry, ids: readonly number[]): { status: 204 } {
    valueSet[thing].set(entry.name, {
      ...entry,
      sight: { visibility: 'selected', selectedRepositoryIds: ids },
    })
    return { status: 204 }
  }

  function namedRepository(call: Call, valueSet: ValueSet): number {
    const id = Number(call.params['repository_id'])
    if (!belongsTo(valueSet, directory.repositoryById(id))) throw notFound()
    return id
  }

  const one = ['PUT', 'DELETE'] as const
  return [
    {
      method: 'GET',
      path,
      docs: `${way.docs}#list-selected-repositories-for-an-organization-${what}`,
      answer: (call) => {
        const repositories = selection(call, 'read').ids.flatMap((id) => directory.repositoryById(id) ?? [])
        return page(call, repositories, { usual: 30, most: 100 }, (items, total) => ({
          total_count: total,
          repositories: items.map((repository) => minimalRepository(repository, call.base)),
        }))
      },
    },
    {
      method: 'PUT',
      path,
      docs: `${way.docs}#set-selected-repositories-for-an-organization-${what}`,
      answer: (call) => {
        const { valueSet, entry } = selection(call, 'write')
        const fields = readFields(call.body, ['selected_repository_ids'])
        return select(valueSet, entry, readRepositoryIds(fields, false, known(valueSet)) ?? [])
      },
    },
    ...one.map((method): Endpoint => ({
      method,
      path: `${path}/:repository_id`,
      docs: `${way.docs}#${method === 'PUT' ? 'add-selected-repository-to' : 'remove-selected-repository-from'}-an-organization-${what}`,
      answer: (call) => {
        const { valueSet, entry, ids } = selection(call, 'write')
        const id = namedRepository(call, valueSet)
        const others = ids.filter((other) => other !== id)
        return select(valueSet, entry, method === 'PUT' ? [...others, id] : others)
      },
    })),
  ]
}
