import { expect, test } from '@jest/globals'
import { renderErased, renderEraseQuestion, renderPrivacy } from '../../../src/bot/client/privacy.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { en, ru, seen, visit } from './examples.ts'

const render = createNoticeRenderer(createI18n())
const client = { upcoming: 0, banned: false, worksHere: false }

test.each([
  {
    shows: 'what is kept and why',
    screen: (t: typeof ru) => renderPrivacy(t),
    inRussian: {
      text: [
        '<b>Что мы о вас знаем</b>',
        '',
        '• Имя, имя пользователя и ID в Telegram, язык: чтобы узнавать вас и писать вам.',
        '• Телефон, если вы его оставили: чтобы позвонить по поводу записи.',
        '• Ваши записи, комментарии к ним, отзывы и лист ожидания: чтобы записывать вас и напоминать.',
        '• Наши пометки о ваших визитах, если они есть: чтобы вам у нас было удобно.',
        '',
        'Всё это видят только наши сотрудники. Можно получить это файлом или удалить.',
      ].join('\n'),
      keyboard: [['Получить файлом → privex'], ['Удалить всё обо мне → erase']],
    },
    inEnglish: {
      text: [
        '<b>What we know about you</b>',
        '',
        '• Your name, @username, Telegram ID and language: to recognise you and write to you.',
        '• Your phone, if you left it: to call you about a booking.',
        '• Your bookings, comments, reviews and what you’re waiting for: to book you in and remind you.',
        '• Our notes on your visits, if there are any: to make you comfortable here.',
        '',
        'Only our staff can see this. You can have it as a file, or have it removed.',
      ].join('\n'),
      keyboard: [['Get it as a file → privex'], ['Remove everything about me → erase']],
    },
  },
  {
    shows: 'the question before it is erased',
    screen: (t: typeof ru) => renderEraseQuestion({ ...client, upcoming: 21 }, t),
    inRussian: {
      text: [
        '<b>Удалить всё, что мы о вас знаем?</b>',
        '',
        'Сотрём имя, контакты, комментарии и слова отзывов. Прошлые визиты останутся без вашего имени. Отменим 21 предстоящую запись. Вернуть стёртое не получится.',
      ].join('\n'),
      keyboard: [['Да, удалить → eraseok (danger)'], ['Нет, оставить → priv']],
    },
    inEnglish: {
      text: [
        '<b>Remove everything we know about you?</b>',
        '',
        'We’ll erase your name, contacts, comments and the words of your reviews. Past visits stay, without your name. We’ll cancel 21 upcoming bookings. This can’t be undone.',
      ].join('\n'),
      keyboard: [['Yes, remove it → eraseok (danger)'], ['No, keep it → priv']],
    },
  },
  {
    shows: 'the question to somebody who is banned and works here',
    screen: (t: typeof ru) => renderEraseQuestion({ upcoming: 0, banned: true, worksHere: true }, t),
    inRussian: {
      text: [
        '<b>Удалить всё, что мы о вас знаем?</b>',
        '',
        'Сотрём имя, контакты, комментарии и слова отзывов. Прошлые визиты останутся без вашего имени. Вернуть стёртое не получится.',
        '',
        'Записаться у нас по-прежнему не получится: чтобы помнить об этом, сохраним только ваш ID в Telegram.',
        '',
        'Доступ сотрудника у вас останется: его меняет владелец.',
      ].join('\n'),
      keyboard: [['Да, удалить → eraseok (danger)'], ['Нет, оставить → priv']],
    },
    inEnglish: {
      text: [
        '<b>Remove everything we know about you?</b>',
        '',
        'We’ll erase your name, contacts, comments and the words of your reviews. Past visits stay, without your name. This can’t be undone.',
        '',
        'You still won’t be able to book here: to remember that, we’ll keep your Telegram ID only.',
        '',
        'You’ll keep your staff access: the owner can change that.',
      ].join('\n'),
      keyboard: [['Yes, remove it → eraseok (danger)'], ['No, keep it → priv']],
    },
  },
  {
    shows: 'that it is erased',
    screen: (t: typeof ru) => renderErased(t),
    inRussian: {
      text: '<b>Готово, мы всё стёрли</b>\n\nЗахотите вернуться — отправьте /start, познакомимся заново.',
      keyboard: [],
    },
    inEnglish: {
      text: '<b>Done, we’ve erased everything</b>\n\nIf you’d like to come back, send /start and we’ll meet anew.',
      keyboard: [],
    },
  },
  {
    shows: 'to staff, the cancelled visit of a client who erased themselves',
    screen: (t: typeof ru) =>
      render(
        {
          kind: 'visit_cancelled',
          visit: visit({ status: 'cancelled', staffName: null }),
          clientName: '',
          by: null,
          opensCard: true,
          movedFrom: null,
          reason: null,
          decides: true,
        },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Запись отменена</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        '1 ч · 1 500 ₽',
        'Клиент удалил всё, что мы о нём знали.',
      ].join('\n'),
      keyboard: [['Открыть запись → bk.15']],
    },
    inEnglish: {
      text: [
        '<b>Booking cancelled</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        '1 h · ₽1,500',
        'The client had everything we knew about them removed.',
      ].join('\n'),
      keyboard: [['Open booking → bk.15']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})
