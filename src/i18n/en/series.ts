import type { series as russian } from '../ru/series.ts'

export const series = {
  'series.how_often': '<b>How often shall we repeat it?</b>',
  'series.how_many': '<b>How many more times?</b>',
  'series.step': '{weeks, plural, =1 {Every week} one {Every # week} other {Every # weeks}}',
  'series.limit_note':
    'You can have up to {limit, plural, one {# booking} other {# bookings}} at a time, so there are fewer dates.',
  'series.limit_reached':
    'We can’t repeat it just yet: you already have {upcoming, plural, one {# upcoming booking} other {# upcoming bookings}}, and that’s the most at a time.',
  'series.horizon_reached': 'We can’t repeat it just yet: booking isn’t open that far ahead.',
  'series.call_us': 'If you’d like to come regularly, please call us: {phone}.',
  'series.tell_us': 'If you’d like to come regularly, please get in touch with us.',
  'series.check_dates': '<b>Do these dates suit you?</b>',
  'series.date': '✓ {moment}',
  'series.date_left_out': '<s>{moment}</s>',
  'series.date_offered':
    '✗ {moment}: {reason, select, slot_taken {taken} own_overlap {you have another booking} other {can’t be booked}}. How about {instead}?',
  'series.date_instead': '✓ {instead} <i>instead of {moment}</i>',
  'series.date_lost':
    '✗ {moment}: {reason, select, slot_taken {taken} own_overlap {you have another booking} other {can’t be booked}}, and nothing is free nearby',
  'series.how_to_switch': 'Tap a date to add it or leave it out.',
  'series.nothing_chosen': 'No date is chosen. Tap those that suit you.',
  'series.approval_hint': 'We’ll confirm each booking and write to you.',
  'series.changed':
    'Some of these times have just been taken, or the price has changed. Here’s how it looks now, please check again.',
  'series.not_possible': 'It can’t be repeated like that any more. Here’s what you can do now.',
  'series.repeats_already': 'This booking repeats already.',
  'series.booked': '<b>You’re booked. See you then!</b>',
  'series.requested':
    '<b>We’re holding these dates for you</b>\nWe’ll confirm each booking and write here at once.',
  'series.moment': '• {moment}',
  'series.moment_with': '• {moment} · {specialist}',
  'series.part.with_specialist': '{moment} · {specialist}',
  'series.later':
    'This booking repeats: {later, plural, one {# more visit follows} other {# more visits follow}}.',
  'series.last': 'This is the last of the repeated bookings.',
  'series.only_this': 'Only this booking will be cancelled. The other repeats stay.',
  'series.cancel_question': '<b>Cancel these bookings?</b>',
  'series.changed_bookings': 'These bookings have changed since then. Here’s how they look now.',
  'series.staying': 'These stay: it’s too late to change them here.',
  'series.cancelled': '<b>Your bookings are cancelled</b>',
  'series.notice_booked':
    '<b>{several, select, no {New booking: a visit repeats} other {New bookings: a visit repeats}}</b>',
  'series.notice_requested':
    '<b>{several, select, no {New booking is waiting for confirmation} other {New bookings are waiting for confirmation}}</b>',
  'series.notice_cancelled': '<b>{several, select, no {Booking cancelled} other {Bookings cancelled}}</b>',
  'series.toast.cancelled': 'Your bookings are cancelled',
  'series.button.repeat': 'Repeat',
  'series.button.step': '{weeks, plural, =1 {Every week} one {Every # week} other {Every # weeks}}',
  'series.button.chosen': '✓ {moment}',
  'series.button.not_chosen': '+ {moment}',
  'series.button.confirm': 'Book {dates, plural, one {# date} other {# dates}}',
  'series.button.cancel_all': 'Cancel this and all later',
} as const satisfies Record<keyof typeof russian, string>
