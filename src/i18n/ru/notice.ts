export const notice = {
  'notice.reminder_tomorrow': '<b>Ждём вас завтра в {time}</b>',
  'notice.reminder_today': '<b>Ждём вас сегодня в {time}</b>',
  'notice.reminder_day': '<b>Ждём вас {day}, в {time}</b>',
  'notice.reminder_hours':
    '<b>Ждём вас через {hours, plural, =1 {час} one {# час} few {# часа} many {# часов} other {# часа}}, в {time}</b>',
  'notice.reminder_minutes':
    '<b>Ждём вас через {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}, в {time}</b>',
  'notice.reminder_now': '<b>Ждём вас совсем скоро, в {time}</b>',
  'notice.booked': '<b>Новая запись</b>',
  'notice.moved': '<b>Запись перенесена</b>',
  'notice.changed': '<b>Запись изменена</b>',
  'notice.cancelled': '<b>Запись отменена</b>',
  'notice.client_erased': 'Клиент удалил всё, что мы о нём знали.',
  'notice.reason': 'Причина: {reason}',
  'notice.client': 'Клиент: {client}',
} as const
