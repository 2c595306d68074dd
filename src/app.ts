import type { Redis } from 'ioredis'
import type { Update, UserFromGetMe } from 'telegraf/types'
import { createBot } from './bot/bot.ts'
import { createCommands, type Commands } from './bot/commands.ts'
import { createRedisDrafts } from './bot/drafts/redis-drafts.ts'
import { createStoredDrafts } from './bot/drafts/stored-drafts.ts'
import { createRateLimits } from './bot/rate-limits.ts'
import { createContext, type Log, type UseCaseContext } from './context.ts'
import {
  connectTelegram,
  openChannel,
  openDatabase,
  openQueue,
  openRedis,
  tokenRefused,
  type Opening,
} from './connections.ts'
import type { Clock } from './domain/clock.ts'
import { createPainter } from './documents/painter.ts'
import { createI18n, type I18n } from './i18n/i18n.ts'
import { startSweep } from './jobs/sweep.ts'
import { openMonitoring, type Watched } from './monitoring.ts'
import { createCache } from './ops/cache.ts'
import { systemClock } from './ops/clock.ts'
import type { Config } from './ops/config.ts'
import { createLifeCycle } from './ops/life-cycle.ts'
import { createMeasures, type Measures } from './ops/measures.ts'
import { claimPrefix } from './ops/prefix-owner.ts'
import { readVersion } from './ops/release.ts'
import { exitCodes, StartRefused } from './ops/start-refused.ts'
import type { Database } from './storage/database.ts'
import type { TelegramClient } from './telegram/client.ts'
import { createIntake, type Intake, type IntakeLimits } from './telegram/intake.ts'
import { createPacer } from './telegram/pacer.ts'
import { claimTenant, type Owner } from './usecases/claim-tenant.ts'
import { deliverTask } from './usecases/deliver-task.ts'
import { listCommandHolders } from './usecases/list-command-holders.ts'
import { loadSettings } from './usecases/load-settings.ts'
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

/** A change that nobody was told of is seen after that long. */
const keptForMs = 30_000

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

interface Starting extends Opening {
  readonly fail: (error: unknown) => void
  readonly intakeLimits?: Partial<IntakeLimits>
}

async function start(starting: Starting): Promise<App> {
  const { config, log, life, clock } = starting
  const measures = createMeasures(config.clientId, readVersion())
  const watched: Watched = {}
  const { port } = await openMonitoring(starting, watched, measures)
  const db = (watched.db = await openDatabase(starting, measures.statementRun))
  const redis = (watched.redis = await openRedis(starting))
  const { client, me } = await connectTelegram(starting, measures.telegramCalled)
  await claim(starting, db, redis)

  const i18n = createI18n()
  const queue = (watched.queue = await openQueue(starting))
  const pacer = createPacer()
  const commands = createCommands(client, i18n, log)
  const cache = createCache(keptForMs)
  const channel = openChannel(starting, db, redis, () => cache.forget())
  const ports = { client, i18n, queue, pacer, commands, cache, channel, taskEnded: measures.taskEnded }
  const ctx = createContext({ config, clock, log, db, ...ports })
  await prepareTenant(ctx)

  queue.startWorker((taskId) => deliverTask(ctx, taskId))
  life.opened('the sweep', startSweep(ctx))
  life.opened('paced sending', () => pacer.close())
  // Opened last and so closed first: what is still to be answered needs all the rest.
  watched.intake = await startIntake(starting, { ctx, client, me, i18n, redis, commands, measures })
  void showAllCommands(ctx, commands).catch((error: unknown) => {
    log.warn({ err: error }, 'The commands of staff could not be set')
  })
  log.info({}, `Bot started successfully (@${me.username}, polling)`)
  return { username: me.username, port, stop: () => life.stop() }
}

/** Better no start than one whose operator waits for deliveries that nobody takes. */
function webhookRefused(): StartRefused {
  return new StartRefused(
    exitCodes.configuration,
    'WEBHOOK_URL is set, but this version gets its updates by long polling only. Leave WEBHOOK_URL empty.',
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

/** Nobody waits for it: the bot answers without. */
async function showAllCommands(ctx: UseCaseContext, commands: Commands): Promise<void> {
  await commands.register((await loadSettings(ctx)).defaultLanguage)
  for (const person of await listCommandHolders(ctx)) await commands.show(person)
}

interface BotParts {
  readonly ctx: UseCaseContext
  readonly client: TelegramClient
  readonly me: UserFromGetMe
  readonly i18n: I18n
  readonly redis: Redis | null
  readonly commands: Commands
  readonly measures: Measures
}

/** Updates that an earlier process put aside go to their chats' queues before any new one. */
async function startIntake(
  starting: Starting,
  { ctx, redis, measures, ...parts }: BotParts,
): Promise<Intake> {
  const { config, log, life, fail } = starting
  const painter = createPainter()
  life.opened('the painter', () => painter.close())
  const shared = redis && config.redis ? { client: redis, prefix: config.redis.keyPrefix } : null
  const bot = createBot({
    ...parts,
    useCases: ctx,
    drafts: shared
      ? createRedisDrafts(ctx, { redis: shared.client, prefix: shared.prefix })
      : createStoredDrafts(ctx),
    rateLimits: createRateLimits({ ...config.rateLimits, redis: shared }),
    painter,
    log,
    updateHandled: measures.updateHandled,
  })
  const resumed = new Map<number, number>()
  const intake = createIntake({
    client: parts.client,
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
