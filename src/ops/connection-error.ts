import { isNativeError } from 'node:util/types'

/** A network that refused, broke off, was silent, or does not know the host (yet). */
const networkCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** SQLSTATE classes: a broken connection, missing resources, a server that starts, stops or cancels. */
const serverIsAway = /^(08|53|57)[0-9A-Z]{3}$/

/** What node-postgres and ioredis say in words only, and what Redis answers while it loads or changes its master. */
const connectionWords = new RegExp(
  [
    '^timeout expired$',
    '^timeout exceeded when trying to connect$',
    '^Query read timeout$',
    '^Connection terminated',
    '^Client has encountered a connection error',
    '^Client was closed and is not queryable$',
    '^Command timed out$',
    '^Connection is closed\\.$',
    "^Stream isn't writeable",
    '^Reached the max retries per request limit',
    '^(LOADING|MASTERDOWN|READONLY|TRYAGAIN) ',
  ].join('|'),
)

/** Whether PostgreSQL or Redis was away, so that the same may work later; anything else is a bug or a refusal. */
export function isConnectionError(error: unknown): boolean {
  if (!isNativeError(error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return networkCodes.has(code) || serverIsAway.test(code) || connectionWords.test(error.message)
}
