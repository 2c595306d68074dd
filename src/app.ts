import type { Redis } from 'ioredis'
import type { Update, UserFromGetMe } from 'telegraf/types'
import { createBot } from './bot/bot.ts'
import { registerCommands } from './bot/commands.ts'
import { createRedisDrafts } from './bot/drafts/redis-drafts.ts'
import { createStoredDrafts } from './bot/drafts/stored-drafts.ts'
import { createRateLimits } from './bot/rate-limits.ts'
import { createContext, type Log, type UseCaseContext } from './context.ts'
import type { Clock } from './domain/clock.ts'
import { createI18n, type I18n } from './i18n/i18n.ts'
import type { JobsBackend } from './jobs/backend.ts'
import { startSweep } from './jobs/sweep.ts'
import { openTaskQueue, type TaskQueue } from './jobs/task-queue.ts'
import { systemClock } from './ops/clock.ts'
import type { Config } from './ops/config.ts'
import { startHealthServer } from './ops/health-server.ts'
import { createLifeCycle, type LifeCycle } from './ops/life-cycle.ts'
import { createMetrics } from './ops/metrics.ts'
import { claimPrefix } from './ops/prefix-owner.ts'
import { connectRedis, redisConnection } from './ops/redis.ts'
import { codeOfRefusal, exitCodes, StartRefused } from './ops/start-refused.ts'
import { waitFor } from './ops/wait-for.ts'
import { Database } from './storage/database.ts'
import { migrateTenant } from './storage/migrations.ts'
import { findPoolOptions, withSearchPath } from './storage/pool-options.ts'
import { telegramErrorKind } from './telegram/call-error.ts'
import { createTelegramClient, type TelegramClient } from './telegram/client.ts'
import { createIntake, type Intake, type IntakeLimits } from './telegram/intake.ts'
import { createPacer } from './telegram/pacer.ts'
import { claimTenant, objectToOwner, type Owner } from './usecases/claim-tenant.ts'
import { deliverTask } from './usecases/deliver-task.ts'
import { prepareTenant } from './usecases/prepare-tenant.ts'
import { finishUpdate, mayTryUpdate, putUpdateAside, takeUpdatesAside } from './usecases/put-update-aside.ts'

export interface AppOptions {
  readonly log: Log
  /** Another one than the machine's: the demo and the tests move it. */
  readonly clock?: Clock
  /** Called when the program can't go on. */
  readonly fail: (error: unknown) => void
  readonly intakeLimits?: Partial<IntakeLimits>
}

export interface App {
  readonly username: string
  /** Of the health server. */
  readonly port: number
  stop(): Promise<void>
}

/** Everything has to be closed before a container's grace period ends in SIGKILL. */
const stopWithinMs = 25_000

/** Brings one tenant up: schema, claim, queue, bot. Whatever was opened is closed again when a later step fails. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  if (config.webhookUrl !== null) throw webhookRefused()
  const life = createLifeCycle({ log: options.log, limitMs: stopWithinMs })
  const starting: Starting = { ...options, config, life, clock: options.clock ?? systemClock }
  try {
    return await start(starting)
  } catch (error) {
    await life.stop()
    throw error
  }
}

interface Starting {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly life: LifeCycle
  readonly fail: (error: unknown) => void
  readonly intakeLimits?: Partial<IntakeLimits>
}

async function start(starting: Starting): Promise<App> {
  const { config, log, life, clock } = starting
  const watched: Watched = {}
  const { port } = await openHealthServer(starting, watched)
  const db = (watched.db = await openDatabase(starting))
  const redis = (watched.redis = await openRedis(starting))
  const { client, me } = await connectTelegram(starting)
  await claim(starting, db, redis)

  const i18n = createI18n()
  const queue = (watched.queue = await openQueue(starting))
  const pacer = createPacer()
  const ctx = createContext({ config, clock, log, db, client, i18n, queue, pacer })
  await prepareTenant(ctx)

  queue.startWorker((taskId) => deliverTask(ctx, taskId))
  life.opened('the sweep', startSweep(ctx))
  life.opened('paced sending', () => pacer.close())
  // Opened last and so closed first: what is still to be answered needs all the rest.
  watched.intake = await startIntake(starting, { ctx, client, me, i18n, redis })
  void registerCommands(client, i18n, config.defaultLocale).catch((error: unknown) => {
    log.warn({ err: error }, 'The menu of commands could not be set')
  })
  log.info({}, `Bot started successfully (@${me.username}, polling)`)
  return { username: me.username, port, stop: () => life.stop() }
}

function waiting({ config, log }: Starting) {
  return { log, timeoutSeconds: config.startupTimeoutSeconds }
}

async function openDatabase(starting: Starting): Promise<Database> {
  const { config, log, life } = starting
  const { schema, secrets } = config
  const migration = {
    databaseUrl: secrets.migrationDatabaseUrl,
    schema,
    log,
    objectTo: (owner: Owner) => objectToOwner(owner, config),
  }
  const migrated = await waitFor('PostgreSQL', () => migrateTenant(migration), waiting(starting))
  if (!migrated.ok) throw new StartRefused(codeOfRefusal(migrated.reason), migrated.message)
  const request = {
    databaseUrl: secrets.databaseUrl,
    schema,
    poolMax: config.poolMax,
    applicationName: `booking-${config.clientId}`,
  }
  const pool = await waitFor('PostgreSQL', () => findPoolOptions(request), waiting(starting))
  if (!pool.ok) throw new StartRefused(exitCodes.configuration, pool.message)
  const db = new Database(pool.options, (error) => {
    log.warn({ err: error }, 'A connection to PostgreSQL was lost, or what follows a commit failed')
  })
  life.opened('PostgreSQL', () => db.close())
  return db
}

async function openRedis(starting: Starting): Promise<Redis | null> {
  const { config, log, life } = starting
  if (!config.redis) return null
  const connection = redisConnection(config.redis, config.secrets)
  const redis = await waitFor('Redis', () => connectRedis(connection, log), waiting(starting))
  life.opened('Redis', () => redis.disconnect())
  return redis
}

async function connectTelegram(
  starting: Starting,
): Promise<{ readonly client: TelegramClient; readonly me: UserFromGetMe }> {
  const { config, log, life } = starting
  const client = createTelegramClient({
    token: config.secrets.botToken,
    apiRoot: config.telegramApiRoot,
    log,
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
  return { client, me: await waitFor('Telegram', getMe, waiting(starting)) }
}

/** Better no start than one whose operator waits for deliveries that nobody takes. */
function webhookRefused(): StartRefused {
  return new StartRefused(
    exitCodes.configuration,
    'WEBHOOK_URL is set, but this version gets its updates by long polling only. Leave WEBHOOK_URL empty.',
  )
}

function tokenRefused(): StartRefused {
  return new StartRefused(
    exitCodes.refused,
    'Telegram refuses BOT_TOKEN. Ask @BotFather for the present token of this bot, and set it.',
  )
}

async function claim({ config, clock }: Starting, db: Database, redis: Redis | null): Promise<void> {
  const keyPrefix = config.redis?.keyPrefix
  const prefix =
    redis && keyPrefix !== undefined
      ? { name: keyPrefix, claim: (owner: Owner) => claimPrefix(redis, keyPrefix, owner) }
      : null
  const { clientId, botId, schema } = config
  const claimed = await claimTenant(db, { clientId, botId, schema, prefix }, clock.now())
  if (!claimed.ok) throw new StartRefused(exitCodes.refused, claimed.message)
}

async function openQueue(starting: Starting): Promise<TaskQueue> {
  const { config, clock, log, life } = starting
  const backend = jobsBackend(config)
  const queue = await waitFor(
    'the job queue',
    () => openTaskQueue({ backend, clock, log }),
    waiting(starting),
  )
  life.opened('the job queue', () => queue.close())
  return queue
}

function jobsBackend({ redis, secrets, schema }: Config): JobsBackend {
  return redis
    ? { kind: 'redis', connection: redisConnection(redis, secrets), prefix: `${redis.keyPrefix}jobs` }
    : {
        kind: 'postgresql',
        connectionString: withSearchPath(secrets.databaseUrl, `${schema}_jobs`),
        schema: `${schema}_jobs`,
      }
}

interface BotParts {
  readonly ctx: UseCaseContext
  readonly client: TelegramClient
  readonly me: UserFromGetMe
  readonly i18n: I18n
  readonly redis: Redis | null
}

/** Updates that an earlier process put aside go to their chats' queues before any new one. */
async function startIntake(starting: Starting, { ctx, client, me, i18n, redis }: BotParts): Promise<Intake> {
  const { config, log, life, fail } = starting
  const shared = redis && config.redis ? { client: redis, prefix: config.redis.keyPrefix } : null
  const bot = createBot({
    useCases: ctx,
    client,
    me,
    i18n,
    drafts: shared
      ? createRedisDrafts(ctx, { redis: shared.client, prefix: shared.prefix })
      : createStoredDrafts(ctx),
    rateLimits: createRateLimits({ ...config.rateLimits, redis: shared }),
    log,
  })
  const resumed = new Map<number, number>()
  const intake = createIntake({
    client,
    log,
    handle: async (update) => {
      const taskId = resumed.get(update.update_id)
      if (taskId === undefined || (await mayTryUpdate(ctx, taskId))) await bot.handle(update)
    },
    putAside: (update) => putUpdateAside(ctx, update),
    finishAside: (taskId) => finishUpdate(ctx, taskId),
    onFatal: () => fail(tokenRefused()),
    limits: starting.intakeLimits ?? {},
  })
  life.opened('the intake', () => intake.stop())
  for (const aside of await takeUpdatesAside(ctx)) {
    const update = aside.update as Update
    resumed.set(update.update_id, aside.taskId)
    intake.take(update, aside.taskId)
  }
  intake.start()
  return intake
}

/** What is not open yet is not ready, but no reason to end a process that waits for it. */
interface Watched {
  db?: Database
  redis?: Redis | null
  queue?: TaskQueue
  intake?: Intake
}

async function openHealthServer({ config, log, life }: Starting, watched: Watched) {
  const server = await startHealthServer({
    port: config.port,
    log,
    alive: () => ({ intake: !watched.intake?.health().stalled }),
    ready: () => checkReady(watched, config.redis !== null),
    metrics: createMetrics(config.clientId, [
      {
        name: 'booking_updates_in_flight',
        help: 'Updates that are being handled.',
        type: 'gauge',
        read: () => watched.intake?.health().inFlight ?? 0,
      },
    ]),
  })
  life.opened('the health server', () => server.close())
  return server
}

async function checkReady({ db, redis, queue, intake }: Watched, withRedis: boolean) {
  const health = intake?.health()
  return {
    postgresql: (await db?.isReachable()) ?? false,
    ...(withRedis && { redis: await isReachable(redis) }),
    intake: health?.state === 'running' && health.trouble === null,
    worker: (await queue?.isWorking()) ?? false,
  }
}

async function isReachable(redis: Redis | null | undefined): Promise<boolean> {
  try {
    return (await redis?.ping()) === 'PONG'
  } catch {
    return false
  }
}
