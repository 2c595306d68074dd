export const connect = {
  'connect.link':
    '<b>{name}</b>\nПерешлите эту ссылку специалисту, она откроет доступ к его записям:\n\n{link}\n\nСработает один раз, в ближайшие 24 часа и пока вы не сделаете новую.',
  'connect.question':
    '<b>{business}</b>\nПодключить ваш Telegram к карточке «{name}»? Вы увидите свои записи и будете узнавать о новых.',
  'connect.done':
    '<b>Готово, {name}!</b>\nВаши записи и расписание в панели управления, а о новых напишем сразу.',
  'connect.void': 'Эта ссылка не действует: вместо неё могли сделать новую. Попросите её ещё раз.',
  'connect.used': 'По этой ссылке уже кто-то подключился. Попросите новую.',
  'connect.expired': 'Ссылка действовала 24 часа, они прошли. Попросите новую.',
  'connect.own': 'Вы уже подключены по этой ссылке.',
  'connect.already_staff':
    'Вы уже работаете здесь как «{name}», второй раз подключить этот Telegram нельзя. Откройте ссылку с другого.',
  'connect.disconnect_question':
    '<b>Забрать доступ к боту: {name}?</b>\nЗаписи в боте сразу перестанут быть видны. Клиенты по-прежнему смогут записаться.',
  'connect.disconnected': 'Доступ забрали: записи в боте больше не видны.',
  'connect.notice': '<b>{name}</b>: Telegram подключён.\nАккаунт: {account}',
  'connect.notice_username': '<b>{name}</b>: Telegram подключён.\nАккаунт: {account}, @{username}',
  'connect.notice_hint': 'Если это кто-то другой, заберите доступ в карточке.',
  'connect.button.make': 'Дать доступ к боту',
  'connect.button.disconnect': 'Забрать доступ к боту',
  'connect.button.yes_disconnect': 'Забрать доступ',
  'connect.button.confirm': 'Подключить',
  'connect.button.panel': 'Панель управления',
} as const
