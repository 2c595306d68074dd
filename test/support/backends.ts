import pg from 'pg'
import type { JobsBackend } from '../../src/jobs/backend.ts'
import { privateRedis, type TestDatabase } from './services.ts'

export interface TestBackend {
  readonly backend: JobsBackend
  /** Takes away everything that the queue keeps, as an emptied Redis does. */
  empty(): Promise<void>
  drop(): Promise<void>
}

/** Both places where the queue may live: every test of jobs runs on each. */
export const backendKinds = ['redis', 'postgresql'] as const

export async function openBackend(
  kind: (typeof backendKinds)[number],
  database: TestDatabase & { readonly schema: string },
): Promise<TestBackend> {
  if (kind === 'postgresql') {
    const schema = `${database.schema}_jobs`
    return {
      backend: { kind, connectionString: database.url, schema },
      empty: () => emptyPostgres(database.url, schema),
      drop: () => Promise.resolve(),
    }
  }
  const redis = await privateRedis()
  const { hostname, port, password } = new URL(redis.url)
  const connection = { host: hostname, port: Number(port), db: 0, ...(password && { password }) }
  return {
    backend: { kind, connection, prefix: `${redis.prefix}jobs` },
    empty: () => redis.drop(),
    drop: () => redis.drop(),
  }
}

async function emptyPostgres(url: string, schema: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ names: string }>(
      `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
         from pg_tables where schemaname = $1 and tablename not like '%migration%'`,
      [schema],
    )
    await client.query(`truncate ${rows[0]?.names ?? ''} cascade`)
  } finally {
    await client.end()
  }
}
