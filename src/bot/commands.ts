import type { BotCommand } from 'telegraf/types'
import type { Locale } from '../domain/roles.ts'
import type { I18n, Texts } from '../i18n/i18n.ts'
import type { TelegramClient } from '../telegram/client.ts'

/** Tells Telegram the commands of private chats: in each language, and in the default one for everybody else. */
export async function registerCommands(
  client: TelegramClient,
  i18n: I18n,
  defaultLocale: Locale,
): Promise<void> {
  const scope = { type: 'all_private_chats' } as const
  await client.callApi('setMyCommands', { scope, commands: commandsIn(i18n.in(defaultLocale)) })
  for (const locale of ['ru', 'en'] as const) {
    await client.callApi('setMyCommands', {
      scope,
      language_code: locale,
      commands: commandsIn(i18n.in(locale)),
    })
  }
}

export function commandsIn(t: Texts): BotCommand[] {
  const names = ['start', 'book', 'my', 'help', 'language', 'privacy', 'cancel'] as const
  return names.map((command) => ({ command, description: t.plain(`chat.command.${command}`) }))
}
