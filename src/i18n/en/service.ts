import type { service as russian } from '../ru/service.ts'

export const service = {
  'service.ask_name': '<b>A new service</b>\nWhat is it called? For example: Haircut',
  'service.ask_minutes': '<b>{name}</b>\nHow many minutes does it take? Choose, or write a number.',
  'service.ask_price':
    '<b>{name}</b>, {duration}\nWhat does it cost, in {currency}? Write an amount, for example 40. If the price is agreed each time, skip this.',
  'service.name_length': 'A name has {min} to {max} characters. Please write it again.',
  'service.minutes_invalid': 'A whole number of minutes from {min} to {max} is needed, for example 60.',
  'service.price_invalid': 'An amount in figures is needed, for example 40 or 40.50.',
  'service.added': '<b>The service is added</b>\n{name} · {duration} · {price}\n\nClients can book it now.',
  'service.added_on_request':
    '<b>The service is added</b>\n{name} · {duration} · price on request\n\nClients can book it now.',
  'service.button.add_another': 'Add another',
  'service.button.book': 'Book as a client would',
} as const satisfies Record<keyof typeof russian, string>
