/**
 * Refuses a change in a run that only reads.
 * @throws always: a call is a bug
 */
/* c8 ignore start -- never called: it guards against bugs */
export function refuseChange(): never {
  throw new Error('a run that only reads tried to change something; this is a bug')
}
/* c8 ignore stop */
