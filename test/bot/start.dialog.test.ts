import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const lastTwo = (person: Person) =>
  person
    .screen()
    .messages.slice(-2)
    .map(({ text }) => text)

test('the owner is greeted with their day, a client with an offer to book', async () => {
  salon = await openSalon()
  await salon.owner.sends('/start')
  const ann = salon.person('Анна')
  await ann.sends('/start')
  expect(lastTwo(ann)).toEqual([
    'Здравствуйте, Анна! Это Салон «Вера».',
    expect.stringContaining('Здесь можно записаться в любое время'),
  ])
  await ann.taps('Записаться')
  for (const tap of [/Стрижка/, /^\[2\]$/, '12:00', 'Подтвердить']) await ann.taps(tap)

  await salon.owner.sees('Новая запись')
  await salon.owner.sends('/start')
  const [hello, day] = lastTwo(salon.owner)
  expect(hello).toMatch(/^Здравствуйте, [^.]+!$/)
  expect(day).toContain('Сегодня, понедельник, 2 марта: 1 запись')
  expect(salon.owner.lastMessage().keyboard).toEqual([
    ['Панель управления'],
    ['Добавить услугу'],
    ['Записаться как клиент'],
  ])
  await salon.owner.taps('Записаться как клиент')
  expect(salon.owner.lastMessage().text).toContain('На что вас записать?')
})

test('a specialist is greeted with their own visits, in their language', async () => {
  salon = await openSalon()
  const maria = salon.person('Maria', 'en')
  await maria.sends('/start')
  await salon.db.query(
    `update staff set telegram_id = $1::bigint, role = 'specialist' where name = 'Мария'`,
    [maria.id],
  )
  await maria.sends('/start')
  expect(lastTwo(maria)).toEqual([
    'Hello, Maria!',
    'Салон «Вера»\nToday, Monday, 2 March: no bookings\n\nClients get a different greeting here: an invitation to book.',
  ])
  expect(maria.lastMessage().keyboard).toEqual([['Control panel'], ['Book as a client']])
})
