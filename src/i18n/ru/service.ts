export const service = {
  'service.ask_name': '<b>Новая услуга</b>\nКак она называется? Например, «Стрижка».',
  'service.ask_minutes':
    '<b>{name}</b>\nСколько длится услуга? Выберите или напишите, например «1 ч 15 мин».',
  'service.ask_price':
    '<b>{name}</b>, {duration}\nСколько стоит? Напишите сумму, например {example}. Если цена договорная, пропустите этот шаг.',
  'service.name_length': 'В названии может быть от {min} до {max} символов. Напишите ещё раз.',
  'service.minutes_invalid': 'Нужно целое число минут от {min} до {max}, например 60.',
  'service.minutes_unreadable': 'Не получилось понять. Напишите, например, 90 или 1 ч 30 мин.',
  'service.price_invalid': 'Напишите сумму цифрами, например {example}.',
  'service.price_too_precise':
    'После запятой слишком много цифр. Напишите, например, {example}, а тысячи без точек и запятых.',
  'service.price_too_large': 'Это слишком много: цена может быть не больше {most}.',
  'service.added': '<b>Услуга добавлена</b>\n{name} · {duration} · {price}\n\nНа неё уже можно записаться.',
  'service.added_on_request':
    '<b>Услуга добавлена</b>\n{name} · {duration} · цена по договорённости\n\nНа неё уже можно записаться.',
  'service.button.add_another': 'Добавить ещё одну',
  'service.button.card': 'Открыть карточку',
  'service.button.book': 'Записаться как клиент',
} as const
