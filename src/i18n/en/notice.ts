import type { notice as russian } from '../ru/notice.ts'

export const notice = {
  'notice.reminder_change_until': 'If your plans have changed, you can move or cancel until {time} today.',
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
  'notice.by': 'Done by: {name}',
  'notice.button.card': 'Open booking',
  'notice.choices':
    '<b>My notices</b>\nTap to switch one on or off. We’ll always tell you about visits of your own. Tomorrow’s plan comes at {hour}.',
  'notice.choices_specialist':
    '<b>My notices</b>\nWe’ll always tell you about your own visits. Tomorrow’s plan comes at {hour}; you can switch it off.',
  'notice.part.booked': 'New bookings',
  'notice.part.moved': 'Moves and changes',
  'notice.part.cancelled': 'Cancellations',
  'notice.part.pending': 'Waiting for confirmation',
  'notice.part.low_rating': 'Low ratings',
  'notice.part.daily_summary': 'Plan for tomorrow',
  'notice.button.topic': '{wanted, select, yes {✓ {topic}} other {{topic}: off}}',
  'notice.several_what': '{moment}: {services}',
  'notice.part.moved_from_to': '{from} → {to}',
  'notice.part.and_others': '{moment} and {others} more',
} as const satisfies Record<keyof typeof russian, string>
