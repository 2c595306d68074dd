import type { request as russian } from '../ru/request.ts'

export const request = {
  'request.sent': '<b>We’re holding this time for you</b>\nWe’ll write here as soon as it’s confirmed.',
  'request.moved': '<b>We’re holding the new time for you</b>\nWe’ll write here as soon as it’s confirmed.',
  'request.hint': 'We’ll confirm the booking and write to you.',
  'request.approved': '<b>Your booking is confirmed. See you then!</b>',
  'request.declined': '<b>Sorry, we can’t see you at that time</b>',
  'request.expired':
    '<b>Sorry, we didn’t get round to confirming this booking</b>\nThe time is free again, so please try once more.',
  'request.expired_begun':
    '<b>Sorry, we didn’t get round to confirming this booking</b>\nLet’s find another time.',
  'request.reason_no_time': 'We’re too busy then. Please choose another time.',
  'request.reason_specialist_away': 'The specialist isn’t in that day. Please choose another.',
  'request.reason_call_us': 'Let’s find a time together.',
  'request.call': 'Please call us: {phone}.',
  'request.new': '<b>A new booking awaits confirmation</b>',
  'request.new_time': '<b>A booking was moved and awaits confirmation</b>',
  'request.phone': 'Phone: {phone}',
  'request.done_approved': '<b>Booking confirmed</b>',
  'request.done_declined': '<b>Booking declined</b>',
  'request.done_expired': '<b>The booking wasn’t confirmed in time and is cancelled</b>',
  'request.already_confirmed': '<b>This booking is already confirmed</b>',
  'request.already_over': '<b>This booking no longer awaits an answer</b>',
  'request.changed': 'The client has moved the booking meanwhile. Here’s the new time.',
  'request.begun': '<b>That time has already come, so it can’t be confirmed</b>',
  'request.decline_question': '<b>Why not?</b>\nThe client will see this with the answer.',
  'request.button.approve': 'Confirm',
  'request.button.decline': 'Decline',
  'request.button.no_time': 'Too busy',
  'request.button.specialist_away': 'Specialist is away',
  'request.button.call_us': 'Ask them to call',
  'request.button.no_reason': 'No reason',
  'request.button.next':
    '{count, plural, one {Next, # more waits} other {Next, # more wait}}',
  'request.toast.approved': 'Booking confirmed',
  'request.toast.declined': 'Booking declined',
} as const satisfies Record<keyof typeof russian, string>
