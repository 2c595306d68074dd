import type { connect as russian } from '../ru/connect.ts'

export const connect = {
  'connect.link':
    '<b>{name}</b>\nForward this link to the specialist, it opens access to their bookings:\n\n{link}\n\nIt works once, and only in the next 24 hours. Any earlier link is void now.',
  'connect.question':
    '<b>{business}</b>\nConnect your Telegram to “{name}”? You’ll see your bookings and hear of new ones.',
  'connect.done':
    '<b>Done, {name}!</b>\nYour bookings and your schedule are in the control panel, and you’ll hear of new ones at once.',
  'connect.void': 'This link doesn’t work: a newer one may have been made. Please ask for it again.',
  'connect.used': 'Somebody has connected by this link already. Please ask for a new one.',
  'connect.expired': 'The link was good for 24 hours, and they’re over. Please ask for a new one.',
  'connect.own': 'You’re already connected by this link.',
  'connect.already_staff':
    'You already work here as “{name}”, and this Telegram can’t be connected twice. Open the link from another one.',
  'connect.disconnect_question':
    '<b>Disconnect Telegram: {name}?</b>\nAccess to bookings in the bot ends at once. Clients can still book.',
  'connect.disconnected': 'Disconnected. There’s no access to bookings any more.',
  'connect.notice': '<b>{name}</b>: Telegram is connected.\nAccount: {account}',
  'connect.notice_username': '<b>{name}</b>: Telegram is connected.\nAccount: {account}, @{username}',
  'connect.notice_hint': 'If that’s somebody else, disconnect them on the card.',
  'connect.button.make': 'Connect Telegram',
  'connect.button.disconnect': 'Disconnect Telegram',
  'connect.button.yes_disconnect': 'Disconnect',
  'connect.button.confirm': 'Connect',
  'connect.button.panel': 'Control panel',
} as const satisfies Record<keyof typeof russian, string>
