import type { connect as russian } from '../ru/connect.ts'

export const connect = {
  'connect.link':
    '<b>{name}</b>\nForward this link to the specialist, it opens access to their bookings:\n\n{link}\n\nIt works once, in the next 24 hours, and until you make a new one.',
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
    '<b>Take {name}’s access away?</b>\nThey stop seeing bookings in the bot at once. Clients can still book.',
  'connect.disconnected': 'Access is taken away: bookings can’t be seen any more.',
  'connect.notice': '<b>{name}</b>: Telegram is connected.\nAccount: {account}',
  'connect.notice_username': '<b>{name}</b>: Telegram is connected.\nAccount: {account}, @{username}',
  'connect.notice_hint': 'If that’s somebody else, take access away on the card.',
  'connect.button.make': 'Give access to the bot',
  'connect.button.disconnect': 'Take access away',
  'connect.button.yes_disconnect': 'Take it away',
  'connect.button.confirm': 'Connect',
  'connect.button.panel': 'Control panel',
} as const satisfies Record<keyof typeof russian, string>
