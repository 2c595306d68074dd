import { isDeepStrictEqual } from 'node:util'
import type { TelegramInlineKeyboardMarkup } from '@gramio/types'
import type { Chat, Content, Message, StoredMessage } from '../chat.ts'
import { readInlineMarkup } from '../keyboards.ts'
import { limits, rules } from '../rules.ts'
import { requireChat, requireMessage, type Call, type Handler } from './call.ts'
import { readInputMedia } from './media.ts'
import { readCaption, readText } from './text.ts'

export const editMessageText: Handler<'editMessageText'> = (call) => {
  const { text, entities } = readText(call.args, rules.editTooLong)
  const [chat, stored] = requireEditable(call)
  if (stored.message.text === undefined) throw rules.nothingToEdit('text')
  return change(call, chat, stored, { text, entities: entities.length === 0 ? undefined : [...entities] })
}

export const editMessageCaption: Handler<'editMessageCaption'> = (call) => {
  const caption = readCaption(call.args)
  const [chat, stored] = requireEditable(call)
  const { photo, document, voice } = stored.message
  if ((photo ?? document ?? voice) === undefined) throw rules.nothingToEdit('caption')
  return change(call, chat, stored, { caption: undefined, caption_entities: undefined, ...caption })
}

export const editMessageReplyMarkup: Handler<'editMessageReplyMarkup'> = (call) => {
  const [chat, stored] = requireEditable(call)
  return change(call, chat, stored, {})
}

export const editMessageMedia: Handler<'editMessageMedia'> = (call) => {
  const media = call.args.record('media')
  if (media === undefined) throw rules.parameterRequired('media')
  const [chat, stored] = requireEditable(call)
  const content = readInputMedia(call, media)
  const cleared = { text: undefined, entities: undefined, photo: undefined, document: undefined }
  return change(call, chat, stored, {
    ...cleared,
    caption: undefined,
    caption_entities: undefined,
    ...content,
  })
}

export const deleteMessage: Handler<'deleteMessage'> = (call) => {
  if (!call.args.has('chat_id')) throw rules.chatNotSpecified()
  if (!call.args.has('message_id')) throw rules.messageNotSpecified()
  const chat = requireChat(call)
  const stored = requireMessage(call, chat, 'delete')
  if (!isDeletable(call, stored)) throw rules.cantBeDeleted()
  chat.remove(stored.message.message_id)
  return true
}

/** Messages that are not there, or can't be deleted any more, are passed over. */
export const deleteMessages: Handler<'deleteMessages'> = (call) => {
  const chat = requireChat(call)
  for (const id of call.args.list('message_ids') ?? []) {
    const stored = chat.find(Number(id))
    if (stored !== undefined && isDeletable(call, stored)) chat.remove(stored.message.message_id)
  }
  return true
}

export const pinChatMessage: Handler<'pinChatMessage'> = (call) => {
  const chat = requireChat(call)
  const stored = requireMessage(call, chat, 'pin')
  chat.refuseUnlessReachable()
  chat.pin(stored.message.message_id, true)
  return true
}

/** Without a number the message that was pinned last. */
export const unpinChatMessage: Handler<'unpinChatMessage'> = (call) => {
  const chat = requireChat(call)
  const messageId = call.args.integer('message_id') ?? [...chat.pinned].at(-1)
  if (messageId === undefined || !chat.pinned.has(messageId)) throw rules.messageNotFound('unpin')
  chat.pin(messageId, false)
  return true
}

export const setMessageReaction: Handler<'setMessageReaction'> = (call) => {
  const chat = requireChat(call)
  const stored = requireMessage(call, chat, 'react')
  const [first] = (call.args.list('reaction') ?? []) as { emoji?: string }[]
  stored.reaction = first?.emoji ?? null
  chat.replace(stored, stored.message)
  return true
}

function requireEditable(call: Call): [Chat, StoredMessage] {
  if (!call.args.has('chat_id') && !call.args.has('message_id')) throw rules.messageNotSpecified()
  const chat = requireChat(call)
  const stored = requireMessage(call, chat, 'edit')
  if (!stored.byBot || !stored.editable || stored.message.forward_origin !== undefined)
    throw rules.cantBeEdited()
  chat.refuseUnlessReachable()
  return [chat, stored]
}

/** An edit without `reply_markup` takes the keyboard away, which is a change where there was one. */
function change(call: Call, chat: Chat, stored: StoredMessage, content: Undefinable<Content>): Message {
  const keyboard = readInlineMarkup(call.args)
  const changed = Object.entries(content).some(
    ([field, value]) => !isDeepStrictEqual(stored.message[field as keyof Message], value),
  )
  if (!changed && sameKeyboard(stored.message.reply_markup, keyboard)) throw rules.notModified()
  return chat.edit(stored, content as Content, keyboard)
}

type Undefinable<T> = { readonly [K in keyof T]?: T[K] | undefined }

function sameKeyboard(
  one: TelegramInlineKeyboardMarkup | undefined,
  other: TelegramInlineKeyboardMarkup | undefined,
): boolean {
  return isDeepStrictEqual(one?.inline_keyboard ?? [], other?.inline_keyboard ?? [])
}

function isDeletable(call: Call, stored: StoredMessage): boolean {
  return call.world.now() - stored.sentAt < limits.deletion
}
