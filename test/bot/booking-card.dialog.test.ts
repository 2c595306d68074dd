import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person
let ann: Person

async function open(
  backend: 'redis' | 'postgresql' = 'postgresql',
  language: 'ru' | 'en' = 'ru',
): Promise<void> {
  salon = await openSalon({ backend, specialists: ['Мария', 'Ольга'] })
  owner = salon.owner
  await owner.sends('/start')
  ann = salon.person('Анна', language)
  await ann.sends('/book')
  for (const tap of [/Стрижка/, 'Мария', '5', '10:00', /Подтвердить|Confirm/]) await ann.taps(tap)
  await owner.sees('Новая запись')
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function openCard(person: Person): Promise<void> {
  await person.sends('/week')
  await person.taps('Чт 5')
  await person.taps('10:00 Анна')
}

describe.each(['redis', 'postgresql'] as const)('on the card, jobs in %s', (backend) => {
  beforeEach(async () => {
    await open(backend)
  })

  test('a visit is cancelled for a reason that the client reads, and offers another time', async () => {
    await openCard(owner)
    expect(owner.lastMessage().text).toContain('Запись подтверждена.\n\nЧто было\n')
    for (const tap of ['Отменить запись', '‹ Назад', 'Отменить запись', 'Специалист заболел'])
      await owner.taps(tap)
    expect(owner.lastMessage().text).toContain('Запись отменена.\nПричина: специалист заболел')
    const word = await ann.sees('нам пришлось отменить вашу запись')
    expect(word.text).toContain('Причина: специалист заболел')
    expect(word.text).toContain('Если захотите прийти в другой раз, выберите новое время.')
    expect(word.text).not.toContain('свяжитесь')
    expect(word.keyboard).toEqual([['Записаться снова']])
  })

  test('a visit that was cancelled by mistake is booked again at the same time, and its client told', async () => {
    await openCard(owner)
    for (const tap of ['Отменить запись', 'Без причины', 'Записать снова']) await owner.taps(tap)
    expect(owner.lastMessage().text).toContain('Четверг, 5 марта, 10:00')
    await owner.taps('Записать')
    expect(owner.lastMessage().text).toContain('Запись сделана.')
    expect((await ann.sees('Мы записали вас')).text).toContain('Четверг, 5 марта, 10:00')
    expect(await salon.db.query('select status from bookings order by id')).toEqual([
      { status: 'cancelled' },
      { status: 'confirmed' },
    ])
  })
})

test('a reason in one’s own words is shown as typed', async () => {
  await open()
  await openCard(owner)
  for (const tap of ['Отменить запись', 'Своими словами', 'Не отменять']) await owner.taps(tap)
  expect(owner.lastMessage().text).toContain('Запись подтверждена.')
  for (const tap of ['Отменить запись', 'Своими словами']) await owner.taps(tap)
  await owner.sends('Прорвало трубу <b>')
  expect(owner.lastMessage().text).toContain('Причина: Прорвало трубу <b>')
  expect((await ann.sees('нам пришлось отменить')).text).toContain('Прорвало трубу <b>')
})

test('came, not yet, did not come, came after all', async () => {
  await open()
  salon.clock.moveTo(new Date('2026-03-05T06:29:00Z'))
  await salon.telegram.idle()
  await openCard(owner)
  expect(owner.lastMessage().keyboard.flat()).not.toContain('Пришёл')
  salon.clock.moveTo(new Date('2026-03-05T06:30:00Z'))
  await salon.telegram.idle()
  await openCard(owner)
  expect(owner.lastMessage().keyboard.flat()).toContain('Пришёл')
  expect(owner.lastMessage().keyboard.flat()).not.toContain('Не пришёл')
  salon.clock.moveTo(new Date('2026-03-05T07:15:00Z'))
  await salon.telegram.idle()
  await openCard(owner)
  await owner.taps('Пришёл')
  expect(owner.lastMessage().text).toContain('Клиент уже здесь.')
  await owner.taps('Ещё не пришёл')
  await owner.taps('Не пришёл')
  expect(owner.lastMessage().text).toContain('Клиент не пришёл?\nОставшееся время сразу станет свободным')
  for (const tap of ['Нет, оставить как есть', 'Не пришёл', 'Да, не пришёл']) await owner.taps(tap)
  expect(owner.lastMessage().text).toContain('Клиент не пришёл.')
  await owner.taps('Всё-таки пришёл')
  expect(owner.lastMessage().text).toContain('Клиент уже здесь.')
  await owner.taps('Ещё не пришёл')
  const card = owner.lastMessage()
  salon.clock.moveTo(new Date('2026-03-05T08:30:00Z'))
  await salon.telegram.idle()
  const [row] = await salon.db.query<{ id: number }>('select id from bookings')
  await owner.tapsData(card, `bk.${row!.id.toString(36)}`)
  await owner.taps('Не пришёл')
  expect(owner.lastMessage().text).toContain('Клиент не пришёл?\n\nСтрижка')
})

test('what somebody else has done meanwhile is shown instead of undone', async () => {
  await open()
  await openCard(owner)
  await owner.taps('Отменить запись')
  await ann.taps('Мои записи')
  await ann.taps(/5 марта/)
  await ann.taps('Отменить')
  await ann.taps('Да, отменить')
  await hearsNext(salon, owner, 'Запись отменена')
  const [row] = await salon.db.query<{ id: number }>('select id from bookings')
  await owner.tapsData(owner.lastMessage(), `bkcxok.${row!.id.toString(36)}.1.`)
  const shown = owner.screen().messages.findLast(({ text }) => text.includes('успели изменить'))
  expect(shown?.text).toContain('Запись отменена.')
})

test('in English, and for nobody but whose it is', async () => {
  await open('postgresql', 'en')
  const [row] = await salon.db.query<{ id: number }>('select id from bookings')
  const id = row!.id.toString(36)
  const olga = salon.person('Olga', 'en')
  await olga.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = 'Ольга'`, [
    olga.id,
  ])
  for (const data of [
    `bk.${id}`,
    `bkin.${id}.1.yes`,
    `bkns.${id}.1`,
    `bknsok.${id}.1`,
    `bkre.${id}.1`,
    `bkcx.${id}.1`,
    `bkcxok.${id}.1.`,
    `bkcxown.${id}.1`,
  ]) {
    await olga.tapsData(olga.lastMessage(), data)
    expect(olga.lastMessage().text).toBe('There is no such booking.')
    await ann.tapsData(ann.lastMessage(), data)
    expect(ann.lastMessage().text).toContain('That button no longer works')
  }
  expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'confirmed' }])
  await openCard(owner)
  await owner.taps('Отменить запись')
  await owner.taps('Договорились с клиентом')
  await ann.sees('We have cancelled your booking, as agreed')
})
