import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import {
  blockCardButton,
  liftBlockButton,
  takeTimeOffButton,
  timeOffButton,
  timeOffForButton,
} from '../../src/bot/admin/blocks/buttons.ts'
import { ownVisit, timeButton } from '../../src/bot/client/booking/buttons.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({
    backend: 'postgresql',
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }],
  })
  owner = salon.owner
  await owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function staffId(name: string): Promise<number> {
  const [row] = await salon.db.query<{ id: number }>('select id from staff where name = $1', [name])
  return row!.id
}

async function hire(person: Person, name: string): Promise<void> {
  await person.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = $2`, [
    person.id,
    name,
  ])
}

/** Tomorrow, at a full hour in Moscow. */
async function book(person: Person, hour: number, specialist: string): Promise<void> {
  await person.sends('/start')
  const [service] = await salon.db.query<{ id: number }>('select min(id) as id from services')
  const startsAt = new Date(Date.UTC(2026, 2, 3, hour - 3))
  const data = timeButton.pack({
    ...ownVisit,
    serviceIds: [service!.id],
    staffId: await staffId(specialist),
    date: '2026-03-03' as LocalDate,
    page: 0,
    startsAt,
  })
  await person.tapsData(person.lastMessage(), data)
  await person.taps('Подтвердить')
}

async function blocks(): Promise<unknown[]> {
  return await salon.db.query(
    `select staff_id as "staffId", lower(during) as "from", upper(during) as until, reason, lifted_at is not null as lifted
       from blocked_slots order by id`,
  )
}

async function openSection(person = owner): Promise<void> {
  await person.sends('/admin')
  await person.taps(person === owner ? 'Перерывы и отпуска' : /^(Перерывы|Breaks)/)
}

/** Of the panel: a notice of a booking may have come below it. */
const panel = () =>
  owner
    .screen()
    .messages.findLast(({ buttons }) =>
      buttons.flat().some(({ data = '' }) => /^(adm$|bl|br|leave\.)/.test(data)),
    )
const text = () => panel()?.text ?? ''

describe('closing time', () => {
  test('of one specialist takes a few taps, with nobody booked', async () => {
    await openSection()
    expect(text()).toContain('Пока ничего не закрыто')
    await owner.taps('Закрыть время')
    await owner.taps('Мария')
    await owner.sends('завтра 13-15')
    expect(text()).toBe(
      'Закрыть это время?\nВторник, 3 марта, 13:00–15:00\nМария\n\nЗаписей на это время нет.',
    )
    await owner.taps('Причина')
    await owner.taps('Обед')
    await owner.taps('Закрыть')
    expect(text()).toContain(
      'Время закрыто\nВторник, 3 марта, 13:00–15:00\nМария\nПричина: обед\nКто закрыл: Вера',
    )
    expect(await blocks()).toEqual([
      {
        staffId: await staffId('Мария'),
        from: new Date('2026-03-03T10:00Z'),
        until: new Date('2026-03-03T12:00Z'),
        reason: 'lunch',
        lifted: false,
      },
    ])
    await owner.taps('‹ Назад')
    expect(owner.lastMessage().keyboard).toEqual([
      ['Закрыть время'],
      ['Вторник, 3 марта, 13:00–15:00 · Мария · обед'],
      ['Панель'],
    ])
  })

  test('of a day that is looked at asks for its hours only', async () => {
    await owner.sends('/week')
    for (const tap of ['Вт 3', 'Закрыть время', 'Ольга']) await owner.taps(tap)
    expect(text()).toContain('Вторник, 3 марта: когда закрыть время?\nОльга')
    await owner.sends('до 18:00')
    expect(text()).toContain('Напишите часы этого дня')
    await owner.sends('13-15')
    expect(text()).toContain('Вторник, 3 марта, 13:00–15:00\nОльга')
    await owner.sends('/week')
    for (const tap of ['Вт 3', 'Закрыть время', 'Ольга', 'Весь день 3 марта']) await owner.taps(tap)
    expect(text()).toContain('3 марта, весь день')
  })

  test('of a day that is looked at leads back there from each screen', async () => {
    const isDay = () => expect(text()).toMatch(/^Вторник, 3 марта\n/)
    await owner.sends('/week')
    for (const tap of ['Вт 3', 'Закрыть время', '‹ Назад']) await owner.taps(tap)
    isDay()
    for (const tap of ['Закрыть время', 'Ольга', '‹ Назад']) await owner.taps(tap)
    isDay()
    const toWeekdays = ['Закрыть время', 'Ольга', 'Перерыв каждую неделю', 'Пн']
    for (const tap of [...toWeekdays, '‹ Назад']) await owner.taps(tap)
    expect(text()).toContain('Вторник, 3 марта: когда закрыть время?')
    for (const tap of ['Перерыв каждую неделю', 'Пн', 'Дальше', '13:00–14:00', '‹ Назад']) {
      await owner.taps(tap)
    }
    isDay()
    for (const tap of ['Закрыть время', 'Ольга']) await owner.taps(tap)
    await owner.sends('13-15')
    for (const tap of ['Причина', 'Обед', 'Закрыть']) await owner.taps(tap)
    expect(text()).toContain('Время закрыто')
    await owner.taps('‹ Назад')
    isDay()
  })

  test('with visits within lists them; they are cancelled with word to the clients, who can book again', async () => {
    const [anna, boris] = [salon.person('Анна'), salon.person('Борис')]
    await book(anna, 13, 'Мария')
    await openSection()
    await owner.taps('Закрыть время')
    await owner.taps('Все специалисты')
    await owner.taps('Завтра весь день')
    expect(text()).toContain('На это время есть 1 запись:\nвт, 3 марта, 13:00: Анна, Стрижка')

    const shown = panel()!
    await book(boris, 15, 'Ольга')
    await owner.taps('Да, и отменить 1 запись')
    expect(text()).toContain('Пока вы думали, записи на это время изменились.')
    expect(text()).toContain('На это время есть 2 записи:')
    expect(await blocks()).toEqual([])
    const old = shown.buttons.flat().find(({ text: label }) => label === 'Да, и отменить 1 запись')
    await owner.tapsData(shown, old!.data!)
    expect(await blocks()).toEqual([])

    await owner.taps('13:00 Анна')
    await owner.taps('Панель')
    await owner.taps('Перерывы и отпуска')
    await owner.taps('Вернуться к незаконченному')
    await owner.taps('Причина')
    await owner.sends('Прорвало трубу')
    await owner.taps('Да, и отменить 2 записи')
    expect(text()).toMatch(
      /^2 записи отменены, клиентам напишем\.\n\nВремя закрыто\nВторник, 3 марта, весь день/,
    )
    await anna.sees('Простите, нам пришлось отменить вашу запись\nПричина: Прорвало трубу')
    await boris.sees('Простите, нам пришлось отменить вашу запись')
    await boris.taps('Записаться снова')
    expect(await salon.db.query(`select count(*) as count from bookings where status = 'confirmed'`)).toEqual(
      [{ count: 0 }],
    )
    await owner.tapsData(shown, old!.data!)
    expect(text()).toContain('Время закрыто')
    expect(await blocks()).toHaveLength(1)
  })

  test('visits can stay', async () => {
    await book(salon.person('Анна'), 13, 'Мария')
    await openSection()
    await owner.taps('Закрыть время')
    await owner.taps('Мария')
    await owner.sends('1-8 марта')
    await owner.taps('Да, запись оставить')
    expect(text()).toContain('Время закрыто\nпн, 2 марта, 09:00 – 8 марта')
    expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'confirmed' }])
  })

  test('what is no time is explained, and asked again', async () => {
    await openSection()
    await owner.taps('Закрыть время')
    await owner.taps('Мария')
    for (const [typed, problem] of [
      ['когда-нибудь', 'Не получилось понять'],
      ['Ж'.repeat(4096), 'Не получилось понять'],
      ['вчера', 'Это время уже прошло'],
      ['7-8', 'Это время уже прошло'],
      ['1 мая 2026 - 1 июня 2027', 'не больше года'],
    ] as const) {
      await owner.sends(typed)
      expect(text()).toContain(problem)
    }
    await owner.sendsPhoto('13-15')
    expect(text()).toContain('текстом')
    await owner.sends('/cancel')
    await owner.sends('13-15')
    expect(await blocks()).toEqual([])
  })

  test('a block is lifted once, and the second admin sees that', async () => {
    await openSection()
    await owner.taps('Закрыть время')
    await owner.taps('Мария')
    await owner.taps('Ближайший час')
    await owner.taps('Закрыть')
    expect(text()).toContain('Понедельник, 2 марта, 09:00–10:00')
    await owner.taps('Открыть время')
    const question = owner.lastMessage()
    await owner.taps('Открыть')
    expect(text()).toContain('Время снова открыто')
    const yes = question.buttons.flat().find(({ text: label }) => label === 'Открыть')
    await owner.tapsData(owner.lastMessage(), yes?.data ?? '')
    expect(text()).toMatch(/^Это уже изменил кто-то ещё/)
    expect(await salon.db.query('select version from blocked_slots')).toEqual([{ version: 2 }])
  })
})

describe('a break each week', () => {
  test('is made by weekdays, hours and dates, and ends', async () => {
    await openSection()
    await owner.taps('Закрыть время')
    await owner.taps('Ольга')
    await owner.taps('Перерыв каждую неделю')
    for (const day of ['Пн', 'Вт', 'Ср', 'Пт']) await owner.taps(day)
    await owner.taps('✓ Вт')
    await owner.taps('Дальше')
    await owner.sends('обед')
    expect(text()).toContain('Нужно одно время')
    await owner.taps('13:00–14:00')
    expect(text()).toContain('Добавить перерыв?\nПн, Ср, Пт, 13:00–14:00\nОльга')
    await owner.taps('Срок')
    await owner.sends('с 9 по 31 марта')
    expect(text()).toContain('Пн, Ср, Пт, 13:00–14:00, с 9 марта по 31 марта')
    await owner.taps('Срок')
    await owner.taps('С сегодняшнего дня и без срока')
    await owner.taps('Добавить')
    expect(text()).toBe('Перерыв каждую неделю\nПн, Ср, Пт, 13:00–14:00\nОльга')
    expect(
      await salon.db.query('select weekday, valid_from, valid_to from schedule_rules order by id'),
    ).toEqual([1, 3, 5].map((weekday) => ({ weekday, valid_from: '2026-03-02', valid_to: null })))
    await owner.taps('Убрать перерыв')
    await owner.taps('С завтрашнего дня')
    expect(text()).toContain('Пн, Ср, Пт, 13:00–14:00, по 2 марта')
    await owner.taps('Убрать перерыв')
    await owner.taps('Убрать')
    expect(text()).toBe('Здесь уже ничего не закрыто.')
    expect(await salon.db.query('select id from schedule_rules')).toEqual([])
  })
})

const toWhen = ['Закрыть время', 'Мария']
const toHours = [...toWhen, 'Перерыв каждую неделю', 'Пн', 'Дальше']

test.each([
  { question: 'Когда закрыть время?', way: toWhen, leaves: '/start' },
  { question: 'В какое время перерыв?', way: toHours, leaves: '/cancel' },
  { question: 'С какого и по какое число?', way: [...toHours, '13:00–14:00', 'Срок'], leaves: 'Мои записи' },
  { question: 'Какая причина?', way: [...toHours, '13:00–14:00', 'Причина'], leaves: '/book' },
])('whatever else is sent to «$question» is answered with it, and $leaves leaves it', async (asked) => {
  const { question, way, leaves } = asked
  await openSection()
  for (const label of way) await owner.taps(label)
  for (const send of [
    () => owner.sendsPhoto('13-14'),
    () => owner.sendsVoice(),
    () => owner.sendsSticker(),
  ]) {
    await send()
    expect(text()).toContain('текстом')
    expect(text()).toContain(question)
  }
  await owner.sends('Ж'.repeat(4096))
  expect(text()).toContain(question)
  await owner.sends(leaves)
  await owner.sends('13-14')
  expect(owner.lastMessage().text).not.toContain(question)
  expect(await blocks()).toEqual([])
  expect(await salon.db.query('select id from schedule_rules')).toEqual([])
})

test('a specialist closes their own time only, in their own language', async () => {
  const olga = salon.person('Olga', 'en')
  await hire(olga, 'Ольга')
  await salon.db.query(
    `insert into blocked_slots (staff_id, during, created_at)
     values ((select id from staff where name = 'Мария'), '[2026-03-04T09:00Z,2026-03-04T10:00Z)', $1)`,
    [salon.clock.now()],
  )
  await openSection(olga)
  expect(olga.lastMessage().text).toContain('Nothing is closed')
  await olga.taps('Close time')
  expect(olga.lastMessage().text).toContain('When to close?\nОльга')
  await olga.sends('tomorrow 9-12')
  await olga.taps('Reason')
  await olga.taps('Ill')
  await olga.taps('Close')
  expect(olga.lastMessage().text).toContain(
    'Time is closed\nTuesday, 3 March, 09:00–12:00\nОльга\nReason: ill',
  )
  await olga.taps('Open the time')
  await olga.taps('Open')
  expect(olga.lastMessage().text).toContain('Time is open again')

  const [marias] = await salon.db.query<{ id: number }>('select min(id) as id from blocked_slots')
  const forged = { blockId: marias!.id, version: 1 }
  await olga.tapsData(olga.lastMessage(), liftBlockButton.pack(forged))
  expect(olga.lastMessage().text).toBe('Nothing is closed here any more.')
  await olga.tapsData(olga.lastMessage(), timeOffForButton.pack({ staffId: null }))
  expect(olga.lastMessage().text).toMatch(/no longer works/)
  const client = salon.person('Анна')
  await client.sends('/start')
  for (const data of [
    liftBlockButton.pack(forged),
    blockCardButton.pack(forged),
    timeOffButton.pack({ page: 0 }),
    takeTimeOffButton.pack({ seen: 1, visits: 'cancel' }),
  ]) {
    await client.tapsData(client.lastMessage(), data)
    expect(client.lastMessage().text).toMatch(/уже не работает/)
  }
  expect((await blocks())[0]).toMatchObject({ lifted: false })
})
