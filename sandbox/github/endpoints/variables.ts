import type { AccessControl } from '../api/access.ts'
import { checkName, checkSize, readFields, readSight, readText } from '../api/body.ts'
import { notFound, Refusal, unprocessable } from '../api/errors.ts'
import { address, type Answer, type Call, type Endpoint } from '../api/http.ts'
import { page } from '../api/pagination.ts'
import type { Entry, ValueSet, ValueStore } from '../stored-values.ts'
import type { Directory } from '../entities.ts'
import { waysTo, type Way } from './places.ts'
import { belongsTo, entryAnswer, findEntry, selectionEndpoints } from './selection.ts'

/** Actions variables of repositories, environments and organizations. */
export function variableEndpoints(
  directory: Directory,
  access: AccessControl,
  valueStore: ValueStore,
): readonly Endpoint[] {
  return waysTo('variables', access, valueStore).flatMap((way): Endpoint[] => [
    {
      method: 'GET',
      path: `${way.path}/variables`,
      docs: `${way.docs}#list-${way.scope}-variables`,
      answer: (call) => {
        const entries = [...way.enter(call, 'read').variables.values()]
        entries.sort((one, other) => (one.name < other.name ? -1 : 1))
        return page(call, entries, { usual: 10, most: 30 }, (items, total) => ({
          total_count: total,
          variables: items.map((entry) => show(entry, `${address(call)}/${entry.name}`)),
        }))
      },
    },
    {
      method: 'POST',
      path: `${way.path}/variables`,
      docs: `${way.docs}#create-${way.place}-variable`,
      answer: (call) => create(call, way, way.enter(call, 'write'), directory, valueStore),
    },
    {
      method: 'GET',
      path: `${way.path}/variables/:name`,
      docs: `${way.docs}#get-${way.place}-variable`,
      answer: (call) => ({
        status: 200,
        body: show(findEntry(way.enter(call, 'read').variables, call), address(call)),
      }),
    },
    {
      method: 'PATCH',
      path: `${way.path}/variables/:name`,
      docs: `${way.docs}#update-${way.place}-variable`,
      answer: (call) => update(call, way, way.enter(call, 'write'), directory, valueStore),
    },
    {
      method: 'DELETE',
      path: `${way.path}/variables/:name`,
      docs: `${way.docs}#delete-${way.place}-variable`,
      answer: (call) => {
        const { variables } = way.enter(call, 'write')
        if (!variables.delete((call.params['name'] ?? '').toUpperCase())) throw notFound()
        return { status: 204 }
      },
    },
    ...(way.scope === 'organization' ? selectionEndpoints('variables', way, directory) : []),
  ])
}

function show(entry: Entry, url: string): Record<string, unknown> {
  return { value: entry.value, ...entryAnswer(entry, url) }
}

function create(
  call: Call,
  way: Way,
  valueSet: ValueSet,
  directory: Directory,
  valueStore: ValueStore,
): Answer {
  const ofOrganization = way.scope === 'organization'
  const fields = readFields(call.body, ['name', 'value', ...(ofOrganization ? ['visibility'] : [])])
  const name = checkName(readText(fields, 'name') ?? '', 'Variable')
  const value = readText(fields, 'value') ?? ''
  checkSize(value, 'Variable')
  if (valueSet.variables.has(name)) throw new Refusal(409, 'Already exists - Variable already exists')
  if (valueSet.variables.size >= way.room)
    throw unprocessable(`Maximum number of variables (${way.room}) reached.`)
  const sight = ofOrganization
    ? readSight(fields, undefined, false, (id) => belongsTo(valueSet, directory.repositoryById(id)))
    : undefined
  valueStore.putVariable(valueSet, { name, value, sight })
  return { status: 201, body: {} }
}

function update(
  call: Call,
  way: Way,
  valueSet: ValueSet,
  directory: Directory,
  valueStore: ValueStore,
): Answer {
  const before = findEntry(valueSet.variables, call)
  const fields = readFields(call.body, [])
  const name = checkName(readText(fields, 'name') ?? before.name, 'Variable')
  const value = readText(fields, 'value') ?? before.value
  checkSize(value, 'Variable')
  if (name !== before.name && valueSet.variables.has(name)) {
    throw new Refusal(409, 'Already exists - Variable already exists')
  }
  const sight =
    way.scope === 'organization'
      ? readSight(fields, before.sight, false, (id) => belongsTo(valueSet, directory.repositoryById(id)))
      : undefined
  if (name !== before.name) valueSet.variables.delete(before.name)
  valueStore.putVariable(valueSet, { name, value, sight })
  return { status: 204 }
}
