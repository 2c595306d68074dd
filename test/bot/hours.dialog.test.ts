import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { ownVisit, timeButton } from '../../src/bot/client/booking/buttons.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'
import { tap } from '../support/screens.ts'

let salon: Salon
let owner: Person

/** Monday, 2 March 2026, nine in Moscow; two specialists. */
beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', specialists: ['Мария', 'Ольга'] })
  owner = salon.owner
  await owner.sends('/admin')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const text = (person = owner) => person.lastMessage().text

async function hire(name: string, role: string, language: 'ru' | 'en' = 'ru'): Promise<Person> {
  const person = salon.person(name, language)
  await person.sends('/start')
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ($4, $1, $2, $2 = 'specialist', '{}', 9, $3, 1)`,
    [person.id, role, salon.clock.now(), name],
  )
  await person.sends('/admin')
  return person
}

/** Somebody, with Мария, on Tuesday, 3 March, at this hour in Moscow. */
async function book(name: string, hour: number): Promise<void> {
  const person = salon.person(name)
  await person.sends('/start')
  const startsAt = new Date(Date.UTC(2026, 2, 3, hour - 3))
  const place = { serviceIds: [1], staffId: await idOf('Мария'), date: '2026-03-03' as LocalDate, page: 0 }
  await person.tapsData(person.lastMessage(), timeButton.pack({ ...ownVisit, ...place, startsAt }))
  await person.taps('Подтвердить')
  await hearsNext(salon, owner, `Клиент: ${name}`)
}

async function idOf(name: string): Promise<number> {
  const [row] = await salon.db.query<{ id: number }>('select id from staff where name = $1', [name])
  return row!.id
}

async function rules(): Promise<string[]> {
  const rows = await salon.db.query<{ rule: string }>(
    `select concat_ws(' ', t.name, weekday, opens, closes, case when closed then 'closed' end) as rule
       from schedule_rules r left join staff t on t.id = r.staff_id order by staff_id nulls first, weekday, opens`,
  )
  return rows.map(({ rule }) => rule.replaceAll(':00 ', ' ').replace(/:00$/, ''))
}

describe('the hours of the business', () => {
  test('are seven lines, changed by a tap on a day', async () => {
    await owner.taps('Часы работы')
    expect(text()).toBe(
      [
        'Часы работы',
        '',
        ...['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'].map((day) => `${day}: 9:00–21:00`),
        '',
        'Это часы из настроек. Выберите дни, чтобы указать другие.',
      ].join('\n'),
    )
    await owner.taps('Вс')
    expect(text()).toContain('Часы работы: Вс\nСейчас: 9:00–21:00')
    await owner.taps('Выходной')
    expect(text()).toContain('Сохранили, уже действует.')
    expect(text()).toContain('Сб: 9:00–21:00 (из настроек)\nВс: выходной')
    expect(await rules()).toEqual(['7 closed'])
    await owner.taps('Вс')
    await owner.taps('Как в настройках')
    expect(text()).toContain('Это часы из настроек.')
    expect(await rules()).toEqual([])
  })

  test('of a whole week are one message', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Вся неделя')
    await owner.sends('пн-пт 10–19, перерыв 14–15; сб 11–16; вс выходной')
    expect(text()).toContain('Пн: 10:00–14:00, 15:00–19:00')
    expect(text()).toContain('Сб: 11:00–16:00\nВс: выходной')
    expect(await rules()).toHaveLength(12)
    await owner.taps('Сб–Вс')
    await owner.sends('22-2')
    expect(text()).toContain('Сб: 22:00–2:00\nВс: 22:00–2:00')
  })

  test('typed wrongly are asked for again, and a word of the menu leaves the question', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Пн–Пт')
    for (const [typed, problem] of [
      ['с утра до вечера', /^Не получилось прочитать часы/],
      ['9-9', /^Такое время кончается, не начавшись/],
      ['9-18, 17-20', /^Промежутки пересекаются/],
      ['ж'.repeat(4000), /^Не получилось прочитать часы/],
    ] as const) {
      await owner.sends(typed)
      expect(text()).toMatch(problem)
      expect(text()).toContain('Часы работы: Пн–Пт')
    }
    await owner.sendsPhoto('9-18')
    expect(text()).toMatch(/^Напишите, пожалуйста, текстом/)
    await owner.taps('‹ Назад')
    expect(text()).toMatch(/^Часы работы\n\nПн/)
    await owner.taps('Пн')
    await owner.sends('/start')
    await owner.sends('9-18')
    expect(await rules()).toEqual([])
  })

  test('of a day are copied to others', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Пн')
    await owner.sends('9-13, 14-18')
    await owner.taps('Скопировать день')
    await owner.taps('Пн: 9:00–13:00, 14:00–18:00')
    await owner.taps('Пн–Пт')
    await owner.taps('✓ Ср')
    await owner.taps('Вс')
    await owner.taps('Скопировать')
    expect(await rules()).toEqual(
      [1, 2, 4, 5, 7].flatMap((day) => [`${day} 09:00 13:00`, `${day} 14:00 18:00`]),
    )
    expect(text()).toContain('Ср: 9:00–21:00 (из настроек)')
  })

  test('count at once, for clients and on the page about the business', async () => {
    const anna = salon.person('Анна')
    await anna.sends('/start')
    await anna.taps('О нас')
    expect(text(anna)).toContain('Ежедневно: 9:00–21:00')
    await owner.taps('Часы работы')
    await owner.taps('Вся неделя')
    await owner.sends('11-13, вт выходной')
    await anna.taps('О нас')
    expect(text(anna)).toContain('Пн: 11:00–13:00\nВт: выходной\nСр–Вс: 11:00–13:00')
    await anna.sends('/book')
    await anna.taps(/Стрижка/)
    await anna.taps('Любой специалист')
    await anna.taps('4')
    expect(
      anna
        .lastMessage()
        .keyboard.flat()
        .filter((label) => /:00$/.test(label)),
    ).toEqual(['11:00', '12:00'])
  })

  test('that leave visits outside name them, and leave them agreed', async () => {
    await book('Анна', 10)
    await book('Борис', 12)
    await owner.sends('/admin')
    await owner.taps('Часы работы')
    await owner.taps('Вт')
    await owner.sends('11-20')
    expect(text()).toContain('Вне новых часов осталась 1 запись. Она в силе, пока вы не решите иначе.')
    await owner.taps('Показать эти записи: 1')
    expect(text()).toMatch(/^Записи вне часов работы: 1/)
    await owner.taps('вт, 3 марта, 10:00 · Анна')
    expect(text()).toContain('Анна')
    expect(await salon.db.query('select distinct status from bookings')).toEqual([{ status: 'confirmed' }])
    // What lay outside before the change was not left there by it.
    await owner.sends('/admin')
    await owner.taps('Часы работы')
    await owner.taps('Вт')
    await owner.taps('Выходной')
    expect(text()).toContain('осталась 1 запись')
    await owner.taps('Записи вне часов')
    expect(text()).toMatch(/^Записи вне часов работы: 2/)
  })

  test('are in the audit log with before and after; an answer delivered twice is one change', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Сб–Вс')
    salon.telegram.faults.deliversTwice(1)
    await owner.sends('сб 11-16, вс выходной')
    expect(
      await salon.db.query(`select before, after from audit_log where action = 'hours.change_week'`),
    ).toEqual([
      {
        before: { week: { 6: null, 7: null } },
        after: { week: { 6: '11:00-16:00', 7: 'closed' }, visits_outside: 0 },
      },
    ])
  })
})

test('a specialist has own hours, or those of the business', async () => {
  await owner.taps('Часы работы')
  await owner.taps('Часы специалистов')
  await owner.taps('Ольга')
  expect(text()).toMatch(/^Часы работы: Ольга\n/)
  await owner.taps('Пт')
  await owner.sends('12-18')
  expect(text()).toContain('Чт: 9:00–21:00 (из настроек)\nПт: 12:00–18:00\n')
  await owner.taps('‹ Назад')
  expect(owner.lastMessage().keyboard.slice(0, 2)).toEqual([['Мария'], ['Ольга · свои часы']])
  await owner.taps('‹ Назад')
  await owner.taps('Чт')
  await owner.taps('10–20')
  await owner.taps('Часы специалистов')
  await owner.taps('Ольга · свои часы')
  expect(text()).toContain('Чт: 10:00–20:00 (как у всех)\nПт: 12:00–18:00\n')
  await owner.taps('Вся неделя')
  await owner.taps('Как у всех')
  expect(await rules()).toEqual(['4 10:00 20:00'])
})

test('of two who change hours at once the slower sees what the faster made of them', async () => {
  const zoya = await hire('Зоя', 'moderator', 'en')
  await owner.taps('Часы работы')
  await owner.taps('Скопировать день')
  await owner.taps('Пн: 9:00–21:00')
  await owner.taps('Вс')
  await zoya.taps('Hours')
  await zoya.taps('Mon')
  await tap(owner, { to: 'hrcok' })
  await zoya.sends('10-14, 15-20')
  expect(text(zoya)).toMatch(/^Somebody else has just changed these hours\. Here they are now\./)
  expect(text(zoya)).toContain('Mon: 9:00–21:00 (from Settings)')
  expect(text(zoya)).toContain('Sun: 9:00–21:00\n'.trimEnd())
  expect(await rules()).toEqual(['7 09:00 21:00'])
  await zoya.taps('Mon')
  await zoya.sends('10-14, 15-20')
  expect(text(zoya)).toMatch(/^Saved, and in effect\./)
  expect(text(zoya)).toContain('Mon: 10:00–14:00, 15:00–20:00\n')
})

describe('special days', () => {
  const specialRows = async () =>
    (
      await salon.db.query<{ rule: string }>(
        `select concat_ws(' ', t.name, to_char(date, 'MM-DD'), opens, closes, case when closed then 'closed' end, r.reason) as rule
           from schedule_rules r left join staff t on t.id = r.staff_id
          where date is not null order by date, opens, r.staff_id`,
      )
    ).map(({ rule }) => rule)

  test('are set by a tap on the calendar, seen by clients at once, and taken back', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    expect(text()).toContain('Март 2026\nВсе дни как обычно.')
    await owner.taps('5')
    expect(text()).toMatch(/^Четверг, 5 марта\n/)
    await owner.sends('выходной: Учёба')
    expect(text()).toContain('чт, 5 марта: выходной, Учёба')
    await owner.taps('6')
    await owner.taps('10–15')
    expect(owner.lastMessage().keyboard.flat()).toEqual(expect.arrayContaining(['[2]', '5×', '6•']))
    expect(await specialRows()).toEqual(['03-05 closed Учёба', '03-06 10:00:00 15:00:00'])
    const anna = salon.person('Анна')
    await anna.sends('/book')
    await anna.taps(/Стрижка/)
    await anna.taps('Любой специалист')
    expect(anna.lastMessage().keyboard.flat()).not.toContain('5')
    await anna.taps('6')
    expect(
      anna
        .lastMessage()
        .keyboard.flat()
        .filter((label) => label.endsWith(':00')),
    ).toEqual(['10:00', '11:00', '12:00', '13:00', '14:00'])
    await owner.taps('5×')
    expect(text()).toBe('Четверг, 5 марта\nСейчас: выходной, Учёба')
    await owner.taps('Как обычно: чт, 5 марта')
    expect(await specialRows()).toEqual(['03-06 10:00:00 15:00:00'])
    await owner.taps('6•')
    await owner.taps('Изменить часы')
    await owner.taps('Как обычно')
    expect(await specialRows()).toEqual([])
  })

  test('are typed, one or several in a row, and taken back together', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    await owner.taps('Написать даты')
    for (const [typed, problem] of [
      ['когда-нибудь', /^Не получилось прочитать дату/],
      ['31.02', /^Такого дня в календаре нет/],
      ['8-1 мая', /^Последний день раньше первого/],
      ['01.01.2025', /^Это слишком далеко или слишком долго/],
      ['1 мая 2026 - 9 мая 2027', /^Это слишком далеко или слишком долго/],
      ['ж'.repeat(4096), /^Не получилось прочитать дату/],
    ] as const) {
      await owner.sends(typed)
      expect(text()).toMatch(problem)
    }
    await owner.sends('30 апреля - 3 мая')
    expect(text()).toMatch(/^30 апреля – 3 мая\n/)
    expect(owner.lastMessage().keyboard.at(-1)).toEqual(['‹ Назад', 'Не надо'])
    await owner.sends('отпуск')
    expect(text()).toMatch(/^Не получилось прочитать часы/)
    await owner.sends('закрыто, отпуск')
    expect(text()).toContain('Апрель 2026\n30 апреля – 3 мая: выходной, отпуск')
    expect(await specialRows()).toHaveLength(4)
    await owner.taps('Май ›')
    expect(text()).toContain('Май 2026\n30 апреля – 3 мая: выходной, отпуск')
    await owner.taps('2×')
    await owner.taps('Как обычно: 30 апреля – 3 мая')
    expect(await specialRows()).toEqual([])
    expect(
      await salon.db.query(
        `select before, after from audit_log where action = 'hours.change_days' order by id`,
      ),
    ).toEqual([
      {
        before: { days: { '2026-04-30': null, '2026-05-01': null, '2026-05-02': null, '2026-05-03': null } },
        after: {
          days: Object.fromEntries(
            ['04-30', '05-01', '05-02', '05-03'].map((day) => [`2026-${day}`, 'closed, with a reason']),
          ),
          visits_outside: 0,
        },
      },
      expect.anything(),
    ])
  })

  test('of a specialist go before those of the business; visits stay', async () => {
    await book('Анна', 12)
    await owner.sends('/admin')
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    await owner.taps('3')
    await owner.taps('Выходной')
    expect(text()).toContain('Вне новых часов осталась 1 запись.')
    await owner.taps('‹ Назад')
    await owner.taps('Часы специалистов')
    await owner.taps('Мария')
    await owner.taps('Особые дни')
    expect(text()).toContain('вт, 3 марта: выходной (как у всех)')
    await owner.taps('3×')
    expect(text()).toBe('Вторник, 3 марта\nСейчас: выходной (как у всех)')
    await owner.taps('Изменить часы')
    await owner.sends('12-14')
    expect(text()).toMatch(/^Сохранили, уже действует\.\n\nОсобые дни: Мария/)
    expect(await specialRows()).toEqual(['Мария 03-03 12:00:00 14:00:00', '03-03 closed'])
    await owner.taps('‹ Назад')
    await owner.taps('Записи вне часов')
    expect(text()).toMatch(/^Записи вне часов работы\nТаких нет/)
  })

  test('that two change at once keep the first change, and the second sees it', async () => {
    const zoya = await hire('Зоя', 'moderator', 'en')
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    await owner.taps('5')
    await zoya.taps('Hours')
    await zoya.taps('Special days')
    await zoya.taps('5')
    await zoya.sends('closed: training')
    expect(text(zoya)).toContain('Thu, 5 March: closed, training')
    await owner.sends('10-12')
    expect(text()).toMatch(/^Часы только что поменял кто-то ещё\. Вот как сейчас\./)
    expect(text()).toContain('чт, 5 марта: выходной, training')
    expect(await specialRows()).toEqual(['03-05 closed training'])
  })

  test('are holidays where somebody says so, and close nothing by themselves', async () => {
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    await owner.taps('9')
    await owner.taps('12–20')
    await owner.taps('Праздники')
    expect(text()).toMatch(/^Праздники: Россия\n/)
    expect(owner.lastMessage().keyboard.slice(0, 3)).toEqual([
      ['вс, 8 марта · Международный женский день'],
      ['• пн, 9 марта · Международный женский день'],
      ['пт, 1 мая · День весны и труда'],
    ])
    await owner.taps('Отметить все')
    await owner.taps('✓ пт, 1 мая · День весны и труда')
    await owner.taps(/^Сделать выходными: /)
    expect(text()).toContain('вс, 8 марта: выходной, Международный женский день\nпн, 9 марта: 12:00–20:00')
    const closed = await specialRows()
    expect(closed).toContain('05-09 closed День Победы')
    expect(closed.filter((rule) => rule.startsWith('05-01'))).toEqual([])
    await owner.taps('Праздники')
    expect(owner.lastMessage().keyboard[0]).toEqual(['• вс, 8 марта · Международный женский день'])
  })

  test('chosen from a list that has changed close nothing', async () => {
    const zoya = await hire('Зоя', 'moderator', 'en')
    await zoya.taps('Hours')
    await zoya.taps('Special days')
    await zoya.taps('Public holidays')
    await zoya.taps('Sun, 8 March · International Women\u2019s Day'.replace('\u2019', "'"))
    await owner.taps('Часы работы')
    await owner.taps('Особые дни')
    await owner.taps('8')
    await owner.taps('10–15')
    await zoya.taps('Make days off: 1')
    expect(text(zoya)).toMatch(/^The list has changed meanwhile, so nothing is chosen\./)
    expect(await specialRows()).toEqual(['03-08 10:00:00 15:00:00'])
  })
})

describe('for whoever may not', () => {
  const changing = (id: string) => [
    `hre..3`,
    `hre.${id}.3`,
    `hrc.${id}`,
    `hrct.${id}.1.2`,
    `hrcok.${id}.1.2.${(0x7fff).toString(36)}`,
    'hro..0',
    `hro.${id}.0`,
    'hrl.0',
    'dlg.hours',
    'ans.hours.days.closed',
    'hrdo..fq1',
    `hrdo.${id}.fq1`,
    `hrde.${id}.fq1`,
    `hrdt.${id}`,
    `hrdx.${id}.fq1.fq1.1`,
    'hrh.0.0.',
    'hrhok.1.1',
    'ans.special_hours.hours.closed',
    'ans.special_dates.dates.today',
  ]

  test('a specialist reads their own hours, and nothing else', async () => {
    const olga = await hire('Оля', 'specialist')
    await olga.taps('Часы работы')
    expect(text(olga)).toMatch(/^Часы работы: Оля\n/)
    expect(olga.lastMessage().keyboard).toEqual([['Особые дни'], ['Панель']])
    await olga.taps('Особые дни')
    expect(text(olga)).toBe('Особые дни: Оля\n\nМарт 2026\nВсе дни как обычно.')
    expect(
      olga
        .lastMessage()
        .buttons.flat()
        .filter(({ data = '' }) => /^hr[^sd]|^hrd[a-z]/.test(data)),
    ).toEqual([])
    const other = (await idOf('Мария')).toString(36)
    for (const data of [
      `hrs.${other}`,
      `hrd.${other}.`,
      ...changing(other),
      ...changing((await idOf('Оля')).toString(36)),
    ]) {
      await olga.tapsData(olga.lastMessage(), data)
      expect({ data, text: text(olga) }).toEqual({ data, text: expect.stringMatching(/^Эта кнопка уже не/) })
    }
    expect(await rules()).toEqual([])
  })

  test('nothing of it exists: a client', async () => {
    const eve = salon.person('Ева')
    await eve.sends('/start')
    const id = (await idOf('Мария')).toString(36)
    for (const data of ['hrs.', `hrs.${id}`, 'hrd..', `hrd.${id}.`, ...changing(id)]) {
      await eve.tapsData(eve.lastMessage(), data)
      expect({ data, text: text(eve) }).toEqual({ data, text: expect.stringMatching(/^Эта кнопка уже не/) })
    }
    expect(await rules()).toEqual([])
  })

  test('whoever loses the role in a question changes nothing any more', async () => {
    const zoya = await hire('Зоя', 'moderator')
    await zoya.taps('Часы работы')
    await zoya.taps('Пн')
    await salon.db.query(`update staff set role = 'none' where telegram_id = $1`, [zoya.id])
    await zoya.sends('10-11')
    expect(await rules()).toEqual([])
  })
})

test('hours of somebody who can’t be booked any more are not there', async () => {
  const id = await idOf('Ольга')
  await salon.db.query('update staff set archived_at = $1 where id = $2', [salon.clock.now(), id])
  await owner.tapsData(owner.lastMessage(), `hrs.${id.toString(36)}`)
  expect(text()).toMatch(/^К этому специалисту сейчас нельзя записаться/)
})
