import type { service as russian } from '../ru/service.ts'

export const service = {
  'service.ask_name': '<b>New service</b>\nWhat is it called? For example, “Haircut”.',
  'service.ask_minutes':
    '<b>{name}</b>\nHow long does the service take? Choose or type it, for example “1 h 15 min”.',
  'service.ask_price':
    '<b>{name}</b>, {duration}\nHow much is it? Type the amount, for example {example}. If the price is on request, skip this step.',
  'service.name_length': 'A name can have {min} to {max} characters. Please type it again.',
  'service.minutes_invalid': 'Please type a whole number of minutes from {min} to {max}, for example 60.',
  'service.minutes_unreadable': 'I couldn’t read that. Write, for example, 90 or 1 h 30 min.',
  'service.price_invalid': 'Please type the amount in figures, for example {example}.',
  'service.price_too_precise':
    'There are too many digits after the point. Type {example}, for example, and write thousands without commas or points.',
  'service.price_too_large': 'That’s too much: a price can be {most} at most.',
  'service.added': '<b>Service added</b>\n{name} · {duration} · {price}\n\nClients can book it now.',
  'service.added_on_request':
    '<b>Service added</b>\n{name} · {duration} · price on request\n\nClients can book it now.',
  'service.button.add_another': 'Add another',
  'service.button.card': 'Open its card',
  'service.button.book': 'Book as a client',
} as const satisfies Record<keyof typeof russian, string>
