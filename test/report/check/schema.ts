import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

/** What the tests read of a report of `check`. */
export interface CheckReport {
  readonly outcome: string
  readonly fails: boolean
  readonly verdict: string
  readonly findings: readonly string[]
  readonly alarms: readonly {
    readonly kind: string
    readonly keys: readonly string[]
    readonly found: boolean
  }[]
  readonly shortened: boolean
  readonly keysLeftOut: number
  readonly keys: readonly {
    readonly name: string | null
    readonly outcome: string
    readonly current: Readonly<Record<string, unknown>> | null
    readonly findings: readonly { readonly kind: string; readonly found: string; readonly remedy: string }[]
    readonly hidden: readonly string[]
    readonly remarks: readonly string[]
    readonly room: {
      readonly versions: { readonly left: number | null }
      readonly keys: { readonly left: number | null }
    }
    readonly generations?: readonly Readonly<Record<string, unknown>>[]
    readonly otherKeys?: readonly { readonly accessKey: string; readonly standing: string }[]
    readonly targets?: readonly Readonly<Record<string, unknown>>[]
  }[]
}

type Schema = Readonly<Record<string, unknown>>

const path = new URL('../../../schema/check-report.json', import.meta.url)
const published = JSON.parse(readFileSync(path, 'utf8')) as Schema

const validate = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  formats: { 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/ },
}).compile(closed(published) as Schema)

/** What of a report is not as the schema says: a field that it does not know counts, so that none goes unpublished. */
export function brokenIn(report: unknown): readonly string[] {
  validate(report)
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  )
}

/** The schema without leave to grow. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]))
  return parts['type'] === 'object' && 'properties' in parts
    ? { ...parts, additionalProperties: false }
    : parts
}
