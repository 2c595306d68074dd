/** `npm run schema`: writes migrations/schema.sql from the catalogue of a schema that was migrated a moment ago. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '../src/storage/database.ts'
import { migrateTenant } from '../src/storage/migrations.ts'
import { findPoolOptions } from '../src/storage/pool-options.ts'
import { readSchemaText } from './schema-text.ts'
import { startPostgres } from './services/postgres.ts'

const file = join(import.meta.dirname, '../migrations/schema.sql')
const schema = 'written'
const log = { debug: ignore, info: ignore, warn: console.warn, error: console.error }

const server = await startPostgres({ durable: false })
try {
  await writeFile(file, await migrateAndRead(server.url))
  console.log('Written: migrations/schema.sql')
} finally {
  await server.stop()
}

async function migrateAndRead(databaseUrl: string): Promise<string> {
  const migrated = await migrateTenant({ databaseUrl, schema, log })
  if (!migrated.ok) throw new Error(migrated.message)
  const pool = await findPoolOptions({ databaseUrl, schema, poolMax: 1, applicationName: 'booking-schema' })
  if (!pool.ok) throw new Error(pool.message)
  const db = new Database(pool.options, console.error)
  try {
    return await readSchemaText(db)
  } finally {
    await db.close()
  }
}

function ignore(): void {
  // What a migration says while it succeeds is of no interest here.
}
