import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { ownVisit, timeButton } from '../../src/bot/client/booking/buttons.ts'
import { serviceFields } from '../../src/domain/service-fields.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({
    backend: 'postgresql',
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }, { name: 'Массаж' }],
  })
  owner = salon.owner
  await owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function column(name: string, service = 'Стрижка'): Promise<unknown> {
  const [row] = await salon.db.query<{ value: unknown }>(
    `select ${name} as value from services where name = $1`,
    [service],
  )
  return row?.value
}

async function hire(person: Person, role: string): Promise<void> {
  await person.sends('/start')
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ('M', $1, $2, false, '{}', 9, $3, 1)`,
    [person.id, role, salon.clock.now()],
  )
}

/** The first service, tomorrow at noon in Moscow. */
async function book(person: Person): Promise<void> {
  await person.sends('/start')
  const [ids] = await salon.db.query<{ serviceId: number; staffId: number }>(
    `select (select min(id) from services) as "serviceId", (select id from staff where name = 'Мария') as "staffId"`,
  )
  const data = timeButton.pack({
    ...ownVisit,
    serviceIds: [ids!.serviceId],
    staffId: ids!.staffId,
    date: '2026-03-03' as LocalDate,
    page: 0,
    startsAt: new Date('2026-03-03T09:00:00Z'),
  })
  await person.tapsData(person.lastMessage(), data)
  await person.taps('Подтвердить')
  await owner.sees('Новая запись')
}

async function openCard(person: Person, label = 'Стрижка · 1 ч · 1 500 ₽'): Promise<void> {
  await person.sends('/admin')
  await person.taps('Услуги')
  await person.taps(label)
}

/** From the card, or from its rules. */
async function openField(label: string): Promise<void> {
  const isHere = () => owner.lastMessage().keyboard.flat().includes(label)
  if (!isHere()) {
    const rules = owner.lastMessage().keyboard.flat().includes('Правила записи')
    await owner.taps(rules ? 'Правила записи' : '‹ Назад')
  }
  await owner.taps(label)
}

const first = async () => Number(await column('id'))

describe('the services', () => {
  test('are a list, a card each, and back', async () => {
    await openCard(owner)
    expect(owner.lastMessage().text).toBe(
      'Стрижка\n1 ч · 1 500 ₽\n\nМесто в списке: 1 из 3\nПредстоящих записей: 0',
    )
    await owner.taps('‹ Назад')
    expect(owner.lastMessage().keyboard).toEqual([
      ['Стрижка · 1 ч · 1 500 ₽'],
      ['Маникюр · 1 ч · 1 500 ₽'],
      ['Массаж · 1 ч · 1 500 ₽'],
      ['Добавить услугу'],
      ['Панель'],
    ])
  })

  test('speak English', async () => {
    const olivia = salon.person('Olivia', 'en')
    await hire(olivia, 'moderator')
    await olivia.sends('/admin')
    await olivia.taps('Services')
    await olivia.taps('Стрижка · 1 h · ₽1,500')
    await olivia.taps('Price')
    expect(olivia.lastMessage().text).toMatch(/^Стрижка\nNow: ₽1,500\n\nHow much is the service\?/)
    await olivia.sends('1700.50')
    expect(olivia.lastMessage().text).toMatch(/^Saved\.\n\nСтрижка\n1 h · ₽1,700\.50/)
    await olivia.taps('Archive')
    expect(olivia.lastMessage().text).toContain('There are no upcoming bookings.')
    await olivia.taps('Archive it')
    await olivia.taps('Bring back')
    expect(olivia.lastMessage().text).toContain('Hidden: clients don’t see it')
  })

  test('each field can be changed', async () => {
    const id = await first()
    await openCard(owner)
    for (const [label, name, typed, value] of [
      ['Название', 'name', ' Женская\nстрижка ', 'Женская стрижка'],
      ['Эмодзи', 'emoji', '💇‍♀️', '💇‍♀️'],
      ['Категория', 'category', 'Волосы', 'Волосы'],
      ['Описание', 'description', '<b>Мытьё</b>\nи укладка', '<b>Мытьё</b>\nи укладка'],
      ['Длительность', 'duration_min', '1ч 30м', 90],
      ['Цена', 'price_minor', '1 700,50 ₽', 170_050],
      ['Шаг записи', 'slot_interval_min', '20', 20],
      ['Подготовка до', 'buffer_before_min', '10', 10],
      ['Перерыв после', 'buffer_after_min', '15 мин', 15],
      ['Места', 'capacity', '8', 8],
      ['Срок записи', 'min_notice_min', '3 ч', 180],
      ['Срок отмены', 'cancellation_hours', '48', 48],
    ] as const) {
      await openField(label)
      await owner.sends(typed)
      expect(owner.lastMessage().text).toMatch(/^Сохранили\./)
      const [row] = await salon.db.query(`select ${name} as value from services where id = $1`, [id])
      expect({ name, ...row! }).toEqual({ name, value })
      const [entry] = await salon.db.query(
        `select after from audit_log where action = 'service.edit' order by id desc limit 1`,
      )
      expect(entry).toEqual({ after: { [name]: value } })
    }
  })

  test('what a service need not have is taken away by a tap', async () => {
    await openCard(owner)
    await owner.taps('Цена')
    await owner.taps('По договорённости')
    expect(owner.lastMessage().text).toContain('1 ч · цена по договорённости')
    await owner.taps('Правила записи')
    await owner.taps('Срок отмены')
    await owner.taps('12 ч')
    expect(owner.lastMessage().text).toContain('Отменить и перенести можно: не позже чем за 12 ч до начала')
    await owner.taps('Срок отмены')
    await owner.taps('Как у всех услуг')
    expect(owner.lastMessage().text).toContain(
      'Отменить и перенести можно: не позже чем за 24 ч до начала (как у всех)',
    )
    expect(await column('cancellation_hours')).toBeNull()
  })

  test('what is no answer is explained, and asked again', async () => {
    await openCard(owner)
    for (const [label, answers, problem] of [
      ['Название', ['Жж', 'Ж'.repeat(4000)], /^В названии может быть/],
      ['Эмодзи', ['да', '💇💇', '1'], /^Нужен ровно один эмодзи/],
      ['Категория', ['Ж'.repeat(41)], /^Получилось длинно: сюда поместится до 40/],
      ['Описание', ['Ж'.repeat(501)], /^Получилось длинно: сюда поместится до 500/],
      ['Длительность', ['4', '721'], /^Нужно целое число минут от 5 до 720/],
      ['Длительность', ['час двадцать'], /^Не получилось понять\. Напишите, например, 90 или 1 ч 30 мин\./],
      ['Цена', ['дорого', '-5'], /^Напишите сумму цифрами/],
      ['Шаг записи', ['4', '241'], /^Нужно целое число минут от 5 до 240/],
      ['Перерыв после', ['241'], /^Нужно целое число минут от 0 до 240/],
      ['Места', ['0', '101', 'много'], /^Нужно целое число от 1 до 100/],
      ['Срок записи', ['завтра'], /^Напишите, например, «2 ч»/],
      ['Срок отмены', ['721', '90 мин', '-1'], /^Нужно целое число от 0 до 720/],
    ] as const) {
      await openField(label)
      for (const typed of answers) {
        await owner.sends(typed)
        expect(owner.lastMessage().text).toMatch(problem)
      }
      await owner.taps('‹ Назад')
      expect(owner.lastMessage().text).toMatch(/^Стрижка\n/)
    }
    await openField('Название')
    await owner.sendsPhoto('Укладка')
    expect(owner.lastMessage().text).toMatch(/^Напишите, пожалуйста, текстом/)
    expect(await column('version')).toBe(1)
  })

  test('a command typed in a question leaves it', async () => {
    await openCard(owner)
    await owner.taps('Название')
    await owner.sends('/help')
    await owner.sends('Укладка')
    expect(await column('version')).toBe(1)
  })

  test('an answer that Telegram delivers twice is one change', async () => {
    await openCard(owner)
    await owner.taps('Цена')
    salon.telegram.faults.deliversTwice(1)
    await owner.sends('1700')
    expect(await column('version')).toBe(2)
  })
})

describe('agreed visits', () => {
  test('keep minutes and price, and their number is said', async () => {
    await book(salon.person('Анна'))
    await openCard(owner)
    expect(owner.lastMessage().text).toContain('Предстоящих записей: 1')
    await owner.taps('Цена')
    await owner.sends('2000')
    expect(owner.lastMessage().text).toMatch(
      /^Сохранили\. 1 предстоящая запись останется как договаривались\./,
    )
    await owner.taps('Длительность')
    await owner.taps('1 ч 30 мин')
    expect(owner.lastMessage().text).toMatch(/^Сохранили\. 1 предстоящая запись/)
    await owner.taps('Название')
    await owner.sends('Укладка')
    expect(owner.lastMessage().text).toMatch(/^Сохранили\.\n/)
    const visits = await salon.db.query(
      `select price_minor as price, duration_min as minutes, extract(epoch from ends_at - starts_at)::int as s from bookings`,
    )
    expect(visits).toEqual([{ price: 150_000, minutes: 60, s: 3600 }])
  })

  test('of a private service get no company', async () => {
    await book(salon.person('Анна'))
    await openCard(owner)
    await owner.taps('Правила записи')
    await owner.taps('Места')
    await owner.taps('5')
    expect(owner.lastMessage().text).toMatch(/^Группой эту услугу пока не сделать/)
    expect(await column('capacity')).toBe(1)
  })

  test('stay when the service is archived, which says how many there are', async () => {
    await book(salon.person('Анна'))
    await openCard(owner)
    await owner.taps('В архив')
    expect(owner.lastMessage().text).toContain('1 предстоящая запись останется в силе')
    await owner.taps('Нет, оставить как есть')
    await owner.taps('В архив')
    await owner.taps('Убрать в архив')
    expect(owner.lastMessage().keyboard[0]).toEqual(['Вернуть из архива'])
    expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'confirmed' }])
    const boris = salon.person('Борис')
    await boris.sends('/book')
    expect(boris.lastMessage().keyboard.flat().join()).not.toContain('Стрижка')
    await owner.taps('‹ Назад')
    expect(owner.lastMessage().keyboard).toEqual([['Стрижка · 1 ч · 1 500 ₽'], ['‹ Назад', 'Панель']])
    await owner.taps('‹ Назад')
    await owner.taps('Архив: 1')
    await owner.taps('Стрижка · 1 ч · 1 500 ₽')
    await owner.taps('Вернуть из архива')
    await owner.taps('Показать клиентам')
    await boris.sends('/book')
    expect(boris.lastMessage().keyboard.flat().join()).toContain('Стрижка')
  })
})

test('a hidden service is in the list of the business only', async () => {
  await openCard(owner)
  await owner.taps('Скрыть')
  const anna = salon.person('Анна')
  await anna.sends('/book')
  expect(anna.lastMessage().keyboard.flat().join()).not.toContain('Стрижка')
  await owner.taps('‹ Назад')
  await owner.taps('Стрижка · скрыта')
  await owner.taps('Показать клиентам')
  expect(owner.lastMessage().keyboard.flat()).toContain('Скрыть')
})

test('the order is the clients’ order', async () => {
  await openCard(owner)
  expect(owner.lastMessage().keyboard[4]).toEqual(['Ниже'])
  await owner.taps('Ниже')
  expect(owner.lastMessage().keyboard[4]).toEqual(['Выше', 'Ниже'])
  await owner.taps('Ниже')
  expect(owner.lastMessage().text).toContain('Место в списке: 3 из 3')
  expect(owner.lastMessage().keyboard[4]).toEqual(['Выше'])
  const anna = salon.person('Анна')
  await anna.sends('/book')
  expect(
    anna
      .lastMessage()
      .keyboard.flat()
      .slice(0, 3)
      .map((label) => label.split(' ')[0]),
  ).toEqual(['Маникюр', 'Массаж', 'Стрижка'])
})

describe('of two who change a service at once', () => {
  let zoya: Person
  beforeEach(async () => {
    zoya = salon.person('Зоя')
    await hire(zoya, 'moderator')
  })

  test('the slower sees what the faster made of it', async () => {
    await openCard(owner)
    await owner.taps('Цена')
    await openCard(zoya)
    await zoya.taps('Цена')
    await zoya.sends('1700')
    await owner.sends('1600')
    expect(owner.lastMessage().text).toMatch(/^Пока вы думали, услугу изменил кто-то ещё\. Вот как сейчас\./)
    expect(owner.lastMessage().text).toContain('1 ч · 1 700 ₽')
    expect(await column('price_minor')).toBe(170_000)
  })

  test('nobody hides or archives another than they saw', async () => {
    await openCard(owner)
    const seen = owner.lastMessage()
    await openCard(zoya)
    await zoya.taps('Цена')
    await zoya.sends('1700')
    for (const data of ['svst.1.1.disable', 'svst.1.1.archive', 'sva.1.1']) {
      const id = (await first()).toString(36)
      await owner.tapsData(seen, data.replace('.1.', `.${id}.`))
      expect(owner.lastMessage().text).toMatch(/^Пока вы думали/)
    }
    expect(await column('active')).toBe(true)
  })
})

describe('for whoever may not', () => {
  test.each(['client', 'specialist'])('nothing of it exists: a %s', async (who) => {
    const eve = salon.person('Ева')
    if (who === 'specialist') await hire(eve, 'specialist')
    await eve.sends('/start')
    await eve.tapsData(eve.lastMessage(), 'nonsense.1')
    const unknown = eve.lastMessage().text
    const id = (await first()).toString(36)
    for (const data of [
      'svl.current.0',
      'svl.archived.0',
      `svo.${id}`,
      `svr.${id}`,
      ...serviceFields.map((field) => `sve.${id}.${field}`),
      `svm.${id}.down`,
      `sva.${id}.1`,
      ...['enable', 'disable', 'archive', 'restore'].map((step) => `svst.${id}.1.${step}`),
      'dlg.svc_price',
      'ans.svc_duration.value.90',
      'skip.svc_price.value',
      'back.svc_price.value',
    ]) {
      await eve.tapsData(eve.lastMessage(), data)
      expect({ data, text: eve.lastMessage().text }).toEqual({ data, text: unknown })
    }
    expect(await salon.db.query('select 1 from services where version > 1 or sort_order <> id')).toEqual([])
  })

  test('a service that is not there is out of date', async () => {
    for (const data of ['svo.zz', 'svr.zz', 'sve.zz.name', 'svm.zz.up', 'sva.zz.1', 'svst.zz.1.archive']) {
      await owner.tapsData(owner.lastMessage(), data)
      expect(owner.lastMessage().text).toContain('Эта кнопка уже не работает')
    }
  })

  test('somebody who loses the role in a question changes nothing any more', async () => {
    const zoya = salon.person('Зоя')
    await hire(zoya, 'moderator')
    await openCard(zoya)
    await zoya.taps('Цена')
    await salon.db.query('update staff set archived_at = $1 where telegram_id = $2', [
      salon.clock.now(),
      zoya.id,
    ])
    await zoya.sends('1')
    await zoya.tapsData(zoya.lastMessage(), 'leave.svc_price')
    expect(zoya.lastMessage().text).not.toContain('Стрижка')
    expect(await column('price_minor')).toBe(150_000)
  })
})
