import { createHmac, timingSafeEqual } from 'node:crypto'

/** The claims of a JWT of the keys API. Times in seconds since 1970. */
export interface Claims {
  readonly sub: string
  readonly iat: number
  readonly exp: number
  /** Tells apart two that were issued within a second. */
  readonly jti: string
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signature(signed: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(signed).digest()
}

/** Makes a JWT (RFC 7519), signed with HS256. */
export function signJwt(claims: Claims, secret: string): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${signature(signed, secret).toString('base64url')}`
}

/** The claims of a JWT that was signed with HS256 and this secret, and has not expired; undefined for all else. */
export function readJwt(token: string, secret: string, now: Date): Partial<Claims> | undefined {
  const [header, payload, given, ...more] = token.split('.')
  if (header === undefined || payload === undefined || given === undefined || more.length > 0) {
    return undefined
  }
  const expected = signature(`${header}.${payload}`, secret)
  const actual = Buffer.from(given, 'base64url')
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    return undefined
  }
  // Only what this secret signed comes so far, so that both parts are JSON; `alg` is looked at all the same.
  const { alg } = decode(header)
  const claims: Partial<Claims> = decode(payload)
  const isRight = alg === 'HS256' && typeof claims.exp === 'number' && claims.exp * 1000 > now.getTime()
  return isRight ? claims : undefined
}

function decode(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
}
