export const about = {
  'about.name': '<b>{business}</b>',
  'about.phone': 'Телефон: {phone}',
  'about.hours': '<b>Часы работы</b>',
  'about.hours_line': '{days} {hours}',
  'about.services': '<b>Услуги и цены</b>',
  'about.service': '{name} · {duration} · {price}',
  'about.service_on_request': '{name} · {duration} · цена по договорённости',
  'about.part.span': '{from}–{until}',
  'about.part.every_day': 'Ежедневно',
  'about.part.day_off': 'выходной',
  'about.part.around_the_clock': 'круглосуточно',
  'about.button.map': 'Показать на карте',
} as const
