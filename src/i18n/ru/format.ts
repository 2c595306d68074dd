export const format = {
  'format.day': '{weekday}, {date}',
  'format.moment': '{weekday}, {date}, {time}',
  'format.weekday_for':
    '{number, select, 1 {понедельник} 2 {вторник} 3 {среду} 4 {четверг} 5 {пятницу} 6 {субботу} other {воскресенье}}',
  'format.weekday_on':
    '{number, select, 1 {в понедельник} 2 {во вторник} 3 {в среду} 4 {в четверг} 5 {в пятницу} 6 {в субботу} other {в воскресенье}}',
  'format.dates': '{from} – {to}',
  'format.dates_of_month': '{from}–{to}',
  'format.month': '{month} {year}',
  'format.earlier_of_two': '{time} (до перевода часов)',
  'format.later_of_two': '{time} (после перевода часов)',
  'format.minutes': '{minutes} мин',
  'format.hours': '{hours} ч',
  'format.hours_minutes': '{hours} ч {minutes} мин',
} as const
