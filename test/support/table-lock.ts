import pg from 'pg'
import type { TestDatabase } from './services.ts'

export interface TableLock {
  /** How many statements that answer somebody wait: not those that put an update aside or send a message by itself. */
  countWaiting(): Promise<number>
  /** Once; a second time does nothing. */
  release(): Promise<void>
}

/** Lets everybody read the table, and nobody write in it or lock its rows. */
export async function lockTable(
  database: TestDatabase & { readonly schema: string },
  table: string,
): Promise<TableLock> {
  const holder = await connect(database)
  const watcher = await connect(database)
  let released = false
  await holder.query('begin')
  await holder.query(`lock table ${database.schema}.${table} in exclusive mode`)

  return {
    async countWaiting() {
      const { rows } = await watcher.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
            and query !~ '^\\s*update tasks|values \\(''update''|set unreachable_at = \\$'`,
      )
      return rows[0]?.count ?? 0
    },
    async release() {
      if (released) return
      released = true
      await holder.query('rollback')
      await Promise.all([holder.end(), watcher.end()])
    },
  }
}

async function connect({ url }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'booking-test' })
  await client.connect()
  return client
}
