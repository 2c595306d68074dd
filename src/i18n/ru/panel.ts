export const panel = {
  'panel.business': '<b>{business}</b>',
  'panel.today':
    'Сегодня, {day}: {visits, plural, =0 {записей нет} one {# запись} few {# записи} many {# записей} other {# записи}}',
  'panel.next_today': '<b>Следующая в {time}</b>',
  'panel.next': '<b>Следующая: {moment}</b>',
  'panel.next_visit': '{visit}',
  'panel.button.home': 'Панель',
  'panel.button.no': 'Не надо',
  'panel.button.open': 'Панель управления',
  'panel.button.waiting': 'Ждут подтверждения: {count}',
  'panel.button.schedule': 'Расписание',
  'panel.button.services': 'Услуги',
  'panel.button.blocks': 'Перерывы и выходные',
  'panel.button.settings': 'Настройки',
  'panel.command.admin': 'Панель управления',
  'panel.command.today': 'Записи на сегодня',
  'panel.command.week': 'Записи на неделю',
} as const
