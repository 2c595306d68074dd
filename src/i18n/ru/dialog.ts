export const dialog = {
  'dialog.text_wanted': 'Напишите, пожалуйста, текстом: фото, стикеры и голосовые здесь не подойдут.',
  'dialog.words_wanted': 'Напишите, пожалуйста, словами.',
  'dialog.too_long': 'Получилось длинно: сюда поместится до {max} символов. Напишите чуть короче.',
  'dialog.lost': 'Простите, ваши ответы не сохранились. Начнём заново?',
  'dialog.lost_answer':
    'Простите, ваш ответ не сохранился. Ничего не изменилось; начните, пожалуйста, ещё раз с меню внизу.',
  'dialog.button.back': '‹ Назад',
  'dialog.button.cancel': 'Не надо',
  'dialog.button.skip': 'Пропустить',
  'dialog.button.restart': 'Начать заново',
  'dialog.toast.answered': 'На этот вопрос вы уже ответили',
} as const
