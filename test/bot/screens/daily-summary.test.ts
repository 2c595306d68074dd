import { expect, test } from '@jest/globals'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import type { ScheduledVisit, StaffDay } from '../../../src/domain/schedule.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { date, halfPastTen, seen } from './examples.ts'

const render = createNoticeRenderer(createI18n())
const hourMs = 3_600_000

function visit(changes: Partial<ScheduledVisit> = {}): ScheduledVisit {
  const startsAt = changes.startsAt ?? halfPastTen
  const endsAt = new Date(startsAt.getTime() + hourMs)
  return {
    ...{ bookingId: 41, visitId: 41, sessionId: 1, staffId: 2, startsAt, endsAt },
    busy: { start: startsAt, end: endsAt },
    status: 'confirmed',
    pendingFor: null,
    services: [{ name: 'Стрижка', emoji: '✂️' }],
    clientName: 'Анна <Ann>',
    inBot: true,
    clientPhone: null,
    guestName: null,
    attendanceConfirmed: false,
    arrived: false,
    ...changes,
  }
}

function day(name: string, visits: readonly ScheduledVisit[], bookedMin: number): StaffDay<ScheduledVisit> {
  return {
    staff: { id: 2, name },
    date: date('2026-03-14'),
    hours: [],
    entries: visits.map((one) => ({ kind: 'visit', start: one.startsAt, end: one.endsAt, visit: one })),
    load: { workingMin: 600, bookedMin, visits: visits.length },
  }
}

const summary = (days: readonly StaffDay<ScheduledVisit>[]) =>
  ({ kind: 'daily_summary', date: date('2026-03-14'), zone: 'Europe/Moscow', days }) as const

const tomorrow = summary([
  day('Мария', [visit(), visit({ visitId: 42, attendanceConfirmed: true, guestName: 'Ева' })], 180),
  day(
    'Ольга',
    [
      visit({ visitId: 43, status: 'pending', pendingFor: 'approval', clientName: '' }),
      visit({ visitId: 44, status: 'pending', pendingFor: 'offer' }),
    ],
    0,
  ),
])

test('tomorrow, specialist by specialist', () => {
  expect(seen(render(tomorrow, 'ru'))).toEqual({
    text: [
      '<b>Завтра, суббота, 14 марта</b>',
      '3 записи, свободно 85 %',
      'Ответили, что придут: 1 из 2',
      '',
      '<b>Мария</b>',
      '<b>10:30</b> Анна &lt;Ann&gt;, ✂️ Стрижка, <i>ждём ответа</i>',
      '<b>10:30</b> Ева, ✂️ Стрижка',
      '',
      '<b>Ольга</b>',
      '<b>10:30</b> Без имени, ✂️ Стрижка, <i>ждёт подтверждения</i>',
    ].join('\n'),
    keyboard: [['Открыть день → sd.fu6..0']],
  })
  expect(seen(render(tomorrow, 'en')).text).toContain(
    '<b>Tomorrow, Saturday, 14 March</b>\n3 bookings, 85 % free\nSaid that they come: 1 of 2',
  )
})

test('whoever is not in the bot is called, and counts for no answer', () => {
  const byHand = summary([
    day('Мария', [visit(), visit({ visitId: 42, inBot: false, clientPhone: '+79261112233' })], 120),
  ])
  expect(seen(render(byHand, 'ru')).text).toContain('Ответили, что придут: 0 из 1')
  expect(seen(render(byHand, 'ru')).text).toContain(', <i>нет в боте, позвоните: +7 926 111 22 33</i>')
  const unknown = summary([day('Мария', [visit({ inBot: false })], 60)])
  expect(seen(render(unknown, 'en')).text).toMatch(/1 booking, 90 % free\n\n.*, <i>not in the bot<\/i>$/)
})

test('nothing tomorrow is one line', () => {
  const nothing = summary([day('Мария', [], 0)])
  expect(seen(render(nothing, 'ru')).text).toBe('Завтра, суббота, 14 марта, записей пока нет.')
  expect(seen(render(nothing, 'en')).text).toBe('Tomorrow, Saturday, 14 March: no bookings so far.')
})

test('however full the day and long the names, it is one message', () => {
  const long = '&😀'.repeat(40)
  const byHand = { inBot: false, clientPhone: '+792611122334455' }
  const full = Array.from({ length: 30 }, () =>
    day(
      long,
      Array.from({ length: 4 }, (_, index) =>
        visit({ ...byHand, visitId: index, clientName: long, services: [{ name: long, emoji: '✂️' }] }),
      ),
      600,
    ),
  )
  for (const locale of ['ru', 'en'] as const) {
    const { text } = render(summary(full), locale)
    expect(text.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&').length).toBeLessThanOrEqual(4096)
    expect(text).toContain('95')
  }
})
