import type { chat as russian } from '../ru/chat.ts'

export const chat = {
  'chat.help':
    'Tap “Book” below, choose a service, a day and a time, and that’s it.\n\n/book — book a visit\n/my — your bookings: move, cancel\n/language — the bot’s language\n/cancel — stop what was begun',
  'chat.hint': 'I didn’t quite get that. Tap “Book” or “My bookings” below; /help tells more.',
  'chat.outdated': 'That button no longer works. Choose below what to do.',
  'chat.apology':
    'Sorry, something broke. We know and are looking into it. Please try again a little later; the menu is below.',
  'chat.slow_down':
    'Too fast, I can’t keep up. Give me {minutes, plural, one {# minute} other {# minutes}} and we’ll go on.',
  'chat.private_only': 'I answer in private messages only. Write to me: {link}',
  'chat.left_dialog': 'All right, stopped. Nothing was saved.',
  'chat.nothing_to_leave': 'There’s nothing to stop. To cancel a visit, open “My bookings”.',
  'chat.choose_language': 'Which language do you prefer?',
  'chat.language_chosen': 'We’ll speak English from now on.',
  'chat.toast.outdated': 'That button no longer works',
  'chat.toast.apology': 'Something broke. Please try again a little later',
  'chat.toast.slow_down': 'Too fast. Wait {minutes, plural, one {# minute} other {# minutes}}',
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
  'chat.command.cancel': 'Stop what was begun',
} as const satisfies Record<keyof typeof russian, string>
