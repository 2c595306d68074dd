/** As people type them, in Russian and English; Monday first. */
export const weekdayNames: readonly (readonly string[])[] = [
  ['пн', 'понедельник', 'понедельника', 'mon', 'monday'],
  ['вт', 'вторник', 'вторника', 'tue', 'tues', 'tuesday'],
  ['ср', 'среда', 'среду', 'среды', 'wed', 'wednesday'],
  ['чт', 'четверг', 'четверга', 'thu', 'thur', 'thurs', 'thursday'],
  ['пт', 'пятница', 'пятницу', 'пятницы', 'fri', 'friday'],
  ['сб', 'суббота', 'субботу', 'субботы', 'sat', 'saturday'],
  ['вс', 'воскресенье', 'воскресенья', 'sun', 'sunday'],
]
