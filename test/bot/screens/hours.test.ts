import { expect, test } from '@jest/globals'
import { renderStaffHours } from '../../../src/bot/admin/hours/choose-specialist.ts'
import { renderCopyFrom, renderCopyTo } from '../../../src/bot/admin/hours/copy-day.ts'
import { renderHolidays } from '../../../src/bot/admin/hours/holidays.ts'
import { renderSavedWeek, renderWeek } from '../../../src/bot/admin/hours/render-week.ts'
import { renderSpecialDay } from '../../../src/bot/admin/hours/special-day.ts'
import { renderSpecialDays } from '../../../src/bot/admin/hours/special-days.ts'
import { renderVisitsOutside } from '../../../src/bot/admin/hours/visits-outside.ts'
import type { LocalDate, LocalTime } from '../../../src/domain/local-time.ts'
import type { HoursLevel, WeekdayHours } from '../../../src/domain/opening-hours.ts'
import type { SpecialDay } from '../../../src/domain/special-days.ts'
import type { SpecialDaysList } from '../../../src/usecases/special-days-of.ts'
import type { HoursWeek } from '../../../src/usecases/week-of.ts'
import { date, en, labels, month, ru, seen, visit } from './examples.ts'

const window = (opens: string, closes: string) => ({
  opens: opens as LocalTime,
  closes: closes as LocalTime,
})
const long = 'Ж'.repeat(100)

/** Monday to Friday as told, with a break on Monday; Saturday over midnight, Sunday closed. */
function week(level: HoursLevel, changes: Partial<HoursWeek> = {}): HoursWeek {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday): WeekdayHours => {
    if (weekday === 7) return { weekday, windows: [], breaks: [], level: 'business' }
    if (weekday === 6)
      return { weekday, windows: [window('22:00', '02:00')], breaks: [], level: 'specialist' }
    const breaks = weekday === 1 ? [window('13:00', '14:00')] : []
    return { weekday, windows: [window('09:00', '24:00')], breaks, level }
  })
  return { staff: { id: 2, name: 'Мария' }, days, seen: 36, hasColleagues: true, ...changes }
}

function special(days: readonly (Partial<SpecialDay> & { date: LocalDate })[]): SpecialDaysList {
  return {
    staff: { id: 2, name: 'Мария' },
    today: date('2026-03-12'),
    seen: 36,
    days: days.map((day) => ({ windows: [], reason: null, level: 'specialist', ...day })),
  }
}

test.each([
  [
    ru,
    [
      '<b>Часы работы: Мария</b>',
      '',
      'Пн: 9:00–24:00, перерыв 13:00–14:00 <i>(из настроек)</i>',
      'Вт: 9:00–24:00 <i>(из настроек)</i>',
      'Ср: 9:00–24:00 <i>(из настроек)</i>',
      'Чт: 9:00–24:00 <i>(из настроек)</i>',
      'Пт: 9:00–24:00 <i>(из настроек)</i>',
      'Сб: 22:00–2:00',
      'Вс: выходной <i>(как у всех)</i>',
    ],
    [
      ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
      ['Пн–Пт', 'Сб–Вс', 'Вся неделя'],
      ['Скопировать день', 'Записи вне часов'],
      ['Особые дни'],
      ['‹ Назад', 'Панель'],
    ],
  ],
  [
    en,
    [
      '<b>Hours: Мария</b>',
      '',
      'Mon: 9:00–24:00, break 13:00–14:00 <i>(from Settings)</i>',
      'Tue: 9:00–24:00 <i>(from Settings)</i>',
      'Wed: 9:00–24:00 <i>(from Settings)</i>',
      'Thu: 9:00–24:00 <i>(from Settings)</i>',
      'Fri: 9:00–24:00 <i>(from Settings)</i>',
      'Sat: 22:00–2:00',
      'Sun: closed <i>(as everybody)</i>',
    ],
    [
      ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
      ['Mon–Fri', 'Sat–Sun', 'Whole week'],
      ['Copy a day', 'Bookings outside'],
      ['Special days'],
      ['‹ Back', 'Panel'],
    ],
  ],
])('a week says where each day’s hours come from', (t, lines, buttons) => {
  const screen = renderWeek({ week: week('settings'), changeable: true }, t)
  expect(seen(screen).text).toBe(lines.join('\n'))
  expect(labels(screen)).toEqual(buttons)
})

test('a week that is wholly somebody else’s says so once; whoever only reads has nothing to tap', () => {
  const days = week('business').days.map((day) => ({ ...day, level: 'business' as const }))
  const shown = { week: week('business', { days }), changeable: false }
  expect(renderWeek(shown, ru).text).toContain('\n\nСвои часы не указаны, действуют общие.')
  expect(renderWeek(shown, en).text).toContain('\n\nNo own hours, so the common ones count.')
  expect(labels(renderWeek(shown, en))).toEqual([['Special days'], ['Panel']])
})

test.each([
  [ru, 1, 'Вне новых часов осталась 1 запись. Она в силе'],
  [ru, 2, 'Вне новых часов остались 2 записи. Они в силе'],
  [ru, 5, 'Вне новых часов осталось 5 записей. Они в силе'],
  [en, 1, '1 booking is outside the new hours. It stays agreed'],
  [en, 2, '2 bookings are outside the new hours. They stay agreed'],
])('after a change the visits that it left outside are counted', (t, count, words) => {
  const screen = renderSavedWeek(week('business'), count, t)
  expect(seen(screen).text).toContain(words)
  expect(seen(screen).keyboard[0]?.[0]).toMatch(/ → hro\.2\.0 \(primary\)$/)
  expect(renderSavedWeek(week('business'), 0, t).keyboard).toHaveLength(screen.keyboard.length - 1)
})

test('a day is copied by toggles, with its own left out', () => {
  expect(labels(renderCopyFrom(week('business'), en))[5]).toEqual(['Sat: 22:00–2:00'])
  const screen = renderCopyTo(week('business'), { from: 6, days: [1, 6] }, en)
  expect(seen(screen).keyboard).toEqual([
    ['✓ Mon → hrct.2.6.0', 'Tue → hrct.2.6.3', 'Wed → hrct.2.6.5'],
    ['Thu → hrct.2.6.9', 'Fri → hrct.2.6.h', 'Sun → hrct.2.6.1t'],
    ['Mon–Fri → hrct.2.6.v', 'Every day → hrct.2.6.2n'],
    ['Copy → hrcok.2.6.1.10 (success)'],
    ['‹ Back → hrc.2', 'Panel → adm'],
  ])
  expect(labels(renderCopyTo(week('business'), { from: 6, days: [] }, ru))).toHaveLength(4)
})

test('a month of special days is a calendar and a list', () => {
  const list = special([
    { date: date('2026-03-14'), reason: '<Отпуск>' },
    { date: date('2026-03-15'), reason: '<Отпуск>' },
    { date: date('2026-03-17'), windows: [window('10:00', '15:00')], level: 'business' },
    { date: date('2026-04-02') },
  ])
  const screen = renderSpecialDays({ list, changeable: true }, null, ru)
  expect(seen(screen).text.split('\n').slice(3)).toEqual([
    '',
    '<b>Март 2026</b>',
    '14–15 марта: выходной, &lt;Отпуск&gt;',
    'вт, 17 марта: 10:00–15:00 <i>(как у всех)</i>',
    'Дальше в календаре ещё 1.',
  ])
  expect(labels(screen).slice(1)).toEqual([
    ['·', '·', '·', '[12]', '13', '14×', '15×'],
    ['16', '17•', '18', '19', '20', '21', '22'],
    ['23', '24', '25', '26', '27', '28', '29'],
    ['30', '31', '·', '·', '·', '·', '·'],
    ['Апрель ›'],
    ['Написать даты'],
    ['‹ Назад', 'Панель'],
  ])
  // Neither what is over nor what is too far ahead.
  expect(renderSpecialDays({ list, changeable: true }, month('2020-01'), en).text).toContain('March 2026')
  expect(renderSpecialDays({ list, changeable: true }, month('2090-01'), en).text).toContain('March 2028')
})

test('a special day is changed or taken back, alone and with those in a row', () => {
  const list = special([
    { date: date('2026-03-14'), reason: 'Training' },
    { date: date('2026-03-15'), reason: 'Training' },
  ])
  const screen = seen(renderSpecialDay(list, list.days[1]!, en))
  expect(screen.text).toBe('<b>Sunday, 15 March</b>\nNow: closed, Training')
  expect(screen.keyboard.map(([first]) => first)).toEqual([
    'Change the hours → hrde.2.fu7',
    'As usual: Sun, 15 March → hrdx.2.fu7.fu7.10',
    'As usual: 14–15 March → hrdx.2.fu6.fu7.10',
    '‹ Back → hrd.2.ire',
  ])
})

test('holidays are chosen by toggles; those that are set already are marked', () => {
  const holidays = [
    { name: 'Victory Day', from: date('2026-05-09'), to: date('2026-05-09'), isSet: false },
    { name: long, from: date('2026-06-12'), to: date('2026-06-14'), isSet: true },
  ]
  const screen = renderHolidays({ country: 'RU', holidays, seen: 36 }, { page: 0, chosen: [0, 1, 9] }, en)
  expect(seen(screen).keyboard).toEqual([
    ['✓ Sat, 9 May · Victory Day → hrh.0.0.10'],
    [expect.stringMatching(/^• 12–14 June · Ж+… → hrdo\./)],
    ['Make days off: 1 → hrhok.1.10 (success)'],
    ['‹ Back → hrd..', 'Panel → adm'],
  ])
  expect(
    labels(renderHolidays({ country: 'RU', holidays, seen: 36 }, { page: 0, chosen: [] }, ru))[2],
  ).toEqual(['Отметить все'])
  const none = renderHolidays({ country: 'AQ', holidays: [], seen: 36 }, { page: 0, chosen: [] }, ru)
  expect(none.text).toMatch(/^<b>Праздники: Антарктида<\/b>\nДля этой страны/)
  expect(none.keyboard).toHaveLength(1)
})

test('visits outside are listed in pages, each a way to its card', () => {
  const listed = { visit: visit(), clientName: 'Анна' }
  const screen = renderVisitsOutside(
    { ok: true, visits: [listed], total: 11, page: 1, pages: 2 },
    { staffId: null },
    ru,
  )
  expect(seen(screen).keyboard).toEqual([
    ['сб, 14 марта, 10:30 · Анна → bk.15.hro~~1'],
    [expect.stringMatching(/ → hro\.\.0$/), expect.stringMatching(/ → nil$/)],
    ['‹ Назад → hrs.', 'Панель → adm'],
  ])
})

test.each([ru, en])('the longest of it fits into one message ($locale)', (t) => {
  const days = Array.from({ length: 31 }, (_, index) => ({
    date: date(`2026-03-${String(index + 1).padStart(2, '0')}`),
    reason: `${index}&${long}`,
    level: 'business' as const,
  }))
  const list = { ...special(days), today: date('2026-03-01'), staff: { id: 2, name: long } }
  const holidays = Array.from({ length: 50 }, (_, index) => ({
    name: long,
    from: date('2026-05-09'),
    to: date('2026-05-11'),
    isSet: index % 2 === 0,
  }))
  const chosen = holidays.map((_, index) => index)
  const specialists = Array.from({ length: 50 }, (_, id) => ({ id: id + 1, name: long, hasOwnHours: true }))
  for (const { text, keyboard } of [
    renderSpecialDays({ list, changeable: true }, null, t),
    renderSpecialDay(list, list.days[0]!, t),
    renderHolidays({ country: 'RU', holidays, seen: 2 ** 31 - 1 }, { page: 4, chosen }, t),
    renderStaffHours({ ok: true, specialists }, 1, t),
  ]) {
    expect(text.replaceAll(/<[^>]*>|&amp;/g, '').length).toBeLessThanOrEqual(4096)
    for (const button of keyboard.flat()) {
      expect(button.text.length).toBeLessThanOrEqual(64)
      expect(Buffer.byteLength(button.data)).toBeLessThanOrEqual(64)
    }
  }
})
