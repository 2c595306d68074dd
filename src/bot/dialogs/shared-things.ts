import type { BotContext } from '../bot-context.ts'
import type { SharedContact, SharedLocation, SharedPerson } from './dialog.ts'

/** Null: the message is no contact. */
export function contactIn({ message, sender }: BotContext): SharedContact | null {
  if (!message || !('contact' in message)) return null
  const contact = message.contact as Partial<typeof message.contact> | null
  const phone = contact?.phone_number
  return typeof phone === 'string' ? { phone, own: contact?.user_id === sender.id } : null
}

export function locationIn({ message }: BotContext): SharedLocation | null {
  if (!message || !('location' in message)) return null
  const location = message.location as Partial<SharedLocation> | null
  const { latitude, longitude } = location ?? {}
  return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null
}

/** Whom a message is about; `hidden`: Telegram does not tell. Null: it is about nobody. */
export function personIn({ message }: BotContext): SharedPerson | 'hidden' | null {
  if (!message) return null
  if ('users_shared' in message) {
    const { users } = message.users_shared as { readonly users?: unknown }
    return Array.isArray(users) ? personOf(users[0], 'user_id') : 'hidden'
  }
  if ('contact' in message) return personOf(message.contact, 'user_id')
  if (!('forward_origin' in message)) return null
  const origin = message.forward_origin as { readonly type?: unknown; readonly sender_user?: unknown } | null
  return origin?.type === 'user' ? personOf(origin.sender_user, 'id') : 'hidden'
}

function personOf(value: unknown, key: 'id' | 'user_id'): SharedPerson | 'hidden' {
  const person = value as Partial<Record<string, unknown>> | null | undefined
  const telegramId = person?.[key]
  if (typeof telegramId !== 'number' || !Number.isSafeInteger(telegramId) || telegramId <= 0) return 'hidden'
  if (person?.['is_bot'] === true) return 'hidden'
  const parts = [person?.['first_name'], person?.['last_name']].filter((part) => typeof part === 'string')
  const name = parts.join(' ').replaceAll('\0', '').trim().slice(0, 128)
  return { telegramId, name: name === '' ? null : name }
}

/** The largest size of a photo, by its `file_id`; a picture sent as a file is none. */
export function photoIn({ message }: BotContext): string | null {
  if (!message || !('photo' in message)) return null
  const sizes: unknown = message.photo
  const largest = Array.isArray(sizes) ? (sizes.at(-1) as { file_id?: unknown } | null | undefined) : null
  const fileId = largest?.file_id
  return typeof fileId === 'string' ? fileId : null
}
