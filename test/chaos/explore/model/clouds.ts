import { follow, momentOf, type CloudWithPast, type Moment } from './past.ts'
import { load, save } from './snapshot.ts'

/** The states that a cloud has had, each with a number. */
export interface Clouds {
  /** The number of a serialized state. */
  numberOf(text: string): number
  textOf(number: number): string
  /** Whether the secret exists in a state. */
  hasSecret(number: number): boolean
  /** Loads a state. */
  open(number: number): void
  /** Must be called before the loaded cloud is changed. */
  touch(): void
  /** The number of the current state. */
  close(): number
  readonly count: () => number
}

export function createClouds(cloud: CloudWithPast): Clouds {
  const texts: string[] = []
  const secrets: boolean[] = []
  const numbers = new Map<string, number>()
  let loaded = -1
  let before: Moment | undefined
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    secrets.push(text.includes('"secret":{'))
    return texts.push(text) - 1
  }
  const textOf = (number: number): string => {
    const text = texts[number]
    if (text === undefined) throw new Error(`there is no state ${number}`)
    return text
  }
  return {
    numberOf,
    textOf,
    hasSecret: (number) => secrets[number] === true,
    open(number) {
      if (number !== loaded) load(cloud, textOf(number))
      loaded = number
    },
    touch() {
      before = momentOf(cloud)
      loaded = -1
    },
    close() {
      if (before !== undefined) follow(cloud, before)
      before = undefined
      loaded = numberOf(save(cloud))
      return loaded
    },
    count: () => texts.length,
  }
}
