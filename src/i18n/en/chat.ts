import type { chat as russian } from '../ru/chat.ts'

export const chat = {
  'chat.help':
    'Tap “Book” below and choose a service, a day and a time. For the address, hours and prices, see “About us”.\n\n/book — book a visit\n/my — your bookings: move, cancel\n/language — the bot’s language\n/privacy — what we know about you\n/cancel — back to the menu',
  'chat.hint': 'I only understand the buttons below: “Book”, “My bookings” and “About us”.',
  'chat.hint_staff': 'Please tap a button here. The control panel: /admin.',
  'chat.call': 'To talk to a person, call {phone}.',
  'chat.welcome': 'You’re welcome! See you soon.',
  'chat.welcome_any_time': 'You’re welcome! We’ll be glad to see you.',
  'chat.outdated': 'That button no longer works. Please choose what you need below.',
  'chat.outdated_staff': 'That button no longer works. Open the panel and choose what you need.',
  'chat.apology':
    'Sorry, something went wrong. We know, and we’re looking into it. Please try again a little later; the menu is below.',
  'chat.slow_down':
    'Too fast, I can’t keep up. Give me {minutes, plural, =1 {a minute} one {# minute} other {# minutes}} and we’ll carry on.',
  'chat.private_only': 'I only reply in private messages. Message me: {link}',
  'chat.left_dialog': 'All right, let’s leave it. Nothing has changed; the menu is below.',
  'chat.left_dialog_staff': 'All right, let’s leave it. Nothing has changed.',
  'chat.nothing_to_leave': 'The menu is below. To cancel a booking, open “My bookings”.',
  'chat.choose_language': 'Which language do you prefer?',
  'chat.language_chosen': 'We’ll speak English from now on.',
  'chat.toast.outdated': 'That button no longer works',
  'chat.toast.apology': 'Something went wrong. Please try again a little later',
  'chat.toast.slow_down':
    'Too fast. Please wait {minutes, plural, =1 {a minute} one {# minute} other {# minutes}}',
  'chat.button.russian': '{chosen, select, yes {✓ Русский} other {Русский}}',
  'chat.button.english': '{chosen, select, yes {✓ English} other {English}}',
  'chat.button.back': '‹ Back',
  'chat.button.previous': '‹',
  'chat.button.next': '›',
  'chat.button.page': '{page} of {pages}',
  'chat.command.start': 'Start over',
  'chat.command.book': 'Book a visit',
  'chat.command.my': 'My bookings',
  'chat.command.help': 'How it works',
  'chat.command.language': 'Language · Язык',
  'chat.command.privacy': 'What we know about you',
  'chat.command.cancel': 'Back to the menu',
} as const satisfies Record<keyof typeof russian, string>
