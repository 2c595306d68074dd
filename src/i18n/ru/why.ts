export const why = {
  'why.ask':
    '<b>Почему нет свободного времени?</b>\nВыберите день или напишите: /why завтра стрижка, /why 12.03.',
  'why.day': '<b>{day}</b>',
  'why.service': '{service}',
  'why.free': '<b>{specialist}</b>: свободно, ближайшее время {first}',
  'why.none': '<b>{specialist}</b>: записаться нельзя',
  'why.not_performed': '<b>{specialist}</b>: эту услугу не делает',
  'why.hours': 'Часы работы: {times}',
  'why.beyond_horizon': 'Запись открыта только до {last}.',
  'why.day_off': 'Выходной.',
  'why.day_off_reason': 'Выходной: {reason}.',
  'why.too_short': 'Услуга длится {duration} и в часы работы не помещается.',
  'why.breaks': 'Перерыв: {times}',
  'why.block': 'Закрыто: {time}',
  'why.block_reason': 'Закрыто: {time} ({reason})',
  'why.more_blocks':
    'И ещё {count, plural, one {# раз закрыто} few {# раза закрыто} many {# раз закрыто} other {# раза закрыто}}',
  'why.visits':
    '{count, plural, one {Занято: # запись} few {Занято: # записи} many {Занято: # записей} other {Занято: # записи}}',
  'why.past': 'Часть времени уже прошла.',
  'why.notice': 'Записаться можно не позже чем за {duration} до начала.',
  'why.limit':
    'Свободное время есть, а клиент записаться не может? Посмотрите его записи: наперёд можно не больше {limit}.',
  'why.no_services': 'Записываться пока не на что: нет ни одной услуги или специалиста.',
  'why.service_unknown': 'Такой услуги не нашлось. Показываем для любой.',
  'why.choose_service': '<b>Для какой услуги?</b>',
  'why.button.why': 'Почему нет времени?',
  'why.button.service': 'Услуга: {service}',
  'why.button.any_service': 'Любая услуга',
  'why.button.earlier': '‹ {what}',
  'why.button.later': '{what} ›',
  'why.button.schedule': 'Расписание дня',
} as const
