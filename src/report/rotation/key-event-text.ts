import type { RotationEvent } from '../../rotation/model/events.ts'
import type { Observation } from '../../rotation/model/observation.ts'
import { safeLine, keyName } from '../text/phrases.ts'
import { relativeDateText } from '../text/time.ts'

type EventOf<K extends RotationEvent['kind']> = Extract<RotationEvent, { kind: K }>

/**
 * What happened to a new key, in one line.
 * @param at the services' time, to say how far away its end is
 * @param issuer whether an end that is not known is none, or only was not told
 */
export function keyEventText(
  event: EventOf<'lost-answer' | 'key-created' | 'key-stored'>,
  at: Date,
  issuer: Observation['issuer'] = 'listing',
): string {
  const name = keyName(event.accessKey)
  switch (event.kind) {
    case 'lost-answer':
      return safeLine(
        `A key was made, but the answer with its secret was lost: the key ${name} was deleted again.`,
      )
    case 'key-created': {
      const unknown = issuer === 'blind' ? 'and nobody knows when it expires' : 'which never expires'
      const end =
        event.expiresAt === undefined ? unknown : `which expires on ${relativeDateText(event.expiresAt, at)}`
      return safeLine(`Made the key ${name}, ${end}.`)
    }
    case 'key-stored':
      return safeLine(`Stored the key ${name} as v${event.revision}, pending.`)
  }
}

/** Whose key goes on where two runs made one each. */
export function overtakenText({ accessKey, by }: EventOf<'overtaken'>): string {
  if (accessKey === by) {
    return safeLine(
      `Another run is at work with the key ${keyName(by)} of this one: what stands now decides what is left to do.`,
    )
  }
  return safeLine(
    `Another run stored the key ${keyName(by)} first: this run helps with that one, and a later run deletes ` +
      `${keyName(accessKey)}, which nobody uses.`,
  )
}

/** A key that could not be stored, sealed. The box is this action's own base64, and is useless when it is cut. */
export function sealedKeyText({ accessKey, box }: EventOf<'sealed'>): string {
  return safeLine(
    `The key ${keyName(accessKey)} could not be stored. Here it is, sealed to recovery-public-key ` +
      `(npm run recovery -- open FILE opens it): ${box}`,
  )
}
