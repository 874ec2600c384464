import { createPublicKey, verify } from 'node:crypto'
import type { Apps } from '../apps.ts'
import { Refusal } from './errors.ts'
import type { App } from '../entities.ts'

/** A JWT may be valid for so many seconds from now on, and no longer. */
const longestValidity = 600

const documentation = 'https://docs.github.com/rest'

function refuse(message: string, status = 401): Refusal {
  return new Refusal(status, message, { documentation })
}

function undecodable(): Refusal {
  return refuse('A JSON web token could not be decoded')
}

function parsed(part: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    throw undecodable()
  }
  if (typeof value !== 'object' || value === null) throw undecodable()
  return value as Readonly<Record<string, unknown>>
}

/**
 * The App that a request is signed in as: a JWT (RFC 7519) in RS256, by one of the App's keys.
 *
 * GitHub's clock decides. Its words for each refusal are those that client libraries look for; in which order it
 * looks, and whether it lets a second or two pass, is unverified.
 * @param authorization the header
 * @throws Refusal 401, or 404 where there is no such App
 */
export function signedInApp(authorization: string | undefined, apps: Apps, now: Date): App {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const [header, payload, signature, ...more] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw undecodable()
  }
  if (parsed(header)['alg'] !== 'RS256') throw undecodable()
  const { iss, iat, exp } = parsed(payload)
  const app = apps.findApp(iss)
  if (app === undefined) throw refuse('Integration not found', 404)
  if (app.publicKeys.length === 0) throw refuse('Integration must generate a public key')
  const signed = Buffer.from(`${header}.${payload}`)
  const fits = app.publicKeys.some((key) =>
    verify('RSA-SHA256', signed, createPublicKey(key), Buffer.from(signature, 'base64url')),
  )
  if (!fits) throw undecodable()

  const seconds = Math.floor(now.getTime() / 1000)
  if (typeof exp !== 'number' || exp <= seconds) {
    throw refuse(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  }
  if (exp > seconds + longestValidity) {
    throw refuse("'Expiration time' claim ('exp') is too far in the future")
  }
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat > seconds) {
    throw refuse(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
  return app
}
