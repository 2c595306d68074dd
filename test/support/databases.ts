import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../scripts/services/postgres.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { templateSchema } from './service-types.ts'

const objectInUse = '55006'
const cloneAttempts = 5
const closeWithinMs = 20_000

/**
 * Makes and drops the databases of all test files. It keeps its connections: to open one costs a server more than what a
 * test asks of it.
 */
export class Databases {
  readonly #url: string
  readonly #pool: pg.Pool
  readonly #stop: () => Promise<void>
  readonly #template = `booking_template_${randomBytes(4).toString('hex')}`

  private constructor(url: string, stop: () => Promise<void>) {
    this.#url = url
    this.#pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0, allowExitOnIdle: true })
    // A connection that breaks while it is idle is told by the next query.
    this.#pool.on('error', () => undefined)
    this.#stop = stop
  }

  static async start(): Promise<Databases> {
    const given = process.env['TEST_DATABASE_URL']
    const running = given === undefined ? await startPostgres({ durable: false }) : null
    const databases = new Databases(given ?? running!.url, async () => await running?.stop())
    await databases.#makeTemplate()
    return databases
  }

  /** The URL of a database that holds one migrated tenant, whose schema its connections see first. */
  async clone(): Promise<string> {
    const name = await this.#create(`template ${this.#template} strategy file_copy`)
    await this.#pool.query(`alter database ${name} set search_path = ${templateSchema}, extensions`)
    return this.#urlOf(name)
  }

  /** The URL of a database with nothing in it: no schema, no extension. */
  async empty(): Promise<string> {
    return this.#urlOf(await this.#create(''))
  }

  /** Tells what the connections did last that were left open. */
  async drop(url: string): Promise<readonly string[]> {
    const name = new URL(url).pathname.slice(1)
    const left = await this.#connectionsLeft(name)
    await this.#pool.query(`drop database ${name} with (force)`)
    return left
  }

  async close(): Promise<void> {
    await this.#pool.query(`alter database ${this.#template} is_template false`)
    await this.#pool.query(`drop database ${this.#template}`)
    await this.#pool.end()
    await this.#stop()
  }

  async #makeTemplate(): Promise<void> {
    await this.#pool.query(`create database ${this.#template}`)
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
    const databaseUrl = this.#urlOf(this.#template)
    const migrated = await migrateTenant({ databaseUrl, schema: templateSchema, log })
    if (!migrated.ok) throw new Error(migrated.message)
    await this.#pool.query(`alter database ${this.#template} is_template true allow_connections false`)
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
  async #connectionsLeft(name: string): Promise<string[]> {
    const end = Date.now() + closeWithinMs
    for (;;) {
      const { rows } = await this.#pool.query<{ work: string }>(
        `select concat_ws(': ', nullif(application_name, ''), query) as work from pg_stat_activity where datname = $1`,
        [name],
      )
      if (rows.length === 0 || Date.now() > end) return rows.map(({ work }) => work)
      await pause(5)
    }
  }

  #urlOf(name: string): string {
    return Object.assign(new URL(this.#url), { pathname: `/${name}` }).href
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === objectInUse
}

function ignore(): void {}
