import { describe, expect, test } from '@jest/globals'
import { renderStaffChoice } from '../../../src/bot/admin/schedule/choose-staff.ts'
import { renderScheduleDay } from '../../../src/bot/admin/schedule/day.ts'
import { renderScheduleMonth } from '../../../src/bot/admin/schedule/month.ts'
import {
  dayTimeline,
  monthCalendar,
  weekTable,
  weekTimeline,
} from '../../../src/bot/admin/schedule/pictures.ts'
import { renderScheduleWeek } from '../../../src/bot/admin/schedule/week.ts'
import { datesBetween, datesOfMonth, parseLocalTime } from '../../../src/domain/local-time.ts'
import {
  layOutSchedule,
  loadOfDays,
  type ScheduleBook,
  type ScheduledVisit,
} from '../../../src/domain/schedule.ts'
import { date, en, labels, month, ru, seen } from './examples.ts'

const maria = { id: 1, name: 'Мария' }
const olga = { id: 2, name: 'Ольга' }
const time = (text: string) => parseLocalTime(text)!

let visitsMade = 0

/** In Moscow, nine to nine. */
function visit(from: string, minutes: number, changes: Partial<ScheduledVisit> = {}): ScheduledVisit {
  const startsAt = new Date(`${from}+03:00`)
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
  return {
    bookingId: 41,
    visitId: ++visitsMade,
    sessionId: startsAt.getTime(),
    staffId: 1,
    startsAt,
    endsAt,
    busy: { start: startsAt, end: endsAt },
    status: 'confirmed',
    services: [{ name: 'Стрижка', emoji: '✂️' }],
    pendingFor: null,
    clientName: 'Анна',
    inBot: true,
    clientPhone: null,
    guestName: null,
    attendanceConfirmed: false,
    arrived: false,
    ...changes,
  }
}

function loaded(parts: Partial<ScheduleBook<ScheduledVisit>>, first: string, last = first) {
  const staff = parts.staff ?? [maria]
  const book = {
    policy: { zone: 'Europe/Moscow', opens: time('09:00'), closes: time('21:00') },
    rules: [],
    blocks: [],
    visits: [],
    ...parts,
    staff,
  }
  return {
    ok: true as const,
    zone: 'Europe/Moscow',
    businessName: 'Салон «Вера»',
    today: date('2026-03-14'),
    now: new Date('2026-03-14T07:30:00Z'),
    choices: [maria, olga],
    chosen: staff.length === 1 ? maria : null,
    days: layOutSchedule(book, date(first), date(last)),
  }
}

function day(on: string, parts: Partial<ScheduleBook<ScheduledVisit>> = {}) {
  return { ...loaded(parts, on), date: date(on) }
}

function week(parts: Partial<ScheduleBook<ScheduledVisit>> = {}) {
  const [first, last] = [date('2026-03-09'), date('2026-03-15')]
  return { ...loaded(parts, first, last), date: date('2026-03-14'), dates: datesBetween(first, last) }
}

function wholeMonth(parts: Partial<ScheduleBook<ScheduledVisit>> = {}) {
  const view = loaded(parts, '2026-03-01', '2026-03-31')
  const days = datesOfMonth(month('2026-03')).map((on) => ({
    date: on,
    load: loadOfDays(view.days.filter((one) => one.date === on)),
  }))
  return { ...view, month: month('2026-03'), days, load: loadOfDays(view.days) }
}

const lunch = {
  staffId: null,
  kind: 'break',
  weekday: 6,
  date: null,
  opens: time('13:00'),
  closes: time('14:00'),
  closed: false,
  validFrom: null,
  validTo: null,
} as const

const closedOnSundays = {
  ...lunch,
  kind: 'open',
  weekday: 7,
  opens: null,
  closes: null,
  closed: true,
} as const

const busyDay = {
  rules: [lunch],
  blocks: [
    {
      id: 1,
      staffId: null,
      during: { start: new Date('2026-03-14T15:00:00Z'), end: new Date('2026-03-14T18:00:00Z') },
      reason: 'Учёба <b>',
    },
  ],
  visits: [
    visit('2026-03-14T09:00', 60, { clientName: 'Анна <b>' }),
    visit('2026-03-14T10:00', 180, {
      bookingId: 42,
      guestName: 'Маша',
      status: 'pending',
      pendingFor: 'approval',
      services: [
        { name: 'Стрижка', emoji: null },
        { name: 'Окрашивание', emoji: null },
      ],
    }),
    visit('2026-03-14T14:00', 60, { bookingId: 43, clientName: '', status: 'no_show' }),
    visit('2026-03-14T15:00', 60, { bookingId: 44, arrived: true }),
  ],
}

describe('a day', () => {
  test('has nothing free in what is over', () => {
    const at = (now: string) => ({ ...day('2026-03-14'), now: new Date(now) })
    const lastLine = (now: string, t: typeof ru) =>
      seen(renderScheduleDay(at(now), 0, t))
        .text.split('\n')
        .at(-1)
    expect(lastLine('2026-03-14T05:00:00Z', ru)).toBe('09:00–21:00 свободно')
    expect(lastLine('2026-03-14T07:30:00Z', ru)).toBe('10:30–21:00 свободно')
    expect(lastLine('2026-03-14T18:00:00Z', ru)).toBe('09:00–21:00 записей не было')
    expect(lastLine('2026-03-15T07:30:00Z', en)).toBe('09:00–21:00 nothing was booked')
  })

  test('has a line for everything, and a button for each visit', () => {
    expect(seen(renderScheduleDay(day('2026-03-14', busyDay), 0, ru))).toEqual({
      text: [
        '<b>Сегодня, суббота, 14 марта</b>',
        'Мария',
        '3 записи, занято 63 %',
        '',
        '<b>09:00</b>–10:00 Анна &lt;b&gt;, ✂️ Стрижка',
        '<b>10:00</b>–13:00 Маша, Стрижка + Окрашивание, <i>ждёт подтверждения</i>',
        '13:00–14:00 перерыв',
        '<b>14:00</b>–15:00 Без имени, ✂️ Стрижка, <i>визит не состоялся</i>',
        '14:00–15:00 свободно',
        '<b>15:00</b>–16:00 Анна, ✂️ Стрижка, <i>уже здесь</i>',
        '16:00–18:00 свободно',
        '18:00–21:00 закрыто: Учёба &lt;b&gt;',
      ].join('\n'),
      keyboard: [
        ['09:00 Анна <b> → bk.15.sd~fu6~1~0', '10:00 Маша → bk.16.sd~fu6~1~0'],
        ['14:00 Без имени → bk.17.sd~fu6~1~0', '15:00 Анна → bk.18.sd~fu6~1~0'],
        ['18:00 закрыто → blo.1'],
        ['‹ пт, 13 марта → sd.fu5.1.0', 'вс, 15 марта › → sd.fu7.1.0'],
        ['Новая запись → nb.0.+fu6.sd~fu6~1~0', 'Закрыть время → bln.0.+fu6.sd~fu6~1~0'],
        ['Почему нет времени? → wy.fu6..0'],
        ['Мария ▾ → ss.day.fu6.0'],
        ['Неделя → sw.fu6.1', 'Месяц → sm.ire.1', 'Картинкой → sp.day.fu6.1'],
        ['Панель → adm'],
      ],
    })
  })

  test('in English', () => {
    expect(seen(renderScheduleDay(day('2026-03-14', busyDay), 0, en)).text).toBe(
      [
        '<b>Today, Saturday, 14 March</b>',
        'Мария',
        '3 bookings, 63% booked',
        '',
        '<b>09:00</b>–10:00 Анна &lt;b&gt;, ✂️ Стрижка',
        '<b>10:00</b>–13:00 Маша, Стрижка + Окрашивание, <i>awaits confirmation</i>',
        '13:00–14:00 break',
        '<b>14:00</b>–15:00 No name, ✂️ Стрижка, <i>did not come</i>',
        '14:00–15:00 free',
        '<b>15:00</b>–16:00 Анна, ✂️ Стрижка, <i>already here</i>',
        '16:00–18:00 free',
        '18:00–21:00 closed: Учёба &lt;b&gt;',
      ].join('\n'),
    )
  })

  test('of everybody names each, and the way to today from another day', () => {
    const view = day('2026-03-15', { staff: [maria, olga], rules: [{ ...closedOnSundays, staffId: 2 }] })
    expect(seen(renderScheduleDay(view, 0, ru))).toEqual({
      text: [
        '<b>Воскресенье, 15 марта</b>',
        'Все специалисты',
        'Записей нет',
        '',
        '<b>Мария</b>',
        '09:00–21:00 свободно',
        '',
        '<b>Ольга</b>',
        'Выходной',
      ].join('\n'),
      keyboard: [
        ['‹ сб, 14 марта → sd.fu6..0', 'Сегодня → sd.fu6..0', 'пн, 16 марта › → sd.fu8..0'],
        ['Новая запись → nb.0.+fu7.sd~fu7~~0', 'Закрыть время → bln.0.+fu7.sd~fu7~~0'],
        ['Почему нет времени? → wy.fu7..0'],
        ['Все специалисты ▾ → ss.day.fu7.0'],
        ['Неделя → sw.fu7.', 'Месяц → sm.ire.', 'Картинкой → sp.day.fu7.'],
        ['Панель → adm'],
      ],
    })
  })

  test('of 120 visits pages, within the limits of a message', () => {
    const staff = Array.from({ length: 20 }, (_, index) => ({
      id: index + 1,
      name: `${'Ж'.repeat(100)} ${index}`,
    }))
    const visits = staff.flatMap(({ id }) =>
      Array.from({ length: 6 }, (_, index) =>
        visit(`2026-03-14T${String(9 + index * 2).padStart(2, '0')}:00`, 60, {
          staffId: id,
          clientName: 'Константинопольская'.repeat(7),
          services: [{ name: 'Ю'.repeat(100), emoji: '💇‍♀️' }],
        }),
      ),
    )
    const view = { ...day('2026-03-14', { staff, visits }), choices: staff, chosen: null }
    let shown = 0
    for (let page = 0; page < 12; page++) {
      const { text, keyboard } = renderScheduleDay(view, page, ru)
      expect(text.replace(/<[^>]*>/g, '').length).toBeLessThanOrEqual(4096)
      expect(keyboard.length).toBeLessThanOrEqual(20)
      for (const { text: label, data } of keyboard.flat()) {
        expect(label.length).toBeLessThanOrEqual(64)
        expect(data.length).toBeLessThanOrEqual(64)
      }
      shown += keyboard.flat().filter(({ data }) => data.startsWith('bk.')).length
    }
    expect(shown).toBe(120)
  })
})

describe('a week', () => {
  test('that lies in two months leads on to the month one came from, and keeps the day from week to week', () => {
    const [first, last] = [date('2026-03-30'), date('2026-04-05')]
    const across = { ...loaded({}, first, last), date: date('2026-04-01'), dates: datesBetween(first, last) }
    const buttons = seen(renderScheduleWeek(across, ru)).keyboard.flat()
    expect(buttons).toContain('День → sd.fuo.1.0')
    expect(buttons).toContain('Месяц → sm.irf.1')
    expect(buttons).toContain('6 апреля › → sw.fuv.1')
  })

  const visits = [
    visit('2026-03-10T09:00', 360),
    visit('2026-03-10T15:00', 360),
    visit('2026-03-15T12:00', 60),
  ]

  test('has a line and a button for each day', () => {
    expect(seen(renderScheduleWeek(week({ rules: [closedOnSundays], visits }), ru))).toEqual({
      text: [
        '<b>9–15 марта</b>',
        'Мария',
        '3 записи, занято 17 %',
        '',
        '<b>Пн, 9 марта</b>: записей нет',
        '<b>Вт, 10 марта</b>: 2 записи, занято 100 %',
        '<b>Ср, 11 марта</b>: записей нет',
        '<b>Чт, 12 марта</b>: записей нет',
        '<b>Пт, 13 марта</b>: записей нет',
        '<b>Сб, 14 марта</b>: записей нет',
        '<b>Вс, 15 марта</b>: 1 запись в выходной',
      ].join('\n'),
      keyboard: [
        ['Пн 9 → sd.fu1.1.0', 'Вт 10 → sd.fu2.1.0', 'Ср 11 → sd.fu3.1.0', 'Чт 12 → sd.fu4.1.0'],
        ['Пт 13 → sd.fu5.1.0', 'Сб 14 → sd.fu6.1.0', 'Вс 15 → sd.fu7.1.0'],
        ['‹ 2 марта → sw.ftz.1', '16 марта › → sw.fud.1'],
        ['Мария ▾ → ss.week.fu6.0'],
        ['День → sd.fu6.1.0', 'Месяц → sm.ire.1', 'Картинкой → sp.week.fu6.1'],
        ['Панель → adm'],
      ],
    })
    const english = seen(renderScheduleWeek(week({ rules: [closedOnSundays], visits }), en)).text
    expect(english).toContain('<b>Tue, 10 March</b>: 2 bookings, 100% booked')
    expect(english).toContain('<b>Sun, 15 March</b>: 1 booking on a day off')
  })
})

describe('a month', () => {
  const visits = [
    visit('2026-03-10T09:00', 720),
    visit('2026-03-11T12:00', 60),
    visit('2026-03-12T09:00', 480),
  ]

  test('has a bar for each day that shows how full it is', () => {
    const screen = renderScheduleMonth(wholeMonth({ rules: [closedOnSundays], visits }), ru)
    expect(seen(screen).text).toBe(
      [
        '<b>Март 2026</b>',
        'Мария',
        '3 записи, занято 7 %',
        'Плотнее всего во вторник, 10 марта: 100 %.',
        '',
        '▁ день свободен, █ занят целиком, без столбика выходной.',
      ].join('\n'),
    )
    expect(labels(screen).slice(0, 4)).toEqual([
      ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
      ['·', '·', '·', '·', '·', '·', '1'],
      ['2▁', '3▁', '4▁', '5▁', '6▁', '7▁', '8'],
      ['9▁', '10█', '11▂', '12▆', '13▁', '[14]▁', '15'],
    ])
    expect(labels(screen).slice(-4)).toEqual([
      ['‹ Февраль', 'Апрель ›'],
      ['Мария ▾'],
      ['День', 'Неделя', 'Картинкой'],
      ['Панель'],
    ])
    expect(seen(renderScheduleMonth(wholeMonth({ visits }), en)).text).toContain(
      'Busiest on Tuesday, 10 March: 100%.',
    )
  })

  test('without visits has no busiest day', () => {
    expect(renderScheduleMonth(wholeMonth(), ru).text).not.toContain('Плотнее')
  })
})

test('whose schedule it is can be chosen among many', () => {
  const staff = Array.from({ length: 25 }, (_, index) => ({ id: index + 1, name: `Мастер ${index + 1}` }))
  const screen = renderStaffChoice(staff, { view: 'month', date: date('2026-03-14'), page: 1 }, ru)
  expect(seen(screen)).toEqual({
    text: '<b>Чьё расписание показать?</b>',
    keyboard: [
      ['Все специалисты → sm.ire.'],
      ['Мастер 21 → sm.ire.l', 'Мастер 22 → sm.ire.m'],
      ['Мастер 23 → sm.ire.n', 'Мастер 24 → sm.ire.o'],
      ['Мастер 25 → sm.ire.p'],
      ['‹ → ss.month.fu6.0', '2 из 2 → nil'],
      ['‹ Назад → sm.ire.', 'Панель → adm'],
    ],
  })
})

describe('what a picture is drawn from', () => {
  test('a day: from the first hour to the last, with the present moment', () => {
    const { title, subtitle, minutes, ticks, lanes, legend } = dayTimeline(day('2026-03-14', busyDay), ru)
    expect([title, subtitle, minutes]).toEqual([
      'Сегодня, суббота, 14\u00a0марта',
      'Салон «Вера» · Мария · 3\u00a0записи, занято 63\u00a0%',
      720,
    ])
    expect(ticks.map(({ label }) => label)).toEqual(expect.arrayContaining(['09:00', '21:00']))
    expect(lanes[0]).toMatchObject({ title: '', note: '63\u00a0%', now: 90, open: [{ from: 0, until: 720 }] })
    expect(lanes[0]?.items.map(({ from, until, tone, title: words }) => [from, until, tone, words])).toEqual([
      [0, 60, 'confirmed', 'Анна <b>'],
      [60, 240, 'pending', 'Маша'],
      [240, 300, 'break', 'перерыв'],
      [300, 360, 'no_show', 'Без имени'],
      [300, 360, 'gap', 'свободно 1\u00a0ч'],
      [360, 420, 'confirmed', 'Анна'],
      [420, 540, 'gap', 'свободно 2\u00a0ч'],
      [540, 720, 'block', 'Учёба <b>'],
    ])
    expect(legend.map(({ label }) => label)).toEqual([
      'подтверждено',
      'ждёт подтверждения',
      'не состоялось',
      'свободно',
      'перерыв',
      'закрыто',
    ])
  })

  test('a group session is one item', () => {
    const session = { sessionId: 7, services: [{ name: 'Йога', emoji: '🧘' }] }
    const visits = [
      visit('2026-03-14T10:00', 60, session),
      visit('2026-03-14T10:00', 60, { ...session, bookingId: 42 }),
    ]
    const { lanes } = dayTimeline(day('2026-03-14', { visits }), en)
    expect(lanes[0]?.items.filter(({ tone }) => tone === 'confirmed')).toEqual([
      {
        from: 60,
        until: 120,
        tone: 'confirmed',
        title: '🧘 Йога',
        note: '2\u00a0people',
        time: '10:00–11:00',
        start: '10:00',
      },
    ])
  })

  test('a night shift goes on past midnight', () => {
    const rules = [{ ...lunch, kind: 'open' as const, opens: time('22:00'), closes: time('02:00') }]
    const visits = [visit('2026-03-15T01:00', 60)]
    const { minutes, ticks, lanes } = dayTimeline(day('2026-03-14', { rules, visits }), ru)
    expect([minutes, ticks.map(({ label }) => label)]).toEqual([
      240,
      ['22:00', '23:00', '00:00', '01:00', '02:00'],
    ])
    expect(lanes[0]?.items.at(-1)).toMatchObject({ from: 180, until: 240, tone: 'confirmed' })
    const inWeek = weekTimeline(week({ rules, visits }), ru)
    expect(inWeek.ticks.at(-1)).toEqual({ at: 17 * 60, label: '02:00' })
    expect(inWeek.lanes[5]?.items.at(-1)).toMatchObject({
      from: 16 * 60,
      until: 17 * 60,
      time: '01:00–02:00',
    })
  })

  test('a day off has an axis, too', () => {
    const { minutes, lanes } = dayTimeline(day('2026-03-15', { rules: [closedOnSundays] }), ru)
    expect(minutes).toBe(540)
    expect(lanes[0]).toMatchObject({ note: 'выходной', items: [] })
  })

  test('a week of one: a lane for each date', () => {
    const { title, lanes } = weekTimeline(week({ visits: [visit('2026-03-10T09:00', 60)] }), ru)
    expect(title).toBe('9–15\u00a0марта')
    expect(lanes.map((lane) => [lane.title, lane.note, lane.marked, lane.now])).toEqual([
      ['Пн 9', '0\u00a0%', false, null],
      ['Вт 10', '8\u00a0%', false, null],
      ['Ср 11', '0\u00a0%', false, null],
      ['Чт 12', '0\u00a0%', false, null],
      ['Пт 13', '0\u00a0%', false, null],
      ['Сб 14', '0\u00a0%', true, 90],
      ['Вс 15', '0\u00a0%', false, null],
    ])
  })

  test('a week of several: the load of each', () => {
    const view = week({
      staff: [maria, olga],
      rules: [closedOnSundays],
      visits: [visit('2026-03-10T09:00', 360)],
    })
    const { columns, rows } = weekTable(view, en)
    expect(columns[5]).toEqual({ title: 'Sat 14', marked: true })
    expect(rows.map(({ title, cells }) => [title, cells.map(({ label }) => label)])).toEqual([
      ['Мария', ['0%', '50%', '0%', '0%', '0%', '0%', '–']],
      ['Ольга', ['0%', '0%', '0%', '0%', '0%', '0%', '–']],
    ])
  })

  test('a month: the load of each date in rows of a week', () => {
    const { title, weeks } = monthCalendar(wholeMonth({ visits: [visit('2026-03-10T09:00', 360)] }), ru)
    expect([title, weeks.length]).toEqual(['Март 2026', 6])
    expect(weeks[2]?.[1]).toEqual({
      percent: 50,
      label: '50\u00a0%',
      note: '1\u00a0запись',
      day: '10',
      marked: false,
    })
  })
})
