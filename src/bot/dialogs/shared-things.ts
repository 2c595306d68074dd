import type { BotContext } from '../bot-context.ts'
import type { SharedContact, SharedLocation } from './dialog.ts'

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
