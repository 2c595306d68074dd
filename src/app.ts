import type { Redis } from 'ioredis'
import { createCommands, type Commands } from './bot/commands.ts'
import { createContext, type Log, type UseCaseContext } from './context.ts'
import {
  connectTelegram,
  openChannel,
  openDatabase,
  openQueue,
  openRedis,
  withPatience,
} from './connections.ts'
import type { Clock } from './domain/clock.ts'
import { createI18n } from './i18n/i18n.ts'
import { startIntake, type IntakeOpening } from './intake.ts'
import { startSweep } from './jobs/sweep.ts'
import { openMonitoring, type Watched } from './monitoring.ts'
import { createCache } from './ops/cache.ts'
import { systemClock } from './ops/clock.ts'
import type { Config } from './ops/config.ts'
import { createLifeCycle } from './ops/life-cycle.ts'
import { createMeasures } from './ops/measures.ts'
import { claimPrefix } from './ops/prefix-owner.ts'
import { readVersion } from './ops/release.ts'
import { exitCodes, StartRefused } from './ops/start-refused.ts'
import type { Database } from './storage/database.ts'
import type { IntakeLimits } from './telegram/intake.ts'
import { createPacer, type Pace } from './telegram/pacer.ts'
import { claimTenant, type Owner } from './usecases/claim-tenant.ts'
import { deliverTask } from './usecases/deliver-task.ts'
import { listCommandHolders } from './usecases/list-command-holders.ts'
import { loadSettings } from './usecases/load-settings.ts'
import { prepareTenant } from './usecases/prepare-tenant.ts'

export interface AppOptions {
  readonly log: Log
  /** Another one than the machine's: the demo and the tests move it. */
  readonly clock?: Clock
  /** Called when the program can't go on. */
  readonly fail: (error: unknown) => void
  readonly intakeLimits?: Partial<IntakeLimits>
  /** Of what goes out by itself; Telegram's own limits unless told. */
  readonly pace?: Pace
}

export interface App {
  readonly username: string
  /** Of health, metrics and webhook. */
  readonly port: number
  stop(): Promise<void>
}

/** A change that nobody was told of is seen after that long. */
const keptForMs = 30_000

/** Everything has to be closed before a container's grace period ends in SIGKILL. */
const stopWithinMs = 25_000

/** Brings one tenant up: schema, claim, queue, bot. Whatever was opened is closed again when a later step fails. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const life = createLifeCycle({ log: options.log, limitMs: stopWithinMs })
  const starting: Starting = { ...options, config, life, clock: options.clock ?? systemClock }
  try {
    return await start(starting)
  } catch (error) {
    await life.stop()
    throw error
  }
}

type Starting = IntakeOpening & Pick<AppOptions, 'pace'>

async function start(starting: Starting): Promise<App> {
  const { config, log, life, clock } = starting
  const measures = createMeasures(config.clientId, readVersion())
  const watched: Watched = {}
  const { port } = await openMonitoring(starting, watched, measures)
  const db = (watched.db = await openDatabase(starting, measures.statementRun))
  const redis = (watched.redis = await openRedis(starting))
  const { client, me } = await connectTelegram(starting, measures.telegramCalled)
  await withPatience(starting, () => claim(starting, db, redis))

  const i18n = createI18n()
  const queue = (watched.queue = await openQueue(starting))
  const pacer = createPacer(starting.pace)
  const commands = createCommands(client, i18n, log)
  const cache = createCache(keptForMs)
  const channel = openChannel(starting, db, redis, () => cache.forget())
  const ports = { client, i18n, queue, pacer, commands, cache, channel, taskEnded: measures.taskEnded }
  const ctx = createContext({ config, clock, log, db, ...ports })
  await withPatience(starting, () => prepareTenant(ctx))

  queue.startWorker((taskId) => deliverTask(ctx, taskId))
  life.opened('the sweep', startSweep(ctx))
  life.opened('paced sending', () => pacer.close())
  // Opened last and so closed first: what is still to be answered needs all the rest.
  const shared = redis && config.redis ? { client: redis, prefix: config.redis.keyPrefix } : null
  await startIntake(starting, { ctx, client, me, i18n, redis: shared, commands, measures }, watched)
  void showAllCommands(ctx, commands).catch((error: unknown) => {
    log.warn({ err: error }, 'The commands of staff could not be set')
  })
  log.info(
    {},
    `Bot started successfully (@${me.username}, ${config.webhookUrl === null ? 'polling' : 'webhook'})`,
  )
  return { username: me.username, port, stop: () => life.stop() }
}

async function claim({ config, clock }: IntakeOpening, db: Database, redis: Redis | null): Promise<void> {
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
