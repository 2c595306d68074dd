import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person
let ann: Person

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', specialists: ['Мария', 'Ольга'] })
  owner = salon.owner
  await owner.sends('/start')
  ann = salon.person('Анна')
  await ann.sends('/book')
  for (const tap of [/Стрижка/, 'Мария', '5', '10:00', 'Подтвердить']) await ann.taps(tap)
  await owner.sees('Новая запись')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const text = () => owner.lastMessage().text
const match = '5 марта, 10:00 · Анна · Стрижка'

test('a booking is found by one condition after the other, and opened', async () => {
  await owner.sends('/admin')
  await owner.taps('Найти запись')
  const anybody = 'Напишите имя, телефон или @username клиента.'
  for (const tap of [
    ['Клиент', '‹ Назад'],
    ['Дни', '‹ Назад'],
    ['Клиент', 'Любой клиент'],
    ['Дни', 'Любые дни'],
  ]) {
    expect(text()).toContain(anybody)
    for (const one of tap) await owner.taps(one)
  }
  expect(text()).toContain(anybody)
  await owner.sendsVoice()
  expect(text()).toContain('текстом')
  await owner.sends('Борис')
  expect(text()).toContain('никого нет')
  await owner.sends('анна')
  expect(text()).toBe('Поиск записей\nКлиент: Анна\n\nНашлась 1 запись.')
  expect(owner.lastMessage().keyboard[0]).toEqual([match])

  await owner.taps('Дни')
  await owner.sends('31.02')
  expect(text()).toContain('Такого дня в календаре нет')
  await owner.sends('4-6 марта')
  expect(text()).toContain('Когда: 4 марта – 6 марта')
  await owner.taps('Услуга')
  await owner.taps('Стрижка')
  await owner.taps('Специалист')
  await owner.taps('Мария')
  await owner.taps('Статус')
  await owner.taps('Подтверждённые')
  expect(text()).toContain('Статус: подтверждённые\n\nНашлась 1 запись.')
  await owner.taps('Специалист')
  await owner.taps('Ольга')
  expect(text()).toContain('Ничего не нашлось')
  await owner.taps('Специалист')
  await owner.taps('Любой специалист')
  await owner.taps('Дни')
  await owner.taps('‹ Назад')
  await owner.taps(match)
  expect(text()).toContain('Запись подтверждена.')
  for (const tap of ['Отменить запись', '‹ Назад', '‹ Назад']) await owner.taps(tap)
  expect(text()).toMatch(/^Поиск записей\nКлиент: Анна\n[^]*Статус: подтверждённые\n\nНашлась 1 запись\.$/)
})

test('of several clients of one name one is chosen, and the search can begin anew', async () => {
  await salon.db.query(
    `insert into users (first_name, phone, created_at) values ('Анна', '+79161234567', $1)`,
    [salon.clock.now()],
  )
  await owner.sends('/admin')
  await owner.taps('Найти запись')
  await owner.taps('Клиент')
  await owner.sends('анна')
  expect(owner.lastMessage().keyboard).toEqual([['Анна · +7 916 123 45 67'], ['Анна'], ['‹ Назад', 'Панель']])
  await owner.taps('Анна · +7 916 123 45 67')
  expect(text()).toContain('Ничего не нашлось')
  await owner.taps('Начать заново')
  await owner.taps('Дни')
  await owner.taps('Сегодня')
  expect(text()).toContain('Когда: 2 марта\n\nНичего не нашлось')
  await owner.sends('+79161234567')
  expect(text()).toBe(
    'Поиск записей\nКлиент: Анна\nКогда: 2 марта\n\nНичего не нашлось. Уберите одно из условий или измените его.',
  )
})

test('of two searches that are open at once each goes on by its own buttons', async () => {
  const search = async () => {
    await owner.sends('/admin')
    await owner.taps('Найти запись')
    return owner.lastMessage()
  }
  const first = await search()
  await owner.sends('анна')
  await search()
  const shown = () => owner.screen().messages.find(({ id }) => id === first.id)
  for (const label of ['Статус', 'Подтверждённые']) {
    const button = shown()
      ?.buttons.flat()
      .find(({ text }) => text.endsWith(label))
    await owner.tapsData(first, button?.data ?? '')
  }
  expect(shown()?.text).toBe('Поиск записей\nСтатус: подтверждённые\n\nНашлась 1 запись.')
  await owner.sends('анна')
  expect(owner.lastMessage().text).toContain('Клиент: Анна')
})

test('a specialist finds their own in English, and nobody gets to others’ by a forged button', async () => {
  const maria = salon.person('Maria', 'en')
  await maria.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = 'Мария'`, [
    maria.id,
  ])
  await maria.sends('/admin')
  await maria.taps('Find a booking')
  await maria.taps('Status')
  await maria.taps('Confirmed')
  expect(maria.lastMessage().text).toBe(
    'Find a booking\nAmong your own.\nStatus: confirmed\n\n1 booking found.',
  )
  const [row] = await salon.db.query<{ id: number; owner: number }>(
    `select (select id from staff where name = 'Ольга') as id, (select id from users where telegram_id = $1) as owner`,
    [owner.id],
  )
  for (const data of [`se...${row!.id.toString(36)}....0`, `se.${row!.owner.toString(36)}......0`]) {
    await maria.tapsData(maria.lastMessage(), data)
    expect(maria.lastMessage().text).toContain('That button no longer works')
  }
  await ann.tapsData(ann.lastMessage(), 'se....confirmed...0')
  expect(ann.lastMessage().text).toContain('Эта кнопка уже не работает')
})
