import type { refusal as russian } from '../ru/refusal.ts'

export const refusal = {
  'refusal.slot_taken': 'Somebody has just taken that time. Here is what’s free now.',
  'refusal.not_offered': 'That time can’t be booked any more. Here is what’s free now.',
  'refusal.past': 'That time is already over. Here is what’s still free.',
  'refusal.minimum_notice': 'That time is too close by now. Here is what’s still free.',
  'refusal.beyond_horizon': 'Booking isn’t open yet for a day that far ahead.',
  'refusal.own_overlap': 'You already have a visit at that time. Please choose another.',
  'refusal.not_changed': 'The visit is at that time already. Please choose another.',
  'refusal.limit_reached':
    'You already have {limit, plural, one {# booking} other {# bookings}}, which is as many as we keep at once. When one of them is over, you can book again.',
  'refusal.banned': 'We can’t book you here. Please get in touch with us.',
  'refusal.service_gone': 'That service is no longer offered. Please choose another.',
  'refusal.staff_gone': 'That specialist can’t be booked any more. Please choose another.',
  'refusal.booking_gone': 'There’s no such booking: it may have been cancelled, or it’s over.',
  'refusal.changed_meanwhile': 'The booking changed while you were choosing. Here is how it looks now.',
  'refusal.already_cancelled': 'This booking is already cancelled.',
} as const satisfies Record<keyof typeof russian, string>
