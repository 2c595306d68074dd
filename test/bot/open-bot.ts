import type { Update } from 'telegraf/types'
import type { UseCaseContext } from '../../src/context.ts'
import { createCommands } from '../../src/bot/commands.ts'
import { createBot, type Bot } from '../../src/bot/bot.ts'
import type { DraftStore } from '../../src/bot/drafts/draft-store.ts'
import { createStoredDrafts } from '../../src/bot/drafts/stored-drafts.ts'
import { createPainter } from '../../src/documents/painter.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { createTelegramClient } from '../../src/telegram/client.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

/** The bot alone, without its intake: the test gives it each update, and may give it twice. */
export interface OpenBot {
  readonly bot: Bot
  readonly telegram: Telegram
  readonly tenant: TestTenant
  /** A super admin who has written to the bot. */
  readonly owner: Person
  readonly writes: (updateId: number, text: string) => Promise<void>
  /** Taps a button of the last message with buttons. */
  taps(updateId: number, label: string): Promise<void>
  close(): Promise<void>
}

export async function openBot(
  options: { readonly wrap?: (drafts: DraftStore) => DraftStore; readonly isDirect?: boolean } = {},
): Promise<OpenBot> {
  const telegram = await startTelegram()
  const account = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const owner = telegram.person({ first_name: 'Вера', language_code: 'ru' })
  owner.sendsWithoutWaiting('/start')
  const tenant = await openTenant({ adminIds: [owner.id], services: [], ...options })
  await prepareTenant(tenant.ctx)
  const { bot, stop } = await botAlone(tenant.ctx, telegram, account, options.wrap)
  const from = { id: owner.id, is_bot: false, first_name: 'Вера', language_code: 'ru' }
  const chat = { id: owner.id, type: 'private' as const, first_name: 'Вера' }
  return {
    bot,
    telegram,
    tenant,
    owner,
    writes: (updateId, text) =>
      bot.handle({ update_id: updateId, message: message(updateId, text, chat, from) }),
    taps: async (updateId, label) => {
      const shown = owner.screen().messages.findLast(({ keyboard }) => keyboard.flat().includes(label))
      const data = shown?.buttons.flat().find(({ text }) => text === label)?.data ?? ''
      const tapped = { message_id: shown?.id ?? 0, date: 0, chat }
      const tap = { id: String(updateId), from, chat_instance: '1', data, message: tapped }
      await bot.handle({ update_id: updateId, callback_query: tap } as Update)
    },
    close: async () => {
      await stop()
      await telegram.stop()
      await tenant.close()
    },
  }
}

/** The bot over these use cases, which handles what it is given and never asks for more. */
export async function botAlone(
  useCases: UseCaseContext,
  telegram: Telegram,
  account: BotAccount,
  wrap: (drafts: DraftStore) => DraftStore = (drafts) => drafts,
): Promise<{ readonly bot: Bot; readonly stop: () => Promise<void> }> {
  const { log } = useCases
  const client = createTelegramClient({ token: account.token, apiRoot: telegram.apiRoot, log })
  const i18n = createI18n()
  const painter = createPainter()
  const bot = createBot({
    useCases,
    client,
    me: await client.getMe(),
    i18n,
    commands: createCommands(client, i18n, log),
    drafts: wrap(createStoredDrafts(useCases)),
    rateLimits: { take: () => Promise.resolve({ allowed: true }) },
    painter,
    log,
    updateHandled: () => undefined,
  })
  const stop = async () => {
    client.closeConnections()
    await painter.close()
  }
  return { bot, stop }
}

function message(id: number, text: string, chat: object, from: object) {
  const length = text.split(' ')[0]?.length ?? 0
  const entities = text.startsWith('/') ? [{ type: 'bot_command' as const, offset: 0, length }] : []
  return { message_id: id, date: 0, chat, from, text, entities } as Update.MessageUpdate['message']
}
