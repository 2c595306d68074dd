import { expect, test } from '@jest/globals'
import type { StaffNews } from '../../../src/usecases/notice.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { renderNotices } from '../../../src/bot/admin/notices/notices.ts'
import { noticeTopics, topicsFor } from '../../../src/domain/notice-topics.ts'
import { en, halfPastTen, ru, seen, visit } from './examples.ts'

const render = createNoticeRenderer(createI18n())

const all = noticeTopics.map((topic) => ({ topic, wanted: topic !== 'moved' }))

test('admins switch each topic by itself', () => {
  expect(seen(renderNotices({ topics: all, summaryHour: 20 }, false, ru))).toEqual({
    text: '<b>Мои уведомления</b>\nНажмите, чтобы включить или выключить. О записях, которые ведёте вы сами, расскажем всегда. План на завтра приходит в 20:00.',
    keyboard: [
      ['✓ Новые записи → ntsw.booked.no'],
      ['Переносы и изменения: выключено → ntsw.moved.yes'],
      ['✓ Отмены → ntsw.cancelled.no'],
      ['✓ Ждут подтверждения → ntsw.pending.no'],
      ['✓ Низкие оценки → ntsw.low_rating.no'],
      ['✓ План на завтра → ntsw.daily_summary.no'],
      ['Панель → adm'],
    ],
  })
  expect(seen(renderNotices({ topics: all, summaryHour: 20 }, false, en)).keyboard.slice(0, 2)).toEqual([
    ['✓ New bookings → ntsw.booked.no'],
    ['Moves and changes: off → ntsw.moved.yes'],
  ])
})

test('a specialist can do without the plan, and without nothing else', () => {
  const topics = topicsFor('specialist').map((topic) => ({ topic, wanted: false }))
  expect(seen(renderNotices({ topics, summaryHour: 9 }, true, ru))).toEqual({
    text: '<b>Мои уведомления</b>\nО своих записях вы узнаете всегда. План на завтра приходит в 9:00, его можно выключить.',
    keyboard: [['План на завтра: выключено → ntsw.daily_summary.yes'], ['Панель → adm']],
  })
  expect(seen(renderNotices({ topics, summaryHour: 9 }, true, en)).text).toContain(
    'Tomorrow’s plan comes at 9:00; you can switch it off.',
  )
})

const toStaff = { clientName: 'Анна <Ann>', by: null, opensCard: true }
const aDayBefore = new Date(halfPastTen.getTime() - 24 * 60 * 60_000)
const change = { movedFrom: null, reason: null, decides: true }

test('what happened within five seconds comes as one message', () => {
  const waiting = visit({ bookingId: 42, status: 'pending', pendingFor: 'approval', staffName: null })
  const news: StaffNews[] = [
    { ...toStaff, ...change, kind: 'visit_booked', visit: waiting },
    { ...toStaff, ...change, kind: 'visit_moved', visit: visit(), movedFrom: { startsAt: aDayBefore } },
    { ...toStaff, ...change, kind: 'visit_cancelled', visit: visit(), by: 'Зоя' },
    {
      ...toStaff,
      kind: 'low_rating_words',
      visit: visit({ bookingId: 43 }),
      comment: 'Долго',
      opensCard: false,
    },
    {
      ...{ clientName: '', by: null, kind: 'series_booked', decidesOn: [], opens: [44] },
      visits: [visit({ bookingId: 44 }), visit({ bookingId: 45 })],
    },
  ]
  expect(seen(render({ kind: 'several', news }, 'ru'))).toEqual({
    text: [
      '<b>Новая запись ждёт подтверждения</b>',
      'Сб, 14 марта, 10:30: ✂️ Стрижка',
      'Клиент: Анна &lt;Ann&gt;',
      '',
      '<b>Запись перенесена</b>',
      'Пт, 13 марта, 10:30 → сб, 14 марта, 10:30: ✂️ Стрижка · Мария',
      'Клиент: Анна &lt;Ann&gt;',
      '',
      '<b>Запись отменена</b>',
      'Сб, 14 марта, 10:30: ✂️ Стрижка · Мария',
      'Клиент: Анна &lt;Ann&gt;',
      'Кто это сделал: Зоя',
      '',
      '<b>Клиент рассказал, что было не так</b>',
      'Сб, 14 марта, 10:30: ✂️ Стрижка · Мария',
      '«Долго»',
      'Клиент: Анна &lt;Ann&gt;',
      '',
      '<b>Новые записи: визит повторяется</b>',
      'Сб, 14 марта, 10:30 и ещё 1: ✂️ Стрижка · Мария',
      'Клиент удалил всё, что мы о нём знали.',
    ].join('\n'),
    keyboard: [
      ['Сб, 14 марта, 10:30 · Анна <Ann> → rq.16'],
      ['Сб, 14 марта, 10:30 · Анна <Ann> → bk.15'],
      ['Сб, 14 марта, 10:30 → bk.18'],
    ],
  })
  const english = seen(render({ kind: 'several', news }, 'en'))
  expect(english.text).toContain('Fri, 13 March, 10:30 → Sat, 14 March, 10:30: ✂️ Стрижка · Мария')
  expect(english.text).toContain('Sat, 14 March, 10:30 and 1 more: ✂️ Стрижка · Мария')
})
