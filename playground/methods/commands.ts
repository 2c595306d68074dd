import type { TelegramBotCommand, TelegramUser } from '@gramio/types'
import { isRecord } from '../arguments.ts'
import type { Bot } from '../bot.ts'
import { badRequest } from '../rules.ts'
import type { Call, Handler } from './call.ts'

export const setMyCommands: Handler<'setMyCommands'> = (call) => {
  const commands = (call.args.list('commands') ?? []).map(readCommand)
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  call.bot.commands.set(readScope(call), commands)
  call.world.stir()
  return true
}

/** The commands set for exactly this scope and language. */
export const getMyCommands: Handler<'getMyCommands'> = (call) => [
  ...(call.bot.commands.get(readScope(call)) ?? []),
]

export const deleteMyCommands: Handler<'deleteMyCommands'> = (call) => {
  call.bot.commands.delete(readScope(call))
  return true
}

/** What the person finds in the menu: the narrowest scope that has commands, in the own language before any. */
export function commandsFor(bot: Bot, person: TelegramUser): readonly TelegramBotCommand[] {
  const scopes = [`chat:${person.id}`, 'all_private_chats', 'default']
  const languages = [person.language_code ?? '', '']
  const keys = scopes.flatMap((scope) => languages.map((language) => scopeKey(scope, language)))
  const key = keys.find((candidate) => bot.commands.has(candidate))
  return key === undefined ? [] : (bot.commands.get(key) ?? [])
}

function readScope({ args }: Call): string {
  const scope = args.record('scope') ?? { type: 'default' }
  const chat = scope['chat_id'] === undefined ? '' : `:${Number(scope['chat_id'])}`
  return scopeKey(`${String(scope['type'])}${chat}`, args.text('language_code'))
}

function scopeKey(scope: string, language: string): string {
  return `${scope}/${language}`
}

function readCommand(value: unknown): TelegramBotCommand {
  const { command, description } = isRecord(value) ? value : {}
  if (typeof command !== 'string' || !/^\/?[a-z0-9_]{1,32}$/.test(command)) {
    throw badRequest('BOT_COMMAND_INVALID')
  }
  if (typeof description !== 'string' || description === '' || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  return { command: command.replace('/', ''), description }
}
