import type { Redis } from 'ioredis'
import type { UserFromGetMe } from 'telegraf/types'
import type { Log, ReadAgainChannel } from './context.ts'
import type { Clock } from './domain/clock.ts'
import type { JobsBackend } from './jobs/backend.ts'
import { openTaskQueue, type TaskQueue } from './jobs/task-queue.ts'
import type { Config } from './ops/config.ts'
import type { LifeCycle } from './ops/life-cycle.ts'
import { isConnectionError } from './ops/connection-error.ts'
import { openRedisChannel } from './ops/redis-channel.ts'
import { connectRedis, redisConnection } from './ops/redis.ts'
import { codeOfRefusal, exitCodes, StartRefused } from './ops/start-refused.ts'
import { waitFor } from './ops/wait-for.ts'
import { Database } from './storage/database.ts'
import { migrateTenant } from './storage/migrations.ts'
import { openNoticeChannel } from './storage/notice-channel.ts'
import { findPoolOptions, withSearchPath } from './storage/pool-options.ts'
import { telegramErrorKind } from './telegram/call-error.ts'
import { createTelegramClient, type CallReport, type TelegramClient } from './telegram/client.ts'
import { objectToOwner, type Owner } from './usecases/claim-tenant.ts'

/** A start on its way: whatever is opened is closed by `life`. */
export interface Opening {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly life: LifeCycle
}

function waiting({ config, log }: Opening) {
  return { log, timeoutSeconds: config.startupTimeoutSeconds }
}

/**
 * A step of the start that may be repeated: many starts at one moment can keep a server from answering in time. A bug in the
 * step ends the start, since waiting would only hide it.
 */
export function withPatience<Result>(opening: Opening, step: () => Promise<Result>): Promise<Result> {
  return waitFor('PostgreSQL or Redis', step, { ...waiting(opening), mayPass: isConnectionError })
}

export async function openDatabase(
  opening: Opening,
  onStatement: (seconds: number) => void,
): Promise<Database> {
  const { config, log, life } = opening
  const { schema, secrets } = config
  const migration = {
    databaseUrl: secrets.migrationDatabaseUrl,
    schema,
    log,
    objectTo: (owner: Owner) => objectToOwner(owner, config),
  }
  const migrated = await waitFor('PostgreSQL', () => migrateTenant(migration), waiting(opening))
  if (!migrated.ok) throw new StartRefused(codeOfRefusal(migrated.reason), migrated.message)
  const request = {
    databaseUrl: secrets.databaseUrl,
    schema,
    poolMax: config.poolMax,
    applicationName: applicationName(config),
  }
  const pool = await waitFor('PostgreSQL', () => findPoolOptions(request), waiting(opening))
  if (!pool.ok) throw new StartRefused(exitCodes.configuration, pool.message)
  const onError = (error: unknown) =>
    log.warn({ err: error }, 'A connection to PostgreSQL was lost, or what follows a commit failed')
  const db = new Database(pool.options, onError, onStatement)
  life.opened('PostgreSQL', () => db.close())
  return db
}

export async function openRedis(opening: Opening): Promise<Redis | null> {
  const { config, log, life } = opening
  if (!config.redis) return null
  const connection = redisConnection(config.redis, config.secrets)
  const redis = await waitFor('Redis', () => connectRedis(connection, log), waiting(opening))
  life.opened('Redis', () => redis.disconnect())
  return redis
}

export async function connectTelegram(
  opening: Opening,
  onCall: (call: CallReport) => void,
): Promise<{ readonly client: TelegramClient; readonly me: UserFromGetMe }> {
  const { config, log, life } = opening
  const client = createTelegramClient({
    token: config.secrets.botToken,
    apiRoot: config.telegramApiRoot,
    log,
    onCall,
  })
  life.opened('Telegram', () => client.closeConnections())
  const getMe = async () => {
    try {
      return await client.getMe()
    } catch (error) {
      if (telegramErrorKind(error) === 'unauthorized') throw tokenRefused()
      throw error
    }
  }
  return { client, me: await waitFor('Telegram', getMe, waiting(opening)) }
}

export function tokenRefused(): StartRefused {
  return new StartRefused(
    exitCodes.refused,
    'Telegram refuses BOT_TOKEN. Ask @BotFather for the present token of this bot, and set it.',
  )
}

/** What other processes of the tenant change; none of it keeps the program from starting. */
export function openChannel(
  opening: Opening,
  db: Database,
  redis: Redis | null,
  onWord: () => void,
): ReadAgainChannel {
  const { config, log, life } = opening
  const { schema, secrets } = config
  const channel =
    redis && config.redis
      ? openRedisChannel({
          connection: redisConnection(config.redis, secrets),
          speaker: redis,
          channel: `${config.redis.keyPrefix}read-again`,
          onWord,
          log,
        })
      : openNoticeChannel({
          databaseUrl: secrets.migrationDatabaseUrl,
          applicationName: applicationName(config),
          db,
          channel: `booking_${schema}`,
          onWord,
          log,
        })
  life.opened('the channel to other processes', () => channel.close())
  return channel
}

function applicationName({ clientId }: Config): string {
  return `booking-${clientId}`
}

export async function openQueue(opening: Opening): Promise<TaskQueue> {
  const { config, clock, log, life } = opening
  const backend = jobsBackend(config)
  const queue = await waitFor('the job queue', () => openTaskQueue({ backend, clock, log }), waiting(opening))
  life.opened('the job queue', () => queue.close())
  return queue
}

function jobsBackend({ redis, secrets, schema }: Config): JobsBackend {
  return redis
    ? { kind: 'redis', connection: redisConnection(redis, secrets), prefix: `${redis.keyPrefix}jobs` }
    : {
        kind: 'postgresql',
        // It listens, which a pooler in transaction mode takes away.
        connectionString: withSearchPath(secrets.migrationDatabaseUrl, `${schema}_jobs`),
        schema: `${schema}_jobs`,
      }
}
