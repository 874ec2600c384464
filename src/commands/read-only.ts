/**
 * Stands where a run that only looks could change something: nothing gets through.
 * @throws always; that anybody comes here is a bug
 */
/* c8 ignore start -- nobody comes here: it is what would stop a bug */
export function refuseChange(): never {
  throw new Error('a run that only looks was about to change something; this is a bug')
}
/* c8 ignore stop */
