export const hours = {
  'hours.of_business': '<b>Часы работы</b>',
  'hours.of_specialist': '<b>Часы работы: {specialist}</b>',
  'hours.line': '{day}: {hours}',
  'hours.line_from':
    '{day}: {hours} <i>({level, select, business {как у всех} settings {из настроек} other {свои}})</i>',
  'hours.all_from':
    '{level, select, business {Свои часы не указаны, действуют общие.} settings {Это часы из настроек. Выберите дни, чтобы указать другие.} other {Свои часы.}}',
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
  'hours.button.visit': '{moment} · {client}',
  'hours.special': '<b>Особые дни</b>',
  'hours.special_of': '<b>Особые дни: {specialist}</b>',
  'hours.special_hint':
    'Нажмите на день, чтобы указать другие часы или выходной. × выходной, • другие часы. Записи этих дней останутся в силе.\nОтпуск, болезнь или пару часов закрывают в разделе «Перерывы и отпуска»: там можно и отменить записи.',
  'hours.special_month': '<b>{month}</b>',
  'hours.special_none': 'Все дни как обычно.',
  'hours.special_later': 'Дальше в календаре ещё {count}.',
  'hours.special_line': '{days}: {hours}',
  'hours.special_line_business': '{days}: {hours} <i>(как у всех)</i>',
  'hours.special_day': '<b>{day}</b>',
  'hours.special_says': 'Сейчас: {hours}',
  'hours.special_says_business': 'Сейчас: {hours} (как у всех)',
  'hours.ask_dates': 'Какие дни? Напишите один или несколько подряд: «12 марта», «завтра», «1–8 мая».',
  'hours.how_to_special':
    'Выберите или напишите: «10–15», «10–13, 14–16» или «выходной». Можно с причиной: «выходной: отпуск».',
  'hours.problem_not_dates':
    'Не получилось прочитать дату. Напишите, например, «12 марта», «12.03» или «1–8 мая».',
  'hours.problem_no_such_day': 'Такого дня в календаре нет. Напишите другой.',
  'hours.problem_backwards': 'Последний день раньше первого. Напишите по порядку, например «1–8 мая».',
  'hours.problem_not_settable':
    'Это слишком далеко или слишком долго: можно не больше {most} дней сразу, на два года вперёд и не раньше сегодняшнего. Напишите другие дни.',
  'hours.holidays':
    '<b>Праздники: {country}</b>\nОтметьте, когда не работаете, и подтвердите. Без вас бот ничего не закроет. • уже указано в календаре.',
  'hours.no_holidays':
    '<b>Праздники: {country}</b>\nДля этой страны у нас нет списка праздников. Отметьте выходные сами в календаре.',
  'hours.holidays_changed': 'Список успел измениться, поэтому ничего не отмечено. Выберите ещё раз.',
  'hours.part.because': '{hours}, {reason}',
  'hours.button.special': 'Особые дни',
  'hours.button.type_dates': 'Написать даты',
  'hours.button.holidays': 'Праздники',
  'hours.button.change_day': 'Изменить часы',
  'hours.button.remove_days': 'Как обычно: {days}',
  'hours.button.as_usual': 'Как обычно',
  'hours.button.holiday':
    '{mark, select, chosen {✓ {days} · {holiday}} set {• {days} · {holiday}} other {{days} · {holiday}}}',
  'hours.button.all_holidays': 'Отметить все',
  'hours.button.close_holidays': 'Сделать выходными: {count}',
} as const
