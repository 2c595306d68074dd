export const dialog = {
  'dialog.text_wanted': 'Здесь нужен обычный текст: фото, стикеры и голосовые не подойдут.',
  'dialog.lost': 'Мы с вами начали, но ваши ответы не сохранились. Начнём заново?',
  'dialog.button.back': '‹ Назад',
  'dialog.button.cancel': 'Не надо',
  'dialog.button.skip': 'Пропустить',
  'dialog.button.restart': 'Начать заново',
  'dialog.toast.answered': 'На этот вопрос вы уже ответили',
} as const
