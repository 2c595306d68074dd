import pg from 'pg'
import type { TestDatabase } from './services.ts'

export interface TableLock {
  /** How many statements of the program wait, those aside that only put an update aside. */
  countWaiting(): Promise<number>
  release(): Promise<void>
}

/** Lets everybody read the table, and nobody write in it or lock its rows. */
export async function lockTable(
  database: TestDatabase & { readonly schema: string },
  table: string,
): Promise<TableLock> {
  const holder = await connect(database)
  const watcher = await connect(database)
  await holder.query('begin')
  await holder.query(`lock table ${database.schema}.${table} in exclusive mode`)

  return {
    async countWaiting() {
      const { rows } = await watcher.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
            and query not like '%values (''update''%'`,
      )
      return rows[0]?.count ?? 0
    },
    async release() {
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
