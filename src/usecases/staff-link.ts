import { createHash, randomBytes } from 'node:crypto'

const validMinutes = 24 * 60
const minuteMs = 60_000

/** What a link for connecting an account carries: until when it is good, and 128 bits that nobody can guess. */
export function newLinkToken(now: Date): string {
  const until = Math.floor(now.getTime() / minuteMs) + validMinutes
  return `${until.toString(36)}_${randomBytes(16).toString('base64url')}`
}

/** What is stored instead of the token, so that no copy of the database connects anybody. Its end is a part of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Meaningful only of a token whose hash is known: anybody can write another end before the rest. */
export function isExpired(token: string, now: Date): boolean {
  const until = Number.parseInt(token.split('_')[0] ?? '', 36)
  return !(now.getTime() < until * minuteMs)
}
