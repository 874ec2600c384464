import type { SandboxClock } from '../lib/clock.ts'
import type { SecretKind, SecretWrite, Sight } from './options.ts'
import { makeKeyPair, type KeyPair } from './sealed-box.ts'
import { fullName, githubTime, type Environment, type Owner, type Repository } from './entities.ts'

/** The owner of a value set. */
export type Holder =
  | { readonly repository: Repository }
  | { readonly repository: Repository; readonly environment: Environment }
  | { readonly organization: Owner }

/** A secret or a variable. */
export interface Entry {
  readonly name: string
  readonly value: string
  readonly createdAt: string
  readonly updatedAt: string
  /** Only an organization's entry has it. */
  readonly sight?: Sight
}

/** What a write gives; the name in upper case. */
export interface NewEntry {
  readonly name: string
  readonly value: string
  readonly sight?: Sight | undefined
}

/** What one place holds of one kind. Every later kind of secret is one more value of `kind`. */
export interface ValueSet {
  readonly kind: SecretKind
  readonly holder: Holder
  keys: KeyPair
  keyId: string
  readonly secrets: Map<string, Entry>
  readonly variables: Map<string, Entry>
}

/** In real exchanges all places of one kind name their key by the same id, though the keys differ; so it is here. */
const keyIds: Readonly<Record<SecretKind, string>> = {
  actions: '1000000000000000001',
  dependabot: '1000000000000000002',
  codespaces: '1000000000000000003',
  agents: '1000000000000000004',
}

function holderKey(holder: Holder): string {
  if ('organization' in holder) return `organization ${holder.organization.id}`
  if ('environment' in holder) return `environment ${holder.environment.id}`
  return `repository ${holder.repository.id}`
}

/** A valueSet in words, by the names that hold now: `actions acme/shop production`. */
export function valueSetLabel(valueSet: ValueSet): string {
  const { kind, holder } = valueSet
  if ('organization' in holder) return `${kind} ${holder.organization.login}`
  const environment = 'environment' in holder ? ` ${holder.environment.name}` : ''
  return `${kind} ${fullName(holder.repository)}${environment}`
}

/** Whether a repository is among those that an organization's entry is for. */
export function seenBy(repository: Repository, { sight }: Entry): boolean {
  if (sight === undefined || sight.visibility === 'all') return true
  if (sight.visibility === 'private') return repository.private
  return (sight.selectedRepositoryIds ?? []).includes(repository.id)
}

export type ValueStore = ReturnType<typeof createValueStore>

/** All secrets and variables there are, and every change of a secret. */
export function createValueStore(clock: SandboxClock) {
  const valueStore = new Map<string, ValueSet>()
  const writes: (Omit<SecretWrite, 'place'> & { readonly valueSet: ValueSet })[] = []
  let rotations = 0

  /** The valueSet of a place; made, with its key pair, when it is first asked for. */
  function valueSet(holder: Holder, kind: SecretKind): ValueSet {
    const key = `${kind} ${holderKey(holder)}`
    let found = valueStore.get(key)
    if (found === undefined) {
      found = {
        kind,
        holder,
        keys: makeKeyPair(),
        keyId: keyIds[kind],
        secrets: new Map(),
        variables: new Map(),
      }
      valueStore.set(key, found)
    }
    return found
  }

  function record(
    on: ValueSet,
    name: string,
    value: string | undefined,
    by: SecretWrite['by'],
    at: Date,
  ): void {
    writes.push({ number: writes.length + 1, at: at.toISOString(), valueSet: on, name, value, by })
  }

  function put(entries: Map<string, Entry>, { name, value, sight }: NewEntry, at: Date): boolean {
    const before = entries.get(name)
    const updatedAt = githubTime(at)
    const createdAt = before?.createdAt ?? updatedAt
    entries.set(name, { name, value, createdAt, updatedAt, ...(sight && { sight }) })
    return before === undefined
  }

  function deleteSecret(on: ValueSet, name: string, by: SecretWrite['by']): boolean {
    const deleted = on.secrets.delete(name)
    if (deleted) record(on, name, undefined, by, clock.now())
    return deleted
  }

  return {
    valueSet,
    all: () => [...valueStore.values()],
    /**
     * @param at when; the sandbox's time by default
     * @returns whether the secret is new
     */
    putSecret(on: ValueSet, entry: NewEntry, by: SecretWrite['by'], at: Date = clock.now()): boolean {
      const created = put(on.secrets, entry, at)
      record(on, entry.name, entry.value, by, at)
      return created
    },
    deleteSecret,
    /** @returns whether the variable is new */
    putVariable: (on: ValueSet, entry: NewEntry): boolean => put(on.variables, entry, clock.now()),
    /** Removes every valueSet that the predicate picks, with what is on it. */
    drop(gone: (holder: Holder) => boolean, by: SecretWrite['by']): void {
      for (const [key, candidate] of valueStore) {
        if (!gone(candidate.holder)) continue
        for (const name of [...candidate.secrets.keys()]) deleteSecret(candidate, name, by)
        valueStore.delete(key)
      }
    },
    rotate(on: ValueSet): void {
      rotations += 1
      on.keys = makeKeyPair()
      on.keyId = String(BigInt(keyIds[on.kind]) + BigInt(rotations) * 1000n)
    },
    /** Saves the current secrets and variables. @returns restores them; the public keys are not restored */
    remember: (): (() => void) => {
      const old = new Map(
        [...valueStore.values()].map((on) => [on, [new Map(on.secrets), new Map(on.variables)] as const]),
      )
      const count = writes.length
      return () => {
        for (const on of valueStore.values()) {
          const [secrets, variables] = old.get(on) ?? []
          refill(on.secrets, secrets)
          refill(on.variables, variables)
        }
        writes.length = count
      }
    },
    history: (): readonly SecretWrite[] =>
      writes.map(({ valueSet: on, ...write }) => ({ ...write, place: valueSetLabel(on) })),
  }
}

function refill(entries: Map<string, Entry>, content: ReadonlyMap<string, Entry> = new Map()): void {
  entries.clear()
  for (const [name, entry] of content) entries.set(name, entry)
}
