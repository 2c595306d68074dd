import type { start as russian } from '../ru/start.ts'

export const start = {
  'start.hello': 'Hello, {name}! This is <b>{business}</b>.',
  'start.hello_again': 'Hello, {name}! Good to see you again.',
  'start.hello_staff': 'Hello, {name}!',
  'start.for_owner':
    'Add a service, and clients see it at once. They get a different greeting here: an invitation to book.',
  'start.for_staff': 'Clients get a different greeting here: an invitation to book.',
  'start.abilities':
    'Book here at any time, no calls needed. If your plans change, move or cancel your booking right here.',
  'start.abilities_with_reminders':
    'Book here at any time, no calls needed. If your plans change, move or cancel your booking right here. And we’ll remind you before your visit.',
  'start.when': 'When would you like to come?',
  'start.next_visit': '<b>Your next visit</b>',
  'start.not_open_yet': 'Online booking opens soon. Please check back a little later.',
  'start.owner_first_steps':
    'Your booking bot is almost ready! Add your first service (a name, how long it takes and a price), and clients can book right here.',
  'start.link_outdated': 'The link you followed no longer works.',
  'start.button.book': 'Book',
  'start.button.my_bookings': 'My bookings',
  'start.button.about': 'About us',
  'start.button.open_visit': 'Open booking',
  'start.button.add_service': 'Add a service',
} as const satisfies Record<keyof typeof russian, string>
