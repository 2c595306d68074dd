export const hours = {
  'hours.of_business': '<b>Часы работы</b>',
  'hours.of_specialist': '<b>Часы работы: {specialist}</b>',
  'hours.line': '{day}: {hours}',
  'hours.line_from':
    '{day}: {hours} <i>({level, select, business {как у всех} settings {из настроек} other {свои}})</i>',
  'hours.all_from':
    '{level, select, business {Свои часы не указаны, действуют общие.} settings {Это часы из настроек. Выберите дни, чтобы указать другие.} other {}}',
  'hours.saved': 'Сохранили, уже действует.',
  'hours.saved_outside':
    'Сохранили, уже действует. Вне новых часов {count, plural, one {осталась # запись. Она} few {остались # записи. Они} many {осталось # записей. Они} other {осталось # записи. Они}} в силе, пока вы не решите иначе.',
  'hours.changed_meanwhile': 'Часы только что поменял кто-то ещё. Вот как сейчас.',
  'hours.staff_gone': 'К этому специалисту сейчас нельзя записаться, поэтому и часов у него нет.',
  'hours.ask': '<b>Часы работы: {days}</b>',
  'hours.ask_of_specialist': '<b>{specialist}, часы работы: {days}</b>',
  'hours.now': 'Сейчас: {hours}',
  'hours.how_to':
    'Выберите или напишите: «10–19», «10–14, 15–20», «10–19, перерыв 14–15» или «выходной». Можно сразу обо всей неделе: «пн–пт 10–19, сб 11–16, вс выходной».',
  'hours.problem_not_hours':
    'Не получилось прочитать часы. Напишите, например, «9–18» или «10–14, 15–20», а если не работаете, «выходной».',
  'hours.problem_empty': 'Такое время кончается, не начавшись. Напишите начало и конец, например «9–18».',
  'hours.problem_overlap': 'Промежутки пересекаются. Напишите их по порядку, например «9–13, 14–18».',
  'hours.copy_from': '<b>Какой день скопировать?</b>',
  'hours.copy_to': '<b>На какие дни скопировать?</b>\n{day}: {hours}',
  'hours.specialists': '<b>Чьи часы показать?</b>\nУ кого своих нет, работает по общим.',
  'hours.outside':
    '<b>Записи вне часов работы: {count}</b>\nОни в силе. Откройте запись, чтобы перенести или отменить её.',
  'hours.none_outside': '<b>Записи вне часов работы</b>\nТаких нет, все записи в рабочее время.',
  'hours.part.with_breaks': '{hours}, перерыв {breaks}',
  'hours.button.whole_week': 'Вся неделя',
  'hours.button.copy': 'Скопировать день',
  'hours.button.outside': 'Записи вне часов',
  'hours.button.show_outside': 'Показать эти записи: {count}',
  'hours.button.specialists': 'Часы специалистов',
  'hours.button.own_hours': '{name} · свои часы',
  'hours.button.closed': 'Выходной',
  'hours.button.as_business': 'Как у всех',
  'hours.button.as_settings': 'Как в настройках',
  'hours.button.weekday': '{chosen, select, yes {✓ {day}} other {{day}}}',
  'hours.button.do_copy': 'Скопировать',
  'hours.button.visit': '{moment} · {client} · {service}',
} as const
