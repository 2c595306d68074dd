export const service = {
  'service.ask_name': '<b>Новая услуга</b>\nКак она называется? Например, «Стрижка».',
  'service.ask_minutes': '<b>{name}</b>\nСколько минут это занимает? Выберите или напишите число.',
  'service.ask_price':
    '<b>{name}</b>, {duration}\nСколько стоит? Напишите сумму в {currency}, например 1500. Если цена договорная, пропустите этот шаг.',
  'service.name_length': 'В названии может быть от {min} до {max} символов. Напишите ещё раз.',
  'service.minutes_invalid': 'Нужно целое число минут от {min} до {max}, например 60.',
  'service.price_invalid': 'Напишите сумму цифрами, например 1500 или 1500,50.',
  'service.added': '<b>Услуга добавлена</b>\n{name} · {duration} · {price}\n\nНа неё уже можно записаться.',
  'service.added_on_request':
    '<b>Услуга добавлена</b>\n{name} · {duration} · цена по договорённости\n\nНа неё уже можно записаться.',
  'service.button.add_another': 'Добавить ещё одну',
  'service.button.book': 'Записаться как клиент',
} as const
