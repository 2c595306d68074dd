export const series = {
  'series.how_often': '<b>Как часто повторять?</b>',
  'series.how_many': '<b>Сколько ещё раз?</b>',
  'series.step':
    '{weeks, plural, =1 {Каждую неделю} one {Раз в # неделю} few {Раз в # недели} many {Раз в # недель} other {Раз в # недели}}',
  'series.limit_note':
    'Одновременно может быть не больше {limit, plural, one {# записи} few {# записей} many {# записей} other {# записи}}, поэтому дат меньше.',
  'series.limit_reached':
    'Повторить пока не получится: у вас уже {upcoming, plural, one {# предстоящая запись} few {# предстоящие записи} many {# предстоящих записей} other {# предстоящей записи}}, больше сразу нельзя.',
  'series.horizon_reached': 'Повторить пока не получится: на такие далёкие дни запись ещё не открыта.',
  'series.call_us': 'Если хотите ходить регулярно, позвоните нам: {phone}.',
  'series.tell_us': 'Если хотите ходить регулярно, свяжитесь с нами, пожалуйста.',
  'series.check_dates': '<b>Проверьте даты</b>',
  'series.date': '✓ {moment}',
  'series.date_left_out': '<s>{moment}</s>',
  'series.date_offered':
    '✗ {moment}: {reason, select, slot_taken {занято} own_overlap {у вас другая запись} other {записи нет}}. Можно {instead}',
  'series.date_instead': '✓ {instead} <i>вместо: {moment}</i>',
  'series.date_lost':
    '✗ {moment}: {reason, select, slot_taken {занято} own_overlap {у вас другая запись} other {записи нет}}, рядом тоже ничего свободного',
  'series.how_to_switch': 'Нажмите на дату, чтобы добавить её или убрать.',
  'series.nothing_chosen': 'Ни одна дата не выбрана. Нажмите на те, что вам подходят.',
  'series.approval_hint': 'Мы подтвердим каждую запись и напишем вам.',
  'series.changed':
    'Пока вы выбирали, часть времени заняли или изменилась цена. Вот как всё выглядит сейчас, посмотрите ещё раз.',
  'series.not_possible': 'Так повторить уже не получится. Вот что можно сейчас.',
  'series.repeats_already': 'Эта запись уже повторяется.',
  'series.booked': '<b>Вы записаны. Ждём вас!</b>',
  'series.requested': '<b>Держим эти даты за вами</b>\nПодтвердим каждую запись и сразу напишем сюда.',
  'series.moment': '• {moment}',
  'series.moment_with': '• {moment} · {specialist}',
  'series.part.with_specialist': '{moment} · {specialist}',
  'series.later':
    'Запись повторяется: дальше ещё {later, plural, one {# визит} few {# визита} many {# визитов} other {# визита}}.',
  'series.last': 'Это последняя из повторяющихся записей.',
  'series.only_this': 'Отменится только эта запись. Остальные повторы останутся.',
  'series.cancel_question': '<b>Отменить эти записи?</b>',
  'series.changed_bookings': 'Записи с тех пор изменились. Вот какие есть сейчас.',
  'series.staying': 'Останутся: менять их здесь уже поздно.',
  'series.cancelled': '<b>Записи отменены</b>',
  'series.notice_booked':
    '<b>{several, select, no {Новая запись: визит повторяется} other {Новые записи: визит повторяется}}</b>',
  'series.notice_requested':
    '<b>{several, select, no {Новая запись ждёт подтверждения} other {Новые записи ждут подтверждения}}</b>',
  'series.notice_cancelled': '<b>{several, select, no {Запись отменена} other {Записи отменены}}</b>',
  'series.toast.cancelled': 'Записи отменены',
  'series.button.repeat': 'Повторять',
  'series.button.step':
    '{weeks, plural, =1 {Каждую неделю} one {Раз в # неделю} few {Раз в # недели} many {Раз в # недель} other {Раз в # недели}}',
  'series.button.chosen': '✓ {moment}',
  'series.button.not_chosen': '+ {moment}',
  'series.button.confirm':
    'Записаться на {dates, plural, one {# дату} few {# даты} many {# дат} other {# даты}}',
  'series.button.cancel_all': 'Отменить эту и следующие',
} as const
