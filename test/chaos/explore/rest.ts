import { settle } from '../../rotation/model/judge.ts'
import { createModel } from '../../rotation/model/model.ts'
import type { Scenario } from './scenarios.ts'
import { cloudFrom } from './snapshot.ts'

/** What broke when clean daily runs followed; undefined where all came to rest. */
export async function rest(text: string, { policy }: Scenario): Promise<string | undefined> {
  const cloud = cloudFrom(text)
  for (const { refuses } of cloud.targets) refuses.clear()
  try {
    await settle(createModel({ cloud, ...(policy === undefined ? {} : { policy }) }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
