import pg from 'pg'
import type { Log } from '../../src/context.ts'
import { Database } from '../../src/storage/database.ts'
import { migrateTenant, type MigrationResult } from '../../src/storage/migrations.ts'
import { poolOptions } from '../../src/storage/pool-options.ts'
import type { TenantClaim } from '../../src/storage/tenant-claim.ts'
import { cloneDatabase } from '../support/services.ts'

/** Migrates and tells what was logged. */
export async function migrate(
  databaseUrl: string,
  schema: string,
  objectTo: (owner: TenantClaim) => string | null = () => null,
  more: { readonly lockPatienceMs?: number } = {},
): Promise<{ readonly result: MigrationResult; readonly messages: string[] }> {
  const messages: string[] = []
  const note = (_: object, message: string) => void messages.push(message)
  const log: Log = { debug: () => undefined, info: note, warn: note, error: note }
  return { result: await migrateTenant({ databaseUrl, schema, log, objectTo, ...more }), messages }
}

/** Runs statements as whoever the address names. */
export async function query<Row>(databaseUrl: string, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows as Row[]
    return rows
  } finally {
    await client.end()
  }
}

/** A migrated tenant of one's own. */
export async function openClone(): Promise<{ readonly db: Database; close(): Promise<void> }> {
  const database = await cloneDatabase()
  const pool = poolOptions({ databaseUrl: database.url, poolMax: 10, applicationName: 'booking-test' })
  const db = new Database(pool, console.error)
  return {
    db,
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}
