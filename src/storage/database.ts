import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Interval } from '../domain/interval.ts'

/** Anything that runs one statement: the pool, or a transaction. Storage functions take it first. */
export interface Connection {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

export interface Transaction extends Connection {
  /**
   * Effects outside the database (queue, messages) wait here; a rolled-back transaction forgets them. An effect that is
   * asked for several times runs once, with the things of all of them: nobody's answer waits for each by itself.
   */
  onCommit<Thing>(effect: Effect<Thing>, things?: readonly Thing[]): void
}

type Effect<Thing = never> = (things: readonly Thing[]) => Promise<void> | void

/** What a transaction leaves to be done after its commit, in its order. */
export class Effects {
  readonly #things = new Map<Effect, unknown[]>()

  add<Thing>(effect: Effect<Thing>, things: readonly Thing[] = []): void {
    const together = this.#things.get(effect)
    if (together) together.push(...things)
    else this.#things.set(effect, [...things])
  }

  /** One that fails is reported and keeps none of the others. */
  async run(onError: (error: unknown) => void): Promise<void> {
    for (const [effect, things] of this.#things) {
      try {
        await effect(things as never[])
      } catch (error) {
        onError(error)
      }
    }
  }
}

/** `serialization_failure` and `deadlock_detected`: nothing was written, the same work may simply run again. */
const repeatable = new Set(['40001', '40P01'])
const mostAttempts = 4
/** `too_many_connections`: the bots of one server, or of one role, hold all there are for the moment. */
const noPlaceLeft = '53300'
/** How long one waits for a place; a bot gives an idle one back after ten seconds. */
const patienceMs = 20_000
const firstPauseMs = 50
const longestPauseMs = 1000
/**
 * A process or a network that dies in the middle of a transaction must not keep a person's row locked. Set for each
 * transaction, since a pooler in transaction mode hands its connections from one tenant's role to the next session.
 */
const begin = `begin; set local statement_timeout = '20s'; set local idle_in_transaction_session_timeout = '20s'`

export class Database implements Connection {
  readonly #pool: pg.Pool
  readonly #onEffectError: (error: unknown) => void
  readonly #onStatement: (seconds: number) => void
  /** Who waits since the server, not the pool, has no connection left. */
  #refused = 0

  /** `onStatement` is told how long each statement took, the wait for a connection included. */
  constructor(
    options: pg.PoolConfig,
    onError: (error: unknown) => void,
    onStatement: (seconds: number) => void = () => undefined,
  ) {
    this.#pool = new pg.Pool({ ...options, types: { getTypeParser } })
    this.#onEffectError = onError
    this.#onStatement = onStatement
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', onError)
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return await this.#runAlone(text, values, patienceMs)
  }

  async #runAlone<Row>(text: string, values: readonly unknown[], mostWaitMs: number): Promise<Row[]> {
    const run = async (client: pg.PoolClient, breaks: (error: unknown) => void) => {
      try {
        return await rowsOf<Row>(client, text, values)
      } catch (error) {
        // Without the server's own word it may still be at work on the statement.
        if (!(error instanceof pg.DatabaseError)) breaks(error)
        throw error
      }
    }
    return await this.#measured(() => this.#lend(run, mostWaitMs))
  }

  async #measured<Result>(statement: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    try {
      return await statement()
    } finally {
      this.#onStatement((performance.now() - began) / 1000)
    }
  }

  /**
   * Runs `work` in one transaction (read committed) and then its `onCommit` effects. Deadlocks and serialization
   * failures are repeated up to three times. An effect that fails is reported, not thrown: what it would have done
   * is in the tables and the sweep finds it.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work)
      } catch (error) {
        if (attempt >= mostAttempts || !repeatable.has(errorCode(error) ?? '')) throw error
      }
    }
  }

  async #attempt<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const effects = new Effects()
    const result = await this.#lend(async (client, breaks) => {
      try {
        await client.query(begin)
        const done = await work({
          query: async <Row>(text: string, values: readonly unknown[] = []) =>
            await this.#measured(() => rowsOf<Row>(client, text, values)),
          onCommit: (effect, things) => effects.add(effect, things),
        })
        await client.query('commit')
        return done
      } catch (error) {
        await client.query('rollback').catch(breaks)
        throw error
      }
    }, patienceMs)
    await effects.run(this.#onEffectError)
    return result
  }

  /** Gives `work` a connection of its own; one that `breaks` is closed afterwards, any other used again. */
  async #lend<Result>(
    work: (client: pg.PoolClient, breaks: (error: unknown) => void) => Promise<Result>,
    mostWaitMs: number,
  ): Promise<Result> {
    const client = await this.#connect(mostWaitMs)
    let broken: unknown
    const breaks = (error: unknown): void => void (broken = error)
    // The pool listens to idle connections only; one that breaks at work would otherwise end the process.
    client.on('error', breaks)
    try {
      return await work(client, breaks)
    } finally {
      client.removeListener('error', breaks)
      client.release(broken !== undefined)
    }
  }

  /** A person waits rather than being told that the server is full of other bots. */
  async #connect(mostWaitMs: number): Promise<pg.PoolClient> {
    const lastTry = performance.now() + mostWaitMs
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await this.#pool.connect()
      } catch (error) {
        if (errorCode(error) !== noPlaceLeft || performance.now() + pauseMs > lastTry) throw error
        this.#refused++
        // All bots of a full server ask again, so not at one moment.
        await pause(pauseMs * (0.5 + Math.random() / 2))
        this.#refused--
      }
    }
  }

  /** Whether PostgreSQL answers at this moment; one that is full does not, and is not asked again and again. */
  async isReachable(): Promise<boolean> {
    try {
      await this.#runAlone('select 1', [], 0)
      return true
    } catch {
      return false
    }
  }

  /** Connections of the pool, and who waits since all are taken; the pool also has those in its queue whom it serves next. */
  get connections(): { readonly busy: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount, options } = this.#pool
    const served = idleCount + (options.max - totalCount)
    return {
      busy: totalCount - idleCount,
      idle: idleCount,
      waiting: Math.max(0, waitingCount - served) + this.#refused,
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

async function rowsOf<Row>(client: pg.PoolClient, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await client.query(text, [...values])
  return rows as Row[]
}

/** The SQLSTATE of a PostgreSQL error, e.g. `23P01`; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** The constraint a PostgreSQL error names, if it names one. */
export function errorConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}

/** PostgreSQL's numbers of the types that node-postgres would read differently. */
const oid = { int8: 20, date: 1082, time: 1083, timestamptz: 1184, tstzrange: 3910 }

/** Ids (`int8`) fit in a number; dates and times of day stay text, since they are no instants; ranges become intervals. */
function getTypeParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  switch (type) {
    case oid.int8:
      return Number
    case oid.date:
      return (value) => value
    case oid.time:
      return (value) => value.slice(0, 5)
    case oid.tstzrange:
      return parseRange
    default:
      return standardParser(type, format)
  }
}

/** Its types name only the numbers that node-postgres knows; it takes any. */
function standardParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const getParser = pg.types.getTypeParser as (type: number, format?: string) => (value: string) => unknown
  return getParser(type, format)
}

/** `["2026-03-01 10:00:00+00","2026-03-01 11:00:00+00")`; `empty` (a visit that gave up its time) becomes null. */
function parseRange(value: string): Interval | null {
  const match = /^[[(]"?([^",]+)"?,"?([^",]+)"?[\])]$/.exec(value)
  if (!match) return null
  const parse = standardParser(oid.timestamptz, 'text') as (text: string) => Date
  return { start: parse(match[1] ?? ''), end: parse(match[2] ?? '') }
}

/** The text form of a half-open range of instants, for a `tstzrange` parameter. */
export function rangeLiteral(interval: Interval): string {
  return `[${interval.start.toISOString()},${interval.end.toISOString()})`
}

/** SQL: of a `timestamptz` its milliseconds since the epoch, a floating-point number; where text would cost too much to read. */
export function epochMs(instant: string): string {
  return `round(date_part('epoch', ${instant}) * 1000)`
}
