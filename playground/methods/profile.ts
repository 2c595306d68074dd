import type { TelegramMenuButton } from '@gramio/types'
import { badRequest } from '../rules.ts'
import { requireChat, type Call, type Handler } from './call.ts'

export const setMyName: Handler<'setMyName'> = (call) => setField(call, 'name', 'name')

export const setMyDescription: Handler<'setMyDescription'> = (call) =>
  setField(call, 'description', 'description')

export const setMyShortDescription: Handler<'setMyShortDescription'> = (call) =>
  setField(call, 'short_description', 'short_description')

export const setChatMenuButton: Handler<'setChatMenuButton'> = (call) => {
  const chatId = call.args.has('chat_id') ? requireChat(call).account.user.id : null
  const button = (call.args.record('menu_button') ?? { type: 'default' }) as unknown as TelegramMenuButton
  if (!['default', 'commands', 'web_app'].includes(button.type))
    throw badRequest('MenuButton has unsupported type')
  call.bot.menuButtons.set(chatId, button)
  call.world.stir()
  return true
}

export const getChatMenuButton: Handler<'getChatMenuButton'> = (call) => {
  const chatId = call.args.has('chat_id') ? requireChat(call).account.user.id : null
  return call.bot.menuButtons.get(chatId) ?? call.bot.menuButtons.get(null) ?? { type: 'default' }
}

export const getChat: Handler<'getChat'> = (call) => {
  const { view, state } = requireChat(call)
  if (state === 'never wrote') throw badRequest('chat not found')
  const gifts = { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true }
  return {
    ...view,
    accent_color_id: view.id % 7,
    max_reaction_count: 11,
    accepted_gift_types: { ...gifts, gifts_from_channels: true },
  }
}

/** In a private chat there are two members, and both are plain ones. */
export const getChatMember: Handler<'getChatMember'> = (call) => {
  const chat = requireChat(call)
  const userId = call.args.integer('user_id')
  if (userId === call.bot.user.id) return chat.botAsMember()
  if (userId !== chat.account.user.id) throw badRequest('PARTICIPANT_ID_INVALID')
  return { status: 'member', user: chat.account.user }
}

function setField({ bot, args }: Call, field: string, parameter: string): true {
  const key = `${field}/${args.text('language_code')}`
  if (args.has(parameter)) bot.profile.set(key, args.text(parameter))
  else bot.profile.delete(key)
  return true
}
