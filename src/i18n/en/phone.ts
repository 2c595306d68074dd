import type { phone as russian } from '../ru/phone.ts'

export const phone = {
  'phone.ask':
    '<b>One last thing: your phone number</b>\nWe’ll only call if something changes. We ask this once.',
  'phone.how': 'Tap “Share my number” below, or write the number in a message.',
  'phone.invalid': 'That doesn’t look like a phone number. Please write all of it, such as +44 7400 123456.',
  'phone.somebody_elses':
    'That’s somebody else’s contact, and we need yours. Tap the button below, or write your number.',
  'phone.thanks': 'Thank you, we’ve got your number.',
  'phone.button.share': 'Share my number',
} as const satisfies Record<keyof typeof russian, string>
