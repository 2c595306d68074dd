import type { Update, User } from 'telegraf/types'

/** The kinds of update that the bot answers. */
export type KnownUpdate = Update.MessageUpdate | Update.CallbackQueryUpdate | Update.MyChatMemberUpdate

/**
 * The update with its sender, if it is of a kind and a shape that the bot can answer. Telegram sends no other shape;
 * whoever else reaches the webhook may, and then nothing happens.
 */
export function readUpdate(update: unknown): { update: KnownUpdate; sender: User } | null {
  if (!isObject(update) || !isWhole(update['update_id'])) return null
  const body = bodyOf(update)
  const sender = body?.['from']
  if (!isObject(sender) || !isPersonId(sender['id']) || typeof sender['first_name'] !== 'string') return null
  return { update: update as unknown as KnownUpdate, sender: asUser(sender) }
}

function bodyOf(update: Shape): Shape | null {
  const { message, callback_query: tap, my_chat_member: membership } = update
  if (message !== undefined) return isMessage(message) ? message : null
  if (tap !== undefined) return isTap(tap) ? tap : null
  return isMembership(membership) ? membership : null
}

function isMessage(value: unknown): value is Shape {
  if (!isObject(value) || !isWhole(value['message_id']) || !isChat(value['chat'])) return false
  if (!content.some((kind) => kind in value)) return false
  const { text, entities } = value
  if (text !== undefined && typeof text !== 'string') return false
  return entities === undefined || (Array.isArray(entities) && entities.every(isObject))
}

/** What a person sends or shares. Notices of Telegram itself (a pinned message, a timer) come as messages, too. */
const content = [
  'text',
  'photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'audio',
  'animation',
  'document',
  'contact',
  'location',
  'venue',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'users_shared',
]

function isTap(value: unknown): value is Shape {
  if (!isObject(value) || typeof value['id'] !== 'string') return false
  const { data, message } = value
  if (data !== undefined && typeof data !== 'string') return false
  return (
    message === undefined || (isObject(message) && isWhole(message['message_id']) && isChat(message['chat']))
  )
}

function isMembership(value: unknown): value is Shape {
  if (!isObject(value) || !isChat(value['chat'])) return false
  const states = [value['old_chat_member'], value['new_chat_member']]
  return states.every((state) => isObject(state) && typeof state['status'] === 'string')
}

function isChat(value: unknown): boolean {
  return isObject(value) && isWhole(value['id']) && typeof value['type'] === 'string'
}

/** Only what is used, each of its own type and no longer than Telegram lets it be. */
function asUser(sender: Shape): User {
  const text = (member: string) => {
    const value = sender[member]
    return typeof value === 'string' && value !== '' ? { [member]: inBounds(value) } : {}
  }
  return {
    id: Number(sender['id']),
    is_bot: sender['is_bot'] === true,
    first_name: inBounds(String(sender['first_name'])),
    ...text('last_name'),
    ...text('username'),
    ...text('language_code'),
  }
}

function inBounds(name: string): string {
  return Array.from(name.replaceAll('\0', '')).slice(0, 64).join('')
}

type Shape = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPersonId(value: unknown): boolean {
  return isWhole(value) && value > 0
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
