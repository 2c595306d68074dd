export const summary = {
  'summary.heading': '<b>Завтра, {day}</b>',
  'summary.nothing': 'Завтра, {day}, записей пока нет.',
  'summary.load':
    '{visits, plural, one {# запись, свободно {percent}\u00a0%} few {# записи, свободно {percent}\u00a0%} many {# записей, свободно {percent}\u00a0%} other {# записи, свободно {percent}\u00a0%}}',
  'summary.answers': 'Ответили, что придут: {come} из {count}',
  'summary.visit': '<b>{time}</b> {client}, {services}',
  'summary.mark_unanswered': '<i>ждём ответа</i>',
  'summary.mark_not_in_bot': '<i>нет в боте</i>',
  'summary.mark_to_call': '<i>нет в боте, позвоните: {phone}</i>',
  'summary.more': 'И ещё {count}: откройте день целиком.',
  'summary.button.day': 'Открыть день',
} as const
