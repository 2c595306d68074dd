import { expect, test } from '@jest/globals'
import { renderAbout } from '../../../src/bot/client/about.ts'
import { renderServices } from '../../../src/bot/client/booking/choose-service.ts'
import { renderReviewed, reviewDialog } from '../../../src/bot/client/reviews.ts'
import { renderQuestion } from '../../../src/bot/dialogs/render-question.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { en, haircut, ru, seen, visit } from './examples.ts'

const render = createNoticeRenderer(createI18n())
const [question] = reviewDialog.steps
const toStaff = { visit: visit(), clientName: 'Анна', by: null, opensCard: true }

const salon = {
  name: 'Салон «Вера»',
  address: null,
  location: null,
  phone: null,
  hours: [],
  services: [],
  currency: 'RUB',
}
const visitInRussian = ['<b>✂️ Стрижка</b>', 'Суббота, 14 марта, 10:30', 'Специалист: Мария', '1 ч · 1 500 ₽']
const visitInEnglish = ['<b>✂️ Стрижка</b>', 'Saturday, 14 March, 10:30', 'With Мария', '1 h · ₽1,500']
const stars = [
  ['1 ★ → rate.15.1', '2 ★ → rate.15.2', '3 ★ → rate.15.3', '4 ★ → rate.15.4', '5 ★ → rate.15.5'],
]

test.each([
  {
    shows: 'the request for a review',
    screen: (t: typeof ru) => render({ kind: 'review_request', visit: visit() }, t.locale),
    inRussian: {
      text: [
        '<b>Как всё прошло?</b>',
        '',
        ...visitInRussian,
        '',
        'Сколько звёзд поставите? Нам это правда важно.',
      ].join('\n'),
      keyboard: stars,
    },
    inEnglish: {
      text: [
        '<b>How was it?</b>',
        '',
        ...visitInEnglish,
        '',
        'How many stars would you give? It matters to us.',
      ].join('\n'),
      keyboard: stars,
    },
  },
  {
    shows: 'the question after many stars',
    screen: (t: typeof ru) => renderQuestion(reviewDialog, question!, { bookingId: 41, stars: 4 }, t),
    inRussian: {
      text: 'Спасибо! Ваша оценка: ★★★★☆\n\nЧто понравилось? Напишите пару слов, если хочется.',
      keyboard: [['Пропустить → skip.review.comment']],
    },
    inEnglish: {
      text: 'Thank you! Your rating: ★★★★☆\n\nWhat did you like? Leave a few words if you wish.',
      keyboard: [['Skip → skip.review.comment']],
    },
  },
  {
    shows: 'the question after few stars',
    screen: (t: typeof ru) => renderQuestion(reviewDialog, question!, { bookingId: 41, stars: 3 }, t),
    inRussian: {
      text: 'Спасибо, что сказали честно. Ваша оценка: ★★★☆☆\n\nЖаль, что вышло не так, как хотелось. Что случилось? Напишите, мы прочитаем.',
      keyboard: [['Пропустить → skip.review.comment']],
    },
    inEnglish: {
      text: 'Thank you for being honest. Your rating: ★★★☆☆\n\nWe’re sorry it wasn’t what you hoped for. What happened? Write to us, we’ll read it.',
      keyboard: [['Skip → skip.review.comment']],
    },
  },
  {
    shows: 'thanks',
    screen: (t: typeof ru) => renderReviewed('review.thanks_comment', 41, 5, t),
    inRussian: {
      text: 'Спасибо, что написали! Ваша оценка: ★★★★★',
      keyboard: [['Записаться снова → again.15']],
    },
    inEnglish: { text: 'Thank you for writing! Your rating: ★★★★★', keyboard: [['Book again → again.15']] },
  },
  {
    shows: 'thanks to whoever was not content',
    screen: (t: typeof ru) => renderReviewed('review.thanks', 41, 2, t),
    inRussian: { text: 'Спасибо! Ваша оценка: ★★☆☆☆', keyboard: [] },
    inEnglish: { text: 'Thank you! Your rating: ★★☆☆☆', keyboard: [] },
  },
  {
    shows: 'a low rating, to staff',
    screen: (t: typeof ru) => render({ ...toStaff, kind: 'low_rating', stars: 1 }, t.locale),
    inRussian: {
      text: ['<b>Низкая оценка: ★☆☆☆☆</b>', '', ...visitInRussian, 'Клиент: Анна'].join('\n'),
      keyboard: [['Открыть запись → bk.15']],
    },
    inEnglish: {
      text: ['<b>Low rating: ★☆☆☆☆</b>', '', ...visitInEnglish, 'Client: Анна'].join('\n'),
      keyboard: [['Open booking → bk.15']],
    },
  },
  {
    shows: 'what was wrong, to staff',
    screen: (t: typeof ru) =>
      render({ ...toStaff, kind: 'low_rating_words', comment: 'Ждала <час>' }, t.locale),
    inRussian: {
      text: [
        '<b>Клиент рассказал, что было не так</b>',
        '',
        '«Ждала &lt;час&gt;»',
        '',
        ...visitInRussian,
        'Клиент: Анна',
      ].join('\n'),
      keyboard: [['Открыть запись → bk.15']],
    },
    inEnglish: {
      text: [
        '<b>The client told us what went wrong</b>',
        '',
        '“Ждала &lt;час&gt;”',
        '',
        ...visitInEnglish,
        'Client: Анна',
      ].join('\n'),
      keyboard: [['Open booking → bk.15']],
    },
  },
  {
    shows: 'services with what clients think of them',
    screen: (t: typeof ru) =>
      renderServices(
        { services: [haircut, { ...haircut, id: 8, name: 'Маникюр', emoji: null }], currency: 'RUB' },
        t,
        new Map([[7, { average: 4.76, reviews: 25 }]]),
      ),
    inRussian: {
      text: 'На что вас записать?\n\n✂️ Стрижка: ★ 4,8 · 25 отзывов',
      keyboard: [
        ['✂️ Стрижка · 1 ч · 1 500 ₽ → svc.7.'],
        ['Маникюр · 1 ч · 1 500 ₽ → svc.8.'],
        ['Несколько услуг сразу → pick...0'],
      ],
    },
    inEnglish: {
      text: 'What would you like to book?\n\n✂️ Стрижка: ★ 4.8 · 25 reviews',
      keyboard: [
        ['✂️ Стрижка · 1 h · ₽1,500 → svc.7.'],
        ['Маникюр · 1 h · ₽1,500 → svc.8.'],
        ['Several services → pick...0'],
      ],
    },
  },
  {
    shows: 'the business with what clients think of it',
    screen: (t: typeof ru) => renderAbout(salon, 0, t, { average: 4.26, reviews: 1204 }),
    inRussian: {
      text: ['<b>Салон «Вера»</b>', '★ 4,3 · 1 204 отзыва', '', '<b>Часы работы</b>'].join('\n'),
      keyboard: [],
    },
    inEnglish: {
      text: ['<b>Салон «Вера»</b>', '★ 4.3 · 1,204 reviews', '', '<b>Opening hours</b>'].join('\n'),
      keyboard: [],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test.each([
  [3, '★ 5,0 · 3 отзыва'],
  [11, '★ 5,0 · 11 отзывов'],
  [21, '★ 5,0 · 21 отзыв'],
])('counts %i reviews in Russian', (reviews, shown) => {
  const ratings = new Map([[7, { average: 5, reviews }]])
  expect(seen(renderServices({ services: [haircut], currency: 'RUB' }, ru, ratings)).text).toContain(shown)
})
