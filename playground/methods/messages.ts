import type { Chat, Content, Message } from '../chat.ts'
import { readMarkup } from '../keyboards.ts'
import { badRequest, rules } from '../rules.ts'
import { requireChat, requireMessage, type Call, type Handler } from './call.ts'
import { readCaption, readText } from './text.ts'

export const sendMessage: Handler<'sendMessage'> = (call) => {
  const chat = requireChat(call)
  const { text, entities } = readText(call.args)
  return post(call, chat, { text, ...(entities.length === 0 ? {} : { entities: [...entities] }) })
}

export const sendLocation: Handler<'sendLocation'> = (call) => {
  return post(call, requireChat(call), { location: readLocation(call) })
}

export const sendVenue: Handler<'sendVenue'> = (call) => {
  const chat = requireChat(call)
  const location = readLocation(call)
  const venue = {
    location,
    title: call.args.requiredText('title'),
    address: call.args.requiredText('address'),
  }
  return post(call, chat, { location, venue })
}

export const sendContact: Handler<'sendContact'> = (call) => {
  const { args } = call
  const chat = requireChat(call)
  const contact = {
    phone_number: args.requiredText('phone_number'),
    first_name: args.requiredText('first_name'),
    ...(args.has('last_name') ? { last_name: args.text('last_name') } : {}),
    ...(args.has('vcard') ? { vcard: args.text('vcard') } : {}),
  }
  return post(call, chat, { contact })
}

const actions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]

export const sendChatAction: Handler<'sendChatAction'> = (call) => {
  const chat = requireChat(call)
  const action = call.args.text('action')
  if (!actions.includes(action)) throw rules.wrongAction()
  chat.refuseUnlessReachable()
  const personId = chat.account.user.id
  call.world.announce(() => ({ kind: 'action', action, personId, botId: call.bot.user.id }))
  return true
}

export const copyMessage: Handler<'copyMessage'> = (call) => {
  const chat = requireChat(call)
  const source = requireMessage(call, requireChat(call, 'from_chat_id'), 'copy')
  const content = contentOf(source.message)
  const replacement = call.args.has('caption') ? readCaption(call.args) : {}
  const { message_id } = post(call, chat, { ...content, ...replacement })
  return { message_id }
}

export const forwardMessage: Handler<'forwardMessage'> = (call) => {
  const chat = requireChat(call)
  const source = requireMessage(call, requireChat(call, 'from_chat_id'), 'forward')
  const { from, date } = source.message
  if (from === undefined) throw badRequest("message can't be forwarded")
  return chat.post(
    { ...contentOf(source.message), forward_origin: { type: 'user', sender_user: from, date } },
    { kind: 'none' },
  )
}

export function post(call: Call, chat: Chat, content: Content): Message {
  const markup = readMarkup(call.args)
  const protection = call.args.flag('protect_content') ? { has_protected_content: true as const } : {}
  return chat.post({ ...content, ...protection, ...readReply(call, chat) }, markup)
}

function readReply({ args }: Call, chat: Chat): Pick<Content, 'reply_to_message'> {
  const reply = args.record('reply_parameters')
  if (reply === undefined) return {}
  const stored = chat.find(Number(reply['message_id']))
  if (stored !== undefined) return { reply_to_message: stored.message }
  if (reply['allow_sending_without_reply'] === true) return {}
  throw badRequest('message to be replied not found')
}

const portable = [
  'text',
  'entities',
  'caption',
  'caption_entities',
  'photo',
  'document',
  'sticker',
  'voice',
  'location',
  'venue',
  'contact',
] as const

/** What is left of a message when somebody else sends it again. */
function contentOf(message: Message): Content {
  const fields = portable.filter((field) => message[field] !== undefined)
  return Object.fromEntries(fields.map((field) => [field, message[field]]))
}

function readLocation({ args }: Call): { latitude: number; longitude: number } {
  const [latitude, longitude] = [args.number('latitude'), args.number('longitude')]
  if (latitude === undefined) throw badRequest('latitude is empty')
  if (longitude === undefined) throw badRequest('longitude is empty')
  return { latitude, longitude }
}
