export const notes = {
  'notes.ask_comment':
    '<b>Что нам важно знать?</b>\nНапишите пожелание одним сообщением: аллергия, парковка, как вам удобнее.',
  'notes.ask_guest': '<b>Кто придёт?</b>\nНапишите имя, и мы будем знать, кого встречать.',
  'notes.ask_staff_comment':
    '<b>Что отметить в этой записи?</b>\nНапишите одним сообщением. Клиент тоже это увидит.',
  'notes.ask_staff_guest': '<b>Кто придёт?</b>\nНапишите имя, если запись не для самого клиента.',
  'notes.guest_length': 'В имени может быть от {min} до {max} символов. Напишите, пожалуйста, ещё раз.',
  'notes.changed': 'Комментарий или имя с тех пор изменились. Проверьте, пожалуйста, ещё раз.',
  'notes.button.comment': '{added, select, yes {Изменить комментарий} other {Добавить комментарий}}',
  'notes.button.no_comment': 'Без комментария',
  'notes.button.guest': 'Кто придёт: {guest}',
  'notes.button.guest_me': 'Кто придёт: я',
  'notes.button.guest_client': 'Кто придёт: сам клиент',
  'notes.button.for_me': 'Приду я',
  'notes.button.for_client': 'Придёт сам клиент',
} as const
