export const chat = {
  'chat.help':
    'Нажмите «Записаться» внизу и выберите услугу, день и время. Адрес, часы работы и цены найдёте в «О нас».\n\n/book — записаться\n/my — ваши записи: перенести, отменить\n/language — язык бота\n/privacy — что мы о вас знаем\n/cancel — выйти в меню',
  'chat.hint':
    'Не совсем понимаю. Нажмите «Записаться» или «Мои записи» внизу. Нужна подсказка? Отправьте /help.',
  'chat.outdated': 'Эта кнопка уже не работает. Выберите внизу, что вам нужно.',
  'chat.outdated_staff': 'Эта кнопка уже не работает. Откройте панель и выберите, что вам нужно.',
  'chat.apology':
    'Простите, что-то сломалось. Мы уже знаем и разбираемся. Попробуйте ещё раз чуть позже, меню внизу.',
  'chat.slow_down':
    'Слишком быстро, я не успеваю. Подождите {minutes, plural, =1 {минуту} one {# минуту} few {# минуты} many {# минут} other {# минуты}}, и продолжим.',
  'chat.private_only': 'Я отвечаю только в личных сообщениях. Напишите мне: {link}',
  'chat.left_dialog': 'Хорошо, не будем. Ничего не изменилось, меню внизу.',
  'chat.left_dialog_staff': 'Хорошо, не будем. Ничего не изменилось.',
  'chat.nothing_to_leave': 'Меню внизу. Чтобы отменить запись, откройте «Мои записи».',
  'chat.choose_language': 'На каком языке вам удобнее?',
  'chat.language_chosen': 'Дальше говорим по-русски.',
  'chat.toast.outdated': 'Эта кнопка уже не работает',
  'chat.toast.apology': 'Что-то сломалось. Попробуйте ещё раз чуть позже',
  'chat.toast.slow_down':
    'Слишком быстро. Подождите {minutes, plural, =1 {минуту} one {# минуту} few {# минуты} many {# минут} other {# минуты}}',
  'chat.button.russian': '{chosen, select, yes {✓ Русский} other {Русский}}',
  'chat.button.english': '{chosen, select, yes {✓ English} other {English}}',
  'chat.button.back': '‹ Назад',
  'chat.button.previous': '‹',
  'chat.button.next': '›',
  'chat.button.page': '{page} из {pages}',
  'chat.command.start': 'Начать сначала',
  'chat.command.book': 'Записаться',
  'chat.command.my': 'Мои записи',
  'chat.command.help': 'Как это работает',
  'chat.command.language': 'Язык · Language',
  'chat.command.privacy': 'Что мы о вас знаем',
  'chat.command.cancel': 'Выйти в меню',
} as const
