import type { Redis } from 'ioredis'
import type { Update, UserFromGetMe } from 'telegraf/types'
import { createBot, type Bot } from './bot/bot.ts'
import type { Commands } from './bot/commands.ts'
import { createRedisDrafts } from './bot/drafts/redis-drafts.ts'
import { createStoredDrafts } from './bot/drafts/stored-drafts.ts'
import { createRateLimits } from './bot/rate-limits.ts'
import { tokenRefused, withPatience, type Opening } from './connections.ts'
import type { UseCaseContext } from './context.ts'
import { createPainter } from './documents/painter.ts'
import type { I18n } from './i18n/i18n.ts'
import type { Watched } from './monitoring.ts'
import { createChatTurns } from './ops/chat-turns.ts'
import type { Measures } from './ops/measures.ts'
import type { TelegramClient } from './telegram/client.ts'
import { chatOf } from './telegram/chat-queues.ts'
import { createIntake, type Intake, type IntakeLimits } from './telegram/intake.ts'
import { createWebhookIntake } from './telegram/webhook-intake.ts'
import { finishUpdate, mayTryUpdate, putUpdateAside, takeUpdatesAside } from './usecases/put-update-aside.ts'

export interface IntakeOpening extends Opening {
  readonly fail: (error: unknown) => void
  readonly intakeLimits?: Partial<IntakeLimits>
}

export interface BotParts {
  readonly ctx: UseCaseContext
  readonly client: TelegramClient
  readonly me: UserFromGetMe
  readonly i18n: I18n
  readonly redis: SharedRedis | null
  readonly commands: Commands
  readonly measures: Measures
}

/** What all processes of the tenant see. */
interface SharedRedis {
  readonly client: Redis
  readonly prefix: string
}

/** With a webhook another process may live: what it put aside is taken over only when it has not come back to it. */
const webhookLeaseMs = 60_000
const lookEveryMs = 30_000

/** Updates that an earlier process put aside go to their chats' queues before any new one. */
export async function startIntake(opening: IntakeOpening, parts: BotParts, watched: Watched): Promise<void> {
  const { config, log, life, fail, clock } = opening
  const { ctx, client } = parts
  const resumed = new Map<number, number>()
  const bot = openBot(opening, parts)
  const inTurn = openTurns(opening, parts)
  const callbacks = {
    client,
    log,
    handle: async (update: Update) => {
      const taskId = resumed.get(update.update_id)
      if (taskId !== undefined && !(await mayTryUpdate(ctx, taskId))) return
      await inTurn(update, () => bot.handle(update))
    },
    putAside: (update: Update) => putUpdateAside(ctx, update),
    finishAside: (taskId: number) => finishUpdate(ctx, taskId),
    onFatal: () => fail(tokenRefused()),
    limits: opening.intakeLimits ?? {},
  }
  const resume = async (intake: Intake, leaseMs: number | null): Promise<void> => {
    for (const aside of await takeUpdatesAside(ctx, leaseMs)) {
      const update = aside.update as Update
      resumed.set(update.update_id, aside.taskId)
      intake.take(update, aside.taskId)
    }
  }
  const { webhookUrl: url, secrets } = config
  if (url === null) {
    const intake = createIntake(callbacks)
    life.opened('the intake', () => intake.stop())
    await withPatience(opening, () => resume(intake, null))
    watched.intake = intake
  } else {
    const intake = createWebhookIntake({
      ...callbacks,
      address: { url, secret: secrets.webhookSecret ?? '' },
    })
    life.opened('the intake', () => intake.stop())
    await withPatience(opening, () => resume(intake, webhookLeaseMs))
    watched.intake = watched.webhook = intake
    const look = () =>
      void resume(intake, webhookLeaseMs).catch((error: unknown) => {
        log.warn({ err: error }, 'Updates that were put aside could not be looked for')
      })
    life.opened('the look for updates put aside', clock.every(lookEveryMs, look))
  }
  watched.intake.start()
}

function openBot({ config, log, life }: Opening, { ctx, redis, measures, ...parts }: BotParts): Bot {
  const painter = createPainter()
  life.opened('the painter', () => painter.close())
  return createBot({
    ...parts,
    useCases: ctx,
    drafts: redis
      ? createRedisDrafts(ctx, { redis: redis.client, prefix: redis.prefix })
      : createStoredDrafts(ctx),
    rateLimits: createRateLimits({ ...config.rateLimits, redis }),
    painter,
    log,
    updateHandled: measures.updateHandled,
  })
}

/** Polling has one process, and its own queues keep the order; so has a webhook without Redis. */
function openTurns({ config, log, life }: Opening, { redis }: BotParts) {
  if (config.webhookUrl === null || !redis) return (_update: Update, work: () => Promise<void>) => work()
  const turns = createChatTurns({ redis: redis.client, prefix: redis.prefix, log })
  life.opened('turns of chats', () => turns.close())
  return (update: Update, work: () => Promise<void>) => turns.run(chatOf(update), update.update_id, work)
}
