import type { performer as russian } from '../ru/performer.ts'

export const performer = {
  'performer.services':
    '<b>{name}</b>\nWhich services? Tap one to tick or untick it. Time and price on the right can be their own.',
  'performer.services_read': '<b>{name}</b>\nServices:',
  'performer.line': '{service}: {terms}',
  'performer.none': '<b>{name}</b>\nNo services yet.',
  'performer.performers':
    '<b>{service}</b>\nWho does it? Tap a name to tick or untick it. Time and price on the right can be their own.',
  'performer.given': '{name} does “{service}” now, too.',
  'performer.taken': '{name} doesn’t do “{service}” any more.',
  'performer.named':
    'Everybody did this service before, now only those ticked ({count} at present). When somebody new comes, tick them if they do it, too.',
  'performer.kept':
    '{count, plural, one {# upcoming booking stays} other {# upcoming bookings stay}} as agreed.',
  'performer.last':
    'At least one specialist has to do this service. If you don’t need it any more, hide it under “Services”.',
  'performer.changed': 'Somebody else changed something here in the meantime. This is how it is now.',
  'performer.terms': '<b>{service}</b>\n{name}',
  'performer.price': 'Price: {price}{own, select, yes { (their own)} other { (as the service)}}',
  'performer.duration': 'Time: {duration}{own, select, yes { (their own)} other { (as the service)}}',
  'performer.ask_price':
    'How much is the service with this specialist? Type an amount, for example {example}. Bookings already made keep their price.',
  'performer.ask_duration':
    'How long does the service take with this specialist? Choose or type it, for example “1 h 15 min”. Bookings already made won’t change.',
  'performer.saved': 'Saved.',
  'performer.not_accepted': 'That won’t work. Please type something else.',
  'performer.part.on_request': 'on request',
  'performer.button.on': '✓ {what}',
  'performer.button.off': '{what}',
  'performer.button.terms': '{duration} · {price}',
  'performer.button.priceMinor': 'Own price',
  'performer.button.durationMin': 'Own time',
  'performer.button.as_service': 'As the service',
} as const satisfies Record<keyof typeof russian, string>
