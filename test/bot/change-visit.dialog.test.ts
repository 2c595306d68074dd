import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person
let ann: Person

async function open(language: 'ru' | 'en' = 'ru'): Promise<void> {
  salon = await openSalon({
    backend: 'postgresql',
    specialists: ['Мария', 'Ольга'],
    services: [
      { name: 'Стрижка', priceMinor: 150_000 },
      { name: 'Окрашивание', durationMin: 90, priceMinor: 500_000 },
    ],
  })
  owner = salon.owner
  await owner.sends('/start')
  ann = salon.person('Анна', language)
  await book(ann, '10:00')
  await owner.sees('Новая запись')
}

async function book(client: Person, time: string): Promise<void> {
  await client.sends('/book')
  for (const tap of [/Стрижка/, 'Мария', '5', time, /Подтвердить|Confirm/]) await client.taps(tap)
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function openCard(): Promise<void> {
  await owner.sends('/week')
  await owner.taps('Чт 5')
  await owner.taps('10:00 Анна')
}

const shown = () => owner.lastMessage().text
const labels = (person: Person) =>
  person
    .lastMessage()
    .keyboard.flat()
    .map((label) => label.replaceAll(/\s/g, ' '))

/** Of colouring; the other specialist has the price of the service. */
async function setPriceOf(specialist: string, priceMinor: number): Promise<void> {
  await salon.db.query(
    `insert into staff_services (staff_id, service_id, price_minor)
     select t.id, s.id, case t.name when $1 then $2::bigint end
       from staff t, services s where t.bookable and s.name = 'Окрашивание'`,
    [specialist, priceMinor],
  )
}

async function stored() {
  const rows = await salon.db.query<{ starts: Date; staff: string; service: string; version: number }>(
    `select b.starts_at as starts, t.name as staff, s.name as service, b.version
       from bookings b join staff t on t.id = b.staff_id join services s on s.id = b.service_id
      order by b.id`,
  )
  return rows.map(({ starts, ...row }) => ({ starts: starts.toISOString().slice(5, 16), ...row }))
}

test('a visit is moved to a time of the calendar, and the client may answer', async () => {
  await open()
  await openCard()
  for (const tap of ['Перенести', '‹ Назад', 'Перенести', '6', '12:00']) await owner.taps(tap)
  expect(shown()).toContain('Было: четверг, 5 марта, 10:00\nСтанет: пятница, 6 марта, 12:00')
  expect(shown()).toContain('Клиент: Анна')
  expect(shown()).not.toContain('Обратите внимание')
  await owner.taps('Перенести')
  expect(shown()).toContain('Запись перенесена.')
  expect(shown()).toContain('перенос с чт, 5 марта, 10:00 на пт, 6 марта, 12:00')
  expect(await stored()).toEqual([{ starts: '03-06T09:00', staff: 'Мария', service: 'Стрижка', version: 2 }])
  await owner.taps('‹ Назад')
  expect(shown()).toContain('Четверг, 5 марта')
  const word = await ann.sees('Мы перенесли вашу запись')
  expect(word.text).toContain('Теперь: пятница, 6 марта, 12:00')
  expect(word.keyboard).toEqual([['Я приду'], ['Перенести', 'Отменить']])
  await ann.taps('Я приду')
  expect(ann.lastMessage().text).toContain('6 марта')
})

test('a move that was agreed with the client is told of as such', async () => {
  await open()
  await openCard()
  for (const tap of ['Перенести', '6', '12:00', 'Перенести, как договорились']) await owner.taps(tap)
  expect(shown()).toContain('Запись перенесена.')
  const word = await ann.sees('Мы перенесли вашу запись, как договорились')
  expect(word.text).toContain('Теперь: пятница, 6 марта, 12:00')
  expect(word.text).not.toContain('не подходит')
  expect(
    await salon.db.query(`select after -> 'agreed' as agreed from audit_log where action = 'booking.move'`),
  ).toEqual([{ agreed: true }])
})

test('a card that is older than its visit shows, at any tap, how the visit is now', async () => {
  await open()
  await openCard()
  const old = owner.lastMessage()
  await openCard()
  for (const tap of ['Перенести', '6', '12:00', 'Перенести']) await owner.taps(tap)
  const [row] = await salon.db.query<{ id: number }>('select id from bookings')
  const id = row!.id.toString(36)
  const onOldCard = async (data: string) => {
    await owner.tapsData(old, data)
    return owner.screen().messages.find((message) => message.id === old.id)?.text
  }
  for (const data of [`bkcx.${id}.1`, `bkcxown.${id}.1`, `bkns.${id}.1`]) {
    const text = await onOldCard(data)
    expect(text).toMatch(/^Запись успели изменить. Вот какая она сейчас.\n\nСтрижка/)
    expect(text).toContain('Пятница, 6 марта, 12:00')
  }
  for (const tap of ['Отменить запись', 'Без причины']) await owner.taps(tap)
  expect(await onOldCard(`bkpt.${id}.service`)).toMatch(/^Сейчас это сделать нельзя./)
})

test('a typed time outside the hours is booked after a warning, one that is taken is nobody’s to give', async () => {
  await open()
  await book(salon.person('Борис'), '12:00')
  await hearsNext(salon, owner, 'Борис')
  await openCard()
  await owner.taps('Перенести')
  await owner.taps('Другое время вручную')
  for (const typed of ['32.03', '1 марта 2020', 'завтра']) await owner.sends(typed)
  await owner.sends('абв')
  expect(shown()).toContain('Не получилось понять время')
  expect(shown().match(/19:30/g)).toHaveLength(1)
  await owner.sends('22:30')
  expect(shown()).toContain('Станет: вторник, 3 марта, 22:30')
  expect(shown()).toContain('Обратите внимание\n— это вне рабочих часов')
  await owner.taps('Всё равно перенести')
  expect(shown()).toContain('Запись перенесена.')
  expect(await stored()).toContainEqual({
    starts: '03-03T19:30',
    staff: 'Мария',
    service: 'Стрижка',
    version: 2,
  })
  for (const tap of ['Перенести', '5', 'Другое время вручную']) await owner.taps(tap)
  await owner.sends('12:30')
  expect(shown()).toContain('Это время занято\n12:00–13:00: Борис · Стрижка · Мария')
  expect(shown()).toContain('Можно и просто написать другое время.')
  await owner.sends('23:00')
  expect(shown()).toContain('Станет: четверг, 5 марта, 23:00')
})

test('what became unusual meanwhile is warned of before it is done', async () => {
  await open()
  await openCard()
  for (const tap of ['Перенести', '6', '12:00']) await owner.taps(tap)
  await salon.db.query(
    `insert into blocked_slots (staff_id, during, blocked_by, created_at)
     select id, '[2026-03-06T09:00Z,2026-03-06T10:00Z)', id, '2026-03-01' from staff where name = 'Мария'`,
  )
  await owner.taps('Перенести')
  expect(shown()).toContain('Обратите внимание\n— это время закрыто для записи')
  await owner.taps('Всё равно перенести')
  expect(await stored()).toMatchObject([{ starts: '03-06T09:00', version: 2 }])
})

test('another service and another specialist, at terms that are shown before', async () => {
  await open()
  await setPriceOf('Мария', 600_000)
  await owner.sends('/admin')
  await owner.taps('Открыть следующую запись')
  await owner.taps('Другая услуга')
  expect(labels(owner)).toContain('Окрашивание · 1 ч 30 мин · 6 000 ₽')
  await owner.taps(/Окрашивание/)
  expect(shown()).toContain('Было: Стрижка\nРаньше: Мария · 1 ч · 1 500 ₽'.replaceAll(' ', ' '))
  expect(shown().replaceAll(' ', ' ')).toContain('1 ч 30 мин · 6 000 ₽')
  await owner.taps('Изменить')
  expect((await ann.sees('Ваша запись изменилась')).text).toContain('Окрашивание')
  for (const tap of ['Другой специалист', /Ольга/, 'Изменить']) await owner.taps(tap)
  expect(shown()).toContain('другой специалист')
  await owner.taps('‹ Назад')
  expect(owner.lastMessage().keyboard.flat()).toContain('Открыть следующую запись')
  expect(await stored()).toEqual([
    { starts: '03-05T07:00', staff: 'Ольга', service: 'Окрашивание', version: 3 },
  ])
  expect(await salon.db.query(`select price_minor as price, duration_min as minutes from bookings`)).toEqual([
    { price: 500_000, minutes: 90 },
  ])
})

test('while specialists differ in price, clients are told the least', async () => {
  await open()
  await setPriceOf('Ольга', 300_000)
  // Olga is busier, so that it would be Maria at five thousand.
  await salon.db.query(`update bookings set staff_id = (select id from staff where name = 'Ольга')`)
  await ann.sends('О нас')
  expect(ann.lastMessage().text.replaceAll(/\s/g, ' ')).toContain('Окрашивание · 1 ч 30 мин · от 3 000 ₽')
  await ann.sends('/book')
  expect(labels(ann)).toContain('Окрашивание · 1 ч 30 мин · от 3 000 ₽')
  for (const tap of [/Окрашивание/, 'Любой специалист', '5', '12:00']) await ann.taps(tap)
  expect(ann.lastMessage().text.replaceAll(/\s/g, ' ')).toContain('1 ч 30 мин · от 3 000 ₽')
  await ann.sends('/book')
  for (const tap of ['Несколько услуг сразу', /Стрижка/, /Окрашивание/]) await ann.taps(tap)
  expect(ann.lastMessage().text.replaceAll(/\s/g, ' ')).toContain('Итого: 2 ч 30 мин · от 4 500 ₽')
})

test('in English, by a specialist for their own time only, and by nobody else', async () => {
  await open('en')
  const [row] = await salon.db.query<{ id: number; client: number }>(
    'select id, user_id as client from bookings',
  )
  const [id, client] = [row!.id.toString(36), row!.client.toString(36)]
  const maria = salon.person('Maria', 'en')
  const olga = salon.person('Olga', 'en')
  const roles = [
    [maria, 'Мария'],
    [olga, 'Ольга'],
  ] as const
  for (const [person, name] of roles) {
    await person.sends('/start')
    await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = $2`, [
      person.id,
      name,
    ])
  }
  const staff = await salon.db.query<{ id: number }>('select id from staff where bookable order by id')
  const [mariaId, olgaId] = staff.map((one) => one.id.toString(36))
  const before = await stored()
  for (const data of [
    `cal..${mariaId}.${id}.${client}.`,
    `bkmv.${id}.1.${client}.${mariaId}.fty.0.g7vvo.0`,
    `bkpt.${id}.service`,
    `bkpc.${id}.0.2.${mariaId}`,
    `bkpk.${id}.0.1.2.${mariaId}.0`,
  ]) {
    await olga.tapsData(olga.lastMessage(), data)
    expect(olga.lastMessage().text).toContain('There is no such booking.')
    await ann.tapsData(ann.lastMessage(), data)
    expect(ann.lastMessage().text).toMatch(/no longer works|can’t find that booking|no such booking/i)
  }
  await maria.tapsData(maria.lastMessage(), `bkpk.${id}.0.1.1.${olgaId}.0`)
  expect(maria.lastMessage().text).toContain('This specialist does not do that')
  expect(await stored()).toEqual(before)
  await maria.tapsData(maria.lastMessage(), `bk.${id}`)
  for (const tap of ['Move', '6', '12:00', 'Move']) await maria.taps(tap)
  expect(maria.lastMessage().text).toContain('The booking is moved.')
  expect((await ann.sees('We have moved your visit')).keyboard).toEqual([
    ['I’ll be there'],
    ['Move', 'Cancel'],
  ])
})
