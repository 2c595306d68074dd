import type { privacy as russian } from '../ru/privacy.ts'

export const privacy = {
  'privacy.what':
    '<b>What we know about you</b>\n\n• Your name, @username, Telegram ID and language: to recognise you and write to you.\n• Your phone, if you left it: to call you about a booking.\n• Your bookings, comments, reviews and what you’re waiting for: to book you in and remind you.\n• Our notes on your visits, if there are any: to make you comfortable here.\n\nOnly our staff can see this. You can have it as a file, or have it removed.',
  'privacy.export_caption':
    'This is everything we keep about you. The file opens in a browser or any text editor.',
  'privacy.erase_question': '<b>Remove everything we know about you?</b>',
  'privacy.erase_what':
    'We’ll erase your name, contacts, comments and the words of your reviews. Past visits stay, without your name. {visits, plural, =0 {This can’t be undone.} one {We’ll cancel # upcoming booking. This can’t be undone.} other {We’ll cancel # upcoming bookings. This can’t be undone.}}',
  'privacy.ban_stays':
    'You still won’t be able to book here: to remember that, we’ll keep your Telegram ID only.',
  'privacy.job_stays': 'You’ll keep your staff access: the owner can change that.',
  'privacy.erased':
    '<b>Done, we’ve erased everything</b>\n\nIf you’d like to come back, send /start and we’ll meet anew.',
  'privacy.button.export': 'Get it as a file',
  'privacy.button.erase': 'Remove everything about me',
  'privacy.button.confirm_erase': 'Yes, remove it',
  'privacy.button.keep': 'No, keep it',
  'privacy.toast.erased': 'Everything is erased',
} as const satisfies Record<keyof typeof russian, string>
