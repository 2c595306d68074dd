export const performer = {
  'performer.services':
    '<b>{name}</b>\nКакие услуги делает? Нажмите на услугу, чтобы отметить или снять её. Справа цена и время: они могут быть свои.',
  'performer.services_read': '<b>{name}</b>\nДелает услуги:',
  'performer.line': '{service}: {terms}',
  'performer.none': '<b>{name}</b>\nНи одной услуги пока нет.',
  'performer.performers':
    '<b>{service}</b>\nКто делает эту услугу? Нажмите на имя, чтобы отметить или снять. Справа цена и время: они могут быть свои.',
  'performer.given': '«{service}» теперь делает и {name}.',
  'performer.taken': '{name} больше не делает «{service}».',
  'performer.named':
    'Раньше эту услугу делали все, теперь только отмеченные (сейчас {count}). Появится новый специалист — отметьте, если делает и он.',
  'performer.kept':
    '{count, plural, one {# предстоящая запись останется} few {# предстоящие записи останутся} many {# предстоящих записей останутся} other {# предстоящих записей останутся}} как договаривались.',
  'performer.last':
    'Эту услугу должен делать хотя бы один специалист. Если она больше не нужна, скройте её в разделе «Услуги».',
  'performer.changed': 'Пока вы смотрели, здесь что-то поменял кто-то ещё. Вот как сейчас.',
  'performer.terms': '<b>{service}</b>\n{name}',
  'performer.price': 'Цена: {price}{own, select, yes { (своя)} other { (как у услуги)}}',
  'performer.duration': 'Время: {duration}{own, select, yes { (своё)} other { (как у услуги)}}',
  'performer.ask_price':
    'Сколько стоит услуга у этого специалиста? Напишите сумму, например {example}. В сделанных записях останется прежняя цена.',
  'performer.ask_duration':
    'Сколько длится услуга у этого специалиста? Выберите или напишите, например «1 ч 15 мин». Сделанные записи не изменятся.',
  'performer.saved': 'Сохранили.',
  'performer.not_accepted': 'Так не получится. Напишите, пожалуйста, иначе.',
  'performer.part.on_request': 'по договорённости',
  'performer.button.on': '✓ {what}',
  'performer.button.off': '{what}',
  'performer.button.terms': '{duration} · {price}',
  'performer.button.priceMinor': 'Своя цена',
  'performer.button.durationMin': 'Своё время',
  'performer.button.as_service': 'Как у услуги',
} as const
