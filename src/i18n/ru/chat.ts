export const chat = {
  'chat.help':
    'Нажмите «Записаться» внизу, выберите услугу, день и время — и всё.\n\n/book — записаться\n/my — ваши записи: перенести, отменить\n/language — язык бота\n/cancel — прервать начатое',
  'chat.hint':
    'Не совсем понимаю. Нажмите «Записаться» или «Мои записи» внизу, а если нужна подсказка — /help.',
  'chat.outdated': 'Эта кнопка уже не действует. Выберите внизу, что сделать.',
  'chat.apology':
    'Простите, что-то сломалось. Мы уже знаем и разбираемся. Попробуйте ещё раз чуть позже, меню внизу.',
  'chat.slow_down':
    'Слишком быстро, я не успеваю. Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}, и продолжим.',
  'chat.private_only': 'Я отвечаю только в личных сообщениях. Напишите мне: {link}',
  'chat.left_dialog': 'Хорошо, остановились. Ничего не сохранено.',
  'chat.nothing_to_leave': 'Прерывать нечего. Если хотите отменить запись, откройте «Мои записи».',
  'chat.choose_language': 'На каком языке вам удобнее?',
  'chat.language_chosen': 'Дальше говорим по-русски.',
  'chat.toast.outdated': 'Эта кнопка уже не действует',
  'chat.toast.apology': 'Что-то сломалось. Попробуйте ещё раз чуть позже',
  'chat.toast.slow_down':
    'Слишком быстро. Подождите {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}',
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
  'chat.command.cancel': 'Прервать начатое',
} as const
