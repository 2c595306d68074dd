import type { refusal as russian } from '../ru/refusal.ts'

export const refusal = {
  'refusal.slot_taken': 'Somebody has just taken that time. Please choose another.',
  'refusal.not_offered': 'That time can’t be booked any more. Please choose another.',
  'refusal.past': 'That time has already passed. Please choose another.',
  'refusal.minimum_notice': 'That’s too soon for us to get ready. Please choose a later time.',
  'refusal.beyond_horizon': 'Booking isn’t open that far ahead yet. Please choose a nearer day.',
  'refusal.own_overlap': 'You already have a booking at that time. Please choose another.',
  'refusal.not_changed': 'You’re already booked for that time. Please choose another.',
  'refusal.limit_reached':
    'You already have {upcoming, plural, one {# booking} other {# bookings}}, and that’s the most for now. Cancel one, or book again after your next visit.',
  'refusal.banned': 'Sorry, we can’t book you in here. Please get in touch with us.',
  'refusal.banned_call': 'Sorry, we can’t book you in here. Please call us: {phone}.',
  'refusal.service_gone': 'That service is no longer offered. Please choose another.',
  'refusal.staff_gone': 'That specialist can’t be booked any more. Please choose another.',
  'refusal.nobody': 'Nobody does this at the moment. Please choose another service.',
  'refusal.nobody_to_move_to': 'Nobody does this at the moment, so the booking can’t be moved.',
  'refusal.booking_gone':
    'There’s no such booking: it may be cancelled or already over. Have a look in “My bookings”.',
  'refusal.changed_meanwhile': 'The booking has changed since then. Here’s how it looks now.',
  'refusal.already_cancelled': 'This booking is already cancelled.',
} as const satisfies Record<keyof typeof russian, string>
