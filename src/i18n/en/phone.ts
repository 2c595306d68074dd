import type { phone as russian } from '../ru/phone.ts'

export const phone = {
  'phone.ask':
    '<b>One last thing: your phone number</b>\nWe’ll only call if something changes. We ask this once.',
  'phone.how': 'Tap “Share my number” below, or write the number in a message.',
  'phone.invalid': 'That doesn’t look like a phone number. Please write all of it, such as +44 7400 123456.',
  'phone.somebody_elses':
    'That’s somebody else’s contact, and we need yours. Tap the button below, or write your number.',
  'phone.left': 'All right, back to your booking.',
  'phone.kept': 'Thank you, we’ve got your number. We’ll only call if something changes.',
  'phone.contact_not_kept':
    'We don’t keep other people’s contacts. Booking for somebody else? Tap “Book” and say who it’s for before you confirm.',
  'phone.thanks': 'Thank you, we’ve got your number.',
  'phone.button.share': 'Share my number',
} as const satisfies Record<keyof typeof russian, string>
