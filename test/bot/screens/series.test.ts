import { expect, test } from '@jest/globals'
import { renderCancellation, renderSeriesCancelled } from '../../../src/bot/client/series/cancel-series.ts'
import { renderSeriesBooked } from '../../../src/bot/client/series/confirm-series.ts'
import { renderSeries } from '../../../src/bot/client/series/plan-series.ts'
import { renderRepeats, renderTimes } from '../../../src/bot/client/series/repeat-visit.ts'
import { renderSeriesNotice } from '../../../src/bot/notices/series-notice.ts'
import type { SeriesDateView } from '../../../src/usecases/view-series.ts'
import { en, halfPastTen, ru, seen, visit } from './examples.ts'

const week = 7 * 86_400_000
const laterBy = (weeks: number) => new Date(halfPastTen.getTime() + weeks * week)
const visits = [visit(), visit({ bookingId: 42, startsAt: laterBy(1), staffName: 'Ольга' })]
const series = { bookingId: 41, weeks: 1, times: 4, leftOut: 0b1, taken: 0b10 }
const repeats = {
  ok: true,
  visit: visit(),
  room: 2,
  limit: 3,
  upcoming: 1,
  steps: [{ weeks: 1, most: 2, isLimited: true }],
} as const

function offer(startsAt: Date) {
  return { staffId: 2, startsAt, endsAt: startsAt, sessionId: null, parts: [] as never }
}

const dates: SeriesDateView[] = [
  { refusal: null, offer: offer(laterBy(1)), isChosen: false, otherSpecialist: null },
  { refusal: 'slot_taken' as const, offer: offer(laterBy(2)), isChosen: true, otherSpecialist: 'Ольга' },
  { refusal: 'own_overlap' as const, offer: offer(laterBy(3)), isChosen: false, otherSpecialist: null },
  { refusal: 'not_offered' as const, offer: null, isChosen: false, otherSpecialist: null },
].map((date, index) => ({ ...date, wanted: laterBy(index + 1), switched: { leftOut: 0, taken: index } }))

const plan = {
  ok: true,
  visit: visit(),
  priceVaries: true,
  dates,
  chosen: 1,
  fingerprint: 77,
  needsApproval: true,
} as const

test('the dates of a series: left out, taken elsewhere, offered, and lost', () => {
  expect(seen(renderSeries(plan, series, ru))).toEqual({
    text: [
      '<b>Проверьте даты</b>\n',
      '<b>✂️ Стрижка</b>',
      'Каждую неделю',
      '<s>Сб, 21 марта, 10:30</s>',
      '✓ Сб, 28 марта, 10:30 · Ольга <i>вместо: сб, 28 марта, 10:30</i>',
      '✗ Сб, 4 апреля, 10:30: у вас другая запись. Можно сб, 4 апреля, 10:30',
      '✗ Сб, 11 апреля, 10:30: записи нет, рядом тоже ничего свободного',
      'Специалист: Мария',
      '1 ч · от 1 500 ₽',
      'Адрес: Тверская, 1\n',
      'Нажмите на дату, чтобы добавить её или убрать.\n',
      'Мы подтвердим каждую запись и напишем вам.',
    ].join('\n'),
    keyboard: [
      ['+ сб, 21 марта, 10:30 → ser.15.1.4.0.0'],
      ['✓ сб, 28 марта, 10:30 · Ольга → ser.15.1.4.0.1'],
      ['+ сб, 4 апреля, 10:30 → ser.15.1.4.0.2'],
      ['Записаться на 1 дату → serok.15.1.4.1.2.25 (success)'],
      ['‹ Назад → rep.15'],
    ],
  })
  const english = seen(renderSeries({ ...plan, chosen: 0 }, series, en))
  expect(english.text).toContain('✓ Sat, 28 March, 10:30 · Ольга <i>instead of Sat, 28 March, 10:30</i>')
  expect(english.text).toContain('No date is chosen.')
  expect(english.keyboard.flat().filter((label) => label.includes('serok'))).toEqual([])
})

test('how often, and how many times', () => {
  expect(seen(renderRepeats(repeats, ru)).keyboard).toEqual([
    ['Каждую неделю → repw.15.1'],
    ['Открыть запись → b.15'],
  ])
  const times = seen(renderTimes(repeats, { weeks: 2, most: 2, isLimited: true }, en))
  expect(times.text).toMatch(
    /^<b>How many more times\?<\/b>[^]*Every 2 weeks\n\nYou can have up to 3 bookings at a time, so there are fewer dates\.$/,
  )
  expect(times.keyboard[0]).toEqual(['1 → ser.15.2.1.0.0', '2 → ser.15.2.2.0.0'])
  const { text } = seen(renderTimes(repeats, { weeks: 2, most: 2, isLimited: false }, ru))
  expect(text).toMatch(/Раз в 2 недели$/)
})

test('nothing left: the limit or the horizon, and how to reach the business', () => {
  const none = { ...repeats, steps: [] }
  expect(seen(renderRepeats({ ...none, room: -1, upcoming: 4 }, ru)).text).toContain(
    'у вас уже 4 предстоящие записи, больше сразу нельзя',
  )
  expect(renderRepeats(none, ru).text).toContain(
    'запись ещё не открыта. Если хотите ходить регулярно, позвоните нам',
  )
  const unknown = { ...none, visit: visit({ phone: null }) }
  expect(renderRepeats(unknown, en).text).toContain(
    'If you’d like to come regularly, please get in touch with us.',
  )
})

test('a series that is booked, cancelled, and told of to staff', () => {
  expect(seen(renderSeriesBooked(visits, ru)).text).toContain(
    '• Сб, 14 марта, 10:30\n• Сб, 21 марта, 10:30 · Ольга',
  )
  const cancellation = { due: visits.slice(1), tooLate: visits.slice(0, 1), fingerprint: 77 }
  expect(seen(renderCancellation(cancellation, 41, en)).keyboard).toEqual([
    ['Yes, cancel → cxallok.15.25 (danger)'],
    ['No, keep it → b.15'],
  ])
  const nothing = renderCancellation({ due: [], tooLate: visits, fingerprint: 77 }, 41, ru)
  expect(seen(nothing).keyboard).toEqual([['Открыть запись → b.15']])
  const done = renderSeriesCancelled({ cancelled: visits.slice(1), tooLate: visits.slice(0, 1) }, ru)
  expect(seen(done).text).toContain('Останутся: менять их здесь уже поздно.\n• Сб, 14 марта, 10:30')

  const waiting = visits.map((one) => ({
    ...one,
    status: 'pending' as const,
    pendingFor: 'approval' as const,
  }))
  const about = { visits: waiting, clientName: '<b>Анна', by: null }
  const notice = { ...about, kind: 'series_booked', decidesOn: [42], opens: [41, 42] } as const
  const shown = seen(renderSeriesNotice(notice, ru))
  expect(shown.text).toMatch(/^<b>Новые записи ждут подтверждения<\/b>[^]*Клиент: &lt;b&gt;Анна$/)
  expect(shown.keyboard).toEqual([['Сб, 14 марта, 10:30 → bk.15', 'Сб, 21 марта, 10:30 → rq.16']])
  const single = { ...notice, visits: visits.slice(0, 1) }
  expect(seen(renderSeriesNotice(single, ru)).text).toMatch(/^<b>Новая запись: визит повторяется<\/b>/)
  expect(seen(renderSeriesNotice(single, en)).text).toMatch(/^<b>New booking: a visit repeats<\/b>/)
})
