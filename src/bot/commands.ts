import type { BotCommand } from 'telegraf/types'
import type { CommandHolder, Log } from '../context.ts'
import type { Locale, Role } from '../domain/roles.ts'
import type { I18n, Texts } from '../i18n/i18n.ts'
import type { TelegramClient } from '../telegram/client.ts'
import { staffCommandsFor } from './admin/sections.ts'

/** The commands in the menu beside the input field, as Telegram was told them. None of these throws. */
export interface Commands {
  /** For all private chats: in each language, and in the default one for everybody else. */
  register(defaultLocale: Locale): Promise<void>
  /** For one person, by their role and in their language. */
  show(person: CommandHolder): Promise<void>
  /** The same, if they have or had more than everybody, and Telegram was told otherwise or not at all. */
  keepUp(person: CommandHolder): Promise<void>
}

export function createCommands(client: TelegramClient, i18n: I18n, log: Log): Commands {
  /** By Telegram id, what was told last; what another process told is told again. */
  const told = new Map<number, string>()

  const show = async (person: CommandHolder): Promise<void> => {
    const { telegramId, role, locale } = person
    const scope = { type: 'chat', chat_id: telegramId } as const
    try {
      await client.callApi('setMyCommands', { commands: commandsOf(role, i18n.in(locale)), scope })
      told.set(telegramId, stateOf(person))
    } catch (error) {
      told.delete(telegramId)
      log.warn({ err: error, telegramId }, 'The commands of a person could not be set')
    }
  }

  return {
    async register(defaultLocale) {
      const scope = { type: 'all_private_chats' } as const
      const commands = (locale: Locale) => commandsOf(null, i18n.in(locale))
      try {
        await client.callApi('setMyCommands', { scope, commands: commands(defaultLocale) })
        for (const locale of ['ru', 'en'] as const) {
          await client.callApi('setMyCommands', { scope, language_code: locale, commands: commands(locale) })
        }
      } catch (error) {
        log.warn({ err: error }, 'The menu of commands could not be set')
      }
    },
    show,
    async keepUp(person) {
      const before = told.get(person.telegramId)
      const isOfNote = person.role !== null || before !== undefined
      if (isOfNote && before !== stateOf(person)) await show(person)
    },
  }
}

function stateOf({ role, locale }: CommandHolder): string {
  return `${role ?? 'client'} ${locale}`
}

/** What is done all day comes first. */
function commandsOf(role: Role | null, t: Texts): BotCommand[] {
  const ofStaff = staffCommandsFor(role).map((command) => ({
    command,
    description: t.plain(`panel.command.${command}`),
  }))
  const names = ['start', 'book', 'my', 'help', 'language', 'privacy', 'cancel'] as const
  const ofAll = names.map((command) => ({ command, description: t.plain(`chat.command.${command}`) }))
  return [...ofStaff, ...ofAll]
}
