import type pg from 'pg'
import { errorCode } from './database.ts'

/** One number of 64 bits, or two of 32: they never meet. */
export type LockKey = readonly [value: number] | readonly [first: number, second: number]

export interface LockWait {
  /** Milliseconds in all; then `LockHeld` is thrown. */
  readonly patienceMs: number
  /** Told again and again while somebody else has the lock. */
  readonly onWait?: (holder: string) => void
}

/** Somebody else kept the lock for too long; the message says who, for people. */
export class LockHeld extends Error {}

const lockNotAvailable = '55P03'
const longestStepMs = 15_000

/**
 * Takes a lock until it is given back or the session ends. Everybody who may connect to the database can take any advisory lock of it, so one
 * that does not come is nothing to wait for without a word.
 */
export async function takeSessionLock(client: pg.Client, key: LockKey, wait: LockWait): Promise<void> {
  for (let leftMs = wait.patienceMs; ; leftMs -= longestStepMs) {
    if (await tryFor(client, key, Math.min(leftMs, longestStepMs))) return
    const holder = await describeHolder(client, key)
    if (leftMs <= longestStepMs) {
      throw new LockHeld(
        `The advisory lock ${key.join(', ')} is held by ${holder} and did not come free within ` +
          `${Math.round(wait.patienceMs / 1000)} s. If that is nobody's who may, ask the administrator to end the ` +
          `session: select pg_terminate_backend(<its number>);`,
      )
    }
    wait.onWait?.(holder)
  }
}

/** Gives back what `takeSessionLock` took, for the next in line; a session that ends gives back by itself. */
export async function releaseSessionLock(client: pg.Client, key: LockKey): Promise<void> {
  await client.query(`select pg_advisory_unlock(${parametersOf(key).join(', ')})`, [...key])
}

async function tryFor(client: pg.Client, key: LockKey, ms: number): Promise<boolean> {
  try {
    await client.query(`set lock_timeout = ${Math.max(1, ms)}`)
    await client.query(`select pg_advisory_lock(${parametersOf(key).join(', ')})`, [...key])
    return true
  } catch (error) {
    if (errorCode(error) !== lockNotAvailable) throw error
    return false
  } finally {
    await client.query('reset lock_timeout').catch(() => undefined)
  }
}

function parametersOf(key: LockKey): string[] {
  return key.length === 1 ? ['$1::bigint'] : ['$1::int', '$2::int']
}

async function describeHolder(client: pg.Client, key: LockKey): Promise<string> {
  const isThis =
    key.length === 1
      ? 'objsubid = 1 and (classid::bigint << 32) | objid::bigint = $1::bigint'
      : 'objsubid = 2 and classid = $1::int::oid and objid = $2::int::oid'
  const { rows } = await client.query<{ holder: string }>(
    `select format('the session %s of the role %s (%s)', pid, usename, coalesce(nullif(application_name, ''), 'unnamed'))
              as holder
       from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and granted and ${isThis}
        and database = (select oid from pg_database where datname = current_database())`,
    [...key],
  )
  return rows.map(({ holder }) => holder).join(', ') || 'a session that is gone now'
}
