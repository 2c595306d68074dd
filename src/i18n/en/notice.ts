import type { notice as russian } from '../ru/notice.ts'

export const notice = {
  'notice.reminder_tomorrow': '<b>See you tomorrow at {time}</b>',
  'notice.reminder_today': '<b>See you today at {time}</b>',
  'notice.reminder_day': '<b>See you {day}, at {time}</b>',
  'notice.reminder_hours':
    '<b>See you in {hours, plural, =1 {an hour} one {# hour} other {# hours}}, at {time}</b>',
  'notice.reminder_minutes':
    '<b>See you in {minutes, plural, one {# minute} other {# minutes}}, at {time}</b>',
  'notice.reminder_now': '<b>See you very soon, at {time}</b>',
  'notice.booked': '<b>New booking</b>',
  'notice.moved': '<b>Booking moved</b>',
  'notice.changed': '<b>Booking changed</b>',
  'notice.cancelled': '<b>Booking cancelled</b>',
  'notice.client_erased': 'The client had everything we knew about them removed.',
  'notice.reason': 'Reason: {reason}',
  'notice.client': 'Client: {client}',
} as const satisfies Record<keyof typeof russian, string>
