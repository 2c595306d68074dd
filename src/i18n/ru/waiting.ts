export const waiting = {
  'waiting.choose_days':
    '<b>{service}</b>\nЕсли место освободится, напишем вам и придержим его. Какие дни вам подходят?',
  'waiting.joined': '<b>Напишем, если освободится</b>',
  'waiting.entry': '<b>Вы ждёте свободное место</b>',
  'waiting.service': '{service}',
  'waiting.specialist': 'Специалист: {specialist}',
  'waiting.days': '{days}',
  'waiting.what_happens':
    'Как только место освободится, пришлём сообщение и придержим его для вас на {hold}. Запишетесь раньше сами — из листа ожидания вычеркнем.',
  'waiting.what_goes_on':
    'Напишем, как только место освободится. Запишетесь раньше сами — из листа ожидания вычеркнем.',
  'waiting.left': '<b>Хорошо, вычеркнули вас из листа ожидания</b>',
  'waiting.gone': 'Вы уже не в листе ожидания: дни прошли или вы записались.',
  'waiting.too_many':
    'Вы уже ждёте {limit, plural, one {# место} few {# места} many {# мест} other {# места}}, больше пока нельзя. Откажитесь от одного, и добавим новое.',
  'waiting.free_now': 'Хорошие новости: свободное время уже есть.',
  'waiting.days_over': 'Эти дни уже прошли. Выберите, пожалуйста, другие.',
  'waiting.offer': '<b>Освободилось время!</b>\nДержим его для вас до {until}.',
  'waiting.offer_expired':
    '<b>Мы больше не держим это время</b>\nНе успели — не страшно: освободится другое, и мы напишем.',
  'waiting.offer_over':
    '<b>Это время мы уже не держим</b>\nЗагляните в календарь: может быть, оно ещё свободно.',
  'waiting.offer_gone': 'Такого предложения нет. Загляните в «Мои записи».',
  'waiting.refused': '<b>Хорошо, предложим это время другим</b>\nОсвободится что-то ещё — напишем вам.',
  'waiting.refused_and_left': '<b>Хорошо, предложим это время другим</b>',
  'waiting.own_overlap':
    'В это время у вас уже есть другая запись. Если перенесёте её, сможете занять и это место.',
  'waiting.limit_reached':
    'У вас уже {upcoming, plural, one {# запись} few {# записи} many {# записей} other {# записи}}, больше пока нельзя. Отмените одну, и сможете занять это место, пока мы его держим.',
  'waiting.button.wait': 'Сообщить, если освободится',
  'waiting.button.day': '{day}',
  'waiting.button.days': '{days}',
  'waiting.button.month': '{month} целиком',
  'waiting.button.any': 'Любой день',
  'waiting.button.leave': 'Больше не ждать',
  'waiting.button.in_list': 'Жду: {days} · {service}',
  'waiting.button.accept': 'Записаться',
  'waiting.button.refuse': 'Не подходит',
  'waiting.button.calendar': 'Открыть календарь',
  'waiting.toast.joined': 'Напишем, если освободится',
  'waiting.toast.left': 'Вы больше не в листе ожидания',
  'waiting.part.minutes': '{minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}',
  'waiting.part.hours': '{hours, plural, =1 {час} one {# час} few {# часа} many {# часов} other {# часа}}',
  'waiting.part.any': 'любой день до {date}',
} as const
