import type { waiting as russian } from '../ru/waiting.ts'

export const waiting = {
  'waiting.choose_days':
    '<b>{service}</b>\nIf a time opens up, we’ll write to you and hold it. Which days suit you?',
  'waiting.joined': '<b>We’ll tell you if a time opens up</b>',
  'waiting.entry': '<b>You’re waiting for a free place</b>',
  'waiting.service': '{service}',
  'waiting.specialist': 'With {specialist}',
  'waiting.days': '{days}',
  'waiting.what_happens':
    'As soon as a time opens up we’ll send you a message and hold it for {hold}. If you book before that, you’ll stop waiting.',
  'waiting.what_goes_on':
    'We’ll write as soon as a time opens up. If you book before that, you’ll stop waiting.',
  'waiting.left': '<b>All right, you’re not waiting any more</b>',
  'waiting.gone': 'You’re no longer waiting for this: the days are over, or you’ve booked.',
  'waiting.too_many':
    'You’re already waiting for {limit, plural, one {# place} other {# places}}, and that’s the most for now. Take one off the list to add another.',
  'waiting.free_now': 'Good news: there are free times already.',
  'waiting.days_over': 'Those days are over. Please choose others.',
  'waiting.offer': '<b>A place is free!</b>\nWe’re holding it for you until {until}.',
  'waiting.offer_expired':
    '<b>We’re no longer holding this time</b>\nNo worries if you missed it: if another opens up, we’ll write.',
  'waiting.offer_over':
    '<b>We’re no longer holding this time</b>\nHave a look at the calendar: it may still be free.',
  'waiting.offer_gone': 'There’s no such offer. Have a look in “My bookings”.',
  'waiting.refused': '<b>All right, we’ll offer this time to others</b>\nIf another opens up, we’ll write.',
  'waiting.refused_and_left': '<b>All right, we’ll offer this time to others</b>',
  'waiting.own_overlap':
    'You already have another booking at that time. If you move it, you can take this place, too.',
  'waiting.limit_reached':
    'You already have {upcoming, plural, one {# booking} other {# bookings}}, and that’s the most for now. If you cancel one, you can take this place while we hold it.',
  'waiting.button.wait': 'Tell me if a time opens up',
  'waiting.button.day': '{day}',
  'waiting.button.days': '{days}',
  'waiting.button.month': 'All of {month}',
  'waiting.button.any': 'Any day',
  'waiting.button.leave': 'Stop waiting',
  'waiting.button.in_list': 'Waiting: {days} · {service}',
  'waiting.button.accept': 'Book it',
  'waiting.button.refuse': 'It doesn’t suit me',
  'waiting.button.calendar': 'Open the calendar',
  'waiting.toast.joined': 'We’ll tell you if a time opens up',
  'waiting.toast.left': 'You’re not waiting any more',
  'waiting.part.minutes': '{minutes, plural, one {# minute} other {# minutes}}',
  'waiting.part.hours': '{hours, plural, =1 {an hour} one {# hour} other {# hours}}',
  'waiting.part.any': 'any day until {date}',
} as const satisfies Record<keyof typeof russian, string>
