import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../scripts/services/postgres.ts'
import { openQueue } from '../../src/jobs/backend.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { withSearchPath } from '../../src/storage/pool-options.ts'
import { templateSchema } from './service-types.ts'
import { keptIdle, startSessionKeeper, type SessionKeeper } from './session-keeper.ts'

const objectInUse = '55006'
const cloneAttempts = 5
const closeWithinMs = 20_000
/** Rows that are gone make tables and indexes longer, as nothing vacuums them. */
const usesAtMost = 60
const jobsSchema = `${templateSchema}_jobs`

/**
 * Gives databases to all test files. What a test asks of PostgreSQL is little beside a new database and its first sessions,
 * so a database that was given back goes, emptied, to the next test, and its sessions with it.
 */
export class Databases {
  readonly #url: string
  readonly #pool: pg.Pool
  readonly #keeper: SessionKeeper
  readonly #stop: () => Promise<void>
  readonly #template = `booking_template_${randomBytes(4).toString('hex')}`
  /** How often each was in use, of those with a tenant. */
  readonly #uses = new Map<string, number>()
  readonly #spare: string[] = []
  #emptying = ''
  /** Of a database in which nothing but rows has changed. */
  #catalogue = ''

  private constructor(url: string, keeper: SessionKeeper, stop: () => Promise<void>) {
    this.#url = url
    this.#keeper = keeper
    this.#pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0, allowExitOnIdle: true })
    // A connection that breaks while it is idle is told by the next query.
    this.#pool.on('error', () => undefined)
    this.#stop = stop
  }

  /** On this server, of which the URL's role is a superuser; left out: on one of its own. */
  static async start(given = process.env['TEST_DATABASE_URL']): Promise<Databases> {
    const running = given === undefined ? await startPostgres({ durable: false }) : null
    const url = new URL(given ?? running!.url)
    const keeper = await startSessionKeeper({
      host: url.hostname,
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username),
    })
    const databases = new Databases(url.href, keeper, async () => {
      await keeper.stop()
      await running?.stop()
    })
    await databases.#makeTemplate()
    return databases
  }

  /**
   * The URL of a database that holds one migrated tenant, without a row, whose schema its connections see first. A kept
   * session saves more than its way through the keeper costs, up to some thousand statements; from there on `isDirect` does.
   */
  async clone({ isDirect = false } = {}): Promise<string> {
    const name = this.#spare.pop() ?? (await this.#cloneTemplate())
    this.#uses.set(name, (this.#uses.get(name) ?? 0) + 1)
    return isDirect ? this.#urlOf(name) : this.#keptUrlOf(name)
  }

  /** The URL of a database with nothing in it: no schema, no extension. */
  async empty(): Promise<string> {
    return this.#urlOf(await this.#create(''))
  }

  /** Tells what the connections did last that were left open. */
  async drop(url: string, withinMs = closeWithinMs): Promise<readonly string[]> {
    const name = new URL(url).pathname.slice(1)
    const left = await this.#connectionsLeft(name, withinMs)
    const uses = this.#uses.get(name) ?? usesAtMost
    if (left.length === 0 && uses < usesAtMost && (await this.#empty(name))) {
      this.#spare.push(name)
    } else {
      this.#uses.delete(name)
      await this.#pool.query(`drop database ${name} with (force)`)
    }
    return left
  }

  async close(): Promise<void> {
    await this.#pool.query(`alter database ${this.#template} is_template false`)
    for (const name of [this.#template, ...this.#spare]) {
      await this.#pool.query(`drop database ${name} with (force)`)
    }
    await this.#pool.end()
    await this.#stop()
  }

  async #makeTemplate(): Promise<void> {
    await this.#pool.query(`create database ${this.#template}`)
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
    const databaseUrl = this.#urlOf(this.#template)
    const migrated = await migrateTenant({ databaseUrl, schema: templateSchema, log })
    if (!migrated.ok) throw new Error(migrated.message)
    await makeJobsTables(databaseUrl)
    const client = new pg.Client(databaseUrl)
    await client.connect()
    this.#emptying = await findEmptying(client)
    await client.query(this.#emptying)
    this.#catalogue = await readCatalogue(client)
    await client.end()
    await this.#pool.query(`alter database ${this.#template} is_template true allow_connections false`)
  }

  async #cloneTemplate(): Promise<string> {
    const name = await this.#create(`template ${this.#template} strategy file_copy`)
    await this.#pool.query(`alter database ${name} set search_path = ${templateSchema}, extensions`)
    return name
  }

  /** False where a test has changed more than rows. */
  async #empty(name: string): Promise<boolean> {
    const client = new pg.Client(this.#keptUrlOf(name))
    await client.connect()
    try {
      if ((await readCatalogue(client)) !== this.#catalogue) return false
      await client.query(this.#emptying)
      return true
    } finally {
      await client.end()
    }
  }

  async #create(from: string): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#pool.query(`create database ${name} ${from}`)
        return name
      } catch (error) {
        if (attempt >= cloneAttempts || !isInUse(error)) throw error
      }
    }
  }

  /** A connection that was closed a moment ago is still there for a moment. */
  async #connectionsLeft(name: string, withinMs: number): Promise<string[]> {
    const end = Date.now() + withinMs
    for (;;) {
      const { rows } = await this.#pool.query<{ work: string }>(
        `select concat_ws(': ', nullif(application_name, ''), query) as work
           from pg_stat_activity where datname = $1 and query <> $2`,
        [name, keptIdle],
      )
      const left = rows.map(({ work }) => work || 'nothing yet')
      if (left.length === 0 && this.#keeper.inUse(name) > 0) left.push('nothing yet')
      if (left.length === 0 || Date.now() > end) return left
      await pause(5)
    }
  }

  #urlOf(name: string): string {
    return Object.assign(new URL(this.#url), { pathname: `/${name}` }).href
  }

  #keptUrlOf(name: string): string {
    const place = { hostname: '127.0.0.1', port: String(this.#keeper.port) }
    return Object.assign(new URL(this.#urlOf(name)), place).href
  }
}

/** Half of the tests of jobs keep them in PostgreSQL; each would make the same tables, and a sequence with its first job. */
async function makeJobsTables(databaseUrl: string): Promise<void> {
  const connectionString = withSearchPath(databaseUrl, jobsSchema)
  const queue = openQueue({ kind: 'postgresql', connectionString, schema: jobsSchema })
  await queue.add('task', { taskId: 0 })
  await queue.close()
}

/** The statements that bring a database of the template back to what it was, whatever a test has written into its tables. */
async function findEmptying(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ statements: string }>(
    `select string_agg(statement, '; ') as statements from (
       select format('delete from %I.%I', schemaname, tablename) as statement from pg_tables
        where schemaname = any($1) and tablename !~ 'migration'
       union all
       select format('select setval(%L, %s, false)', format('%I.%I', schemaname, sequencename), start_value)
         from pg_sequences where schemaname = any($1)) as needed`,
    [[templateSchema, jobsSchema]],
  )
  // Neither keys nor the triggers that guard a table have a say in this.
  return `begin; set local session_replication_role = replica; ${rows[0]!.statements}; commit`
}

/**
 * Changes when a table, an index, a constraint, a function or a right of the database does, or its settings, the planner's
 * statistics or the list of migrations.
 */
async function readCatalogue(client: pg.Client): Promise<string> {
  const lasting = `(select oid from pg_namespace where nspname !~ '^pg_(toast_)?temp_')`
  const parts = [
    `pg_namespace where oid in ${lasting}`,
    `pg_class where relnamespace in ${lasting}`,
    `pg_attribute where attrelid in (select oid from pg_class where relnamespace in ${lasting})`,
    `pg_proc where pronamespace in ${lasting}`,
    ...['pg_constraint', 'pg_default_acl', 'pg_extension', 'pg_index', 'pg_policy', 'pg_rewrite'],
    ...['pg_statistic', 'pg_trigger', `${templateSchema}.pgmigrations`],
    // A clone gets its search path after the template's state is read.
    `pg_db_role_setting where setconfig::text !~ 'search_path' and setdatabase =
       (select oid from pg_database where datname = current_database())`,
  ]
  const sums = parts.map((part) => `(select concat(count(*), ' ', max(xmin::text::bigint)) from ${part})`)
  const { rows } = await client.query<{ state: string }>(
    `select concat_ws(', ', ${sums.join(', ')}) as state`,
  )
  return rows[0]!.state
}

function isInUse(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === objectInUse
}

function ignore(): void {}
