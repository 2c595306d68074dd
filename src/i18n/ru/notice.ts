export const notice = {
  'notice.reminder_change_until':
    'Если планы поменялись, перенести или отменить запись можно сегодня до {time}.',
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
  'notice.by': 'Кто это сделал: {name}',
  'notice.button.card': 'Открыть запись',
  'notice.choices':
    '<b>Мои уведомления</b>\nНажмите, чтобы включить или выключить. О записях, которые ведёте вы сами, расскажем всегда. План на завтра приходит в {hour}.',
  'notice.choices_specialist':
    '<b>Мои уведомления</b>\nО своих записях вы узнаете всегда. План на завтра приходит в {hour}, его можно выключить.',
  'notice.part.booked': 'Новые записи',
  'notice.part.moved': 'Переносы и изменения',
  'notice.part.cancelled': 'Отмены',
  'notice.part.pending': 'Ждут подтверждения',
  'notice.part.low_rating': 'Низкие оценки',
  'notice.part.daily_summary': 'План на завтра',
  'notice.button.topic': '{wanted, select, yes {✓ {topic}} other {{topic}: выключено}}',
  'notice.several_what': '{moment}: {services}',
  'notice.part.moved_from_to': '{from} → {to}',
  'notice.part.and_others': '{moment} и ещё {others}',
} as const
