export const format = {
  'format.day': '{weekday}, {date}',
  'format.moment': '{weekday}, {date}, {time}',
  'format.month': '{month} {year}',
  'format.earlier_of_two': '{time} (до перевода часов)',
  'format.later_of_two': '{time} (после перевода часов)',
  'format.minutes': '{minutes} мин',
  'format.hours': '{hours} ч',
  'format.hours_minutes': '{hours} ч {minutes} мин',
} as const
