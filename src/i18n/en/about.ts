import type { about as russian } from '../ru/about.ts'

export const about = {
  'about.name': '<b>{business}</b>',
  'about.phone': 'Phone: {phone}',
  'about.hours': '<b>Opening hours</b>',
  'about.hours_line': '{days}: {hours}',
  'about.services': '<b>Services and prices</b>',
  'about.category': '<i>{category}</i>',
  'about.service': '{name} · {duration} · {price}',
  'about.service_from': '{name} · {duration} · from {price}',
  'about.service_on_request': '{name} · {duration} · price on request',
  'about.part.span': '{from}–{until}',
  'about.part.every_day': 'Every day',
  'about.part.day_off': 'closed',
  'about.part.around_the_clock': '24 hours',
  'about.button.map': 'Show on the map',
} as const satisfies Record<keyof typeof russian, string>
